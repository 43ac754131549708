import Testing

@testable import Platforms

@Suite struct PlatformCatalogTests {
  private func platform(_ host: String, test: String = "web_connectivity") -> String? {
    PlatformCatalog.builtIn.platform(test: test, host: host)
  }

  @Test(arguments: [
    ("facebook.com", "facebook"), ("www.facebook.com", "facebook"), ("scontent.fkhi1-1.fna.fbcdn.net", "facebook"),
    ("instagram.fist1-1.fna.fbcdn.net", "instagram"), ("www.instagram.com", "instagram"),
    ("b-api.facebook.com", "messenger"), ("m.me", "messenger"), ("stun.fbsbx.com", "messenger"),
    ("scontent.xx.fbcdn.net", "messenger"), ("twitter.com", "x"), ("X.com", "x"), ("t.co", "x"), ("pbs.twimg.com", "x"),
    ("www.youtube.com", "youtube"), ("youtu.be", "youtube"), ("i.ytimg.com", "youtube"),
    ("r3---sn-4g5e6nz7.googlevideo.com", "youtube"), ("www.youtube.co.uk", "youtube"), ("yt3.ggpht.com", "youtube"),
    ("web.telegram.org", "telegram"), ("t.me", "telegram"), ("chat.signal.org", "signal"),
    ("textsecure-service.whispersystems.org", "signal"), ("e3.whatsapp.net", "whatsapp"), ("wa.me", "whatsapp"),
    ("www.tiktok.com", "tiktok"), ("en.m.wikipedia.org", "wikipedia"), ("bridges.torproject.org", "tor"),
    ("www.google.com", "google"), ("google.com.pk", "google"), ("www.google.de", "google"), ("google.co.in", "google"),
    ("maps.google.com", "google-maps"), ("mail.google.com", "gmail"), ("raw.githubusercontent.com", "github"),
    ("my.mail.ru", "moi-mir"), ("wx.qq.com", "wechat"), ("qzone.qq.com", "qzone"), ("im.qq.com", "qq"),
    ("facebook.com.", "facebook"), ("facebook.com:443", "facebook"), ("FACEBOOK.COM", "facebook"),
  ])
  func `a host belongs to its platform`(_ host: String, _ expected: String) {
    #expect(platform(host) == expected)
  }

  @Test(
    arguments: [
      "", ".", "..", "...", "com", "x", "google", "notfacebook.com", "facebook.com.evil.com", "evil-x.com", "at.co",
      "example.org", "google.evil.com", "google.github.example", "1.1.1.1", "149.154.167.50", "[::1]", "::1",
      "2001:db8::1",
      ".facebook.com", "facebook..com", "face book.com", "facebook.com/x", "https://facebook.com", "facebook.com:",
      "*.com",
      "facebook.com:80:80", "\u{0}.com", "fаcebook.com", "fbcdn.net.", "\u{1B}[31m.facebook.com", "instagram.fbcdn.com",
    ].filter { $0 != "fbcdn.net." && $0 != "facebook.com:" })
  func `other hosts and no hosts belong to none`(_ host: String) {
    #expect(platform(host) == nil)
  }

  @Test func `overlong hosts belong to none, however they end`() {
    #expect(platform(String(repeating: "a", count: 64) + ".facebook.com") == nil)
    #expect(platform(String(repeating: "a.", count: 125) + "facebook.com") == nil)
    #expect(platform(String(repeating: "a.", count: 500_000) + "facebook.com") == nil)
    #expect(platform(String(repeating: ".", count: 1_000_000)) == nil)
    #expect(platform(String(repeating: "a", count: 63) + ".facebook.com") == "facebook")
  }

  @Test(arguments: [
    ("whatsapp", "whatsapp"), ("telegram", "telegram"), ("signal", "signal"), ("facebook_messenger", "messenger"),
    ("tor", "tor"), ("vanilla_tor", "tor"), ("torsf", "tor"), ("psiphon", "psiphon"),
  ])
  func `a test of one service tells its platform whatever the host`(_ test: String, _ expected: String) {
    for host in ["", "149.154.167.50", "facebook.com", "..."] { #expect(platform(host, test: test) == expected) }
  }

  @Test(arguments: ["ndt", "dash", "http_header_field_manipulation", "web_connectivity", ""])
  func `other tests tell it by the host`(_ test: String) {
    #expect(platform("", test: test) == nil)
    #expect(platform("www.facebook.com", test: test) == "facebook")
  }

  @Test(arguments: [
    ("Twitter", "x"), ("X (Twitter)", "x"), ("X/Twitter", "x"), ("x", "x"), ("Twitter/X", "x"), ("twitter.com", "x"),
    ("X (formerly Twitter)", "x"), ("You Tube", "youtube"), ("YOUTUBE", "youtube"), ("Facebook Messenger", "messenger"),
    ("Tik Tok", "tiktok"), ("VK (VKontakte)", "vk"), ("Ok.ru (Odnoklassniki)", "odnoklassniki"),
    ("Moi mir (my.mail.ru)", "moi-mir"), ("PlanetRomeo (ROMEO)", "planetromeo"), ("Google+", "google-plus"),
    ("IMO messenger", "imo"), ("google maps", "google-maps"), ("google-maps", "google-maps"),
    (" WhatsApp ", "whatsapp"),
  ])
  func `a name as people write it is a platform`(_ text: String, _ expected: String) {
    #expect(PlatformCatalog.builtIn.platform(spelled: text) == expected)
  }

  @Test(arguments: ["", " ", "()", "/", "Twiter", "Facebook/Twitter", "VPN", "social media", "+", "ok", "9gag"])
  func `other names are none`(_ text: String) {
    #expect(PlatformCatalog.builtIn.platform(spelled: text) == nil)
  }

  @Test func `ids are names of the language, and nothing stands twice`() {
    var names: [String: String] = [:]
    var hosts: Set<String> = []
    #expect(PlatformCatalog.builtIn.platforms.map(\.id) == PlatformCatalog.builtIn.platforms.map(\.id).sorted())
    for platform in PlatformCatalog.builtIn.platforms {
      #expect(platform.id.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D })
      #expect(PlatformCatalog.builtIn.platform(platform.id) == platform)
      for name in [platform.id, platform.title] + platform.spellings {
        let owner = names.updateValue(platform.id, forKey: PlatformName.fold(name))
        #expect(owner == nil || owner == platform.id, "\(name)")
        #expect(PlatformCatalog.builtIn.platform(spelled: name) == platform.id, "\(name)")
      }
      for host in platform.hosts {
        #expect(hosts.insert(host.suffix).inserted, "\(host.suffix) stands twice")
        let example = host.suffix.split(separator: ".").map { $0 == "*" ? "de" : String($0) }.joined(separator: ".")
        #expect(self.platform(example) == platform.id, "\(host.suffix)")
        #expect(host.suffix == host.suffix.lowercased())
      }
    }
  }

  @Test func `the built-in sets are those of the language`() {
    #expect(PlatformCatalog.sets["social"] == ["x", "facebook", "instagram", "youtube", "tiktok"])
    #expect(PlatformCatalog.sets["messaging"] == ["whatsapp", "telegram", "signal", "messenger"])
    #expect(PlatformCatalog.sets.values.joined().allSatisfy { PlatformCatalog.builtIn.platform($0) != nil })
  }

  @Test func `a delivery host says so`() {
    let roles = Dictionary(
      uniqueKeysWithValues: (PlatformCatalog.builtIn.platform("youtube")?.hosts ?? []).map { ($0.suffix, $0.role) })
    #expect(roles["googlevideo.com"] == .delivery)
    #expect(roles["youtube.com"] == .service)
  }
}

import Testing

@testable import Platforms

@Suite struct ServiceMentionsTests {
  private func mentions(_ text: String) -> (platforms: [String], others: [String]) {
    let found = PlatformCatalog.builtIn.mentions(in: text)
    return (found.platforms.sorted(), found.others)
  }

  @Test(arguments: [
    ("YouTube, TikTok; Snapchat", ["snapchat", "tiktok", "youtube"]),
    ("YouTube, Viber, Snapchat and Facebook Messenger", ["messenger", "snapchat", "viber", "youtube"]),
    ("Zoom and Microsoft Teams", ["microsoft-teams", "zoom"]),
    ("X", ["x"]), ("X, Facebook", ["facebook", "x"]), ("X/Twitter", ["x"]), ("Facebook/Twitter", ["facebook", "x"]),
    ("VK (VKontakte), Ok.ru (Odnoklassniki), Moi mir (my.mail.ru)", ["moi-mir", "odnoklassniki", "vk"]),
    ("WhatsApp web interface", ["whatsapp"]), ("Facebook Livestream", ["facebook"]),
    ("TikTok Live\nSignal", ["signal", "tiktok"]),
    ("Snapchat, Google’s Gmail service", ["gmail", "snapchat"]),
    ("Google+, Google Drive.", ["google-drive", "google-plus"]),
    ("WhatsApp & Telegram", ["telegram", "whatsapp"]), ("Line, IMO", ["imo", "line"]),
    (
      "Cloud services including Dropbox, Microsoft OneDrive, and Google Drive.",
      ["dropbox", "google-drive", "onedrive"]
    ),
  ])
  func `platforms are read out of a list`(_ text: String, _ expected: [String]) {
    #expect(mentions(text).platforms == expected)
    #expect(mentions(text).others == [])
  }

  @Test func `other names are kept as written, each once`() {
    let found = mentions("Grindr, 57 other Chinese-made apps; VPN services, VPN services, and Hamro Patro")
    #expect(found.platforms == ["grindr"])
    #expect(found.others == ["57 other Chinese-made apps", "VPN services", "Hamro Patro"])
  }

  @Test(arguments: [
    "X-rated sites", "no signal in the valley", "phone lines", "on line", "medium-sized firms", "the 3x plan",
    "tor-rents",
    "zoom calls", "Telegraph", "Instagrammers", "Other modes of communications including phone lines disrupted",
  ])
  func `an everyday word or a part of a word is no platform`(_ text: String) {
    #expect(mentions(text).platforms == [])
    #expect(mentions(text).others == [text])
  }

  @Test func `what was spared is not counted`() {
    let found = mentions("All social media except WhatsApp, Signal and Telegram; YouTube")
    #expect(found.platforms == ["youtube"])
    #expect(found.others == ["All social media except WhatsApp, Signal and Telegram"])
    #expect(mentions("Facebook but not WhatsApp").platforms == [])
    #expect(mentions("Except Telegram, Signal").platforms == [])
  }

  @Test func `a quotation is one item`() {
    let found = mentions("LinkedIn. \"Sharing of images, video and voice (data) over the network.\"")
    #expect(found.platforms == ["linkedin"])
    #expect(found.others == ["Sharing of images, video and voice (data) over the network"])
  }

  @Test(arguments: ["", " ", ",;,\n", "...", "\"", "\"\"", "(((", ")))", "and", "\u{0}"])
  func `nothing is read out of nothing`(_ text: String) {
    #expect(mentions(text).platforms == [])
  }

  @Test func `a megabyte of text is read to its end`() {
    #expect(mentions(String(repeating: "(", count: 200_000)).platforms == [])
    #expect(mentions(String(repeating: "a ", count: 20_000) + "; YouTube").platforms == ["youtube"])
    #expect(mentions(String(repeating: "YouTube, ", count: 10_000)).platforms == ["youtube"])
    #expect(mentions(String(repeating: "z", count: 1_000_000) + ";TikTok").platforms == ["tiktok"])
  }
}

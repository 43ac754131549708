import Platforms
import Testing

/// Rules of the user's over what is built in.
@Suite struct PlatformRuleTests {
  private func catalog(_ rules: (String, PlatformRule.Kind, String)...) -> PlatformCatalog {
    PlatformCatalog.builtIn.adding(rules.map { PlatformRule(platform: $0.0, kind: $0.1, value: $0.2) })
  }

  @Test func `a host of a rule is its platform's with all below it, and the rest stays`() {
    let known = catalog(("bird", .host, "twitter.com"), ("mine", .host, "fbcdn.net"), ("x", .host, "xcorp.example"))
    for (host, platform) in [
      ("twitter.com", "bird"), ("api.twitter.com:443", "bird"), ("x.com", "x"), ("twimg.com", "x"),
      ("www.xcorp.example", "x"), ("instagram.fabc1-1.fna.fbcdn.net", "mine"), ("facebook.com", "facebook"),
      ("example", nil), ("nottwitter.com", nil),
    ] {
      #expect(known.platform(test: "web_connectivity", host: host) == platform, "\(host)")
    }
    #expect(PlatformCatalog.builtIn.platform(test: "web_connectivity", host: "twitter.com") == "x")
  }

  @Test func `what a platform lists is what it has`() {
    let known = catalog(("bird", .host, "twitter.com"), ("chat", .test, "signal"), ("x", .host, "xcorp.example"))
    let hosts = Set((known.platform("x")?.hosts ?? []).map(\.suffix))
    #expect(hosts.contains("x.com") && hosts.contains("xcorp.example") && !hosts.contains("twitter.com"))
    #expect(known.platform("signal")?.tests == [] && known.platform("chat")?.tests == ["signal"])
    #expect(known.platform(test: "signal", host: "") == "chat")
    #expect(known.ruled == ["bird", "chat", "x"])
    #expect(known.platforms.map(\.id) == known.platforms.map(\.id).sorted())
    for platform in known.platforms {
      for host in platform.hosts where !host.suffix.contains("*") {
        #expect(known.platform(test: "web_connectivity", host: host.suffix) == platform.id, "\(host.suffix)")
      }
    }
  }

  @Test func `a name of a rule is read as its platform, alone and in a list of services`() {
    let known = catalog(
      ("mastodon-de", .name, "Mastodon Deutschland"), ("mastodon-de", .host, "social.example.net"),
      ("x", .name, "Birdsite"))
    for text in ["Mastodon Deutschland", "mastodon-deutschland", "Mastodon-DE", "social.example.net"] {
      #expect(known.platform(spelled: text) == "mastodon-de", "\(text)")
    }
    #expect(known.platform(spelled: "birdsite") == "x" && known.platform(spelled: "Mastodon") == "mastodon")
    let text = "Facebook, the Mastodon Deutschland servers; Birdsite except social.example.net"
    #expect(known.mentions(in: text).platforms == ["facebook", "mastodon-de"])
    #expect(known.additions.mentions(in: text).platforms == ["mastodon-de"])
    #expect(known.platform("mastodon-de")?.title == "Mastodon Deutschland")
  }

  @Test func `of two rules of one host the first counts, and none change nothing`() {
    let known = catalog(("one", .host, "a.example"), ("two", .host, "a.example"))
    #expect(known.platform(test: "", host: "a.example") == "one" && known.platform("two") == nil)
    let same = PlatformCatalog.builtIn.adding([])
    #expect(same.platforms == PlatformCatalog.builtIn.platforms && same.ruled.isEmpty)
    #expect(same.additions.platform(test: "whatsapp", host: "x.com") == nil)
  }
}

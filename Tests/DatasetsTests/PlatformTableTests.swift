import Datasets
import Platforms
import Subjects
import Testing

/// Tables of one's own platforms.
struct PlatformTableTests {
  private func told(_ rows: Collector) -> [String] {
    rows.facts.compactMap { fact in
      guard case .platform(let fact) = fact else { return nil }
      let rule = fact.rule
      let role = rule.kind == .host ? " \(rule.role.rawValue)" : ""
      let name = fact.name.map { " \($0.isTitle ? "title" : "spelling") \($0.value)" } ?? ""
      return
        "\(fact.line) \(rule.platform) \(rule.kind.rawValue) \(rule.value)\(role)\(rule.isTitle ? " title" : "")\(name)"
    }
  }

  private let header = "platform,host,role,test,name\n"

  @Test func `a row is a host, a test or a name of one platform`() throws {
    let text = """
      platform,host,role,test,name
      mastodon-de,Mastodon.Example.ORG.,,,Mastodon Deutschland
      mastodon-de,cdn.example.net,delivery,,Mastodon DE
      mastodon-de,,,mastodon_test,
      mastodon-de,203.0.113.7,service,,
      x,,,,Birdsite
      """
    let (rows, summary) = try read(text, as: .platforms)
    #expect(
      told(rows) == [
        "2 mastodon-de host mastodon.example.org service title Mastodon Deutschland",
        "3 mastodon-de host cdn.example.net delivery spelling Mastodon DE", "4 mastodon-de test mastodon_test",
        "5 mastodon-de host 203.0.113.7 service", "6 x name Birdsite title",
      ])
    #expect(rows.rejects.isEmpty && summary.rowsRead == 5)
  }

  @Test(arguments: [
    "platform,host,name\nmastodon-de,mastodon.example.org,Mastodon Deutschland\nmastodon-de,social.example.net,\n",
    "platform;host\nmastodon-de;mastodon.example.org\n",
    "\u{FEFF}Platform\tHost\r\nmastodon-de\tmastodon.example.org\r\n",
  ])
  func `its header tells it`(text: String) throws {
    #expect(try SourceReader.sniff(Array(text.utf8), file: "x").format == .platforms)
    #expect(try read(text, as: .platforms).rows.facts.isEmpty == false)
  }

  @Test func `an id that is no name, a place or another platform's name is rejected`() throws {
    let ids = [
      "", "Mastodon", "9gag", "a b", "ä", "a\u{1B}[31m", "twitter", "pakistan", "southern-asia", "world",
      String(repeating: "a", count: 65), String(repeating: "a", count: 1 << 20),
    ]
    for id in ids {
      let (rows, summary) = try read(header + "\(id),a.example,,,\n", as: .platforms)
      #expect(rows.facts.isEmpty && summary.rejected == 1, "\(id.prefix(20).debugDescription)")
      #expect(rows.rejects.first?.field == "platform" && rows.rejects.first?.keptRow == false)
      #expect((rows.rejects.first?.value.utf8.count ?? 0) <= 200)
      #expect((rows.rejects.first?.reason.utf8.count ?? 0) <= 300)
    }
  }

  @Test func `a host that is none, or stands above those of others, is rejected`() throws {
    let hosts = [
      "localhost", "com.pk", "co.uk", "*.example.org", "*", "https://a.example/", "a.example/path", "a.example:443",
      "a..example", ".example", "-", "bücher.example", "a.exa\u{202E}mple", "a.ex\u{0}ample", "a\u{1B}[31m.example",
      "[2001:db8::1]", "2001:db8::1", "1.2.3", "1.2.3.256", "999.1", String(repeating: "a", count: 64) + ".example",
      String(repeating: "a.", count: 127) + "example", String(repeating: "a", count: 1 << 20) + ".example",
    ]
    for host in hosts {
      let (rows, summary) = try read(header + "mine,\(host),,,\n", as: .platforms)
      #expect(rows.facts.isEmpty && summary.rejected == 1, "\(host.prefix(20).debugDescription)")
      #expect(rows.rejects.map(\.field) == ["host"])
      #expect(rows.rejects.allSatisfy { $0.value.utf8.count <= 200 && $0.reason.utf8.count <= 300 })
    }
  }

  @Test(arguments: [
    ("mine,,,web_connectivity,", "test"), ("mine,,,quack-http,", "test"), ("mine,,,Whats App,", "test"),
    ("mine,a.example,,whatsapp,", "test"), ("mine,a.example,both,,", "role"), ("mine,,,,", "host"),
    ("mine,,,,Twitter", "name"),
  ])
  func `a test of any host, two things in one row and an unknown role are rejected`(row: String, field: String) throws {
    let (rows, summary) = try read(header + row + "\n", as: .platforms)
    #expect(rows.facts.isEmpty && summary.rejected == 1)
    #expect(rows.rejects.map(\.field) == [field])
  }

  @Test func `a name that is another platform's, or no name, is left out of its row`() throws {
    for name in ["Twitter", "\u{202E}evil", "a\u{0}b", "!!!", String(repeating: "x", count: 1 << 20)] {
      let (rows, summary) = try read(header + "mine,a.example,,,\(name)\n", as: .platforms)
      #expect(told(rows) == ["2 mine host a.example service"], "\(name.prefix(20).debugDescription)")
      #expect(summary.kept == 1 && summary.fieldsRejected == 1)
      #expect(rows.rejects.map(\.field) == ["name"])
    }
  }

  @Test func `a header without ids is a wrong file`() {
    #expect(failure("host,name\na.example,A\n", as: .platforms) != nil)
  }
}

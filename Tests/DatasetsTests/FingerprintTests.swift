import Datasets
import Formats
import Places
import Subjects
import Testing

private let iran = CountryCode("IR").map { [$0] } ?? []

private func page(_ pattern: String, scope: String, countries: [CountryCode] = []) -> Fingerprint {
  Fingerprint(
    name: pattern, place: .body, rule: .contains, pattern: pattern, scope: scope, countries: countries)
}

/// The same numbers in every run (Numerical Recipes' linear congruence).
private struct Steps: RandomNumberGenerator {
  private var state: UInt64 = 1

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 32
  }
}

/// Scores a web connectivity measurement of Iran with fingerprints.
private func score(_ keys: String, _ rows: [Fingerprint], country: String = "IR") -> TestScore {
  let text = """
    {"test_name": "web_connectivity", "report_id": "r", "probe_cc": "\(country)", "test_keys": {\(keys)}}
    """
  return Array(text.utf8).withUnsafeBytes { OONIRaw.score($0, fingerprints: Fingerprints(rows)) } ?? TestScore()
}

private func body(_ value: String) -> String { #""blocking": false, "requests": [{"response": {"body": \#(value)}}]"# }

struct FingerprintTests {
  @Test func `without fingerprints nothing is confirmed`() {
    #expect(score(body("\"a block page\""), []).outcome == .ok)
  }

  @Test(
    arguments: [
      ("nat", [0.0, 1, 0, 0]), ("isp", [0, 0.0, 1, 0]), ("inst", [0, 0, 0.0, 1]), ("prod", [0, 0, 0, 0.0]),
    ])
  func `a match in an expected country confirms, in the part that its scope says`(scope: String, parts: [Double]) {
    let found = score(body("\"this is a block page\""), [page("block page", scope: scope, countries: iran)])
    #expect(found.isConfirmed && found.outcome == .confirmed)
    #expect([0, found.country, found.isp, found.local] == parts)
    #expect(found.general == 1)
  }

  @Test func `a country and its probe's verdict add up`() {
    let keys = #""blocking": "dns", "queries": [{"answers": [{"ipv4": "10.10.34.35"}]}]"#
    let row = Fingerprint(
      name: "x", place: .answer, rule: .full, pattern: "10.10.34.35", scope: "nat", countries: iran)
    let found = score(keys, [row])
    #expect(found.general == 2 && found.country == 1 && found.isConfirmed && found.kind == .dns)
  }

  @Test func `two matches of one scope add once`() {
    let rows = [page("block", scope: "nat"), page("page", scope: "nat")]
    #expect(score(body("\"block page\""), rows).general == 1)
  }

  @Test func `elsewhere only a country's or a provider's page confirms`() {
    for (scope, isConfirmed) in [("nat", true), ("isp", true), ("prod", false), ("fp", false), ("inst", false)] {
      let found = score(body("\"block page\""), [page("block page", scope: scope, countries: iran)], country: "DE")
      #expect(found.isConfirmed == isConfirmed, "\(scope)")
      #expect(!found.isFailure)
    }
  }

  @Test func `a match is worth more than a probe that could not compare`() {
    let keys = #""blocking": null, "accessible": null, "requests": [{"response": {"body": "block page"}}]"#
    #expect(score(keys, []).outcome == .failure)
    #expect(score(keys, [page("block page", scope: "isp")]).outcome == .confirmed)
    #expect(score(keys, [page("block page", scope: "fp")]).outcome == .ok)
  }

  @Test(
    arguments: [
      (#"{"data": "YSBibG9jayBwYWdl", "format": "base64"}"#, true),
      (#"{"data": "YSBibG9jayBwYWdlIQ", "format": "base64"}"#, true),
      (#"{"data": "YSBi\nbG9jayBwYWdl=IQ=", "format": "base64"}"#, true),
      (#"{"data": "YSBibG9jayBwYWdl", "format": "base63"}"#, false), (#"{"data": 7, "format": "base64"}"#, false),
      ("null", false), ("[\"block page\"]", false), ("7", false),
    ])
  func `bodies may be base64, whatever their padding`(value: String, isFound: Bool) {
    #expect(score(body(value), [page("block page", scope: "nat")]).isConfirmed == isFound)
  }

  @Test(
    arguments: [
      ("Server", "\"Filter 1.0\"", Fingerprint.Rule.prefix, true), ("SERVER", "\"Filter\"", .full, true),
      ("server", "\"A Filter\"", .prefix, false), ("server", "\"Filter 1.0\"", .full, false),
      ("server", #"{"data": "RmlsdGVyIDEuMA=", "format": "base64"}"#, .prefix, true),
      ("via", "\"Filter\"", .full, false),
      ("server", "null", .full, false), ("server", "\"A Filter\"", .contains, false),
    ])
  func `headers match in full or at their start, whatever the case of their names`(
    name: String, value: String, rule: Fingerprint.Rule, isFound: Bool
  ) {
    let row = Fingerprint(
      name: "x", place: .header("server"), rule: rule, pattern: "Filter", scope: "isp", countries: [])
    let keys = #""blocking": false, "requests": [{"response": {"headers": {"\#(name)": \#(value)}}}]"#
    #expect(score(keys, [row]).isConfirmed == isFound)
  }

  @Test(
    arguments: [
      (#"{"ipv4": "192.0.2.9", "hostname": "a.example"}"#, ["192.0.2.9"]),
      (#"{"hostname": "a.example", "ipv6": "2001:db8::1"}"#, ["a.example"]),
      (#"{"ipv6": "2001:db8::1"}"#, ["2001:db8::1"]), (#"{"answer_type": "A"}"#, []), ("null", []),
    ])
  func `of an answer the address counts before the name`(answer: String, found: [String]) {
    for pattern in ["192.0.2.9", "a.example", "2001:db8::1"] {
      let row = Fingerprint(name: "x", place: .answer, rule: .full, pattern: pattern, scope: "nat", countries: [])
      let keys = #""blocking": false, "queries": [{"answers": [\#(answer)]}, {"answers": null}, 7]"#
      #expect(score(keys, [row]).isConfirmed == found.contains(pattern))
    }
  }

  /// Many patterns of all lengths, in texts that hold one, several or none at every place, against a plain search.
  @Test func `the search finds what a plain search finds`() {
    var random = Steps()
    let letters = Array("abc<>".utf8)
    func word(_ count: Int) -> [UInt8] { (0..<count).map { _ in letters.randomElement(using: &random) ?? 97 } }
    for round in 0..<30 {
      let patterns = (0..<60).map { _ in word(Int.random(in: 3...(round % 2 == 0 ? 8 : 40), using: &random)) }
      let rows = patterns.map { page(String(decoding: $0, as: UTF8.self), scope: "nat") }
      for length in [0, 2, 3, 7, 40, 300, 900] {
        let text = word(length) + (round % 3 == 0 ? patterns.last ?? [] : [])
        let expected = patterns.contains { pattern in
          text.indices.contains { text[$0...].starts(with: pattern) }
        }
        let found = score(body("\"\(String(decoding: text, as: UTF8.self))\""), rows).isConfirmed
        #expect(found == expected, "\(String(decoding: text, as: UTF8.self))")
      }
    }
  }

  @Test func `a pattern is found at either end of a page and on its own`() {
    let rows = [page("only one page here", scope: "nat")]
    for text in ["only one page here", "only one page here and more", "more and only one page here"] {
      #expect(score(body("\"\(text)\""), rows).isConfirmed, "\(text)")
    }
    #expect(!score(body("\"only one page her\""), rows).isConfirmed)
  }

  private static let header = "name,scope,location_found,pattern_type,pattern,expected_countries,notes\n"

  @Test func `a list is read, its unusable rows are rejects`() throws {
    let text =
      Self.header + "a,nat,dns,full,10.10.34.35,IR,\n" + "b,isp,header.Location,prefix,http://x,\"AE,sa\",\n"
      + "c,fp,body,regexp,\"a \"\"page\"\"\",,\n" + "d,nat,cookie,full,xyz,,\n" + "e,nat,body,contains,ab,,\n"
      + "f,nat,body,contains,abc,Iran,\n" + "g,nat,header.server,regexp,abc,,\n"
    let (rows, rejects) = try FingerprintTable.read(ByteSource(bytes: Array(text.utf8), name: "f.csv"))
    #expect(rows.map(\.name) == ["a", "b", "c"])
    #expect(rows.map(\.place) == [.answer, .header("location"), .body])
    #expect(rows.map { $0.countries.map(\.description) } == [["IR"], ["AE", "SA"], []])
    #expect(rows.last?.pattern == "a \"page\"")
    #expect(rejects.map(\.line) == [5, 6, 7, 8])
    #expect(rows.compactMap { Fingerprint(fields: $0.fields) } == rows)
  }

  @Test func `a list is told by its columns`() {
    #expect(FingerprintTable.isTable(Array(Self.header.utf8)))
    #expect(!FingerprintTable.isTable(Array("country,start\n".utf8)))
    #expect(throws: SourceError.self) {
      try FingerprintTable.read(ByteSource(bytes: Array("a,b\n1,2\n".utf8), name: "f.csv"))
    }
    #expect(Fingerprint(fields: ["a"]) == nil)
  }
}

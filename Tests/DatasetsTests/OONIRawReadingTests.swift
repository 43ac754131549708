import Datasets
import Formats
import Foundation
import Subjects
import Tables
import Testing

/// A measurement as a line of JSON; `changes` replace members or, without a value, take them out.
private func measurement(_ changes: [String: String?] = [:]) -> String {
  var members: [String: String?] = [
    "test_name": "\"web_connectivity\"", "report_id": "\"20240107T180000Z_a\"", "probe_cc": "\"PK\"",
    "probe_asn": "\"AS9541\"", "measurement_start_time": "\"2024-01-07 18:00:05\"",
    "input": "\"https://X.com:443/a\"", "test_keys": #"{"blocking": "dns"}"#,
  ]
  for (name, value) in changes { members[name] = value }
  return "{"
    + members.sorted { $0.key < $1.key }.compactMap { name, value in value.map { "\"\(name)\":\($0)" } }
    .joined(separator: ",") + "}"
}

/// The same over many lines.
private func pretty(_ line: String) -> String {
  line.replacing(",\"", with: ",\n  \"").replacing("{\"i", with: "{\n  \"i").replacing("}}", with: "}\n}")
}

private func read(_ text: String, name: String = "f.jsonl") throws -> (rows: Collector, summary: ReadSummary) {
  try read(bytes: Array(text.utf8), name: name)
}

private func read(bytes: [UInt8], name: String = "f.jsonl") throws -> (rows: Collector, summary: ReadSummary) {
  var rows = Collector()
  let summary = try SourceReader.read(.raw, from: ByteSource(bytes: bytes, name: name), into: &rows)
  return (rows, summary)
}

private let uid = "20240107180100.123456_PK_webconnectivity_0123456789abcdef"

struct OONIRawReadingTests {
  @Test func `a measurement fills every field`() throws {
    let (rows, summary) = try read(measurement(["measurement_uid": "\"\(uid)\""]))
    let row = try #require(rows.measurements.first)
    #expect(row.uid == uid && row.report == "20240107T180000Z_a" && row.time.iso == "2024-01-07T18:00:05Z")
    #expect(row.country.description == "PK" && row.network == 9541 && row.test == "web_connectivity")
    #expect(row.input == "https://X.com:443/a" && row.host == "x.com")
    #expect(row.outcome == .anomaly && row.kind == .dns)
    #expect(summary.rowsRead == 1 && summary.kept == 1 && summary.columnsUsed.contains { $0.column == "probe_asn" })
  }

  // MARK: - Layouts

  private static let two = [measurement(), measurement(["report_id": "\"b\""])]

  private static let layouts: [String] = [
    two.joined(separator: "\n"), two.joined(separator: "\r\n") + "\r\n",
    "\n\n" + two.joined(separator: "\n\n \n") + "\n",
    "\u{FEFF}" + two.joined(separator: "\n"), two.map(pretty).joined(separator: "\n"),
    "[" + two.joined(separator: ",") + "]",
    "[\n" + two.map(pretty).joined(separator: ",\n") + "\n]\n", "[\n" + two.joined(separator: ",\n") + "\n]",
    two.map { #"{"format": "json", "content": \#($0)}"# }.joined(separator: "\n"),
    two.map { pretty(#"{"content": \#($0), "format": "json"}"#) }.joined(separator: "\n"),
    two.map { "{\"format\":\"json\",\"content\":\(quoted($0))}" }.joined(separator: "\n"),
    two.map(quoted).joined(separator: "\n"), two.map { quoted(quoted($0)) }.joined(separator: "\n"),
    "[" + two.map(quoted).joined(separator: ", ") + "]",
  ]

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  @Test(arguments: layouts)
  func `two measurements are two in every layout`(text: String) throws {
    let (rows, summary) = try read(text)
    #expect(rows.measurements.map(\.report) == ["20240107T180000Z_a", "b"])
    #expect(rows.measurements.allSatisfy { $0.outcome == .anomaly && $0.kind == .dns })
    #expect(summary.rowsRead == 2 && rows.rejects.isEmpty)
  }

  @Test func `lines are counted in every layout`() throws {
    let broken = "{\"test_name\": }"
    #expect(try read([Self.two[0], broken, Self.two[1]].joined(separator: "\n")).rows.rejects.map(\.line) == [2])
    let first = pretty(Self.two[0])
    let lines = first.split(separator: "\n").count
    #expect(try read("\(first)\n\n\(broken)\n\(Self.two[1])").rows.rejects.map(\.line) == [lines + 2])
  }

  @Test func `a damaged line is one reject and takes no other with it`() throws {
    let whole = measurement(["report_id": "\"b\""])
    for length in stride(from: 1, to: whole.utf8.count, by: 7) {
      let text = [Self.two[0], String(whole.prefix(length)), Self.two[1]].joined(separator: "\n")
      let (rows, summary) = try read(text)
      #expect(rows.measurements.count == 2 && summary.rejected == 1, "\(length)")
      #expect(rows.rejects.map(\.kind) == [.damagedRow] && rows.rejects.map(\.line) == [2], "\(length)")
    }
  }

  @Test func `a first line that lost its end is one reject`() throws {
    let first = measurement()
    for cut in [first.prefix(30), first.dropLast(), first.dropLast(2), first.prefix(while: { $0 != "," })] {
      let (rows, _) = try read("\(cut)\n" + Self.two.joined(separator: "\n"))
      #expect(rows.measurements.count == 2 && rows.rejects.map(\.line) == [1], "\(cut)")
    }
  }

  @Test func `a line of megabytes is read, one past the limit is a reject`() throws {
    let large = measurement(["test_keys": #"{"blocking": "dns", "x": "\#(String(repeating: "a", count: 5 << 20))"}"#])
    let huge = String(repeating: "b", count: JSONDocument.sizeLimit + 10)
    for text in ["\(large)\n{\"x\":\"\(huge)\"}\n\(Self.two[1])", "[\(large),{\"x\":\"\(huge)\"},\n\(Self.two[1])]"] {
      let (rows, summary) = try read(text)
      #expect(rows.measurements.map(\.report) == ["20240107T180000Z_a", "b"] && summary.rowsRead == 3)
      #expect(rows.rejects.map(\.reason) == ["the record is longer than 16384 kB"])
      #expect(rows.rejects.map(\.value.utf8.count) == [200])
    }
  }

  // MARK: - Identity

  @Test func `without a uid the identity is report, input and start`() throws {
    let (rows, _) = try read(measurement())
    #expect(rows.measurements.map(\.uid) == ["20240107T180000Z_a|https://X.com:443/a|2024-01-07 18:00:05"])
    let table =
      "report_id,input,start,country,test,anomaly\n20240107T180000Z_a,https://X.com:443/a,2024-01-07 18:00:05,PK,web_connectivity,t\n"
    #expect(
      try DatasetsTests.read(table, as: .measurements).rows.measurements.map(\.uid) == rows.measurements.map(\.uid))
  }

  @Test(
    arguments: [
      ("\(uid).post", uid), ("\(uid).json", uid), (uid, uid),
      ("20240107180100.123456_DE_webconnectivity_0123456789abcdef.post", ""),
      ("20240107180100.123456_PK_telegram_0123456789abcdef.post", ""),
      ("20240107180100.123456_PK_webconnectivity_0123.post", ""), ("20240107180100_PK_webconnectivity.jsonl", ""),
      ("measurement.json", ""),
    ])
  func `the file's name is the uid of an upload that it names, of its first measurement alone`(
    name: String, expected: String
  ) throws {
    let (rows, _) = try read(Self.two.joined(separator: "\n"), name: name)
    #expect((rows.measurements.first?.uid == uid) == (expected == uid))
    #expect(rows.measurements.last?.uid.hasPrefix("b|") == true)
    let inside = try read(measurement(["measurement_uid": "\"u\""]), name: name)
    #expect(inside.rows.measurements.map(\.uid) == ["u"])
  }

  @Test func `with an empty report id the record itself is the identity`() throws {
    let first = measurement(["report_id": "\"\""])
    let second = measurement(["report_id": "\"\"", "test_keys": #"{"blocking": false}"#])
    let (rows, _) = try read([first, second, first].joined(separator: "\n"))
    #expect(rows.measurements.map { $0.uid.hasPrefix("sha256|") } == [true, true, true])
    #expect(
      rows.measurements[0].uid == rows.measurements[2].uid && rows.measurements[0].uid != rows.measurements[1].uid)
  }

  @Test(
    arguments: [
      ("2024-01-07 19:01:00", false), ("2024-01-07 19:01:01", true), ("2023-01-07 18:01:00", false),
      ("2023-01-07 18:00:59", true),
    ])
  func `a start far from the upload is a failure`(start: String, isFailure: Bool) throws {
    let (rows, _) = try read(measurement(["measurement_uid": "\"\(uid)\"", "measurement_start_time": "\"\(start)\""]))
    #expect((rows.measurements.first?.outcome == .failure) == isFailure)
  }

  // MARK: - Fields

  private static let dropped: [(String, String?, Reject.Kind)] = [
    ("report_id", nil, .dropped), ("report_id", "null", .dropped), ("probe_cc", "\"ZZ\"", .dropped),
    ("probe_asn", "\"AS0\"", .dropped), ("probe_asn", "0", .dropped), ("probe_cc", nil, .missingField),
    ("probe_cc", "null", .missingField), ("probe_cc", "\"XX\"", .unknownCountry), ("probe_asn", nil, .missingField),
    ("probe_asn", "\"ASx\"", .unreadableNumber), ("probe_asn", "99999999999", .unreadableNumber),
    ("probe_asn", "-1", .unreadableNumber), ("probe_asn", "1e300", .unreadableNumber),
    ("measurement_start_time", nil, .missingField), ("measurement_start_time", "\"soon\"", .unreadableDate),
    ("measurement_start_time", "7", .missingField), ("test_name", "null", .missingField),
    ("test_name", "\"\"", .missingField),
  ]

  @Test(arguments: dropped)
  func `a measurement without what it needs is a listed reject`(field: String, value: String?, kind: Reject.Kind) throws
  {
    let (rows, summary) = try read([Self.two[1], measurement([field: value])].joined(separator: "\n"))
    #expect(summary.kept == 1 && summary.rejected == 1)
    #expect(rows.rejects.map(\.kind) == [kind] && rows.rejects.map(\.field) == [field])
    #expect(rows.rejects.map(\.line) == [2])
  }

  @Test(
    arguments: [
      ("null", "", ""), ("\"\"", "", ""), ("\"google.com\"", "google.com", "google.com"),
      ("[\"Ab.example\", \"b.example\"]", "{Ab.example,b.example}", "ab.example"), ("[]", "{}", ""),
      ("[7, \"a\"]", "{a}", "a"), ("{}", "", ""), ("7", "", ""),
    ])
  func `an input may be anything`(value: String, input: String, host: String) throws {
    let (rows, summary) = try read(measurement(["input": value]))
    #expect(rows.measurements.map(\.input) == [input] && rows.measurements.map(\.host) == [host])
    #expect(summary.fieldsRejected == (["{}", "7"].contains(value) ? 1 : 0))
  }

  @Test func `a reject shows the value that it is about`() throws {
    let shown = try [("7", "7.0"), ("null", "null"), ("[7]", "a list"), ("{}", "an object"), ("true", "true")].map {
      try read([Self.two[1], measurement(["report_id": $0.0])].joined(separator: "\n")).rows.rejects.map(\.value) == [
        $0.1
      ]
    }
    #expect(shown == [true, true, true, true, true])
  }

  @Test func `old spellings of network and start are read`() throws {
    let (rows, _) = try read(measurement(["probe_asn": "9541", "measurement_start_time": "\"2024-01-07T18:00:05Z\""]))
    #expect(rows.measurements.map(\.network) == [9541])
    #expect(rows.measurements.map(\.time.iso) == ["2024-01-07T18:00:05Z"])
  }

  // MARK: - Hostile documents

  private static let mended: [String] = [
    #"{"blocking": "dns", "x": "\ud800"}"#, #"{"blocking": "dns", "x": "\udc00\ud800 \ud83d\ude00"}"#,
    "{\"blocking\": \"dns\", \"x\": \"a\u{0}b\u{1F}\tc\"}", #"{"blocking": "dns", "x": NaN, "y": -Infinity}"#,
    #"{"blocking": "dns", "x": 123456789012345678901234567890, "y": 1e999, "z": -1e-999}"#,
    #"{"blocking": "dns", "x": "\q\u12"}"#,
  ]

  @Test(arguments: mended)
  func `what a strict parser refuses is repaired and the measurement kept`(keys: String) throws {
    let (rows, _) = try read(measurement(["test_keys": keys]))
    #expect(rows.measurements.map(\.kind) == [.dns] && rows.rejects.isEmpty)
  }

  @Test func `bytes that are no UTF-8 are replaced`() throws {
    let bytes = Array(measurement(["input": "\"https://a.example/\u{1}\""]).utf8).map { $0 == 1 ? 0xFF : $0 }
    #expect(try read(bytes: bytes).rows.measurements.map(\.input) == ["https://a.example/\u{FFFD}"])
  }

  @Test func `deep nesting is a reject`() throws {
    for marks in [("[", "]"), ("{\"a\":", "}")] {
      for depth in [300, 100_000] {
        let deep = String(repeating: marks.0, count: depth) + "0" + String(repeating: marks.1, count: depth)
        let (rows, _) = try read([Self.two[0], measurement(["test_keys": deep])].joined(separator: "\n"))
        #expect(rows.measurements.count == 1 && rows.rejects.map(\.reason) == ["nested deeper than 256 levels"])
      }
    }
  }

  @Test func `strings within strings end`() throws {
    var text = measurement()
    for _ in 0..<8 { text = Self.quoted(text) }
    let (rows, _) = try read("\(Self.two[0])\n\(text)")
    #expect(rows.measurements.count == 1 && rows.rejects.map(\.kind) == [.damagedRow])
  }

  @Test(
    arguments: [
      "Dear all", "{}", "[]", "{\"a\": 1}", "[1, 2, 3]", "null", "{\"test_name\": \"tor\"", "{\"results\": []}",
      "{\"content\": \"test_name: tor\", \"format\": \"yaml\"}", String(repeating: "{\"a\": 1}\n", count: 3000),
    ])
  func `a file without a measurement is an error`(text: String) {
    #expect(throws: SourceError.self) { try read(text) }
  }

  @Test func `a mapping is refused, since keys have their meaning`() {
    var rows = Collector()
    #expect(throws: SourceError.unknownMappedField(field: "country", known: [])) {
      try SourceReader.read(
        .raw, from: ByteSource(bytes: Array(measurement().utf8), name: "f"),
        mapping: ColumnMapping([ColumnMapping.Entry(field: "country", column: "Land")]), into: &rows)
    }
  }

  /// Every member of a measurement of every test replaced by a value of every kind, at every level.
  @Test func `values of any kind in any place never trap`() throws {
    let keys = #"""
      {"blocking": "dns", "accessible": true, "title_match": true, "requests": [{"request": {"url": "http://a/", "headers": {"A": "1"}, "tor": {"is_tor": false}}, "response": {"body": "x", "code": 200, "headers": {"Server": "y"}}, "failure": null}], "queries": [{"answers": [{"ipv4": "192.0.2.1"}]}], "tcp_connect": [{"status": {"success": true}}], "targets": {"a": {"failure": null, "network_events": []}}, "failure": null, "bootstrap_time": 1, "tor_log": "x", "tor_progress": 5, "success": true, "result": "ok", "sent": ["a"], "received": ["a"], "body_length_match": true, "headers_match": true, "signal_backend_status": "ok", "failed_operation": null, "telegram_web_status": "ok", "facebook_tcp_blocking": false}
      """#
    let tests = [
      "web_connectivity", "telegram", "whatsapp", "facebook_messenger", "signal", "tor", "psiphon", "vanilla_tor",
      "torsf",
      "stunreachability", "openvpn", "browser_web", "http_header_field_manipulation", "http_invalid_request_line",
      "http_requests", "meek_fronted_requests_test", "ndt", "dash", "riseupvpn", "dnscheck",
    ]
    let fingerprints = Fingerprints([
      Fingerprint(name: "a", place: .body, rule: .contains, pattern: "xyz", scope: "nat", countries: []),
      Fingerprint(name: "b", place: .header("server"), rule: .prefix, pattern: "y", scope: "nat", countries: []),
    ])
    let values = [
      "null", "7", "-0.5", "true", "\"\"", "[]", "{}", "[null]", "[[[]]]", "{\"data\": 7, \"format\": \"base64\"}",
    ]
    for test in tests {
      let text = measurement(["test_name": "\"\(test)\"", "test_keys": keys, "resolver_ip": "\"x\""])
      for place in text.indices where text[place] == ":" {
        let start = text.index(after: place)
        guard let end = text[start...].firstIndex(where: { ",}".contains($0) }) else { continue }
        for value in values {
          let changed = text.replacingCharacters(in: start..<end, with: value)
          _ = Array(changed.utf8).withUnsafeBytes { OONIRaw.score($0, fingerprints: fingerprints) }
        }
      }
      #expect(Array(text.utf8).withUnsafeBytes { OONIRaw.score($0, fingerprints: fingerprints) } != nil)
    }
  }

  @Test func `damage anywhere never traps and every record is kept or rejected`() throws {
    for text in [Self.two.joined(separator: "\n"), "[" + Self.two.map(pretty).joined(separator: ",") + "]"] {
      let bytes = Array(text.utf8)
      for index in stride(from: 0, to: bytes.count, by: 3) {
        for byte: UInt8? in [nil, 0, 0x0A, 0x22, 0x2C, 0x5B, 0x5C, 0x7B, 0x7D, 0xFF] {
          var changed = bytes
          if let byte { changed[index] = byte } else { changed = Array(bytes[..<index]) }
          guard let (rows, summary) = try? read(bytes: changed) else { continue }
          #expect(summary.rowsRead == summary.kept + summary.rejected)
          #expect(rows.rejects.filter { !$0.keptRow }.count == summary.rejected)
          #expect(rows.measurements.count == summary.kept)
        }
      }
    }
  }
}

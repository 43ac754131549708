import Datasets
import Formats
import Places
import Subjects
import Tables
import Testing

private let first = "ooni/api/measurements-list-1.json"
private let second = "ooni/api/measurements-list-2.json"

/// Pages of OONI's measurement list API.
struct OONIListTests {
  private func page(_ result: String) -> String { #"{"metadata":{},"results":[\#(result)]}"# }

  private func result(_ changes: [String: String] = [:]) -> String {
    var members = [
      "anomaly": "true", "confirmed": "false", "failure": "false", "input": #""https://WWW.Example.org/a?b""#,
      "probe_asn": #""AS64500""#, "probe_cc": #""PK""#, "report_id": #""20240107T180000Z_x_PK""#,
      "scores": #"{"blocking_general":1.0,"analysis":{"blocking_type":"http-diff"}}"#,
      "test_name": #""web_connectivity""#, "measurement_start_time": #""2024-01-07T18:00:05.000000Z""#,
      "measurement_url": #""https://api.ooni.io/api/v1/raw_measurement?x=1&measurement_uid=20240107180005.1_PK""#,
    ]
    for (key, value) in changes { members[key] = value.isEmpty ? nil : value }
    return "{" + members.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}"
  }

  @Test func `a result is one test, with the uid of its link and the kind of its scores`() throws {
    let (rows, summary) = try read(page(result()), as: .list)
    #expect(rows.rejects == [])
    #expect(summary.rowsRead == 1)
    let test = try #require(rows.measurements.first)
    #expect(test.uid == "20240107180005.1_PK")
    #expect(test.time.iso == "2024-01-07T18:00:05Z")
    #expect(test.country.description == "PK")
    #expect(test.network == 64_500)
    #expect(test.host == "www.example.org")
    #expect(test.input == "https://WWW.Example.org/a?b")
    #expect(test.outcome == .anomaly)
    #expect(test.kind == .httpDiff)
  }

  @Test func `scores may be JSON in a text`() throws {
    let scores = #""{\"analysis\": {\"blocking_type\": \"dns\"}}""#
    #expect(try read(page(result(["scores": scores])), as: .list).rows.measurements.first?.kind == .dns)
    let (rows, summary) = try read(page(result(["scores": #""{broken""#])), as: .list)
    #expect(rows.measurements.first?.kind == BlockingKind.none)
    #expect(rows.rejects.map(\.field) == ["scores"])
    #expect(summary.fieldsRejected == 1)
  }

  @Test func `outcomes are disjoint`() throws {
    func outcome(_ flags: [String: String]) throws -> Outcome? {
      try read(page(result(flags)), as: .list).rows.measurements.first?.outcome
    }
    #expect(try outcome(["failure": "true", "confirmed": "true"]) == .failure)
    #expect(try outcome(["confirmed": "true"]) == .confirmed)
    #expect(try outcome(["anomaly": "false"]) == .ok)
    #expect(try outcome(["anomaly": "null"]) == nil)
  }

  @Test func `without a uid the identity is report, input and start as OONI writes it`() throws {
    let rows = try read(page(result(["measurement_url": #""https://explorer.ooni.org/m""#])), as: .list).rows
    #expect(rows.measurements.first?.uid == "20240107T180000Z_x_PK|https://WWW.Example.org/a?b|2024-01-07 18:00:05")
  }

  @Test func `a test without input has no host, ZZ and AS0 are withheld`() throws {
    let changes = ["input": "null", "probe_cc": #""ZZ""#, "probe_asn": #""AS0""#, "test_name": #""signal""#]
    let test = try #require(try read(page(result(changes)), as: .list).rows.measurements.first)
    #expect(test.host == "")
    #expect(test.country == .withheld)
    #expect(test.network == 0)
  }

  @Test func `what cannot be read is a reject with the result's number`() throws {
    let results = [
      result(), result(["measurement_start_time": #""yesterday""#]), result(["probe_cc": #""Frnace""#]), "7",
      result(["test_name": #""""#]), result(["probe_asn": #""AS-1""#]),
    ]
    let (rows, summary) = try read(page(results.joined(separator: ",")), as: .list)
    #expect(rows.measurements.count == 2)
    #expect(summary.rowsRead == 6)
    #expect(summary.rejected == 4)
    #expect(
      rows.rejects.map { "\($0.line) \($0.kind.rawValue) \($0.field ?? "")" } == [
        "2 unreadable date measurement_start_time", "3 unknown country probe_cc", "4 damaged row ",
        "5 missing field test_name", "6 unreadable number probe_asn",
      ])
  }

  @Test(arguments: ["[", #"{"results": 3}"#, String(repeating: "[", count: 100_000), #"{"results":[{"#])
  func `a file that is no page is an error`(text: String) {
    #expect(failure(text, as: .list) != nil)
  }

  @Test(.enabled(if: TestData.has(second), "the recorded answers are not here"))
  func `two recorded pages of 50 hold 87 tests, one an anomaly`() throws {
    let pages = try [first, second].map { try read(file: $0, as: .list) }
    #expect(pages.map(\.summary.kept) == [50, 50])
    #expect(pages.allSatisfy { $0.rows.rejects.isEmpty })
    let tests = pages.flatMap(\.rows.measurements)
    #expect(Set(tests.map(\.uid)).count == 87)
    #expect(Set(tests.filter { $0.outcome == .anomaly }.map { "\($0.host) \($0.kind)" }) == ["www.favbet.com dns"])
    #expect(tests.filter { $0.test == "signal" }.map(\.host) == [""])
  }

  @Test(.enabled(if: TestData.has(first), "the recorded answers are not here"))
  func `a recorded page is told by its content`() throws {
    var source = try ByteSource(path: TestData.file(first))
    let head = try source.peek(SourceReader.headSize)
    #expect(try SourceReader.sniff(head, file: "x").format == .list)
  }
}

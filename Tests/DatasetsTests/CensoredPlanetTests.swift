import Datasets
import Formats
import Places
import Subjects
import Tables
import Testing

/// Censored Planet's remote probes.
struct CensoredPlanetTests {
  private func lines(_ lines: String...) -> String { lines.joined(separator: "\n") + "\n" }

  private func quack(
    _ changes: String = "", trials: String = #"{"matches_template":true,"start_time":"2021-05-30T01:01:09.6-04:00"}"#
  )
    -> String
  {
    """
    {"vp":"192.0.2.1","location":{"country_code":"CN"},"service":"http","test_url":"Example.org/path",\
    "response":[\(trials)],"controls_failed":false,"anomaly":false\(changes)}
    """
  }

  private func satellite(_ members: String) -> String {
    """
    {"vp":"192.0.2.1","location":{"country_name":"Germany"},"test_url":"example.org",\
    "start_time":"2021-10-20 14:51:41.221546144 -0400 EDT m=+10016.312771401","response":[],\(members)}
    """
  }

  @Test func `a Hyperquack line is one test of a site, named for its service`() throws {
    let rows = try read(lines(quack()), as: .censoredPlanet).rows
    let test = try #require(rows.measurements.first)
    #expect(test.test == "quack-http")
    #expect(test.host == "example.org")
    #expect(test.country.description == "CN")
    #expect(test.network == 0)
    #expect(test.time.iso == "2021-05-30T05:01:09Z")
    #expect(test.outcome == .ok)
    #expect(test.uid == "20210530050109_quack-http_192.0.2.1_Example.org/path_2021-05-30T01:01:09.6-04:00")
  }

  @Test func `verdicts are Censored Planet's, kinds come of the trials that failed`() throws {
    let time = #""start_time":"2021-05-30T01:01:09-04:00""#
    let page = quack(
      "", trials: #"{"matches_template":false,"response":{"status_line":"403"},\#(time)}"#
    ).replacing(#""anomaly":false"#, with: #""anomaly":true"#)
    let reset = quack("", trials: #"{"matches_template":false,"error":"reset",\#(time)}"#)
      .replacing(#""anomaly":false"#, with: #""anomaly":true"#)
    let secure = reset.replacing(#""service":"http""#, with: #""service":"https""#)
    let echo = reset.replacing(#""service":"http""#, with: #""service":"echo""#)
    let broken = page.replacing(#""controls_failed":false"#, with: #""controls_failed":true"#)
    let rows = try read(lines(page, reset, secure, echo, broken), as: .censoredPlanet).rows
    #expect(
      rows.measurements.map { "\($0.test) \($0.outcome) \($0.kind.name)" } == [
        "quack-http anomaly http-diff", "quack-http anomaly http-failure", "quack-https anomaly tls",
        "quack-echo anomaly none", "quack-http failure http-diff",
      ])
  }

  @Test func `Satellite's lines are tests of name lookup, in Go's time`() throws {
    let live = #""passed_liveness":true,"in_control_group":true,"#
    let rows = try read(
      lines(
        satellite(live + #""anomaly":false"#), satellite(live + #""anomaly":true"#),
        satellite(#""passed_liveness":false,"anomaly":true"#), satellite(live + #""anomaly":false,"excluded":true"#),
        satellite(#""passed_control":true,"anomaly":true"#)), as: .censoredPlanet
    ).rows
    #expect(
      rows.measurements.map { "\($0.test) \($0.outcome) \($0.kind.name)" } == [
        "satellite ok none", "satellite anomaly dns", "satellite failure dns", "satellite failure dns",
        "satellite anomaly dns",
      ])
    #expect(Set(rows.measurements.map(\.time.iso)) == ["2021-10-20T18:51:41Z"])
    #expect(Set(rows.measurements.map(\.country.description)) == ["DE"])
  }

  @Test func `the first Satellite needs its time from a mapping`() throws {
    let line = lines(#"{"resolver":"192.0.2.9","query":"example.org","answers":{},"passed":false}"#)
    #expect(failure(line, as: .censoredPlanet)?.diagnostic.message.contains("map time") == true)
    let rows = try read(line, as: .censoredPlanet, map: [("time", "2018-08-31T00:00:01"), ("country", "TR")]).rows
    #expect(
      rows.measurements.map { "\($0.time.iso) \($0.country) \($0.outcome)" } == ["2018-08-31T00:00:01Z TR anomaly"])
    #expect(failure(line, as: .censoredPlanet, map: [("colour", "red")]) != nil)
  }

  @Test func `lines that cannot be read are rejects, also those before the first that can`() throws {
    let text = lines("{", quack(), "", #"{"a":1}"#, quack().replacing(#""CN""#, with: #""Frnace""#))
    let (rows, summary) = try read(text, as: .censoredPlanet)
    #expect(rows.measurements.count == 1)
    #expect(rows.rejects.map(\.line) == [1, 4, 5])
    #expect(summary.rowsRead == 4)
  }

  @Test(
    .enabled(if: TestData.has("remote-probes/invalid_results.json"), "Censored Planet's files are not here"))
  func `the invalid file is an error that says why`() throws {
    var rows = Collector()
    let error = #expect(throws: SourceError.self) {
      try SourceReader.read(
        .censoredPlanet, from: ByteSource(path: TestData.file("remote-probes/invalid_results.json")), into: &rows)
    }
    #expect(error?.diagnostic.message.contains("no line of it can be read; line 1") == true)
    #expect(rows.measurements == [])
    #expect(rows.rejects == [])
  }

  @Test(
    .enabled(if: TestData.has("remote-probes/invalid_results.json"), "Censored Planet's files are not here"),
    arguments: [
      ("Quack-http_v1__http_results_v1.json", ["quack ok none 2", "quack anomaly http-diff 2"], "ZZ"),
      (
        "Quack-http_v2__http_results_v2.json", ["quack-http ok none 2", "quack-http anomaly http-diff 2"],
        "CN US"
      ),
      (
        "Quack-https_v2__https_results_v2.json", ["quack-https ok none 3", "quack-https failure none 1"],
        "CA CN NO US"
      ),
      (
        "Satellitev2-2021-10-20__results.json",
        ["satellite ok none 4", "satellite anomaly dns 7", "satellite failure dns 1"], "CN DE RU SE TH UA US"
      ),
    ])
  func `every published generation gives its tests`(file: String, expected: [String], countries: String) throws {
    var source = try ByteSource(path: TestData.file("remote-probes/\(file)"))
    #expect(try SourceReader.sniff(try source.peek(SourceReader.headSize), file: "x").format == .censoredPlanet)
    let (rows, _) = try read(file: "remote-probes/\(file)", as: .censoredPlanet)
    #expect(rows.rejects == [])
    var counts: [String: Int] = [:]
    for test in rows.measurements { counts["\(test.test) \(test.outcome) \(test.kind.name)", default: 0] += 1 }
    #expect(Set(counts.map { "\($0.key) \($0.value)" }) == Set(expected))
    #expect(Set(rows.measurements.map(\.country.description)).sorted().joined(separator: " ") == countries)
    #expect(Set(rows.measurements.map(\.uid)).count == rows.measurements.count)
  }
}

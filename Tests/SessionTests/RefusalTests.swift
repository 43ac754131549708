import Foundation
import Shell
import Testing

/// Statements that would give a wrong figure, and what is said instead.
@Suite struct RefusalTests {
  private func file(_ name: String, _ text: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("curfew-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let url = folder.appendingPathComponent(name)
    try text.write(to: url, atomically: true, encoding: .utf8)
    return url.path
  }

  private let counts = """
    {"v":0,"dimension_count":2,"result":[
    {"anomaly_count":1,"confirmed_count":0,"failure_count":1,"ok_count":8,"measurement_count":10,
     "measurement_start_day":"2024-01-28","probe_cc":"PK"},
    {"anomaly_count":2,"confirmed_count":0,"failure_count":0,"ok_count":18,"measurement_count":20,
     "measurement_start_day":"2024-01-28","probe_cc":"FR"},
    {"anomaly_count":0,"confirmed_count":0,"failure_count":0,"ok_count":5,"measurement_count":5,
     "measurement_start_day":"2024-01-29","probe_cc":"PK"}]}
    """

  @Test func `published counts and single tests of one day are not added`() throws {
    let bench = try Bench()
    let load = bench.run("load \"\(try file("counts.json", counts))\" as published")
    #expect(load.status == .ok, "\(load.text)")
    let refused = bench.run("show tests in PK during 2024-01")
    #expect(refused.status == .statementError)
    #expect(refused.text.contains("'from published' or 'from synthetic-example'"), "\(refused.text)")
    // One of the two, or a country and a time that only one of them holds, is answered.
    #expect(bench.run("show tests in PK during 2024-01-28 from published").text.contains("10"))
    #expect(bench.run("show tests in FR during 2024-01").status == .ok)
    #expect(bench.run("show tests in PK during 2024-01-29").text.contains("5"))
  }

  @Test func `counts of whole days are not split into hours`() throws {
    let bench = try Bench()
    _ = bench.run("load \"\(try file("counts.json", counts))\" as published")
    for clause in ["per hour", "per day tz Asia/Karachi", "during 2024-01-28T10"] {
      let refused = bench.run("show tests from published in PK \(clause)")
      #expect(refused.status == .statementError, "\(clause): \(refused.text)")
      #expect(refused.text.contains("whole days"), "\(clause): \(refused.text)")
    }
  }

  @Test func `two catalogues are not added without being told to`() throws {
    let bench = try Bench()
    let copy = Bench.root.appendingPathComponent("examples/incidents.csv").path
    let text = try String(contentsOfFile: copy, encoding: .utf8) + "\n"
    #expect(bench.run("load \"\(try file("other.csv", text))\" as other").status == .ok)
    let refused = bench.run("show incidents in PK during 2023")
    #expect(refused.status == .statementError)
    #expect(refused.text.contains("example-incidents"), "\(refused.text)")
    let added = bench.run("show incidents from example-incidents, other in PK during 2023")
    #expect(added.text.contains("counts more than once"), "\(added.text)")
  }

  @Test func `tests that cannot be told apart from others are said to be so`() throws {
    let head =
      "measurement_uid,report_id,measurement_start_time,probe_cc,probe_asn,test_name,input,anomaly,confirmed,failure"
    let report = "20240107T180000Z_webconnectivity_PK_17557_n1_abc"
    func row(_ uid: String, _ report: String) -> String {
      "\(uid),\(report),2024-01-07 18:00:00,PK,17557,web_connectivity,https://x.com/,f,f,f"
    }
    let bench = try Bench(withExamples: false)
    try bench.load(text: "\(head)\n\(row("", report))\n", as: "archive")
    try bench.load(text: "\(head)\n\(row("a", report))\n\(row("b", ""))\n", as: "table")
    let both = bench.run("show tests in PK").text
    #expect(both.contains("tests of archive without uids that table has by uid alone count twice"), "\(both)")
    #expect(!bench.run("show tests in PK from table").text.contains("count twice"))
    try bench.load(text: "\(head)\n\(row("c", report))\n", as: "archive")
    // The archive's test is the table's 'a', by its report id; of 'b' that cannot be known.
    #expect(both.contains("\n    2\n"), "\(both)")
    let mixed = bench.run("show tests in PK").text
    #expect(mixed.contains("tests of archive without uids that table has by uid alone count twice"), "\(mixed)")
    #expect(!bench.run("show tests in PK during 2023").text.contains("count twice"))
  }

  @Test func `incidents that may be one in other words are said to be so`() throws {
    let bench = try Bench(withExamples: false)
    let head = "country,start,area,extent,services\n"
    let one = "PK,2024-01-07,Lahore,service-based,X\n"
    let load = try bench.run("load \"\(file("one.csv", head + one))\" as a")
    #expect(load.status == .ok && !load.text.contains("in other words"), "\(load.text)")
    let other =
      head + "Pakistan,2024-01-07,lahore ,full-network,\"X, Facebook\"\nPK,2024-01-08,Lahore,service-based,X\n"
    let both = try bench.run("load \"\(file("other.csv", other))\" as a")
    #expect(both.text.contains("1 incident of 'a' has the country, start and area of another"), "\(both.text)")
    let asked = bench.run("show incidents in PK during 2024").text
    #expect(asked.contains("1 incident of a with the country, start and area of another may count twice"), "\(asked)")
    _ = bench.run("undo load 2")
    #expect(!bench.run("show incidents in PK during 2024").text.contains("of another"))
  }

  @Test func `a test in two datasets counts once`() throws {
    let bench = try Bench()
    let original = Bench.root.appendingPathComponent("examples/synthetic-measurements.csv").path
    let lines = try String(contentsOfFile: original, encoding: .utf8).split(separator: "\n")
    let part = lines.prefix(5_001).joined(separator: "\n") + "\n"
    let before = bench.run("show tests, n by country").text
    let load = bench.run("load \"\(try file("part.csv", part))\" as part").text
    #expect(load.contains("0 measurements kept, 5,000 repeated"), "\(load)")
    let figures = { (text: String) in text.split(separator: "\n").filter { $0.contains("(") && !$0.contains(":") } }
    #expect(figures(bench.run("show tests, n by country").text) == figures(before))
    #expect(bench.run("show tests from part").text.contains("5000"))
    #expect(bench.run("show tests from synthetic-example").text.contains("22,120"))
    #expect(bench.run("undo load 4").status == .ok)
    #expect(figures(bench.run("show tests, n by country").text) == figures(before))
  }

  @Test func `an alternation of thousands of terms is answered`() throws {
    let bench = try Bench()
    let terms = (0..<1_200).map { "target = \"host-\($0).example\"" }.joined(separator: " or ")
    let (status, said) = bench.run("show tests where \(terms) or target = \"x.com\"")
    #expect(status == .ok, "\(said.prefix(300))")
  }

  @Test func `a script stops at its first error and says where`() throws {
    let bench = try Bench()
    let script = try file("broken.cq", "show n in PK\nshow n in Pakistn\nshow n in IN\n")
    let (status, said) = bench.run("run \"\(script)\"")
    #expect(status == .statementError)
    #expect(said.contains("broken.cq:2:11"), "\(said)")
    #expect(said.contains("did you mean 'Pakistan'"), "\(said)")
    #expect(!said.contains("#3"))
  }

  @Test func `a script is not run with parameters that it does not have`() throws {
    let bench = try Bench()
    let refused = bench.run("run ranking perid=2024")
    #expect(refused.status == .statementError)
    #expect(refused.text.contains("did you mean 'period'"), "\(refused.text)")
  }
}

/// Ways of asking that once gave a wrong figure.
@Suite struct PeriodTests {
  @Test func `local time is the capital's`() throws {
    let bench = try Bench(format: .csv)
    for clauses in ["per hour", "by platform per day", "by country"] {
      let statement = "show n, covered-hours, networks in PK during 2024-01-07 \(clauses) tz "
      #expect(bench.lines(statement + "local") == bench.lines(statement + "Asia/Karachi"))
    }
    let list = "list measurements in PK on x during 2024-01-07T14 tz "
    #expect(bench.lines(list + "local") == bench.lines(list + "Asia/Karachi"))
  }

  @Test func `a pivot that would lose rows is refused`() throws {
    let bench = try Bench()
    let statement = "show n by platform, country | drop country, country_name | pivot platform"
    #expect(bench.run(statement).status == .statementError)
  }

  @Test func `a period in which no hour starts is refused`() throws {
    let bench = try Bench()
    #expect(bench.run("show tests in PK during 2024-01-07T18:30").status == .statementError)
    #expect(bench.run("list measurements in PK during 2024-01-07T18:30").status == .ok)
  }

  @Test func `letters of every alphabet are found whatever their case`() throws {
    let bench = try Bench(format: .csv)
    let found = bench.lines("list incidents where text contains \"Guaidó\"")
    #expect(found.count > 1)
    #expect(found == bench.lines("list incidents where text contains \"GUAIDÓ\""))
  }
}

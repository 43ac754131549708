import Foundation
import Render
import Testing

/// What must hold of any statement, tried on the example data.
@Suite struct PropertyTests {
  @Test func `clauses give one result in any order`() throws {
    let bench = try Bench(format: .csv)
    let clauses = [
      "in PK, VE", "on @social", "during 2024-01", "where test = web_connectivity", "by country, platform", "with ci",
      "min n = 30", "tz Asia/Karachi",
    ]
    let first = bench.lines("show blocking-rate " + clauses.joined(separator: " "))
    #expect(first.hasPrefix("country,"))
    for shift in clauses.indices {
      let turned = clauses[shift...] + clauses[..<shift]
      #expect(bench.lines("show blocking-rate " + turned.joined(separator: " ")) == first)
      #expect(bench.lines("show blocking-rate " + turned.reversed().joined(separator: " ")) == first)
    }
    let rank = bench.lines("rank countries by incidents during 2019..2024 counting active with share top 1")
    #expect(bench.lines("rank countries by incidents top 1 with share counting active during 2019..2024") == rank)
  }

  @Test func `periods that share nothing add up`() throws {
    let bench = try Bench(format: .csv)
    for zone in ["", " tz Asia/Karachi", " tz Asia/Kolkata"] {
      let count = { (span: String) in try figure(bench, "show tests during \(span)" + zone) }
      let days = try (10...19).reduce(0) { try $0 + count("2024-01-\($1)") }
      #expect(try count("2024-01-10..2024-01-19") == days)
      #expect(try count("2023-12") + count("2024-01") == count("2023-12..2024-01"))
      let hours = try (0...23).reduce(0) { try $0 + count("2024-01-07T\($1 < 10 ? "0" : "")\($1)") }
      #expect(try count("2024-01-07") == hours)
    }
    for rule in ["starts", "onset-days", "service-based", "full-network", "multi-region", "shutdown-days"] {
      let count = { (span: String) in try figure(bench, "show incidents in VE during \(span) counting \(rule)") }
      #expect(try count("2019-H1") + count("2019-H2") == count("2019"))
      #expect(try (2019...2024).reduce(0) { try $0 + count("\($1)") } == count("2019..2024"))
    }
  }

  @Test func `a clause and its condition choose the same tests`() throws {
    let bench = try Bench(format: .csv)
    let pairs = [
      ("in PK by platform", "where country = PK by platform"), ("on x by country", "where platform = x by country"),
      ("on x, youtube by country", "where platform in (x, youtube) by country"),
      ("in southern-asia by country", "where subregion = southern-asia by country"),
      ("in PK on telegram per week", "where test = telegram and country = PK per week"),
    ]
    for (clause, condition) in pairs {
      for measure in ["tests, n", "interference-rate", "blocking-rate", "networks"] {
        let first = bench.lines("show \(measure) \(clause)")
        #expect(first.contains(","))
        #expect(bench.lines("show \(measure) \(condition)") == first, "\(measure) \(clause)")
      }
    }
  }

  @Test func `a clause and its condition choose the same incidents`() throws {
    let bench = try Bench(format: .csv)
    let pairs = [
      ("in PK", "where country = PK"), ("on youtube", "where platform = youtube"),
      ("in VE on x", "where country = VE and platform = x"),
    ]
    for (clause, condition) in pairs {
      for rule in ["starts", "active", "onset-days", "service-based", "shutdown-days"] {
        let first = bench.lines("show incidents by country during 2019..2024 counting \(rule) \(clause)")
        let second = bench.lines("show incidents by country during 2019..2024 counting \(rule) \(condition)")
        #expect(first == second, "\(clause) \(rule)")
      }
    }
  }

  /// A month is answered from months, the same month cut at its hours from hours.
  @Test func `every rollup gives what the finest gives`() throws {
    let bench = try Bench(format: .csv)
    let fine = "where start = 2023-12-01T00..2023-12-31T23"
    for measures in ["tests, n, networks", "interference-rate, failure-rate", "blocking-rate"] {
      for by in [
        "", "by country", "by platform", "by country, target", "by test", "by network", "by network, platform",
      ] {
        let coarse = bench.lines("show \(measures) during 2023-12 \(by)")
        #expect(coarse.contains("\n"))
        #expect(bench.lines("show \(measures) during 2023-12 \(fine) \(by)") == coarse, "\(measures) \(by)")
      }
    }
    let days = bench.lines("show tests, interference-rate in PK during 2023-12-20..2023-12-24 by country")
    #expect(
      bench.lines("show tests, interference-rate in PK during 2023-12-20T00..2023-12-24T23 by country") == days)
  }

  @Test func `what was not measured or is suppressed is empty, and never zero`() throws {
    let statement = "show interference-rate, tests in PK, ZA by country min n = 100000"
    let csv = try Bench(format: .csv)
    #expect(
      csv.lines(statement)
        == "country,country_name,interference_rate,tests,n\nPK,Pakistan,,5063,4910\nZA,South Africa,,,0\n")
    let json = try Bench(format: .json)
    let text = json.lines(statement)
    #expect(
      text.contains(#""country": "ZA", "country_name": "South Africa", "interference_rate": null, "tests": null"#))
    #expect(text.contains(#""country": "PK", "country_name": "Pakistan", "interference_rate": null, "tests": 5063"#))
    // Outside what the catalogue covers, and inside it with nothing recorded.
    #expect(csv.lines("show incidents in PK during 2010") == "incidents\n\"\"\n")
    #expect(csv.lines("show incidents in PK during 2019") == "incidents\n0\n")
    #expect(csv.lines("show incidents in DE, PK during 2019 by country").contains("DE,Germany,\nPK,Pakistan,0\n"))
  }

  @Test func `undo gives the earlier answers back`() throws {
    let bench = try Bench(format: .csv)
    let statements = [
      "show tests, n, networks by country", "show blocking-rate in PK on @social by platform with ci",
      "show tests by country, test per week", "show tests where network = 64512 by target",
    ]
    let before = statements.map { bench.lines($0) }
    let lines = try bench.lines(of: "synthetic-measurements.csv")
    // A third of the tests again under another name, and some that were not there.
    var extra = Array(lines.prefix(7_000))
    extra += lines[1...50].map { $0.replacingOccurrences(of: "SYN-", with: "NEW-") }
    try bench.load(text: extra.joined(separator: "\n"), as: "again")
    #expect(bench.lines("show tests") == "tests\n22170\n")
    #expect(statements.map { bench.lines($0) } != before)
    _ = bench.run("undo load 4")
    #expect(statements.map { bench.lines($0) } == before)
  }

  @Test func `datasets that overlap count a test once together, and in full alone`() throws {
    let bench = try Bench(format: .csv)
    let path = Bench.root.appendingPathComponent("examples/synthetic-measurements.csv").path
    let statements = ["show tests, networks by country", "show interference-rate, tests in PK by platform per week"]
    let before = statements.map { bench.lines($0) }
    try bench.load(path, as: "copy")
    #expect(statements.map { bench.lines($0) } == before)
    for name in ["synthetic-example", "copy", "copy, synthetic-example"] {
      let alone = statements.map { bench.lines("\($0) from \(name)") }
      #expect(alone == before, "\(name)")
    }
    #expect(bench.lines("show tests by dataset") == "dataset,tests\ncopy,22120\nsynthetic-example,22120\n")
    #expect(bench.lines("show tests where dataset = copy") == "tests\n22120\n")
  }

  /// The one figure of a result.
  private func figure(_ bench: Bench, _ statement: String) throws -> Int {
    let text = bench.lines(statement)
    let lines = text.split(separator: "\n")
    return try #require(
      lines.count == 2 ? Int(lines[1]) ?? (lines[1] == "\"\"" ? 0 : nil) : nil, "\(statement): \(text)")
  }
}

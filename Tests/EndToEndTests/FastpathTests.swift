import Foundation
import Testing

/// Single measurements as they are published, and what must not be counted twice.
@Suite(.enabled(if: TestData.root != nil, TestData.absence))
struct FastpathTests {
  private static let dump = "ooni/tables/fastpath-dump-part1.sql"

  private func place() throws -> Workplace {
    let place = try Workplace()
    try place.load([TestData.path(Self.dump)])
    return place
  }

  @Test func `outcomes add up, and the damaged line is named`() throws {
    let place = try Workplace()
    let said = try place.load([TestData.path(Self.dump)])
    #expect(said.contains("540 measurements kept, 0 repeated, 1 rejected"), "\(said)")
    #expect(
      try place.figures("show tests by outcome", "tests", by: "outcome")
        == ["ok": "394", "anomaly": "36", "confirmed": "11", "failure": "99"])
    let rejected = try place.csv("loads 1 rejected")
    #expect(rejected.lines.dropFirst().first?.hasPrefix("1,damaged row,") == true, "\(rejected.output)")
  }

  @Test func `each country has its outcomes`() throws {
    let rows = try place().csv("show tests in IR, RU, TR, BR, VE by country, outcome").rows
    var found: [String: [String: String]] = [:]
    for row in rows { found[row["country"] ?? "", default: [:]][row["outcome"] ?? ""] = row["tests"] }
    let expected = [
      "IR": ["9", "5", "9", "1"], "RU": ["50", "17", "0", "1"], "TR": ["5", "0", "2", "0"],
      "BR": ["69", "2", "0", "4"], "VE": ["4", "1", "0", "0"],
    ]
    #expect(Set(found.keys) == Set(expected.keys))
    for (country, counts) in expected {
      let outcomes = ["ok", "anomaly", "confirmed", "failure"].map { found[country]?[$0] ?? "0" }
      #expect(outcomes == counts, "\(country)")
    }
  }

  @Test func `the same file again changes nothing and says so`() throws {
    let place = try place()
    let before = try place.csv("loads").output + place.csv("datasets").output
    let said = try place.load([TestData.path(Self.dump)])
    #expect(said.contains("loaded before, as load 1; nothing was changed"), "\(said)")
    #expect(try place.csv("loads").output + place.csv("datasets").output == before)
  }

  @Test func `the same tests from another file are repeats, counted once`() throws {
    let place = try place()
    let before = try place.csv("show tests, n, networks, interference-rate by country, outcome").output
    let table = try place.write(Self.csv(of: TestData.path(Self.dump)), to: "fastpath.csv")
    #expect(try place.load([table], as: "beside").contains("0 measurements kept, 540 repeated, 0 rejected"))
    #expect(try place.csv("show tests, n, networks, interference-rate by country, outcome").output == before)
    for name in ["ooni-fastpath", "beside"] {
      #expect(try place.csv("show tests from \(name)").lines == ["tests", "540"])
    }
    #expect(try place.csv("show tests from ooni-fastpath, beside").lines == ["tests", "540"])
    // Into the same dataset it adds nothing either; without the first load the second still holds all.
    #expect(try place.run(["-c", "undo load 1"]).status == 0)
    #expect(try place.csv("show tests, n, networks, interference-rate by country, outcome").output == before)
    #expect(try place.run(["-c", "undo load 2"]).status == 0)
    #expect(try place.csv("datasets").lines.count < 2)
  }

  @Test func `published counts are not added to the single tests that they count`() throws {
    let place = try place()
    let counts = """
      {"v": 0, "dimension_count": 2, "result": [
        {"anomaly_count": 4, "confirmed_count": 1, "failure_count": 5, "ok_count": 90, "measurement_count": 100,
         "measurement_start_day": "2024-01-01", "probe_cc": "US"}]}
      """
    try place.load([place.write(counts, to: "counts.json")])
    let refused = try place.run(["-c", "show tests by country"])
    #expect(refused.status == 1)
    #expect(refused.output.isEmpty)
    #expect(refused.messages.contains("'from ooni-aggregation' or 'from ooni-fastpath'"), "\(refused.messages)")
    #expect(try place.csv("show tests from ooni-aggregation").lines == ["tests", "100"])
    #expect(try place.csv("show tests from ooni-fastpath").lines == ["tests", "540"])
    // Where they do not meet there is nothing to choose.
    #expect(try place.csv("show tests in BR").lines == ["tests", "75"])
  }

  @Test func `recorded answers of the aggregation API are read`() throws {
    let place = try Workplace()
    let answer = try TestData.path("ooni/api/aggregation-1d.json")
    let refused = try place.run(["load", answer])
    #expect(refused.status == 3)
    #expect(refused.messages.contains("does not say its country"), "\(refused.messages)")
    try place.load([answer], as: "days", options: ["--map", "country=PK"])
    let first = try place.csv("show tests, anomaly-rate from days during 2022-03-01").rows
    #expect(first.first?["tests"] == "1113357")
    try place.load([TestData.path("ooni/api/aggregation-2d-hourly.json")], as: "countries")
    #expect(
      try place.figures("show tests from countries by country", "tests") == ["AE": "365", "IR": "3881"])
  }

  /// The dump's rows as CSV with a header, by a reader of SQL literals that has nothing to do with the program's.
  private static func csv(of file: String) throws -> String {
    var text = ""
    for line in try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
    where line.hasPrefix("INSERT INTO") {
      guard let opening = line.firstIndex(of: "("), let closing = line.firstIndex(of: ")"),
        let values = line.range(of: "VALUES (")
      else { continue }
      if text.isEmpty { text = line[line.index(after: opening)..<closing] + "\n" }
      var cells = [""]
      var isQuoted = false
      var isEscaped = false
      for character in line[values.upperBound...].dropLast(2) {
        switch character {
        case _ where isEscaped:
          // `\N` is a missing value in CSV too; every other escape stands for its character.
          cells[cells.count - 1] += character == "N" ? "\\N" : String(character)
          isEscaped = false
        case "\\": isEscaped = true
        case "'": isQuoted.toggle()
        case "," where !isQuoted: cells.append("")
        default: cells[cells.count - 1].append(character)
        }
      }
      text += cells.map { "\"\($0.replacingOccurrences(of: "\"", with: "\"\""))\"" }.joined(separator: ",") + "\n"
    }
    return text
  }
}

/// Published counts of none, one and two dimensions; written here, so that they are tested everywhere.
struct AggregationTests {
  private static let counts = """
    "anomaly_count": 4, "confirmed_count": 1, "failure_count": 5, "ok_count": 90, "measurement_count": 100
    """
  private static let expected = ["country,country_name,day,tests,n,interference_rate,failure_rate"]

  private func rows(_ result: String, dimensions: Int, _ options: [String]) throws -> [String] {
    let place = try Workplace()
    let answer = "{\"v\": 0, \"dimension_count\": \(dimensions), \"result\": \(result)}"
    let mapping = options.flatMap { ["--map", $0] }
    let said = try place.load([place.write(answer, to: "answer.json")], options: mapping)
    #expect(said.contains("0 repeated, 0 rejected"))
    return try place.csv("show tests, n, interference-rate, failure-rate by country per day").lines
  }

  @Test func `one figure for a country and a day that the user names`() throws {
    #expect(
      try rows("{\(Self.counts)}", dimensions: 0, ["country=PK", "time=2024-01-01"])
        == Self.expected + ["PK,Pakistan,2024-01-01,100,95,0.0526315789474,0.05"])
  }

  @Test func `a row a day for a country that the user names`() throws {
    let result = """
      [{\(Self.counts), "measurement_start_day": "2024-01-01"}, {\(Self.counts), "measurement_start_day": "2024-01-02"}]
      """
    #expect(
      try rows(result, dimensions: 1, ["country=PK"])
        == Self.expected + [
          "PK,Pakistan,2024-01-01,100,95,0.0526315789474,0.05", "PK,Pakistan,2024-01-02,100,95,0.0526315789474,0.05",
        ])
  }

  @Test func `a row a day and country`() throws {
    let result = """
      [{\(Self.counts), "measurement_start_day": "2024-01-01", "probe_cc": "VE"},
       {\(Self.counts), "measurement_start_day": "2024-01-01", "probe_cc": "PK"}]
      """
    #expect(
      try rows(result, dimensions: 2, [])
        == Self.expected + [
          "PK,Pakistan,2024-01-01,100,95,0.0526315789474,0.05", "VE,Venezuela,2024-01-01,100,95,0.0526315789474,0.05",
        ])
  }

  @Test func `what an answer does not say is asked for, never guessed`() throws {
    let place = try Workplace()
    let answer = try place.write("{\"v\": 0, \"dimension_count\": 0, \"result\": {\(Self.counts)}}", to: "answer.json")
    let refused = try place.run(["load", answer, "--map", "country=PK"])
    #expect(refused.status == 3)
    #expect(refused.messages.contains("does not say its day"), "\(refused.messages)")
    #expect(try place.csv("loads").lines.count < 2)
  }
}

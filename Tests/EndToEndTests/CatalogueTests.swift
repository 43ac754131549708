import Testing

/// Catalogues as their publishers give them, with the figures that were counted from the files apart from this program.
@Suite(.enabled(if: TestData.root != nil, TestData.absence))
struct CatalogueTests {
  private static let accessNow = "incidents/access-now-stop-2016-2025.csv"

  private func place() throws -> Workplace {
    let place = try Workplace()
    try place.load([TestData.path(Self.accessNow)])
    return place
  }

  private func leaders(_ place: Workplace, _ counting: String, top: Int) throws -> [String] {
    let statement = "rank countries by incidents from access-now during 2023-H1\(counting) top \(top)"
    return try place.csv(statement).rows.map { "\($0["country"] ?? "?") \($0["incidents"] ?? "?")" }
  }

  @Test func `the shutdown catalogue says what it repeats`() throws {
    let place = try Workplace()
    let said = try place.load([TestData.path(Self.accessNow)])
    #expect(said.contains("2,102 rows read, 1,887 incidents kept, 215 repeated, 0 rejected"), "\(said)")
    let loads = try place.csv("loads").rows
    #expect(loads.map { $0["read"] } == ["2102"])
    #expect(loads.map { $0["kept"] } == ["1887"])
    #expect(loads.map { $0["repeated"] } == ["215"])
    #expect(try place.csv("show incidents").lines == ["incidents", "1893"], "three records name several countries")
    let described = try place.run(["-c", "datasets access-now"]).output
    for fact in ["Access Now", "rows held  1,887", "sha256", "none stated"] {
      #expect(described.contains(fact), "\(described)")
    }
  }

  @Test func `the same catalogue again changes nothing`() throws {
    let place = try place()
    let before = try place.csv("loads").output
    #expect(try place.load([TestData.path(Self.accessNow)]).contains("nothing was changed"))
    #expect(try place.csv("loads").output == before)
  }

  @Test func `countries are ranked as each rule counts`() throws {
    let place = try place()
    #expect(try leaders(place, "", top: 5) == ["IN 49", "IR 13", "MM 7", "UA 5", "PK 3"])
    #expect(
      try leaders(place, " counting full-network", top: 4) == ["IN 43", "IR 13", "MM 7", "UA 5"])
    #expect(try leaders(place, " counting service-based", top: 2) == ["IN 7", "TZ 2"])
    #expect(try leaders(place, " counting onset-days", top: 4) == ["IN 40", "IR 13", "MM 7", "UA 5"])
    #expect(
      try place.csv("show incidents from access-now during 2023-H1").lines == ["incidents", "99"])
  }

  @Test func `a ranking names its place and its country`() throws {
    let rows = try place().csv("rank countries by incidents from access-now during 2023-H1 top 5").rows
    #expect(rows.first == ["rank": "1", "country": "IN", "country_name": "India", "incidents": "49"])
  }

  @Test func `every rule stands beside the others, with the lowest and the highest rank`() throws {
    let outcome = try place().csv("rank countries by incidents from access-now during 2023-H1 vary counting top 5")
    let rules = [
      "starts", "active", "onset_days", "service_based", "full_network", "multi_region", "shutdown_days",
      "platform_days",
    ]
    #expect(outcome.rows.count > 5, "countries that are among the first five by any rule")
    let columns = rules.flatMap { ["incidents_\($0)", "rank_\($0)"] }
    let header = (["country", "country_name"] + columns + ["rank_low", "rank_high"]).joined(separator: ",")
    #expect(outcome.lines.first == header)
    let india = try #require(outcome.rows.first { $0["country"] == "IN" })
    #expect(
      ["starts", "onset_days", "service_based", "full_network"].map { india["incidents_\($0)"] }
        == ["49", "40", "7", "43"])
    for row in outcome.rows {
      let ranks = rules.compactMap { rule in row["rank_\(rule)"].flatMap { Int($0.filter { $0 != "=" }) } }
      #expect(ranks.count == rules.count, "\(row)")
      #expect(row["rank_low"] == ranks.min().map(String.init), "\(row)")
      #expect(row["rank_high"] == ranks.max().map(String.init), "\(row)")
    }
  }

  @Test func `the ranking query runs as it is written`() throws {
    let place = try place()
    let outcome = try place.run(["run", "queries/ranking.cq", "--out", place.folder.path])
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(try String(contentsOf: place.file("ranking.tex"), encoding: .utf8).contains("India (IN)"))
  }

  @Test func `the coups are all read, of tabs and carriage returns`() throws {
    let place = try Workplace()
    #expect(try place.load([TestData.path("events/powell-thyne-coups.tsv")]).contains("491 events kept"))
    #expect(try place.csv("show events from coups").lines == ["events", "491"])
  }
}

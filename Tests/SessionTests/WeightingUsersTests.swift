import Foundation
import Testing

/// `weighting users`: platforms of the index weighted by a loaded table.
@Suite struct WeightingUsersTests {
  private static let header = "# synthetic: invented\nplatform,country,year,users\n"
  /// Invented.
  private static let users = [("facebook", 41), ("instagram", 17), ("tiktok", 29), ("x", 5), ("youtube", 71)]

  private static func bench(_ rows: String, as name: String = "my-users") throws -> Bench {
    let bench = try Bench(format: .csv)
    try bench.load(text: header + rows, as: name)
    return bench
  }

  private static func rows(_ country: String, year: String = "2023") -> String {
    users.map { "\($0.0),\(country),\(year),\($0.1)000000\n" }.joined()
  }

  /// The one figure of a statement.
  private static func figure(_ bench: Bench, _ statement: String) -> Double? {
    let lines = bench.lines(statement).split(separator: "\n")
    return lines.count == 2 ? Double(lines[1]) : nil
  }

  private static func said(_ rows: String, _ statement: String) throws -> String {
    let bench = try Bench()
    try bench.load(text: header + rows, as: "my-users")
    return bench.run(statement).text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test func `without a table the statement says what to load`() throws {
    let said = try Bench().run("rank countries by restriction-index weighting users").text
    #expect(said.contains("error: 'weighting users' needs the users of each platform by country"))
    #expect(said.contains("load \"FILE\" format platform-users"))
    let varied = try Bench().run("rank countries by restriction-index vary weighting").text
    #expect(varied.contains("no table of users of platforms by country is loaded"), "\(varied)")
  }

  @Test func `the index is the mean of the platforms' own, weighted by their users`() throws {
    let bench = try Self.bench(Self.rows("PK"))
    var (sum, weights) = (0.0, 0.0)
    for (platform, millions) in Self.users {
      let own = try #require(Self.figure(bench, "show restriction-index in PK on \(platform) min n = 30"))
      sum += own * Double(millions)
      weights += Double(millions)
    }
    let weighted = try #require(Self.figure(bench, "show restriction-index in PK weighting users min n = 30"))
    #expect(abs(weighted - sum / weights) < 1e-9 && weighted > 0)
    let equal = try #require(Self.figure(bench, "show restriction-index in PK min n = 30"))
    #expect(abs(weighted - equal) > 0.01)
  }

  @Test func `a figure is that of the period's year or the newest before, else of no year, and never a later one`()
    throws
  {
    let other = Self.rows("PK", year: "2025").replacingOccurrences(of: "000000", with: "")
    let statement = "show restriction-index in PK weighting users"
    let plain = Self.figure(try Self.bench(Self.rows("PK")), statement)
    #expect(plain != nil)
    #expect(Self.figure(try Self.bench(Self.rows("PK") + other), statement) == plain)
    #expect(Self.figure(try Self.bench(Self.rows("PK", year: "")), statement) == plain)
    #expect(Self.figure(try Self.bench(Self.rows("PK") + "x,PK,,2000000000\n"), statement) == plain)
    // Of later years only: no platform has a figure.
    #expect(Self.figure(try Self.bench(other), statement) == nil)
    let newest = Self.figure(try Self.bench(Self.rows("PK") + "x,PK,2024,2000000000\n"), statement)
    #expect(newest != nil && newest != plain)
  }

  @Test func `a platform without a figure is left out and named, and under half there is no index`() throws {
    let three = "facebook,PK,2023,1000000\nx,PK,2023,1000000\ntiktok,PK,2023,1000000\n"
    let said = try Self.said(three, "show restriction-index in PK weighting users")
    #expect(said.contains("without a figure of users, and so not counted: instagram in PK; youtube in PK"), "\(said)")
    #expect(
      said.contains("users of 2023 by my-users") && said.contains("synthetic-example") && !said.contains("no data"))
    #expect(said.contains("synthetic data, not measurements of anything: my-users, synthetic-example"))
    let two = "facebook,PK,2023,1000000\nx,PK,2023,1000000\n"
    let none = try Self.said(two, "show restriction-index in PK weighting users")
    #expect(
      none.contains("no data") && none.contains("under half of the platforms are covered and have a figure"), "\(none)")
  }

  @Test func `tables that disagree leave a figure out, and what agrees stands once`() throws {
    let bench = try Self.bench(Self.rows("PK"))
    let statement = "show restriction-index in PK weighting users"
    let plain = Self.figure(bench, statement)
    try bench.load(text: Self.header + Self.rows("PK") + "x,IN,2023,5\n", as: "others")
    #expect(Self.figure(bench, statement) == plain)
    try bench.load(text: Self.header + "x,PK,2023,6\n", as: "third")
    #expect(Self.figure(bench, statement) != plain)
  }

  @Test func `the table is among the data of the result, and undone with its load`() throws {
    func ids(_ bench: Bench, _ statement: String) -> [Substring] {
      bench.run(statement).text.split(whereSeparator: \.isWhitespace).filter { $0.hasPrefix("d:") }
    }
    let bench = try Bench()
    let statement = "show restriction-index in PK weighting users"
    try bench.load(text: Self.header + Self.rows("PK"), as: "my-users")
    let (first, equal) = (ids(bench, statement), ids(bench, "show restriction-index in PK"))
    #expect(first.count == 1 && first != equal)
    try bench.load(text: Self.header + "x,BR,2023,5\n", as: "my-users")
    #expect(ids(bench, statement) != first && ids(bench, "show restriction-index in PK") == equal)
    _ = bench.run("undo load 5")
    #expect(ids(bench, statement) == first)
    _ = bench.run("undo load 4")
    #expect(bench.run(statement).text.contains("error: 'weighting users' needs"))
  }

  @Test func `every weighting is a column of vary and a row of compare`() throws {
    let bench = try Self.bench(Self.rows("PK"))
    let varied = bench.lines(
      "show restriction-index in PK by country vary weighting | keep country, restriction-index-users")
    let alone = bench.lines("show restriction-index in PK by country weighting users | keep restriction-index")
    #expect(varied.split(separator: "\n").last?.split(separator: ",").last == alone.split(separator: "\n").last)
    let compared = bench.lines(
      "compare restriction-index during 2024-01 against 2023-12 in PK vary weighting | keep \"weighting\"")
    #expect(compared == "weighting\nequal\nany\nusers\n")
  }
}

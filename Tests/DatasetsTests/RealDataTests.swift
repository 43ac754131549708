import Datasets
import Formats
import Places
import Subjects
import Tables
import Testing

private let accessNow = "incidents/access-now-stop-2016-2025.csv"
private let dump = "ooni/tables/fastpath-dump-part1.sql"
private let coups = "events/powell-thyne-coups.tsv"

/// Against the publishers' own files (`CURFEW_TEST_DATA`, default `../shared/data`), skipped where they are absent.
struct RealDataTests {
  @Test(.enabled(if: TestData.has(accessNow), "the Access Now catalogue is not here"))
  func `the catalogue's 2102 rows are 1887 incidents and 1893 country incidents`() throws {
    let (rows, summary) = try read(file: accessNow, as: .accessNow)
    #expect(summary.rowsRead == 2102)
    #expect(summary.kept == 2102)
    #expect(rows.rejects.filter { !$0.keptRow }.isEmpty)
    let newest = newest(rows.incidents)
    #expect(newest.count == 1887)
    #expect(newest.reduce(0) { $0 + $1.countries.count } == 1893)
  }

  @Test(.enabled(if: TestData.has(accessNow), "the Access Now catalogue is not here"))
  func `starts in the first half of 2023 are the published ones`() throws {
    let (rows, _) = try read(file: accessNow, as: .accessNow)
    let half = newest(rows.incidents).filter { ("2023-01-01"..<"2023-07-01").contains($0.start.day.iso) }
    #expect(half.count == 99)
    #expect(counts(half, 5) == ["IN 49", "IR 13", "MM 7", "UA 5", "PK 3"])
    #expect(counts(half.filter { $0.extents.contains(.serviceBased) }, 2) == ["IN 7", "TZ 2"])
    #expect(counts(half.filter { $0.extents.contains(.fullNetwork) }, 4) == ["IN 43", "IR 13", "MM 7", "UA 5"])
  }

  @Test(.enabled(if: TestData.has(dump), "the fastpath dump is not here"))
  func `the fastpath dump gives its outcomes and one damaged line`() throws {
    let (rows, summary) = try read(file: dump, as: .fastpath)
    #expect(summary.rowsRead == 541)
    #expect(summary.kept == 540)
    #expect(rows.rejects.map(\.line) == [1])
    #expect(outcomes(rows.measurements) == [394, 36, 11, 99])
    let expected: [(String, [Int])] = [
      ("IR", [9, 5, 9, 1]), ("RU", [50, 17, 0, 1]), ("TR", [5, 0, 2, 0]), ("BR", [69, 2, 0, 4]), ("VE", [4, 1, 0, 0]),
    ]
    for (country, figures) in expected {
      #expect(outcomes(rows.measurements.filter { $0.country.description == country }) == figures, "\(country)")
    }
    #expect(Set(rows.measurements.map(\.uid)).count == 540)
  }

  @Test(.enabled(if: TestData.has(coups), "the coups are not here"))
  func `of 491 coup attempts 246 failed and 245 succeeded`() throws {
    let (rows, summary) = try read(file: coups, as: .coups)
    #expect(summary.kept == 491)
    #expect(rows.rejects == [])
    #expect(rows.events.filter { $0.title == "Coup attempt, failed" }.count == 246)
    #expect(rows.events.filter { $0.title == "Coup attempt, succeeded" }.count == 245)
    #expect(Set(rows.events.map(\.identity)).count == 491)
  }

  @Test(.enabled(if: TestData.has("ooni/api/aggregation-1d.json"), "the recorded answers are not here"))
  func `recorded aggregation answers keep their grain and their counts`() throws {
    let days = try read(file: "ooni/api/aggregation-1d.json", as: .aggregation, map: [("country", "world")])
    #expect(days.rows.aggregates.map(\.tests) == [1_113_357, 1_212_215, 1_161_898])
    #expect(days.rows.aggregates.allSatisfy { $0.grain == .day && $0.country == nil })
    let hours = try read(file: "ooni/api/aggregation-2d-hourly.json", as: .aggregation)
    #expect(
      hours.rows.aggregates.map { "\($0.start.iso) \($0.country?.description ?? "") \($0.confirmed)" }.prefix(3) == [
        "2026-09-27T00:00:00Z AE 0", "2026-09-27T00:00:00Z IR 357", "2026-09-27T01:00:00Z AE 0",
      ])
    #expect(hours.rows.aggregates.allSatisfy { $0.grain == .hour })
  }

  @Test(
    .enabled(if: TestData.has(accessNow), "the data are not here"),
    arguments: [
      (accessNow, "access-now"), (dump, "ooni-fastpath"), (coups, "coups"),
      ("ooni/api/aggregation-1d.json", "ooni-aggregation"), ("ooni/api/aggregation-2d-hourly.json", "ooni-aggregation"),
    ])
  func `a file is told by its content`(path: String, format: String) throws {
    var source = try ByteSource(path: TestData.file(path))
    let head = try source.peek(SourceReader.headSize)
    #expect(try SourceReader.sniff(head, file: "x").format.name == format)
  }

  @Test(
    .enabled(if: TestData.has(accessNow), "the data are not here"),
    arguments: [
      "events/parlgov-country.csv"
    ])
  func `a file of another kind is refused`(path: String) throws {
    var source = try ByteSource(path: TestData.file(path))
    let head = try source.peek(SourceReader.headSize)
    #expect(throws: SourceError.self) { try SourceReader.sniff(head, file: "x") }
  }

  // MARK: -

  /// One incident an identity: the newest edition, then the last line.
  private func newest(_ incidents: [Incident]) -> [Incident] {
    var winners: [String: Incident] = [:]
    for incident in incidents where incident.edition >= winners[incident.identity]?.edition ?? 0 {
      winners[incident.identity] = incident
    }
    return Array(winners.values)
  }

  private func counts(_ incidents: [Incident], _ top: Int) -> [String] {
    var counts: [CountryCode: Int] = [:]
    for country in incidents.flatMap(\.countries) { counts[country, default: 0] += 1 }
    let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return sorted.prefix(top).map { "\($0.key) \($0.value)" }
  }

  private func outcomes(_ rows: [Collector.Measurement]) -> [Int] {
    Outcome.allCases.map { outcome in rows.filter { $0.outcome == outcome }.count }
  }
}

import Analysis
import Datasets
import Subjects
import Tables
import Testing

private let uganda = "ooni/tables/analysis_web_measurement-uganda-2026.sql"

/// The detector on tests that OONI publishes: twitter.com on one Ugandan network around the election of January 2026.
struct EpisodeRealDataTests {
  /// Hours from 1 December 2025 to 14 February 2026.
  private static let first = 490_152
  private static let bins = 76 * 24

  private func country() throws -> EpisodeCountry {
    let (rows, _) = try read(file: uganda, as: .analysis)
    let cells = rows.measurements.compactMap { test -> EpisodeCell? in
      guard test.outcome != .failure else { return nil }
      let hour = test.time.seconds.flooredDivision(by: 3600) - Self.first
      let isAffected = test.outcome == .anomaly || test.outcome == .confirmed
      return EpisodeCell(bin: Int32(clamping: hour), network: 0, platform: 0, n: 1, k: isAffected ? 1 : 0)
    }
    return EpisodeCountry(bins: Self.bins, networks: 1, baselines: [0.02], cells: cells)
  }

  private func day(_ bin: Int) -> String { Instant(seconds: (Self.first + bin) * 3600).day.iso }

  @Test(.enabled(if: TestData.has(uganda), "the analysis of Uganda is not here"))
  func `twitter.com in Uganda is restricted on one network from 17 to 23 January 2026, and not else`() throws {
    let report = try EpisodeDetector.detect(country: country())
    #expect(report.hasTooFewNetworks)
    #expect(report.episodes.map(\.level) == [.network(0)])
    let episode = try #require(report.episodes.first)
    // No test was made from the 14th to the 16th: the onset is between the last open test and the first restricted one.
    #expect(episode.onset.open.map(day) == "2026-01-13")
    #expect(day(episode.onset.restricted) == "2026-01-17")
    #expect(episode.offset.open.map(day) == "2026-01-24")
    #expect(episode.offset.restricted >= episode.onset.restricted + 6 * 24)
    #expect(episode.tests == 73 && episode.affected == 56)
    #expect(episode.phases.contains { $0.kind == .blocked })
  }
}

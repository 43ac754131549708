import Testing

@testable import Analysis

/// What open platforms fail anyhow, by the month.
@Suite struct EpisodeBaselineTests {
  /// `count` bins from one on, of one test each, of which the first `hits` are interfered with.
  static func cells(from first: Int32, count: Int32, hits: Int32, network: Int32 = 0) -> [EpisodeCell] {
    (0..<count).map { EpisodeCell(bin: first + $0, network: network, platform: 0, n: 1, k: $0 < hits ? 1 : 0) }
  }

  static func evidence(_ cells: [EpisodeCell], months: [Int], quiet: Double = 1) throws -> [EpisodeEvidence] {
    let sorted = try SortedCells(cells, bins: 200, networks: 2, platforms: 1, correlation: 0.05)
    let baselines = try EpisodeBaselines(
      sorted, quiet: Array(repeating: quiet, count: sorted.count), medians: [0.05],
      months: EpisodeMonths(starts: months, bins: 200), settings: EpisodeSettings(), pause: {})
    return try baselines.weighed(pause: {}).map(\.evidence)
  }

  static func expected(_ baseline: Double, k: Int) -> EpisodeEvidence {
    CellRates(baseline: baseline, settings: EpisodeSettings()).evidence(n: 1, k: k, weight: 1)
  }

  /// Worked by hand: 4 of 40 tests in one month, 9 of 60 in the other, s = 30, b = 0.05.
  /// c = (13 + 1.5) / 130 = 0.1115385; c_1 = (4 + 30 c) / 70, c_2 = (9 + 30 c) / 90; q = (13 + 30 c) / 130 = 0.1257396;
  /// q_1 = (4 + 30 q c_1 / c) / 70 = 0.1078458; q_2 = (9 + 30 q c_2 / c) / 90 = 0.1515484.
  @Test func `a network's month is drawn to its year, and that follows the country's month`() throws {
    let cells = Self.cells(from: 0, count: 40, hits: 4) + Self.cells(from: 100, count: 60, hits: 9)
    let found = try Self.evidence(cells, months: [100])
    #expect(agree(found[0].blocked, Self.expected(0.1078457540943331, k: 1).blocked, digits: 1e-8))
    #expect(agree(found[99].blocked, Self.expected(0.1515484368269514, k: 0).blocked, digits: 1e-8))
    let whole = try Self.evidence(cells, months: [])
    #expect(agree(whole[0].blocked, Self.expected(0.1257396449704142, k: 1).blocked, digits: 1e-8))
    #expect(agree(whole[99].blocked, Self.expected(0.1257396449704142, k: 0).blocked, digits: 1e-8))
  }

  @Test func `where nothing was quiet the worldwide median stays`() throws {
    let found = try Self.evidence(Self.cells(from: 90, count: 20, hits: 20), months: [100], quiet: 0)
    #expect(found.allSatisfy { $0 == Self.expected(0.05, k: 1) })
  }

  @Test func `months in any order, named twice or outside of the period are the same months`() throws {
    let cells =
      Self.cells(from: 0, count: 150, hits: 9) + Self.cells(from: 20, count: 100, hits: 11, network: 1)
    let months = try Self.evidence(cells, months: [50, 120])
    #expect(try Self.evidence(cells, months: [.max, 120, 50, 50, 0, -3, .min, 200]) == months)
    #expect(try Self.evidence(cells, months: []) != months)
  }
}

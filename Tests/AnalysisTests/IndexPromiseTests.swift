import Analysis
import Places
import Testing

/// Countries whose networks, heavy-tailed in how often they are measured, each restrict or not, in weeks that come by
/// chance: the true index of country i is 100 x level x share.
struct IndexSimulation: Sendable {
  var networks: Int
  var weeks: Int
  /// By country: the share of weeks with a restriction, and of networks that restrict.
  var levels: [Double]
  var share: Double

  func truth(_ country: Int) -> Double { 100 * levels[country] * share }

  func countries(_ random: inout SplitMix64) -> [IndexCountry] {
    levels.enumerated().map { index, level in
      var exposure = PlatformExposure(weeks: weeks, networks: networks)
      exposure.add(tests: 100)
      let isMeasured = (0..<networks).map { _ in 0.1 + 0.9 * random.share() * random.share() }
      let isRestricting = (0..<networks).map { _ in random.share() < share }
      for week in 0..<weeks {
        let isBlocked = random.share() < level
        let measured = (0..<networks).filter { random.share() < isMeasured[$0] }
        exposure.add(
          hours: 24, day: week * 7, week: week, probability: isBlocked ? 1 : 0, measured: measured,
          restricted: measured.filter { isRestricting[$0] })
      }
      return IndexCountry(code: AssociationTests.code(index), platforms: [exposure])
    }
  }
}

@Suite struct IndexPromiseTests {
  @Test(arguments: [
    IndexSimulation(networks: 4, weeks: 13, levels: [0.3], share: 0.7),
    IndexSimulation(networks: 9, weeks: 16, levels: [0.15], share: 0.6),
  ])
  func `the interval covers the true index in 93 of 100 data sets`(simulation: IndexSimulation) throws {
    var random = SplitMix64(state: UInt64(simulation.networks))
    var covered = 0
    for set in 0..<1_000 {
      let settings = RestrictionIndex.Settings(basket: 1, days: simulation.weeks, seed: UInt64(set), draws: 80)
      let row = try #require(try RestrictionIndex(simulation.countries(&random), settings) {}.rows.first)
      let truth = simulation.truth(0)
      // Where the draw of networks left fewer than three, there is no interval to hold it.
      guard let interval = row.interval.value else {
        covered += 1
        continue
      }
      covered += interval.lower <= truth && truth <= interval.upper ? 1 : 0
    }
    #expect(covered >= 930, "\(covered) of 1,000")
  }

  @Test func `rank intervals hold all true ranks at once in 93 of 100 data sets, and tell some apart`() throws {
    let simulation = IndexSimulation(networks: 10, weeks: 20, levels: [0.9, 0.5, 0.45, 0.05, 0], share: 0.9)
    let truths = simulation.levels.indices.map(simulation.truth)
    var random = SplitMix64(state: 77)
    var held = 0
    var isTold = 0
    let sets = 150
    for set in 0..<sets {
      let settings = RestrictionIndex.Settings(basket: 1, days: 20, seed: UInt64(set), draws: 100)
      let rows = try RestrictionIndex(simulation.countries(&random), settings) {}.rows
      let isHeld = rows.indices.allSatisfy { place in
        let best = 1 + truths.filter { $0 > truths[place] }.count
        return rows[place].ranks?.contains(best) ?? false
      }
      held += isHeld ? 1 : 0
      isTold += rows[0].ranks?.upperBound ?? 5 < 4 ? 1 : 0
    }
    #expect(held >= 140, "\(held) of \(sets)")
    #expect(isTold >= 80, "\(isTold) of \(sets)")
  }
}

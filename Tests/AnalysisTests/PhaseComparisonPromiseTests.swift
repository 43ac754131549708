import Analysis
import Testing

/// Networks whose sizes are heavy-tailed and whose rates and changes differ, in two camps or around one change.
struct ChangedPopulation: Sendable {
  var networks: Int
  var base: Double
  var change: Double
  /// Half of the networks change by twice as much, half by nothing.
  var isInCamps: Bool

  func sample(_ random: inout SplitMix64) -> [NetworkPhases] {
    (0..<networks).map { _ in
      // Sizes as 4^z, z normal by twelve uniform numbers.
      let z = (0..<12).reduce(-6.0) { sum, _ in sum + random.share() }
      let size = min(400, max(1, Int(12 * Distributions.exp(1.386 * z))))
      let later = max(1, Int(Double(size) * (0.5 + random.share())))
      let before = base * (random.share() < 0.5 ? 0.3 : 1.7)
      let after = min(1, before + (isInCamps ? (random.share() < 0.5 ? 2 * change : 0) : change))
      return NetworkPhases(
        first: PhaseCounts(n: size, k: hits(size, before, &random)),
        second: PhaseCounts(n: later, k: hits(later, after, &random)))
    }
  }

  private func hits(_ count: Int, _ rate: Double, _ random: inout SplitMix64) -> Int {
    let limit = UInt64(rate * 65_536)
    var hits = 0
    var left = count
    while left > 0 {
      var bits = random.next()
      for _ in 0..<min(4, left) {
        hits += bits & 0xFFFF < limit ? 1 : 0
        bits >>= 16
      }
      left -= min(4, left)
    }
    return hits
  }
}

@Suite struct PhaseComparisonPromiseTests {
  @Test(arguments: [
    ChangedPopulation(networks: 5, base: 0.1, change: 0.3, isInCamps: false),
    ChangedPopulation(networks: 8, base: 0.1, change: 0.3, isInCamps: true),
    ChangedPopulation(networks: 14, base: 0.02, change: 0.1, isInCamps: true),
  ])
  func `the interval of a difference covers the true one in 93 of 100 data sets`(population: ChangedPopulation) {
    var random = SplitMix64(state: UInt64(population.networks))
    var covered = 0
    for set in 0..<1_000 {
      let comparison = PhaseComparison(networks: population.sample(&random), seed: UInt64(set), draws: 99)
      guard let interval = comparison.difference.interval.value else { continue }
      covered += interval.lower <= population.change && population.change <= interval.upper ? 1 : 0
    }
    #expect(covered >= 930, "\(covered) of 1,000")
  }

  @Test(arguments: [6, 14])
  func `over events, the interval covers the mean change in 93 of 100 data sets`(count: Int) {
    var random = SplitMix64(state: UInt64(count))
    var covered = 0
    for set in 0..<1_000 {
      // Three in ten events bring a restriction: a change of 0.8 or none, and noise.
      let events = (0..<count).map { _ in
        let first = 0.05 + 0.05 * random.share()
        return EventFigures(first: first, second: first + (random.share() < 0.3 ? 0.6 + 0.2 * random.share() : 0))
      }
      guard let interval = PhaseComparison(events: events, seed: UInt64(set), draws: 99).difference.interval.value
      else {
        covered += 1
        continue
      }
      covered += interval.lower <= 0.21 && 0.21 <= interval.upper ? 1 : 0
    }
    #expect(covered >= 930, "\(covered) of 1,000")
  }
}

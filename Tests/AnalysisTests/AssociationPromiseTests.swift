import Analysis
import Places
import Testing

/// Country-days with events and restrictions in bursts, and gaps in what is covered. Restrictions are known on covered
/// days only, as from measurements.
struct AssociationSimulation: Sendable {
  var countries: Int
  var days: Int
  /// Stretches of an eighth of the calendar that are not covered, per country.
  var gaps: Int
  /// Runs of days, per country.
  var events = 6
  var restrictions = 6
  /// The longest run.
  var longest = 4
  /// How many of a country's events bring a restriction.
  var linked = 0

  func countries(seed: UInt64) -> [AssociationCountry] {
    var random = SplitMix64(state: seed)
    return (0..<countries).map { index in
      var isCovered = [Bool](repeating: true, count: days)
      for _ in 0..<gaps {
        let start = random.below(days)
        for day in start..<min(days, start + days / 8) { isCovered[day] = false }
      }
      let events = runs(self.events, &random)
      var restrictions = runs(self.restrictions, &random)
      for event in events.prefix(linked) { restrictions.append(event.lowerBound...event.lowerBound) }
      let known = restrictions.flatMap { $0.filter { isCovered[$0] }.map { $0...$0 } }
      return AssociationCountry(
        code: AssociationTests.code(index),
        covered: isCovered.indices.filter { isCovered[$0] }.map { $0...$0 }, events: events, restrictions: known)
    }
  }

  private func runs(_ count: Int, _ random: inout SplitMix64) -> [ClosedRange<Int>] {
    (0..<count).map { _ in
      let start = random.below(days)
      return start...min(days - 1, start + random.below(longest))
    }
  }
}

@Suite struct AssociationPromiseTests {
  @Test(arguments: [
    AssociationSimulation(countries: 1, days: 200, gaps: 0),
    AssociationSimulation(countries: 4, days: 180, gaps: 2),
    AssociationSimulation(countries: 6, days: 160, gaps: 3, events: 3, restrictions: 8, longest: 7),
  ])
  func `without a link, shift p-values are no smaller than chance makes them`(simulation: AssociationSimulation) throws
  {
    let sets = 400
    var p: [Double] = []
    for set in 0..<sets {
      let countries = simulation.countries(seed: UInt64(set) &* 7919)
      let result = try Association(
        countries, calendar: 0...simulation.days - 1, seed: UInt64(set), draws: 199
      ) {}
      p.append(result.shift.value?.p ?? 1)
    }
    for level in [0.01, 0.05, 0.1, 0.25, 0.5] {
      let share = Double(p.filter { $0 <= level }.count) / Double(sets)
      // Three standard errors.
      #expect(share <= level + 3 * (level * (1 - level) / Double(sets)).squareRoot(), "\(level): \(share)")
    }
  }

  @Test func `a link is found`() throws {
    let simulation = AssociationSimulation(countries: 4, days: 365, gaps: 1, linked: 3)
    let found = try (0..<50).filter { set in
      let countries = simulation.countries(seed: UInt64(set))
      let p = try Association(countries, calendar: 0...364, seed: 1, draws: 499) {}.shift.value?.p
      return (p ?? 1) <= 0.05
    }
    #expect(found.count >= 45, "\(found.count) of 50")
  }

  @Test func `ratio intervals cover the true ratio where days are independent`() throws {
    var random = SplitMix64(state: 11)
    var crude = 0
    var stratified = 0
    let sets = 1_000
    for _ in 0..<sets {
      // Four countries with base rates far apart, and the same ratio of 3.
      let tables = [0.01, 0.03, 0.08, 0.02].map { rate in
        let both = hits(60, 3 * rate, &random)
        let alone = hits(600, rate, &random)
        return DayTable(both: both, eventOnly: 60 - both, restrictionOnly: alone, neither: 600 - alone)
      }
      if let ratio = DayTable.mantelHaenszelRatio(tables).value, ratio.lower <= 3, 3 <= ratio.upper { stratified += 1 }
      if let ratio = tables[2].riskRatio().value, ratio.lower <= 3, 3 <= ratio.upper { crude += 1 }
    }
    #expect(stratified >= 930 && crude >= 930, "\(stratified), \(crude)")
  }

  /// Of `count` trials: every tenth of a probability is one comparison, so that the test is quick without optimisation.
  private func hits(_ count: Int, _ probability: Double, _ random: inout SplitMix64) -> Int {
    let limit = UInt16(probability * 65_536)
    var hits = 0
    var left = count
    while left > 0 {
      var bits = random.next()
      for _ in 0..<min(4, left) {
        hits += UInt16(truncatingIfNeeded: bits) < limit ? 1 : 0
        bits >>= 16
      }
      left -= min(4, left)
    }
    return hits
  }
}

/// How often restrictions that are moved round the calendar meet events as well as they did.
package struct ShiftTest: Sendable, Hashable {
  /// (1 + as good) / (1 + shifts), 0 < p <= 1; one-sided, for more restrictions on event days.
  package var p: Double
  /// Shifts whose ratio is at least the observed one.
  package var asGood: Int
  package var shifts: Int
  /// Every shift there is was tried; else they were drawn from the seed.
  package var isExhaustive: Bool
}

extension ShiftTest {
  /// The Mantel-Haenszel ratio under circular shifts of each country's restrictions; events and coverage stay.
  ///
  /// The ratio is what is compared, not the count of days with both: a restriction that is moved out of the covered days
  /// is lost to the count, and with gaps in the coverage the count called one in three chance findings significant at 5%.
  static func test(
    _ strata: [AssociationStratum], whole: DayTable, seed: UInt64, draws: Int, pause: () throws -> Void
  ) throws -> Estimate<ShiftTest> {
    if let cause = whole.cause { return .missing(cause) }
    // Event days in one country and restrictions in another: no country says anything.
    guard let first = strata.first else { return .missing(.fewerCountries(than: 1, found: 0)) }
    let plan = ShiftPlan(days: first.covered.count, countries: strata.count, limit: max(1, draws))
    var sums = RatioSums(shifts: plan.shifts + 1)
    for (index, stratum) in strata.enumerated() {
      let shifts = plan.shifts(ofCountry: index, random: SeededRandom(seed: seed, stream: UInt64(stratum.code.raw)))
      let both = CircularOverlap(fixed: stratum.events, moving: stratum.restrictions)
      let covered = CircularOverlap(fixed: stratum.covered, moving: stratum.restrictions)
      try sums.add(
        stratum.table, both: plan.counts(both, at: shifts, pause: pause),
        restrictions: plan.counts(covered, at: shifts, pause: pause))
    }
    let asGood = sums.asGoodAsFirst
    return .known(
      ShiftTest(
        p: Double(1 + asGood) / Double(1 + plan.shifts), asGood: asGood, shifts: plan.shifts,
        isExhaustive: plan.isExhaustive))
  }
}

/// Which shifts are tried.
struct ShiftPlan: Sendable {
  let days: Int
  /// Without the one that moves nothing, where all are tried.
  let shifts: Int
  let isExhaustive: Bool

  init(days: Int, countries: Int, limit: Int) {
    self.days = max(1, days)
    var all = 1
    var fits = true
    for _ in 0..<countries where fits {
      let (product, overflow) = all.multipliedReportingOverflow(by: self.days)
      fits = !overflow && product <= limit
      if fits { all = product }
    }
    isExhaustive = fits
    shifts = fits ? all - 1 : limit
  }

  /// The observed state first, which is no shift, then one shift a trial.
  func shifts(ofCountry index: Int, random: SeededRandom) -> [Int] {
    var random = random
    guard isExhaustive else { return [0] + (0..<shifts).map { _ in random.below(days) } }
    let stride = (0..<index).reduce(1) { product, _ in product * days }
    return (0...shifts).map { $0 / stride % days }
  }

  /// By a table of all shifts where that is shorter than the trials.
  func counts(_ overlap: CircularOverlap, at shifts: [Int], pause: () throws -> Void) throws -> [Int32] {
    guard days <= shifts.count else { return try paced(overlap, shifts, pause) }
    let table = try paced(overlap, Array(0..<days), pause)
    return shifts.map { table.indices.contains($0) ? table[$0] : 0 }
  }

  private func paced(_ overlap: CircularOverlap, _ shifts: [Int], _ pause: () throws -> Void) throws -> [Int32] {
    var counts: [Int32] = []
    counts.reserveCapacity(shifts.count)
    let piece = max(1, 500_000 / overlap.cost)
    for start in stride(from: 0, to: shifts.count, by: piece) {
      try pause()
      counts += overlap.counts(at: Array(shifts[start..<min(shifts.count, start + piece)]))
    }
    return counts
  }
}

/// Numerators and denominators of the Mantel-Haenszel ratio, one a shift, the observed one first.
private struct RatioSums {
  var numerators: [Double]
  var denominators: [Double]

  init(shifts: Int) {
    numerators = [Double](repeating: 0, count: shifts)
    denominators = numerators
  }

  mutating func add(_ table: DayTable, both: [Int32], restrictions: [Int32]) {
    let otherShare = Double(table.otherDays) / Double(table.total)
    let eventShare = Double(table.eventDays) / Double(table.total)
    both.withUnsafeBufferPointer { both in
      restrictions.withUnsafeBufferPointer { restrictions in
        for index in 0..<min(numerators.count, both.count, restrictions.count) {
          numerators[index] += Double(both[index]) * otherShare
          denominators[index] += Double(restrictions[index] - both[index]) * eventShare
        }
      }
    }
  }

  /// A ratio over zero is above any other, and among such the larger numerator counts; a shift that leaves no
  /// restriction on a covered day says nothing, and counts against the finding.
  var asGoodAsFirst: Int {
    guard let numerator = numerators.first, let denominator = denominators.first else { return 0 }
    // Sums that are equal on paper may differ in their last digits.
    let tolerance = 1 - 1e-9
    var count = 0
    for (n, d) in zip(numerators, denominators).dropFirst() {
      let isAsGood =
        denominator > 0
        ? n * denominator >= numerator * d * tolerance : d == 0 && (n >= numerator * tolerance || n == 0)
      if isAsGood { count += 1 }
    }
    return count
  }
}

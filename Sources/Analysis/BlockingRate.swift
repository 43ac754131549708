/// The baseline of a group of cells: the mean of theirs, weighted by n.
package struct GroupBaseline: Sendable, Hashable {
  /// Sum of n over the cells, and over those whose baseline is assumed.
  package private(set) var n = 0.0
  package private(set) var assumedN = 0.0
  private var weighted = 0.0

  package init() {}

  /// Adds a cell; one without tests adds nothing.
  package mutating func add(_ baseline: Baseline, n cellN: Int) {
    guard cellN > 0 else { return }
    n += Double(cellN)
    weighted += Double(cellN) * baseline.rate
    if baseline.isAssumed { assumedN += Double(cellN) }
  }

  /// Adds all cells of another.
  package mutating func add(_ other: GroupBaseline) {
    n += other.n
    assumedN += other.assumedN
    weighted += other.weighted
  }

  /// Sum of n b over the cells.
  package var sum: Double { weighted }

  /// b = sum n b / sum n, 0...1; nil of no tests.
  package var rate: Double? { n > 0 ? weighted / n : nil }
  package var isAssumed: Bool { assumedN > 0 }
}

/// Interference above a baseline: max(0, (rate - baseline) / (1 - baseline)), 0...1.
///
/// nil where the baseline is 1: a target that fails for everybody everywhere cannot show a restriction.
package func excess(of rate: Double, over baseline: Double) -> Double? {
  guard baseline < 1 else { return nil }
  return min(1, max(0, (rate - baseline) / (1 - baseline)))
}

extension RateEstimate {
  /// `blocking-rate`: the rate and its interval, each above the group's baseline, whose own error is not in it.
  ///
  /// The receiver is an interference rate. nil where the baseline is 1 or of no tests.
  package func above(_ baseline: GroupBaseline) -> RateEstimate? {
    guard let b = baseline.rate, let rate = excess(of: rate, over: b), let lower = excess(of: lower, over: b),
      let upper = excess(of: upper, over: b)
    else { return nil }
    var result = self
    result.rate = rate
    result.lower = lower
    result.upper = upper
    if baseline.isAssumed { result.marks.insert(.baselineAssumed) }
    return result
  }
}

/// What one network contributes to a rate: `n` tests looked at, `k` of them of the class asked for.
///
/// For every rate but one n is tests less failures; for `failure-rate` n is tests and k failures.
package struct NetworkCounts: Sendable, Hashable {
  package var n: Int
  package var k: Int

  package init(n: Int, k: Int) {
    self.n = n
    self.k = k
  }
}

/// What a reader of a rate must know about it.
package struct RateMarks: OptionSet, Sendable, Hashable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// One network: how much networks differ cannot be seen, and the interval rests on the assumed correlation alone.
  package static let oneNetwork = RateMarks(rawValue: 1)
  /// All or none: the tests show no spread, and the interval rests on the assumed correlation alone.
  package static let noSpread = RateMarks(rawValue: 2)
  /// Some of the baseline is the assumed 0.02, because fewer than five other countries were measured enough.
  package static let baselineAssumed = RateMarks(rawValue: 4)

  /// One phrase a mark, for footers.
  package var words: [String] {
    var words: [String] = []
    if contains(.oneNetwork) { words.append("one network: interval from the assumed correlation within a network") }
    if contains(.noSpread) { words.append("all or none: interval from the assumed correlation within a network") }
    if contains(.baselineAssumed) { words.append("baseline 0.02 assumed: fewer than 5 other countries with n >= 30") }
    return words
  }
}

/// A share of tests with an interval that knows that tests of one network are alike.
///
/// Wilson's interval on n / deff with a t quantile (Documentation/methods/rates.md). All shares are 0...1.
package struct RateEstimate: Sendable, Hashable {
  package var rate: Double
  package var lower: Double
  package var upper: Double
  /// Sum of n over the networks.
  package var n: Int
  /// Sum of k.
  package var k: Int
  /// Networks with n >= 1.
  package var networks: Int
  /// Networks with k >= 1: the 3 of "3 of 41 networks".
  package var networksAffected: Int
  /// n / deff: as many independent tests would say as much.
  package var effectiveN: Double
  /// Design effect, at least 1.
  package var deff: Double
  package var degreesOfFreedom: Double
  package var marks: RateMarks
}

extension RateEstimate {
  /// The correlation of two tests of one network that is assumed whatever the data show.
  package static let assumedCorrelation = 0.05

  /// From one entry a network, in a fixed order; entries with n = 0 are networks that were not measured.
  ///
  /// nil, which is no figure rather than zero, where nothing was measured or an entry is impossible (k outside 0...n).
  package init?(_ counts: [NetworkCounts], confidence: Double = 0.95) {
    guard let sums = ClusterSums(counts) else { return nil }
    let n = Double(sums.n)
    let rate = Double(sums.k) / n
    var marks: RateMarks = []
    if sums.networks == 1 { marks.insert(.oneNetwork) }
    if sums.k == 0 || sums.k == sums.n { marks.insert(.noSpread) }
    var deff = 1 + Self.assumedCorrelation * (sums.squares / n - 1)
    if marks.isEmpty { deff = max(deff, Self.observedDesignEffect(counts, rate: rate, sums: sums)) }
    let degreesOfFreedom = max(1, n * n / sums.squares - 1)
    let t = Distributions.studentQuantile((1 + confidence) / 2, degreesOfFreedom: degreesOfFreedom)
    let interval = wilsonInterval(rate: rate, n: n / deff, quantile: t)
    self.init(
      rate: rate, lower: sums.k == 0 ? 0 : interval.lower, upper: sums.k == sums.n ? 1 : interval.upper, n: sums.n,
      k: sums.k, networks: sums.networks, networksAffected: sums.networksAffected, effectiveN: n / deff, deff: deff,
      degreesOfFreedom: degreesOfFreedom, marks: marks)
  }

  /// V_cluster / V_simple of the ratio estimator; at least two networks and 0 < rate < 1.
  private static func observedDesignEffect(_ counts: [NetworkCounts], rate: Double, sums: ClusterSums) -> Double {
    var residuals = 0.0
    for count in counts where count.n > 0 {
      let residual = Double(count.k) - rate * Double(count.n)
      residuals += residual * residual
    }
    let n = Double(sums.n)
    let m = Double(sums.networks)
    let clusterVariance = m / (m - 1) * residuals / (n * n)
    return clusterVariance / (rate * (1 - rate) / n)
  }
}

/// Totals over networks; nil where nothing was measured, an entry is impossible or a total does not fit.
private struct ClusterSums {
  var n = 0
  var k = 0
  var networks = 0
  var networksAffected = 0
  /// Sum of n_j squared.
  var squares = 0.0

  init?(_ counts: [NetworkCounts]) {
    for count in counts {
      guard count.n >= 0, (0...count.n).contains(count.k) else { return nil }
      guard count.n > 0 else { continue }
      let (sum, overflow) = n.addingReportingOverflow(count.n)
      guard !overflow else { return nil }
      n = sum
      // k is at most n in every entry, so its sum fits where that of n does.
      k += count.k
      networks += 1
      networksAffected += count.k > 0 ? 1 : 0
      squares += Double(count.n) * Double(count.n)
    }
    guard n > 0 else { return nil }
  }
}

/// Wilson's score interval of a share (E. B. Wilson, JASA 22, 1927), on any real n > 0 and any quantile.
package func wilsonInterval(rate: Double, n: Double, quantile: Double) -> (lower: Double, upper: Double) {
  let z2 = quantile * quantile
  let denominator = 1 + z2 / n
  let centre = (rate + z2 / (2 * n)) / denominator
  let half = quantile / denominator * (rate * (1 - rate) / n + z2 / (4 * n * n)).squareRoot()
  return (max(0, min(rate, centre - half)), min(1, max(rate, centre + half)))
}

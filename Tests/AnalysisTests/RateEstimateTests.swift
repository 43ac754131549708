import Analysis
import Testing

/// One line of the independent implementation's output.
struct RateReference: Sendable {
  var counts: [NetworkCounts]
  /// rate, lower, upper, effective n, design effect, degrees of freedom
  var figures: [Double]

  init(_ counts: [(n: Int, k: Int)], _ figures: [Double]) {
    self.counts = counts.map { NetworkCounts(n: $0.n, k: $0.k) }
    self.figures = figures
  }
}

@Suite struct RateEstimateTests {
  // Python, NumPy and SciPy 1.17.1; Wilson's limits as the roots of a quadratic:
  //   n, k = counts; N = n.sum(); p = k.sum() / N; m = len(n); deff = 1 + 0.05 * (n @ n / N - 1)
  //   if m > 1 and 0 < p < 1: deff = max(deff, m / (m - 1) * sum((k - p * n) ** 2) / N**2 / (p * (1 - p) / N))
  //   df = max(1, N**2 / (n @ n) - 1); t = scipy.stats.t.ppf(0.975, df); e = N / deff
  //   np.sort(np.roots([1 + t * t / e, -(2 * p + t * t / e), p * p]).real)
  static let references = [
    RateReference(
      [(100, 3), (50, 0), (200, 41), (7, 7), (1, 0)],
      [
        0.1424581005586592, 0.013912828163814912, 0.6617022432930164, 33.87884826886923, 10.567065242562006,
        1.43889628924833,
      ]),
    RateReference(
      [(40, 4), (40, 5), (40, 3), (40, 4)],
      [0.1, 0.028318343987235987, 0.29756279931291796, 54.23728813559322, 2.95, 3]),
    RateReference([(120, 30)], [0.25, 0.006387723870599109, 0.9453054734283888, 17.26618705035971, 6.95, 1]),
    RateReference(
      [(30, 0), (12, 0), (5, 0)], [0, 0, 0.8426329516849789, 22.51783893985729, 2.0872340425531917, 1.066417212347989]),
    RateReference([(10, 10), (20, 20)], [1, 0.0943648590524849, 1, 16.822429906542055, 1.7833333333333334, 1]),
    RateReference([(2, 1), (3, 0)], [0.2, 0.0006839862014200651, 0.9891673614071165, 2.777777777777778, 1.8, 1]),
    RateReference(
      [(5000, 40), (310, 290), (12, 0), (44, 3), (44, 40), (900, 2), (1, 1), (0, 0)],
      [0.05957851370622722, 0.0002886999580162509, 0.9328783115517103, 13.255400297708931, 476.1078396923853, 1]),
  ]

  @Test(arguments: references)
  func `figures are those of an independent implementation`(reference: RateReference) throws {
    let estimate = try #require(RateEstimate(reference.counts))
    let figures = [
      estimate.rate, estimate.lower, estimate.upper, estimate.effectiveN, estimate.deff, estimate.degreesOfFreedom,
    ]
    for (figure, expected) in zip(figures, reference.figures) { #expect(agree(figure, expected, digits: 1e-9)) }
  }

  // statsmodels 0.15.0: proportion_confint(k, n, 0.05, "wilson")
  static let plainIntervals: [(Int, Int, Double, Double)] = [
    (3, 41, 0.025197830633909943, 0.19427448537719044), (0, 30, 0, 0.1135133931739688),
    (30, 30, 0.8864866068260311, 1), (171, 1000, 0.14893385518054872, 0.19558415190294662),
  ]

  @Test(arguments: plainIntervals)
  func `on a normal quantile it is the interval of statsmodels`(k: Int, n: Int, lower: Double, upper: Double) {
    let z = Distributions.normalQuantile(0.975)
    let interval = wilsonInterval(rate: Double(k) / Double(n), n: Double(n), quantile: z)
    #expect(agree(interval.lower, lower) || (interval.lower - lower).magnitude < 1e-15)
    #expect(agree(interval.upper, upper))
  }

  @Test func `nothing measured is no figure`() {
    #expect(RateEstimate([]) == nil)
    #expect(RateEstimate([NetworkCounts(n: 0, k: 0), NetworkCounts(n: 0, k: 0)]) == nil)
  }

  @Test func `impossible counts are no figure`() {
    let sound = NetworkCounts(n: 10, k: 1)
    #expect(RateEstimate([sound, NetworkCounts(n: 3, k: 4)]) == nil)
    #expect(RateEstimate([sound, NetworkCounts(n: 3, k: -1)]) == nil)
    #expect(RateEstimate([sound, NetworkCounts(n: -3, k: 0)]) == nil)
    #expect(RateEstimate([NetworkCounts(n: .max, k: 1), NetworkCounts(n: 1, k: 1)]) == nil)
  }

  @Test func `networks without tests count for nothing`() throws {
    let counts = [NetworkCounts(n: 20, k: 2), NetworkCounts(n: 30, k: 0)]
    let plain = try #require(RateEstimate(counts))
    #expect(RateEstimate(counts + [NetworkCounts(n: 0, k: 0)]) == plain)
    #expect(plain.networks == 2 && plain.networksAffected == 1 && plain.n == 50 && plain.k == 2)
    #expect(plain.marks.isEmpty && plain.marks.words.isEmpty)
  }

  @Test func `one network and no spread are marked in words`() throws {
    let one = try #require(RateEstimate([NetworkCounts(n: 20, k: 2)]))
    #expect(one.marks == .oneNetwork)
    let none = try #require(RateEstimate([NetworkCounts(n: 20, k: 0), NetworkCounts(n: 5, k: 0)]))
    #expect(none.marks == .noSpread && none.lower == 0 && none.upper > 0)
    let all = try #require(RateEstimate([NetworkCounts(n: 20, k: 20)]))
    #expect(all.marks == [.oneNetwork, .noSpread] && all.upper == 1 && all.lower < 1)
    #expect(all.marks.words.count == 2)
  }

  @Test func `the interval holds the rate, and more tests of all networks never widen it`() throws {
    var random = SplitMix64(state: 20_240_107)
    for _ in 0..<300 {
      let counts = (0...random.below(12)).map { _ in
        let n = 1 + random.below(60)
        return NetworkCounts(n: n, k: random.below(n + 1))
      }
      let estimate = try #require(RateEstimate(counts))
      #expect(0 <= estimate.lower && estimate.lower <= estimate.rate)
      #expect(estimate.rate <= estimate.upper && estimate.upper <= 1)
      #expect(estimate.deff >= 1 && estimate.effectiveN <= Double(estimate.n))
      let tenfold = try #require(RateEstimate(counts.map { NetworkCounts(n: $0.n * 10, k: $0.k * 10) }))
      #expect(tenfold.upper - tenfold.lower <= estimate.upper - estimate.lower + 1e-12)
      let wider = try #require(RateEstimate(counts, confidence: 0.99))
      #expect(wider.lower <= estimate.lower && wider.upper >= estimate.upper)
    }
  }

  @Test func `a test more of the class never lowers the rate's interval in one network`() throws {
    let estimates = (0...50).compactMap { RateEstimate([NetworkCounts(n: 50, k: $0)]) }
    #expect(estimates.count == 51)
    for (less, more) in zip(estimates, estimates.dropFirst()) {
      #expect(less.rate < more.rate && less.lower <= more.lower && less.upper <= more.upper)
    }
  }
}

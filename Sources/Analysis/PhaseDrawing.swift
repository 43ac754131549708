/// Counts of one unit that is drawn as a whole, in both phases.
struct PhaseUnit {
  var firstN = 0.0
  var firstK = 0.0
  var firstBaseline = 0.0
  var secondN = 0.0
  var secondK = 0.0
  var secondBaseline = 0.0

  init() {}

  init(_ network: NetworkPhases) {
    firstN = Double(network.first.n)
    firstK = Double(network.first.k)
    firstBaseline = network.first.baseline
    secondN = Double(network.second.n)
    secondK = Double(network.second.k)
    secondBaseline = network.second.baseline
  }

  /// An event, which counts once.
  init(first: Double, second: Double) {
    firstN = 1
    firstK = first
    secondN = 1
    secondK = second
  }

  static func + (left: PhaseUnit, right: PhaseUnit) -> PhaseUnit {
    var sum = left
    sum += right
    return sum
  }

  static func += (sum: inout PhaseUnit, unit: PhaseUnit) {
    sum.firstN += unit.firstN
    sum.firstK += unit.firstK
    sum.firstBaseline += unit.firstBaseline
    sum.secondN += unit.secondN
    sum.secondK += unit.secondK
    sum.secondBaseline += unit.secondBaseline
  }

  /// Rates above the baseline; nil of no tests.
  var firstRate: Double? { Self.rate(firstK, firstBaseline, firstN) }
  var secondRate: Double? { Self.rate(secondK, secondBaseline, secondN) }

  private static func rate(_ k: Double, _ baseline: Double, _ n: Double) -> Double? {
    guard n > 0 else { return nil }
    return baseline > 0 ? excess(of: k / n, over: baseline / n) : k / n
  }
}

/// Units drawn with replacement, as many as there are.
struct PhaseDrawing {
  let units: [PhaseUnit]
  let sums: PhaseUnit

  init(_ units: [PhaseUnit]) {
    self.units = units
    sums = units.reduce(PhaseUnit(), +)
  }

  var observed: (first: Double, second: Double)? {
    guard let first = sums.firstRate, let second = sums.secondRate else { return nil }
    return (first, second)
  }

  /// As many units of one size would say as much: n^2 over the sum of squares, in the phase that has fewer.
  var effective: Double {
    let first = units.reduce(0) { $0 + $1.firstN * $1.firstN }
    let second = units.reduce(0) { $0 + $1.secondN * $1.secondN }
    guard first > 0, second > 0 else { return 0 }
    return min(sums.firstN * sums.firstN / first, sums.secondN * sums.secondN / second)
  }

  /// Both rates in each draw; a draw without tests in a phase is drawn again, and after as many failures given up.
  func drawn(seed: UInt64, draws: Int) -> [(first: Double, second: Double)] {
    var random = SeededRandom(seed: seed)
    var result: [(first: Double, second: Double)] = []
    result.reserveCapacity(draws)
    units.withUnsafeBufferPointer { units in
      var attempts = 0
      while result.count < draws, attempts < 2 * draws, !units.isEmpty {
        attempts += 1
        var sum = PhaseUnit()
        for _ in 0..<units.count { sum += units[random.below(units.count)] }
        if let first = sum.firstRate, let second = sum.secondRate { result.append((first, second)) }
      }
    }
    return result
  }
}

/// Intervals from draws of few, unequal units, which plain percentiles make too short: the wider of the percentiles taken
/// farther out (T. Hesterberg, Am. Stat. 69, 2015, with the effective number of units) and a t interval on the draws'
/// standard deviation.
struct DrawnInterval {
  private let t: Double
  private let widening: Double
  /// Below and above which percentiles are taken.
  private let tail: Double
  private let confidence: Double

  init(effective: Double, confidence: Double) {
    self.confidence = confidence
    t = Distributions.studentQuantile((1 + confidence) / 2, degreesOfFreedom: max(1, effective - 1))
    widening = (effective / max(effective - 1, 0.5)).squareRoot()
    tail = Distributions.normalProbability(-t * widening)
  }

  func ofDifference(
    _ figures: (first: Double, second: Double), _ drawn: [(first: Double, second: Double)], range: ClosedRange<Double>
  ) -> Estimate<Bounds> {
    guard let bounds = bounds(about: figures.second - figures.first, drawn.map { $0.second - $0.first }) else {
      return .missing(.noSpread)
    }
    return .known(Bounds(max(range.lowerBound, bounds.lower), min(range.upperBound, bounds.upper)))
  }

  /// On the log scale. No interval where too many draws are over zero.
  func ofRatio(
    _ figures: (first: Double, second: Double), _ drawn: [(first: Double, second: Double)]
  ) -> Estimate<Bounds> {
    guard figures.first > 0 else { return .missing(.zeroDenominator) }
    guard figures.second > 0 else { return .missing(.zeroNumerator) }
    let logs = drawn.compactMap { draw -> Double? in
      guard draw.first > 0 || draw.second > 0 else { return nil }
      guard draw.first > 0 else { return .infinity }
      return Distributions.log(max(0, draw.second / draw.first))
    }
    guard let bounds = bounds(about: Distributions.log(figures.second / figures.first), logs) else {
      return .missing(.noSpread)
    }
    guard bounds.upper < .infinity else { return .missing(.zeroDenominator) }
    return .known(Bounds(Distributions.exp(bounds.lower), Distributions.exp(bounds.upper)))
  }

  /// Percentiles alone, which suffice where many things are drawn; both the figure itself of no draws.
  func percentiles(_ drawn: [Double], about value: Double) -> Bounds {
    guard !drawn.isEmpty else { return Bounds(value, value) }
    let (low, high) = tails(drawn)
    return Bounds(min(low, value), max(high, value))
  }

  /// How many times as far out as for many equal units.
  var relativeWidth: Double { t * widening / Distributions.normalQuantile(confidence / 2 + 0.5) }

  /// Of at least one value.
  private func tails(_ drawn: [Double]) -> (low: Double, high: Double) {
    let sorted = drawn.sorted()
    func at(_ share: Double) -> Double {
      sorted[min(sorted.count - 1, max(0, Int((share * Double(sorted.count)).rounded(.up)) - 1))]
    }
    return (at(tail), at(1 - tail))
  }

  /// nil of fewer than two finite values.
  private func bounds(about value: Double, _ drawn: [Double]) -> Bounds? {
    let finite = drawn.filter(\.isFinite)
    guard finite.count >= 2 else { return nil }
    let mean = finite.reduce(0, +) / Double(finite.count)
    let squares = finite.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let half = t * widening * (squares / Double(finite.count - 1)).squareRoot()
    let (low, high) = tails(drawn)
    return Bounds(min(low, value - half), max(high, value + half))
  }
}

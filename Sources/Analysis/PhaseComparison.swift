/// One network's tests in one phase: n, k of the class asked for, and the sum over its cells of n times the baseline.
package struct PhaseCounts: Sendable, Hashable {
  package var n: Int
  package var k: Int
  /// 0 for rates that are not held against a baseline; for `blocking-rate` the sum of n b.
  package var baseline: Double

  package init(n: Int, k: Int, baseline: Double = 0) {
    self.n = n
    self.k = k
    self.baseline = baseline
  }
}

/// One network before and after, or against and during: a difference is second less first.
package struct NetworkPhases: Sendable, Hashable {
  package var first: PhaseCounts
  package var second: PhaseCounts

  package init(first: PhaseCounts, second: PhaseCounts) {
    self.first = first
    self.second = second
  }
}

/// One event's figures in its two phases; nil where there is none.
package struct EventFigures: Sendable, Hashable {
  package var first: Double?
  package var second: Double?

  package init(first: Double?, second: Double?) {
    self.first = first
    self.second = second
  }
}

package struct Bounds: Sendable, Hashable {
  package var lower: Double
  package var upper: Double

  package init(_ lower: Double, _ upper: Double) {
    self.lower = lower
    self.upper = upper
  }
}

/// A figure that may be known without its interval.
package struct ComparedFigure: Sendable, Hashable {
  package var value: Estimate<Double>
  package var interval: Estimate<Bounds>

  static func missing(_ cause: MissingCause) -> ComparedFigure {
    ComparedFigure(value: .missing(cause), interval: .missing(cause))
  }
}

/// Two phases beside each other (Documentation/methods/compare.md).
package struct PhaseComparison: Sendable, Hashable {
  package var first: Estimate<Double>
  package var second: Estimate<Double>
  /// Second less first, -1...1 for rates.
  package var difference: ComparedFigure
  /// Second over first, 0 or more.
  package var ratio: ComparedFigure
  /// What was drawn from: networks of one event, or events.
  package var units: Int
  /// Events without a figure in one of the phases.
  package var leftOut: Int
  /// A phase shows no spread (all or none of its tests), so that the interval of the difference rests on the intervals of
  /// both rates too.
  package var isWithoutSpread: Bool
}

extension PhaseComparison {
  /// One event, or two periods: networks are drawn with all their tests of both phases. No interval under three networks
  /// in a phase.
  package init(networks: [NetworkPhases], seed: UInt64, draws: Int = 1_000, confidence: Double = 0.95) {
    let isSound = networks.allSatisfy { $0.first.isPossible && $0.second.isPossible }
    let known = networks.filter { $0.first.n > 0 || $0.second.n > 0 }
    let drawing = PhaseDrawing(known.map(PhaseUnit.init))
    guard isSound, let rates = drawing.observed else {
      self.init(missing: isSound ? .noMeasurements : .impossible("counts that cannot be"), drawing, units: known.count)
      return
    }
    let found = min(known.filter { $0.first.n > 0 }.count, known.filter { $0.second.n > 0 }.count)
    let cause: MissingCause? = found < 3 ? .fewerNetworks(than: 3, found: found) : nil
    self.init(rates, drawing, seed: seed, draws: draws, confidence: confidence, cause: cause, range: -1...1)
    units = known.count
    guard cause == nil, let interval = difference.interval.value else { return }
    let floor = PhaseComparison.fromRates(known, rates, confidence: confidence)
    isWithoutSpread = interval.lower == interval.upper || known.map(\.first).isExtreme || known.map(\.second).isExtreme
    if isWithoutSpread, let floor {
      difference.interval = .known(
        Bounds(min(interval.lower, floor.lower), max(interval.upper, floor.upper)))
    }
  }

  /// Several events: each counts once, and events are drawn. No interval under three events. `range`: what a difference
  /// can be; an event outside it is left out.
  package init(
    events: [EventFigures], seed: UInt64, draws: Int = 1_000, confidence: Double = 0.95,
    range: ClosedRange<Double> = -1...1
  ) {
    let units = events.compactMap { event -> PhaseUnit? in
      guard let first = event.first, let second = event.second, range.contains(second - first) else { return nil }
      return PhaseUnit(first: first, second: second)
    }
    let drawing = PhaseDrawing(units)
    guard let figures = drawing.observed else {
      self.init(missing: .noMeasurements, drawing, units: 0)
      leftOut = events.count
      return
    }
    let cause: MissingCause? = units.count < 3 ? .fewerEvents(than: 3, found: units.count) : nil
    self.init(figures, drawing, seed: seed, draws: draws, confidence: confidence, cause: cause, range: range)
    leftOut = events.count - units.count
    if let interval = difference.interval.value, interval.lower == interval.upper {
      difference.interval = .missing(.noSpread)
      if ratio.interval.value != nil { ratio.interval = .missing(.noSpread) }
    }
  }

  /// The rates of one event, for `init(events:)`.
  package static func figures(of networks: [NetworkPhases]) -> EventFigures {
    let units = networks.filter { $0.first.isPossible && $0.second.isPossible }.map(PhaseUnit.init)
    let sums = units.reduce(PhaseUnit(), +)
    return EventFigures(first: sums.firstRate, second: sums.secondRate)
  }

  private init(missing cause: MissingCause, _ drawing: PhaseDrawing, units: Int) {
    self.init(
      first: drawing.sums.firstRate.map { .known($0) } ?? .missing(cause),
      second: drawing.sums.secondRate.map { .known($0) } ?? .missing(cause), difference: .missing(cause),
      ratio: .missing(cause), units: units, leftOut: 0, isWithoutSpread: false)
  }

  private init(
    _ figures: (first: Double, second: Double), _ drawing: PhaseDrawing, seed: UInt64, draws: Int, confidence: Double,
    cause: MissingCause?, range: ClosedRange<Double>
  ) {
    var differenceInterval: Estimate<Bounds> = .missing(cause ?? .noMeasurements)
    var ratioInterval: Estimate<Bounds> = .missing(cause ?? .noMeasurements)
    if cause == nil {
      let drawn = drawing.drawn(seed: seed, draws: draws)
      let interval = DrawnInterval(effective: drawing.effective, confidence: confidence)
      differenceInterval = interval.ofDifference(figures, drawn, range: range)
      ratioInterval = interval.ofRatio(figures, drawn)
    }
    let ratio: ComparedFigure =
      figures.first > 0
      ? ComparedFigure(value: .known(figures.second / figures.first), interval: ratioInterval)
      : .missing(.zeroDenominator)
    self.init(
      first: .known(figures.first), second: .known(figures.second),
      difference: ComparedFigure(value: .known(figures.second - figures.first), interval: differenceInterval),
      ratio: ratio, units: drawing.units.count, leftOut: 0, isWithoutSpread: false)
  }

  /// The difference's interval from those of both rates (R. Newcombe, Stat. Med. 17, 1998), as if phases were independent.
  private static func fromRates(
    _ networks: [NetworkPhases], _ rates: (first: Double, second: Double), confidence: Double
  ) -> Bounds? {
    guard let first = networks.map(\.first).estimate(confidence),
      let second = networks.map(\.second).estimate(confidence)
    else { return nil }
    func length(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }
    let difference = rates.second - rates.first
    return Bounds(
      max(-1, difference - length(rates.second - second.lower, first.upper - rates.first)),
      min(1, difference + length(second.upper - rates.second, rates.first - first.lower)))
  }
}

extension PhaseCounts {
  fileprivate var isPossible: Bool {
    // A sum of n b may exceed n by its rounding where b is 1.
    n >= 0 && n <= 1 << 48 && (0...n).contains(k) && baseline >= 0 && baseline <= Double(n) * (1 + 1e-9)
  }
}

extension [PhaseCounts] {
  /// All or none of the tests.
  fileprivate var isExtreme: Bool { allSatisfy { $0.k == 0 } || allSatisfy { $0.k == $0.n } }

  fileprivate func estimate(_ confidence: Double) -> RateEstimate? {
    guard let rate = RateEstimate(map { NetworkCounts(n: $0.n, k: $0.k) }, confidence: confidence) else { return nil }
    let baseline = reduce(0) { $0 + $1.baseline } / Double(rate.n)
    guard let lower = excess(of: rate.lower, over: baseline), let upper = excess(of: rate.upper, over: baseline) else {
      return nil
    }
    var result = rate
    result.lower = lower
    result.upper = upper
    return result
  }
}

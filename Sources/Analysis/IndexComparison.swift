import Places

/// One country's index in two periods beside each other.
package struct IndexComparison: Sendable, Hashable {
  package var code: CountryCode
  package var first: RestrictionIndex.Row
  package var second: RestrictionIndex.Row
  /// Second less first, -100...100.
  package var difference: ComparedFigure
  /// Second over first, 0 or more.
  package var ratio: ComparedFigure
}

extension IndexComparison {
  /// Countries of either period, by code. A network must have the same number in both, since networks are drawn for both
  /// periods at once, weeks in each.
  ///
  /// - Parameter settings: of the first and of the second period; seed, draws and confidence are the first's.
  package static func compare(
    _ first: [IndexCountry], _ firstSettings: RestrictionIndex.Settings, with second: [IndexCountry],
    _ secondSettings: RestrictionIndex.Settings, pause: () throws -> Void
  ) throws -> [IndexComparison] {
    var secondSettings = secondSettings
    secondSettings.seed = firstSettings.seed
    secondSettings.draws = firstSettings.draws
    secondSettings.confidence = firstSettings.confidence
    let firstWeeks = ResampledCounts(weeksOf: first, firstSettings, stream: 1)
    let secondWeeks = ResampledCounts(weeksOf: second, secondSettings, stream: 2)
    let codes = Set(first.map(\.code)).union(second.map(\.code)).sorted()
    let firstByCode = Dictionary(first.map { ($0.code, $0) }) { $1 }
    let secondByCode = Dictionary(second.map { ($0.code, $0) }) { $1 }
    return try codes.map { code in
      try pause()
      let none = IndexCountry(code: code, platforms: [])
      return try IndexComparison(
        CountedBasket(firstByCode[code] ?? none, firstSettings).drawing(firstWeeks, firstSettings, pause: pause),
        CountedBasket(secondByCode[code] ?? none, secondSettings).drawing(secondWeeks, secondSettings, pause: pause),
        confidence: firstSettings.confidence)
    }
  }

  private init(_ first: CountedBasket.Drawing, _ second: CountedBasket.Drawing, confidence: Double) {
    code = first.row.code
    self.first = first.row
    self.second = second.row
    guard let one = first.row.index.value, let two = second.row.index.value else {
      let cause = first.row.index.cause ?? second.row.index.cause ?? .noMeasurements
      difference = .missing(cause)
      ratio = .missing(cause)
      return
    }
    difference = ComparedFigure(
      value: .known(two - one), interval: Self.difference(first, second, two - one, confidence: confidence))
    guard one > 0 else {
      ratio = .missing(.zeroDenominator)
      return
    }
    ratio = ComparedFigure(value: .known(two / one), interval: Self.ratio(first, second, confidence: confidence))
  }

  /// From the draws of both; where one period has none, because nothing was found in it, from both intervals.
  private static func difference(
    _ first: CountedBasket.Drawing, _ second: CountedBasket.Drawing, _ figure: Double, confidence: Double
  ) -> Estimate<Bounds> {
    guard let one = first.row.interval.value, let two = second.row.interval.value else {
      return .missing(first.row.interval.cause ?? second.row.interval.cause ?? .noMeasurements)
    }
    if first.isSpread, second.isSpread {
      let interval = DrawnInterval(effective: min(first.effective, second.effective), confidence: confidence)
      let bounds = interval.percentiles(zip(first.drawn, second.drawn).map { $1 - $0 }, about: figure)
      return .known(Bounds(max(-100, bounds.lower), min(100, bounds.upper)))
    }
    func length(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }
    let from = first.row.index.value ?? 0
    let to = second.row.index.value ?? 0
    return .known(
      Bounds(
        max(-100, figure - length(to - two.lower, one.upper - from)),
        min(100, figure + length(two.upper - to, from - one.lower))))
  }

  private static func ratio(
    _ first: CountedBasket.Drawing, _ second: CountedBasket.Drawing, confidence: Double
  ) -> Estimate<Bounds> {
    if let cause = first.row.interval.cause ?? second.row.interval.cause { return .missing(cause) }
    guard let one = first.row.index.value, let two = second.row.index.value else { return .missing(.noMeasurements) }
    guard two > 0 else { return .missing(.zeroNumerator) }
    guard first.isSpread, second.isSpread else { return .missing(.noSpread) }
    let interval = DrawnInterval(effective: min(first.effective, second.effective), confidence: confidence)
    return interval.ofRatio((one, two), zip(first.drawn, second.drawn).map { ($0, $1) })
  }
}

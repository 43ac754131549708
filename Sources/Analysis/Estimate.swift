/// A figure, or why there is none. Missing is never zero.
package enum Estimate<Value: Sendable & Hashable>: Sendable, Hashable {
  case known(Value)
  case missing(MissingCause)

  package var value: Value? {
    if case .known(let value) = self { value } else { nil }
  }

  package var cause: MissingCause? {
    if case .missing(let cause) = self { cause } else { nil }
  }
}

/// Why a method gives no figure, in words for footers.
package enum MissingCause: Sendable, Hashable {
  /// Nothing that both sides cover.
  case nothingCovered
  case noEvents
  case noRestrictions
  /// Every covered day is an event day: nothing to compare with.
  case noDaysWithoutEvents
  /// A ratio over zero.
  case noneOutsideEvents
  /// A ratio of zero: it has no logarithm, and so no interval.
  case noneInEvents
  case fewerCountries(than: Int, found: Int)
  case noMeasurements
  case zeroDenominator
  case zeroNumerator
  /// All draws are the same.
  case noSpread
  case fewerNetworks(than: Int, found: Int)
  case fewerEvents(than: Int, found: Int)
  case noRecords
  case noPairs
  case noneInBins
  /// One list holds all of the other.
  case oneListHoldsAll
  case fewerPlatforms(than: Int, found: Int)
  case fewerFeatures(than: Int, found: Int)
  case noFigure(of: String)
  case fewerWeeks(than: Int, found: Int)
  case fewerWeeksBefore(than: Int, found: Int)
  /// The parameters or the input do not make sense together.
  case impossible(String)

  package var words: String {
    switch self {
    case .nothingCovered: "no day that both sides cover"
    case .noEvents: "no event on a covered day"
    case .noRestrictions: "no restriction on a covered day"
    case .noDaysWithoutEvents: "every covered day is an event day"
    case .noneOutsideEvents: "no restriction outside event days: a ratio over zero"
    case .noneInEvents: "no restriction on an event day: a ratio of zero has no interval"
    case .fewerCountries(let least, let found):
      "\(found) of the \(least) countries that it takes have both kinds of day"
    case .noMeasurements: "nothing measured"
    case .zeroDenominator: "a ratio over zero"
    case .zeroNumerator: "a ratio of zero has no interval"
    case .noSpread: "all draws are the same: no interval"
    case .fewerNetworks(let least, let found): "fewer than \(least) networks to draw from: \(found)"
    case .fewerEvents(let least, let found): "fewer than \(least) events to draw from: \(found)"
    case .noRecords: "no records"
    case .noPairs: "no pair: nothing says how far the lists overlap"
    case .noneInBins: "no restriction within the span of the bins"
    case .oneListHoldsAll: "one list holds all of the other: nothing says how many both missed"
    case .fewerPlatforms(let least, let found): "\(found) of the \(least) platforms that it takes were covered"
    case .fewerFeatures(let least, let found): "\(found) of the \(least) features that it takes are known on both sides"
    case .noFigure(let name): "no figure of \(name)"
    case .fewerWeeks(let least, let found): "fewer than \(least) covered weeks to draw from: \(found)"
    case .fewerWeeksBefore(let least, let found): "\(found) of the \(least) weeks before that it takes have a value"
    case .impossible(let words): words
    }
  }
}

/// A figure with its interval, 95% unless its maker says otherwise.
package struct IntervalEstimate: Sendable, Hashable {
  package var value: Double
  package var lower: Double
  package var upper: Double

  package init(value: Double, lower: Double, upper: Double) {
    self.value = value
    self.lower = lower
    self.upper = upper
  }
}

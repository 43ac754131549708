import Places
import Tables

/// A start as `lag` sees it: local wall-clock seconds, as if UTC.
package struct LagMoment: Sendable, Hashable {
  package var seconds: Int
  /// Known no finer than to the day; `seconds` lies anywhere in it.
  package var isDay: Bool

  package init(seconds: Int, isDay: Bool) {
    self.seconds = seconds
    self.isDay = isDay
  }

  var day: Int { seconds.flooredDivision(by: 86_400) }
}

/// The starts of restrictions and of events in one country.
package struct LagCountry: Sendable, Hashable {
  package var code: CountryCode
  package var restrictions: [LagMoment]
  package var events: [LagMoment]

  package init(code: CountryCode, restrictions: [LagMoment], events: [LagMoment]) {
    self.code = code
    self.restrictions = restrictions
    self.events = events
  }
}

/// How the span between two offsets is cut: `between -7d and 7d per 1d`. Seconds; bins are half-open.
package struct LagBins: Sendable, Hashable {
  package let low: Int
  package let width: Int
  package let count: Int

  /// nil where the width does not divide the span, or there would be more than 2,000 bins.
  package init?(low: Int, high: Int, width: Int) {
    guard width > 0, high > low, case let (span, overflow) = high.subtractingReportingOverflow(low), !overflow,
      span % width == 0, span / width <= 2_000
    else { return nil }
    self.low = low
    self.width = width
    count = span / width
  }

  /// Start of a bin, in seconds.
  package func start(_ bin: Int) -> Int { low + bin * width }

  /// Whole days, so that starts known only to the day can be told.
  var areDays: Bool { width % 86_400 == 0 && low % 86_400 == 0 }

  func bin(_ lag: Int) -> Int? {
    let (offset, overflow) = lag.subtractingReportingOverflow(low)
    guard !overflow, offset >= 0 else { return nil }
    let bin = offset / width
    return bin < count ? bin : nil
  }
}

/// How restrictions lie about the events nearest to them (Documentation/methods/lag.md).
package struct LagHistogram: Sendable, Hashable {
  package struct Bin: Sendable, Hashable {
    package var count: Int
    /// Mean count under the shifts, and the middle 95% of them, in each bin by itself.
    package var expected: IntervalEstimate
  }

  package var bins: [Bin]
  /// Restrictions in countries with an event, by whether they are in a bin.
  package var inBins: Int
  package var outOfBins: Int
  /// In countries without an event.
  package var withoutEvent: Int
  /// Left out, because they or all events near them are known only to the day and bins are shorter.
  package var knownToDayOnly: Int
  /// Of those in bins: before the event; on its day, and which came first is not known.
  package var first: Int
  package var orderUnknown: Int
  /// The share of those in bins that came first, and what the shifts expect; unknown order is not first.
  package var shareFirst: Estimate<Double>
  package var expectedFirst: Estimate<IntervalEstimate>
  package var shifts: Int
  package var isExhaustive: Bool
}

extension LagHistogram {
  /// - Parameters:
  ///   - calendar: the period in days since 1970-01-01; restrictions and events outside it are left out. At most
  ///     200,000 days.
  ///   - draws: shifts are all tried where there are no more than this many, else so many are drawn.
  package init(
    _ input: [LagCountry], bins: LagBins, calendar: ClosedRange<Int>, seed: UInt64, draws: Int = 10_000,
    pause: () throws -> Void
  ) throws {
    let calendar = calendar.asCalendar
    var tally = LagTally()
    var sides: [LagSides] = []
    for country in input.sorted(by: { $0.code < $1.code }) {
      let side = LagSides(
        country, bins: bins, calendar: calendar, withoutEvent: &tally.withoutEvent,
        knownToDayOnly: &tally.knownToDayOnly)
      if !side.restrictions.isEmpty { sides.append(side) }
    }
    let plan = ShiftPlan(days: calendar.count, countries: sides.count, limit: max(1, draws))
    var trials = LagTrials(trials: plan.shifts + 1, bins: bins.count)
    for (index, side) in sides.enumerated() {
      let random = SeededRandom(seed: seed, stream: UInt64(side.code.raw))
      let shifts = plan.shifts(ofCountry: index, random: random)
      for restriction in side.restrictions {
        try pause()
        let places = side.places(of: restriction, days: calendar.count, shifts: shifts, bins: bins)
        tally.add(places.first ?? .outside)
        trials.add(places)
      }
    }
    // Where all shifts are tried, the one that moves nothing is one of them.
    self.init(tally, try trials.summary(skipping: plan.isExhaustive ? 0 : 1, pause: pause), plan)
  }

  private init(_ tally: LagTally, _ summary: LagTrials.Summary, _ plan: ShiftPlan) {
    bins = summary.bins
    inBins = tally.inBins
    outOfBins = tally.outOfBins
    withoutEvent = tally.withoutEvent
    knownToDayOnly = tally.knownToDayOnly
    first = tally.first
    orderUnknown = tally.orderUnknown
    let cause: MissingCause = tally.inBins + tally.outOfBins == 0 ? .noRecords : .noneInBins
    shareFirst = tally.inBins > 0 ? .known(Double(tally.first) / Double(tally.inBins)) : .missing(cause)
    expectedFirst = summary.first.map { .known($0) } ?? .missing(cause)
    shifts = plan.shifts
    isExhaustive = plan.isExhaustive
  }
}

private struct LagTally {
  var inBins = 0
  var outOfBins = 0
  var withoutEvent = 0
  var knownToDayOnly = 0
  var first = 0
  var orderUnknown = 0

  mutating func add(_ place: LagPlace) {
    guard place.bin != nil else {
      outOfBins += 1
      return
    }
    inBins += 1
    if place.isFirst { first += 1 }
    if place.isOrderUnknown { orderUnknown += 1 }
  }
}

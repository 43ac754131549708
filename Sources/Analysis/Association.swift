import Places

/// What `associate` knows of one country, in days since 1970-01-01. Ranges may overlap and lie outside the calendar.
package struct AssociationCountry: Sendable, Hashable {
  package var code: CountryCode
  /// What both sides cover.
  package var covered: [ClosedRange<Int>]
  /// The days of each event, already widened: one range an event.
  package var events: [ClosedRange<Int>]
  /// The day on which each restriction starts, or all its days where those in force count: one range a restriction.
  package var restrictions: [ClosedRange<Int>]

  package init(
    code: CountryCode, covered: [ClosedRange<Int>], events: [ClosedRange<Int>], restrictions: [ClosedRange<Int>]
  ) {
    self.code = code
    self.covered = covered
    self.events = events
    self.restrictions = restrictions
  }
}

/// Whether restrictions fall on event days more often than on others (Documentation/methods/associate.md).
package struct Association: Sendable, Hashable {
  package var table: DayTable
  /// Countries with at least one covered day.
  package var countries: Int
  /// Those with an event day, a day without, and a restriction: only these can say anything.
  package var informativeCountries: Int
  package var counts: AssociationCounts
  package var crude: Estimate<RiskRatio>
  package var stratified: Estimate<RiskRatio>
  package var shift: Estimate<ShiftTest>
  package var exact: Estimate<ExactTest>
}

/// Events and restrictions, one by one: "5 of 7 events had a restriction".
package struct AssociationCounts: Sendable, Hashable {
  package var eventsWith = 0
  package var eventsWithout = 0
  package var eventsNotCovered = 0
  package var restrictionsWith = 0
  package var restrictionsWithout = 0
  package var restrictionsNotCovered = 0

  package init() {}

  package var words: [String] {
    let events = eventsWith + eventsWithout
    func phrase(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
    return [
      "\(eventsWith) of \(phrase(events, "event")) had a restriction, \(eventsWithout) had none",
      "\(restrictionsWithout) of \(phrase(restrictionsWith + restrictionsWithout, "restriction")) had no event",
      "not covered: \(phrase(eventsNotCovered, "event")), \(phrase(restrictionsNotCovered, "restriction"))",
    ]
  }
}

extension Association {
  /// - Parameters:
  ///   - calendar: the period, days since 1970-01-01, both ends in; at most 200,000 days.
  ///   - draws: shifts are all tried where there are no more than this many, else so many are drawn.
  ///   - pause: called at least every few milliseconds; what it throws ends the work.
  package init(
    _ input: [AssociationCountry], calendar: ClosedRange<Int>, seed: UInt64, draws: Int = 10_000,
    confidence: Double = 0.95, pause: () throws -> Void
  ) throws {
    let calendar = calendar.asCalendar
    var counts = AssociationCounts()
    var strata: [AssociationStratum] = []
    for country in input.sorted(by: { $0.code < $1.code }) {
      try pause()
      let stratum = AssociationStratum(country, calendar: calendar)
      counts.add(country, stratum, calendar: calendar)
      if stratum.table.total > 0 { strata.append(stratum) }
    }
    let tables = strata.map(\.table)
    table = tables.reduce(DayTable()) { $0 + $1 }
    countries = strata.count
    let informative = strata.filter(\.table.isInformative)
    informativeCountries = informative.count
    self.counts = counts
    crude = table.riskRatio(confidence: confidence)
    stratified = DayTable.mantelHaenszelRatio(tables, confidence: confidence)
    shift = try ShiftTest.test(informative, whole: table, seed: seed, draws: draws, pause: pause)
    exact = table.exactTest
  }
}

extension AssociationCounts {
  fileprivate mutating func add(
    _ country: AssociationCountry, _ stratum: AssociationStratum, calendar: ClosedRange<Int>
  ) {
    let coveredEvents = stratum.events
    let coveredRestrictions = stratum.restrictions.intersection(stratum.covered)
    for event in country.events {
      guard stratum.covered.meets(event, calendar: calendar) else {
        eventsNotCovered += 1
        continue
      }
      if coveredRestrictions.meets(event, calendar: calendar) { eventsWith += 1 } else { eventsWithout += 1 }
    }
    for restriction in country.restrictions {
      guard stratum.covered.meets(restriction, calendar: calendar) else {
        restrictionsNotCovered += 1
        continue
      }
      if coveredEvents.meets(restriction, calendar: calendar) {
        restrictionsWith += 1
      } else {
        restrictionsWithout += 1
      }
    }
  }
}

/// The days of one country as bits.
struct AssociationStratum: Sendable {
  var covered: DaySet
  /// Covered event days.
  var events: DaySet
  /// All restriction days, covered or not: these are moved.
  var restrictions: DaySet
  var table: DayTable
  var code: CountryCode

  init(_ country: AssociationCountry, calendar: ClosedRange<Int>) {
    code = country.code
    covered = DaySet(country.covered, calendar: calendar)
    events = DaySet(country.events, calendar: calendar).intersection(covered)
    restrictions = DaySet(country.restrictions, calendar: calendar)
    let restricted = restrictions.intersection(covered)
    table = DayTable(
      covered: covered.population, events: events.population, restrictions: restricted.population,
      both: restricted.intersection(events).population)
  }
}

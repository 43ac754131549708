/// What `describe measure` and the generated pages say of a measure.
package struct MeasureDocumentation: Sendable, Hashable {
  /// One sentence.
  package var summary: String
  package var formula: String
  package var unit: String
  package var range: String
  /// What a larger figure means.
  package var direction: String
  package var missing: String
  package var source: String
}

extension Measure {
  package var documentation: MeasureDocumentation {
    switch self {
    case .tests: Self.count("all tests, failed ones included", "sum of t over the row's tests")
    case .n: Self.count("tests less failures: those that found something out", "n = t - f")
    case .networks: Self.count("networks with n of at least 1", "number of distinct networks j with n_j >= 1")
    case .coveredHours: Self.count("hours with n of at least 1", "number of distinct UTC hours with n >= 1", unit: "h")
    case .coveredDays: Self.count("days with n of at least 1", "number of distinct days with n >= 1", unit: "d")
    case .okRate: Self.rate("share of tests that found nothing", "ok", direction: "more is more open")
    case .anomalyRate: Self.rate("share of tests with signs of interference, not confirmed", "anomaly")
    case .confirmedRate: Self.rate("share of tests with confirmed blocking", "confirmed")
    case .failureRate: Self.failure
    case .interferenceRate: Self.rate("share of tests with anomaly or confirmed blocking", "(anomaly + confirmed)")
    case .blockingRate: Self.blocking
    case .incidents: Self.incidentCount
    case .medianIncidentDuration: Self.duration
    case .events: Self.eventCount
    case .episodes, .blockedHours, .blockedDays, .networksBlocked, .medianEpisodeDuration, .medianOnsetGap,
      .restrictionIndex:
      episodeDocumentation
    case .signalLevel, .signalDrop, .cost: otherDocumentation
    }
  }

  private static let outcomes = "OONI's test outcomes: ok, anomaly, confirmed and failure, which are disjoint"
  private static let intervals =
    "interval: Wilson (1927) on n over the design effect of networks, with a t quantile"

  private static func count(_ summary: String, _ formula: String, unit: String = "count") -> MeasureDocumentation {
    MeasureDocumentation(
      summary: summary, formula: formula, unit: unit, range: "0 and up", direction: "more is better measured",
      missing: "a group without any test has no row; a bin without one is 'no data'", source: outcomes)
  }

  private static func rate(
    _ summary: String, _ numerator: String, direction: String = "more is more restricted"
  ) -> MeasureDocumentation {
    MeasureDocumentation(
      summary: summary, formula: "p = sum \(numerator) / sum n, n = tests - failures", unit: "share", range: "0 to 1",
      direction: direction, missing: "n = 0 is 'no data'; under 'min n' a row is suppressed and counted",
      source: "\(outcomes); \(intervals)")
  }

  private static let failure = MeasureDocumentation(
    summary: "share of tests that failed and say nothing", formula: "p = sum failure / sum tests", unit: "share",
    range: "0 to 1", direction: "more is worse measured", missing: "no test is 'no data'",
    source: "\(outcomes); \(intervals)")

  private static let blocking = MeasureDocumentation(
    summary: "interference above what the same target shows elsewhere in the same month",
    formula: """
      max(0, (p - b) / (1 - b)); p = interference-rate; b = sum n b_c / sum n over the row's cells; b_c of a target and \
      UTC month = median interference rate of the other countries with n >= 30, or 0.02 (marked) where fewer than 5 do
      """,
    unit: "share", range: "0 to 1", direction: "more is more restricted",
    missing: "n = 0 is 'no data'; under 'min n' a row is suppressed and counted",
    source: "\(outcomes); Abbott's correction (1925); \(intervals), transformed likewise")

  private static let incidentCount = MeasureDocumentation(
    summary: "restrictions that people recorded, by a counting rule",
    formula: """
      for a period P: starts begin in P; active overlap P; onset-days distinct days with a start; service-based and \
      full-network starts with that extent; multi-region starts that touch more than one province or the nation; \
      shutdown-days sum of days inside P; platform-days the same times the number of named platforms
      """,
    unit: "by 'counting'", range: "0 and up", direction: "more is more restricted",
    missing: """
      nothing recorded inside what a catalogue covers is 0, outside it 'not covered'; an unknown end counts its start day \
      only and is counted in the footer
      """,
    source: "the catalogues; repeats of one record are one incident, the newest edition wins")

  private static let duration = MeasureDocumentation(
    summary: "median length of incidents, both days included", formula: "median of (last day - first day + 1)",
    unit: "d", range: "1 and up", direction: "more is longer",
    missing: "known ends only; incidents without one are counted in the footer", source: "the catalogues")

  private static let eventCount = MeasureDocumentation(
    summary: "political events", formula: "number of events that start in the period", unit: "count",
    range: "0 and up", direction: "none", missing: "nothing recorded inside what a dataset covers is 0",
    source: "the event datasets")
}

import Subjects
import Tables

/// What can be counted or averaged. One table gives the parser its words, completion its candidates, `measures` its
/// list and `describe measure` its text.
package enum Measure: String, Sendable, Hashable, CaseIterable {
  case tests, n, networks
  case coveredHours = "covered-hours"
  case coveredDays = "covered-days"
  case okRate = "ok-rate"
  case anomalyRate = "anomaly-rate"
  case confirmedRate = "confirmed-rate"
  case failureRate = "failure-rate"
  case interferenceRate = "interference-rate"
  case blockingRate = "blocking-rate"
  case incidents
  case medianIncidentDuration = "median-incident-duration"
  case events
  case episodes
  case blockedHours = "blocked-hours"
  case blockedDays = "blocked-days"
  case networksBlocked = "networks-blocked"
  case medianEpisodeDuration = "median-episode-duration"
  case medianOnsetGap = "median-onset-gap"
  case restrictionIndex = "restriction-index"
  case signalLevel = "signal-level"
  case signalDrop = "signal-drop"
  case cost

  package var subject: SubjectKind {
    switch self {
    case .incidents, .medianIncidentDuration, .cost: .incidents
    case .events: .events
    case .episodes, .blockedHours, .blockedDays, .networksBlocked, .medianEpisodeDuration, .medianOnsetGap,
      .restrictionIndex:
      .episodes
    case .signalLevel, .signalDrop: .signals
    case .tests, .n, .networks, .coveredHours, .coveredDays, .okRate, .anomalyRate, .confirmedRate, .failureRate,
      .interferenceRate, .blockingRate:
      .measurements
    }
  }

  /// A share of tests.
  package var isRate: Bool {
    switch self {
    case .okRate, .anomalyRate, .confirmedRate, .failureRate, .interferenceRate, .blockingRate: true
    default: false
    }
  }

  /// Has an interval, which `with ci` shows.
  package var hasInterval: Bool { isRate || self == .restrictionIndex }

  /// Never stands without the least and the most that it could be.
  package var hasBounds: Bool { self == .cost }

  /// Rests on tests that must be enough: `min n` goes with it.
  package var hasMinimum: Bool { subject == .measurements || self == .restrictionIndex }

  /// Column name in machine formats.
  package var columnName: String { rawValue.columnName }
}

extension String {
  /// A name of the language as a machine column: `blocking-rate` is `blocking_rate`.
  package var columnName: String { String(map { $0 == "-" ? "_" : $0 }) }
}

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

  package var subject: SubjectKind {
    switch self {
    case .incidents, .medianIncidentDuration: .incidents
    case .events: .events
    default: .measurements
    }
  }

  /// A share of tests, which has an interval and obeys `min n`.
  package var isRate: Bool {
    switch self {
    case .okRate, .anomalyRate, .confirmedRate, .failureRate, .interferenceRate, .blockingRate: true
    default: false
    }
  }

  /// Column name in machine formats.
  package var columnName: String { rawValue.columnName }
}

extension String {
  /// A name of the language as a machine column: `blocking-rate` is `blocking_rate`.
  package var columnName: String { String(map { $0 == "-" ? "_" : $0 }) }
}

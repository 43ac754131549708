import Subjects

/// What results are split by.
package enum Dimension: String, Sendable, Hashable, CaseIterable {
  case country, subregion, region, subdivision
  case network, ownership, platform, target, category, test, outcome
  case blockingKind = "blocking-kind"
  case dataset, publisher
  case cause, extent, scope, access
  case orderedBy = "ordered-by"
  case kind
  case eventClass = "class"
  case actor, event
  case level, series
  /// Of the clock when a thing started, 0...59.
  case minute
  /// Since the start before it in its country.
  case sincePrevious = "since-previous"
  /// Before, during or after; of no subject, but of `compare ... around`.
  case phase

  package func applies(to subject: SubjectKind) -> Bool {
    switch self {
    case .country, .subregion, .region: true
    case .dataset, .publisher: subject != .episodes
    case .subdivision: subject != .measurements && subject != .episodes
    case .network: subject == .measurements || subject == .episodes || subject == .signals
    case .ownership, .target, .category, .test, .outcome, .blockingKind: subject == .measurements
    case .platform: subject != .events && subject != .signals
    case .scope: subject == .incidents || subject == .episodes
    case .cause, .extent, .access, .orderedBy: subject == .incidents
    case .kind, .eventClass, .actor, .event: subject == .events
    case .level: subject == .episodes
    case .series: subject == .signals
    case .minute: subject == .incidents || subject == .events
    case .sincePrevious: SubjectKind.records.contains(subject)
    case .phase: false
    }
  }

  package var columnName: String { rawValue.columnName }
}

/// Calendar bins of `per`.
package enum Bin: String, Sendable, Hashable, CaseIterable {
  case hour, day, week, month, quarter, half, year
}

/// What `with` adds to a result.
package enum Extra: String, Sendable, Hashable, CaseIterable {
  case ci, n, networks, scope, trend, share, phases, sources
  case sincePrevious = "since-previous"
  case perMillionPeople = "per-million-people"
  case perMillionUsers = "per-million-users"

  /// Which verbs take it.
  package var verbs: [Verb] {
    switch self {
    case .ci, .n, .networks: [.show, .rank, .compare]
    case .share, .trend, .perMillionPeople, .perMillionUsers: [.show, .rank]
    case .scope, .phases, .sincePrevious: [.list]
    case .sources: [.show, .rank, .list]
    }
  }
}

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

  package func applies(to subject: SubjectKind) -> Bool {
    switch self {
    case .country, .subregion, .region, .dataset, .publisher: true
    case .subdivision: subject != .measurements
    case .network, .ownership, .target, .category, .test, .outcome, .blockingKind: subject == .measurements
    case .platform: subject != .events
    case .cause, .extent, .scope, .access, .orderedBy: subject == .incidents
    case .kind, .eventClass, .actor, .event: subject == .events
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
  case ci, n, networks, share, sources
}

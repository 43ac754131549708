import Subjects

extension SubjectKind {
  /// One of them, for footers.
  var noun: String {
    switch self {
    case .measurements: "test"
    case .incidents: "incident"
    case .events: "event"
    case .episodes: "episode"
    case .signals: "value"
    }
  }
}

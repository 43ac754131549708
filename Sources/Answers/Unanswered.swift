import Query
import Subjects
import Text

extension Answerer {
  /// What the language says and this version has no answer to is refused whole, rather than answered in part.
  func refuseUnanswered(_ query: ResolvedQuery) throws {
    guard let words = unanswered(query) else { return }
    throw Diagnostic.unanswered(words)
  }

  private func unanswered(_ query: ResolvedQuery) -> String? {
    switch query.verb {
    case .show, .rank, .list: break
    case .associate, .compare, .lag, .match: break
    case .similar: return "'\(query.verb.rawValue)'"
    }
    if let measure = query.measures.first(where: { !$0.isAnswered }) { return "'\(measure.rawValue)'" }
    if let measure = query.composites.flatMap(\.measures).first(where: { !$0.isAnswered }) {
      return "'\(measure.rawValue)'"
    }
    if case .selection(let slice) = query.slice.during, !slice.subject.isAnswered {
      return "'during \(slice.subject.rawValue)'"
    }
    if let extra = query.extras.first(where: { !$0.isAnswered }) { return "'with \(extra.rawValue)'" }
    return query.slice.subject.isAnswered ? nil : query.slice.subject.rawValue
  }
}

extension Diagnostic {
  static func unanswered(_ words: String) -> Diagnostic {
    Diagnostic(.error, "this version has no answer to \(words)", help: "the statement itself is right")
  }
}

extension Measure {
  fileprivate var isAnswered: Bool { subject.isAnswered && self != .cost }
}

extension SubjectKind {
  fileprivate var isAnswered: Bool { self != .signals }
}

extension Extra {
  fileprivate var isAnswered: Bool {
    switch self {
    case .ci, .n, .networks, .share, .sources, .scope, .phases: true
    case .trend, .perMillionPeople, .perMillionUsers: false
    }
  }
}

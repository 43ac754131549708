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
    if let extra = query.extras.first(where: { !$0.isAnswered }) { return "'with \(extra.rawValue)'" }
    return nil
  }
}

extension Diagnostic {
  static func unanswered(_ words: String) -> Diagnostic {
    Diagnostic(.error, "this version has no answer to \(words)", help: "the statement itself is right")
  }
}

extension Extra {
  fileprivate var isAnswered: Bool {
    switch self {
    case .ci, .n, .networks, .share, .sources, .scope, .phases, .sincePrevious, .perMillionPeople, .perMillionUsers:
      true
    case .trend: false
    }
  }
}

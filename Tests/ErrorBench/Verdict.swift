import Foundation
import Query
import Text

/// What the language made of a damaged statement.
struct Verdict {
  enum Answer: String, CaseIterable {
    /// Another statement, whose footer prints what was asked.
    case valid
    /// Refused with a caret, and with help or a name.
    case helped
    /// Refused with a caret alone.
    case bare
    /// Refused without a caret.
    case silent
  }

  enum Suggestion: String {
    /// No unknown name of four letters or more.
    case notAsked
    case right, other, none
  }

  var answer: Answer
  var suggestion: Suggestion = .notAsked
  /// From the start of what is shown to the right name, in bytes.
  var distance = 0

  static func of(_ damage: Damage) -> (verdict: Verdict, shown: String) {
    let source = SourceText(damage.text)
    var found: [Diagnostic] = []
    for statement in Language.parse(source).script.statements {
      if case .failure(let failure) = Language.resolve(statement, in: Fixture.catalog) { found += failure.list }
    }
    guard !found.isEmpty else { return (Verdict(answer: .valid), "") }
    let shown = found.map { $0.rendered(in: source) }.joined(separator: "\n")
    var verdict = Verdict(answer: answer(found))
    if let name = damage.name, isWord(name.right), name.right.utf8.count >= 4 {
      verdict.suggestion = suggestion(found, name)
      verdict.distance = distance(to: name.right, in: shown) ?? 0
    }
    return (verdict, shown)
  }

  /// Times, durations and numbers are no names.
  private static func isWord(_ text: String) -> Bool {
    text.utf8.first.map { !"0123456789-#".utf8.contains($0) } ?? false
  }

  private static func answer(_ found: [Diagnostic]) -> Answer {
    if found.contains(where: { $0.span == nil }) { return .silent }
    let isHelped = found.allSatisfy { $0.help != nil || name(in: $0.message) != nil || saysWhatStands($0.message) }
    return isHelped ? .helped : .bare
  }

  /// `expected a time ...`, `is not a duration such as 7d`.
  private static func saysWhatStands(_ message: String) -> Bool {
    message.hasPrefix("expected") || message.contains(" such as ") || message.contains(" a whole number ")
  }

  private static func suggestion(_ found: [Diagnostic], _ name: Damage.Name) -> Suggestion {
    let near = found.filter { $0.span.map { $0.lower < name.span.upper && name.span.lower < $0.upper } ?? false }
    let names = near.compactMap { self.name(in: $0.message) ?? $0.help.flatMap { self.name(in: $0) } }
    guard let first = names.first else { return .none }
    // Columns are named as the result names them.
    return first == name.right || first.replacing("_", with: "-") == name.right ? .right : .other
  }

  /// The first name that a message offers.
  private static func name(in message: String) -> String? {
    for lead in ["did you mean '", "is written '", "write '", "expected '"] {
      guard let range = message.range(of: lead) else { continue }
      return String(message[range.upperBound...].prefix { $0 != "'" })
    }
    return nil
  }

  private static func distance(to name: String, in shown: String) -> Int? {
    shown.range(of: "'\(name)'").map { shown.utf8.distance(from: shown.startIndex, to: $0.lowerBound) + 1 }
  }

  /// One line, and back.
  var line: String { "\(answer.rawValue) \(suggestion.rawValue) \(distance)" }

  init(answer: Answer) { self.answer = answer }

  init?(line: String) {
    let parts = line.split(separator: " ")
    guard parts.count == 3, let answer = Answer(rawValue: String(parts[0])),
      let suggestion = Suggestion(rawValue: String(parts[1])), let distance = Int(parts[2])
    else { return nil }
    (self.answer, self.suggestion, self.distance) = (answer, suggestion, distance)
  }
}

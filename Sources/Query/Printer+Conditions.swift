import Subjects
import Text

extension Printer {
  /// With no more parentheses than it needs. Without a subject it is about a result's columns.
  func condition(_ condition: Syntax.Condition, _ subject: SubjectKind?) -> String {
    switch condition {
    case .invalid: return ""
    case .any(let parts): return flat(parts, isAll: false).map { self.condition($0, subject) }.joined(separator: " or ")
    case .all(let parts): return flat(parts, isAll: true).map { enclosed($0, subject) }.joined(separator: " and ")
    case .not(let part):
      if case .not(let inner) = part { return enclosed(inner, subject) }
      return "not \(enclosed(part, subject, inNot: true))"
    case .compare(let name, let sign, let value):
      return "\(field(name, subject)) \(sign.rawValue) \(self.value(value, of: name, subject))"
    case .member(let name, let values):
      let list = unique(values.map { value($0, of: name, subject) })
      if list.count == 1 { return "\(field(name, subject)) = \(list[0])" }
      return "\(field(name, subject)) in (\(list.joined(separator: ", ")))"
    case .missing(let name, let isNegated): return "\(field(name, subject)) is \(isNegated ? "not " : "")missing"
    }
  }

  /// `and` inside `and`, `or` inside `or` without parentheses.
  private func flat(_ parts: [Syntax.Condition], isAll: Bool) -> [Syntax.Condition] {
    parts.flatMap { part in
      switch part {
      case .all(let inner) where isAll: flat(inner, isAll: isAll)
      case .any(let inner) where !isAll: flat(inner, isAll: isAll)
      default: [part]
      }
    }
  }

  private func enclosed(_ part: Syntax.Condition, _ subject: SubjectKind?, inNot: Bool = false) -> String {
    let text = condition(part, subject)
    switch part {
    case .any: return "(\(text))"
    case .all: return inNot ? "(\(text))" : text
    case .not, .compare, .member, .missing, .invalid: return text
    }
  }

  private func field(_ operand: Syntax.Operand, _ subject: SubjectKind?) -> String {
    guard let subject else { return column(operand) }
    return Field.named(operand.text, of: subject)?.name ?? word(operand)
  }

  private func value(_ value: Syntax.Value, of name: Syntax.Operand, _ subject: SubjectKind?) -> String {
    switch value {
    case .range(let from, let to): return from.text == to.text ? word(from) : "\(word(from))..\(word(to))"
    case .operand(let operand):
      guard operand.kind == .word || operand.kind == .string else { return word(operand) }
      switch kind(of: name, subject) {
      case .place, .placeGroup: return place(operand)
      case .platform: return platform(operand)
      case .prose: return Printer.quoted(operand.text)
      case .network: return Names.network(operand.text).map { "AS\($0)" } ?? word(operand)
      case .time: return TimeSpelling.range(operand.text) == nil ? word(operand) : operand.text
      case .dataset, .word, .open, .duration, .whole, nil: return word(operand)
      }
    }
  }

  private func kind(of name: Syntax.Operand, _ subject: SubjectKind?) -> Field.Kind? {
    if let subject { return Field.named(name.text, of: subject)?.kind }
    switch name.text {
    case "country": return .place
    case "platform": return .platform
    default: return nil
    }
  }
}

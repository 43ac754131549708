import Subjects
import Text

/// Commands about the session's own statements and results.
extension Resolver {
  mutating func save(
    _ file: Syntax.Operand, _ from: Syntax.Operand, _ to: Syntax.Operand, replaces: Bool
  ) -> Command? {
    let name = text(of: file)
    guard let first = resultNumber(from), let last = resultNumber(to), let name else { return nil }
    guard first <= last else {
      complain(.emptyRange("#\(from.text)..#\(to.text)"), at: from.span.union(to.span))
      return nil
    }
    return .save(file: name, from: first, to: last, replaces: replaces)
  }

  private mutating func resultNumber(_ operand: Syntax.Operand) -> Int? {
    guard let number = Int(operand.text), catalog.results[number] != nil else {
      complain(.noResult("#\(operand.text.printable)"), at: operand.span)
      return nil
    }
    return number
  }

  /// The result that a command is about; the last, or all, where none is named.
  mutating func citation(_ operand: Syntax.Operand?, _ command: (ResultReference?) -> Command) -> Command? {
    guard let operand else { return command(nil) }
    return result(operand).map { command($0.0) }
  }

  mutating func setting(_ name: Syntax.Operand, _ value: Syntax.Operand) -> Command? {
    guard let setting = Setting(rawValue: name.text) else {
      unknown(.setting, name, among: Setting.allCases.map(\.rawValue))
      return nil
    }
    guard setting.values.contains(value.text) else {
      let near = Names.suggestions(for: value.text, among: setting.values)
      complain(.unknownValue(value.text.printable, field: setting.rawValue, suggestions: near), at: value.span)
      diagnostics.setHelp("values: \(setting.values.joined(separator: ", "))", at: value.span)
      return nil
    }
    return .set(setting, value: value.text)
  }

  // MARK: indices

  mutating func index(_ name: Syntax.Operand, _ expression: Syntax.Expression) -> Command? {
    let before = diagnostics.count
    let title = self.name(name, for: .index)
    let resolved = self.expression(expression)
    guard let title, let resolved, diagnostics.count == before else { return nil }
    let measures = resolved.measures
    guard let first = measures.first else {
      complain(.indexOfNumbers, at: name.span)
      return nil
    }
    if let clash = measures.first(where: { !$0.goesWith(first) }) {
      complain(.mixedSubjects(first, clash), at: name.span)
      return nil
    }
    return .defineIndex(Composite(name: title, expression: resolved, text: Printer().expression(expression)))
  }

  private mutating func expression(_ expression: Syntax.Expression) -> Composite.Expression? {
    switch expression {
    case .measure(let operand):
      if catalog.indices[operand.text] != nil, Measure(rawValue: operand.text) == nil {
        complain(.isOther(.measure, operand.text, isA: .index, right: "indices are made of measures"), at: operand.span)
        return nil
      }
      return measure(operand).map { .measure($0) }
    case .number(let operand):
      guard let number = Double(operand.text), number.isFinite else {
        complain(.badNumber(operand.text.printable, expected: "a number"), at: operand.span)
        return nil
      }
      return .number(number)
    case .negative(let inner): return self.expression(inner).map { .negative($0) }
    case .binary(let sign, let left, let right):
      let first = self.expression(left)
      guard let second = self.expression(right), let first else { return nil }
      switch sign {
      case "+": return .sum(first, second)
      case "-": return .difference(first, second)
      case "*": return .product(first, second)
      default: return .quotient(first, second)
      }
    }
  }
}

import Text

extension Parser {
  /// "define" "index" NAME "=" expression; the cursor is behind `index`.
  mutating func defineIndex() -> Syntax.Body {
    guard let name = expectOperand("a name after 'define index'") else { return .invalid }
    guard expect(symbol: "=", "'define index \(name.text)'") else { return .invalid }
    operations = 0
    guard let expression = expression() else { return .invalid }
    return .command(.defineIndex(name: name, expression))
  }

  /// expression = term { ( "+" | "-" ) term }
  private mutating func expression() -> Syntax.Expression? {
    guard enter() else { return nil }
    defer { depth -= 1 }
    guard var result = term() else { return nil }
    while let sign = acceptSign(["+", "-"]) {
      guard let right = term() else { return nil }
      result = .binary(sign, result, right)
    }
    return result
  }

  /// term = factor { ( "*" | "/" ) factor }
  private mutating func term() -> Syntax.Expression? {
    guard var result = factor() else { return nil }
    while let sign = acceptSign(["*", "/"]) {
      guard let right = factor() else { return nil }
      result = .binary(sign, result, right)
    }
    return result
  }

  /// factor = NUMBER | measure | "-" factor | "(" expression ")"
  private mutating func factor() -> Syntax.Expression? {
    offer(.operandOfIndex)
    var negations = 0
    while acceptSign(["-"]) != nil { negations += 1 }
    guard let inner = positive() else { return nil }
    return negations.isMultiple(of: 2) ? inner : .negative(inner)
  }

  private mutating func positive() -> Syntax.Expression? {
    if accept(symbol: "(") {
      guard let inner = expression() else { return nil }
      guard accept(symbol: ")") else {
        complain(.expected("')'", found: found))
        return nil
      }
      return inner
    }
    guard let operand = expectOperand("a measure, a number or '('") else { return nil }
    return operand.kind == .number ? .number(operand) : .measure(operand)
  }

  private mutating func acceptSign(_ signs: [String]) -> String? {
    offer(words: signs, .sign)
    guard current.kind == .foreign, signs.contains(current.text) else { return nil }
    operations += 1
    // Each makes the tree deeper, and trees are walked by recursion.
    guard operations <= Self.deepest else {
      if operations == Self.deepest + 1 { complain(.tooManyOperations(Self.deepest)) }
      skipToEnd()
      return nil
    }
    return advance().text
  }
}

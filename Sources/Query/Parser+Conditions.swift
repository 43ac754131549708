import Text

extension Parser {
  /// condition = and-condition { "or" and-condition }
  mutating func condition() -> Syntax.Condition {
    guard enter() else { return .invalid }
    defer { depth -= 1 }
    var parts = [conjunction()]
    while acceptJoin("or", sign: "||") { parts.append(conjunction()) }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  /// term { "and" term }
  private mutating func conjunction() -> Syntax.Condition {
    var parts = [term()]
    while acceptJoin("and", sign: "&&") || acceptJoin("and", sign: "&") { parts.append(term()) }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private mutating func acceptJoin(_ word: String, sign: String) -> Bool {
    if accept(word: word) { return true }
    let isSign = current.kind == .foreign && current.text == sign
    let isUpper = current.kind == .code && current.text.lowercased() == word
    guard isSign || isUpper else { return false }
    if isUpper {
      complain(.wrongCase(.statement, current.text, right: word))
    } else if let habit = habit(Habit.signs) {
      complain(habit: habit)
    }
    advance()
    return true
  }

  /// "not" condition | "(" condition ")" | comparison
  private mutating func term() -> Syntax.Condition {
    var isNegated = false
    while accept(word: "not") || acceptSign("!") { isNegated.toggle() }
    let inner: Syntax.Condition
    if accept(symbol: "(") {
      inner = condition()
      if !accept(symbol: ")") { complain(.expected("')'", found: found)) }
    } else {
      inner = comparison()
    }
    return isNegated ? .not(inner) : inner
  }

  private mutating func acceptSign(_ sign: String) -> Bool {
    guard current.kind == .foreign, current.text == sign, let habit = habit(Habit.signs) else { return false }
    complain(habit: habit)
    advance()
    return true
  }

  /// field op value | field "in" "(" value { "," value } ")" | field "is" [ "not" ] "missing"
  private mutating func comparison() -> Syntax.Condition {
    offer(.field(subject))
    if peek(1).isSymbol("("), let habit = habit(Habit.conditions) {
      complain(call: habit)
      return .invalid
    }
    guard let field = expectOperand("a field") else { return .invalid }
    if accept(word: "is") {
      let isNegated = accept(word: "not")
      if accept(word: "missing") { return .missing(field: field, isNegated: isNegated) }
      if let habit = habit(Habit.conditions) {
        complain(habit: habit, of: field.text)
        advance()
      } else {
        complain(.expected("'missing' after 'is'", found: found))
      }
      return .invalid
    }
    if current.isName("not"), peek(1).isName("in") {
      complain(.unexpected("'not'", hint: "write 'not \(field.text) in (...)'"))
      advance()
    }
    if accept(word: "in") { return membership(of: field) }
    guard let comparison = comparisonSign() else {
      if let habit = habit(Habit.conditions + Habit.signs) {
        complain(habit: habit, of: field.text)
        skipItem()
        return .invalid
      }
      complain(.expected("an operator after '\(field.text)'", found: found))
      return .invalid
    }
    guard let value = value(of: field) else { return .invalid }
    return .compare(field: field, comparison, value)
  }

  mutating func offerOperators() {
    offer(words: ["contains", "in", "is"])
    offer(words: ["=", "!=", "<", "<=", ">", ">="], .sign)
  }

  /// op = "=" | "!=" | "<" | "<=" | ">" | ">=" | "contains"; foreign ones are read and complained of.
  private mutating func comparisonSign() -> Comparison? {
    offerOperators()
    if current.kind == .symbol || current.kind == .name, let comparison = Comparison(rawValue: current.text) {
      advance()
      return comparison
    }
    let foreign: [String: Comparison] = [
      "==": .equal, "<>": .notEqual, "=~": .contains, "~": .contains, "like": .contains, "ilike": .contains,
    ]
    guard let comparison = foreign[current.text.lowercased()], let habit = habit(Habit.signs + Habit.conditions) else {
      return nil
    }
    complain(habit: habit)
    advance()
    return comparison
  }

  private mutating func membership(of field: Syntax.Operand) -> Syntax.Condition {
    guard expect(symbol: "(", "'in'") else { return .invalid }
    var values: [Syntax.Value] = []
    repeat {
      guard let value = value(of: field) else { break }
      values.append(value)
    } while accept(symbol: ",")
    if !accept(symbol: ")") { complain(.expected("',' or ')'", found: found)) }
    return values.isEmpty ? .invalid : .member(field: field, values)
  }

  /// A word, string, number, duration, set, parameter or time, or A..B.
  private mutating func value(of field: Syntax.Operand) -> Syntax.Value? {
    offer(.value(field: field.text))
    // `NA` is Namibia, so it is no habit here.
    if ["null", "nan"].contains(current.text.lowercased()), current.kind != .string,
      let habit = habit(Habit.conditions)
    {
      complain(habit: habit, of: field.text)
      advance()
      return nil
    }
    guard let operand = expectOperand("a value of '\(field.text)'") else { return nil }
    guard accept(symbol: "..") else { return .operand(operand) }
    offer(.period)
    guard let end = expectOperand("a time after '..'") else { return .operand(operand) }
    return .range(operand, end)
  }
}

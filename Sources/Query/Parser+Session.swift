import Text

/// Commands about the session's own statements and results, and about files that it wrote.
extension Parser {
  /// "sql" STRING { "|" stage } [ "as" NAME ]
  mutating func sql() -> Syntax.Body {
    advance()
    offer(.word("\"", .keyword))
    guard current.kind == .string || current.kind == .parameter, let text = operand() else {
      complain(.expected("a statement of SQL in quotes after 'sql'", found: found))
      skipToEnd()
      return .invalid
    }
    return .sql(text, tail())
  }

  /// "save" STRING "from" "#"INT [ ".." "#"INT ] [ "replace" ]
  mutating func save() -> Syntax.Body {
    guard let file = file("save") else { return .invalid }
    guard accept(word: "from") else {
      complain(.expected("'from' and results such as #1..#4 after the file", found: found))
      return .invalid
    }
    guard let first = resultNumber(after: "'from'") else { return .invalid }
    var last = first
    if accept(symbol: "..") {
      guard let end = resultNumber(after: "'..'") else { return .invalid }
      last = end
    }
    return .command(.save(file: file, from: first, to: last, replaces: accept(word: "replace")))
  }

  private mutating func resultNumber(after word: String) -> Syntax.Operand? {
    offer(.result)
    guard current.kind == .result else {
      complain(.expected("a result such as #4 after \(word)", found: found))
      return nil
    }
    let token = advance()
    return Syntax.Operand(.result, token.text, token.span)
  }

  /// ( "cite" | "sources" ) [ "it" | "#"INT | NAME ]
  mutating func resultOrNone() -> Syntax.Operand? {
    offer(.word("it", .result))
    offer(.result)
    offer(.kept)
    if current.kind == .result { return resultNumber(after: "") }
    return current.kind == .name ? operand() : nil
  }

  /// "log" ( "on" [ STRING ] | "off" )
  mutating func log() -> Syntax.Body {
    // `on` is a clause's word too, so it is no operand.
    if accept(word: "on") {
      offer(.file)
      return .command(.log(isOn: true, file: current.kind == .string || current.kind == .parameter ? operand() : nil))
    }
    if accept(word: "off") { return .command(.log(isOn: false, file: nil)) }
    complain(.expected("'on' or 'off' after 'log'", found: found))
    return .invalid
  }

  /// "verify" STRING
  mutating func verify() -> Syntax.Body { file("verify").map { .command(.verify($0)) } ?? .invalid }

  /// "set" [ NAME [ "=" ] VALUE ]
  mutating func set() -> Syntax.Body {
    offer(words: Setting.allCases.map(\.rawValue))
    guard !isAtEnd else { return .command(.settings) }
    guard let name = expectOperand("a setting after 'set'") else { return .invalid }
    guard expect(symbol: "=", "'set \(name.text)'") else { return .invalid }
    if let setting = Setting(rawValue: name.text) { offer(words: setting.values) }
    if current.isName("on") {
      let token = advance()
      return .command(.set(name, value: Syntax.Operand(.word, token.text, token.span)))
    }
    return expectOperand("a value after 'set \(name.text) ='").map { .command(.set(name, value: $0)) } ?? .invalid
  }
}

import Subjects
import Text

/// Recursive descent over the tokens. `accept...` tries, `expect...` complains; each method repeats the line of the
/// grammar that it reads. A place is complained of once; what follows it is skipped to the next clause, so that one
/// mistake makes one message.
struct Parser {
  let source: Lexer
  let tokens: [Token]
  var index = 0
  var diagnostics: [Diagnostic] = []
  /// What could have stood at the text's very end.
  var expectations: Set<Expectation> = []
  /// Something is still missing at the text's very end.
  var ranOut = false
  var depth = 0
  var subject: SubjectKind?
  var verb: Verb?
  /// Of the second selection.
  var other: SubjectKind?
  /// The statement is one of another language.
  private var isForeign = false
  /// Of the index that is being read.
  var operations = 0
  private var lastComplaint = -1
  private var nextLexical = 0

  static let deepest = 200
  static let mostDiagnostics = 20

  init(_ lexer: Lexer) {
    source = lexer
    tokens = lexer.tokens
    ranOut = lexer.hasOpenString
  }

  // MARK: cursor

  var current: Token { tokens[min(index, tokens.count - 1)] }

  func peek(_ ahead: Int) -> Token { tokens[min(index + ahead, tokens.count - 1)] }

  var isAtEnd: Bool { current.kind == .end }
  var isAtLast: Bool { index >= tokens.count - 1 }

  @discardableResult
  mutating func advance() -> Token {
    let token = current
    if !isAtEnd { index += 1 }
    return token
  }

  mutating func offer(_ expectation: Expectation) {
    if isAtLast, !ranOut { expectations.insert(expectation) }
  }

  mutating func offer(words: @autoclosure () -> [String], _ kind: Completion.Kind = .keyword) {
    if isAtLast, !ranOut { expectations.formUnion(words().map { .word($0, kind) }) }
  }

  mutating func accept(symbol: String) -> Bool {
    offer(.word(symbol, .sign))
    guard current.isSymbol(symbol) else { return false }
    advance()
    return true
  }

  mutating func accept(word: String) -> Bool {
    offer(.word(word, .keyword))
    guard current.isName(word) else { return false }
    advance()
    return true
  }

  /// False after complaining.
  mutating func expect(symbol: String, _ after: String) -> Bool {
    if accept(symbol: symbol) { return true }
    complain(.expected("'\(symbol)' after \(after)", found: found))
    return false
  }

  /// The current token, for messages.
  var found: String { isAtEnd ? "the end" : "'\(source.text(of: current.span))'" }

  mutating func complain(_ problem: Problem, at span: Span? = nil) {
    guard lastComplaint != index || span != nil else { return }
    if span == nil {
      lastComplaint = index
      if isAtLast { ranOut = true }
    }
    let place = span ?? endSpan
    diagnostics.append(Diagnostic(problem, at: place))
  }

  /// Complains that one of some words is missing, by name where the current one is like it.
  mutating func complain(missing expected: String, among words: [String]) {
    let isWord = current.kind == .name || current.kind == .code || current.kind == .word
    let near = isWord ? Spelling.suggestions(for: current.text.lowercased(), among: words) : []
    complain(
      near.isEmpty
        ? .expected(expected, found: found) : .misspelt(current.text.printable, of: expected, suggestions: near))
  }

  /// The current token's place; at the end, the place just after the last one.
  private var endSpan: Span {
    guard isAtEnd, index > 0 else { return current.span }
    let upper = tokens[index - 1].span.upper
    return tokens[index - 1].kind == .end ? current.span : Span(upper, upper)
  }

  mutating func skipToEnd() {
    while !isAtEnd { index += 1 }
  }

  // MARK: statements

  /// script = { statement }
  mutating func statements() -> [Syntax.Statement] {
    var result: [Syntax.Statement] = []
    while true {
      while isAtEnd, !isAtLast { index += 1 }
      if isAtEnd {
        if result.isEmpty || tokens.dropLast().last?.kind == .end { offerStatement() }
        return result
      }
      depth = 0
      result.append(statement())
    }
  }

  /// One statement and what is wrong with it; leaves the cursor at its end.
  mutating func statement() -> Syntax.Statement {
    let start = index
    let outer = diagnostics.count
    subject = nil
    verb = nil
    isForeign = false
    other = nil
    var body = body()
    if !isAtEnd {
      if diagnostics.count == outer { leftOver() }
      skipToEnd()
    }
    let span = tokens[start].span.union(tokens[max(start, index - 1)].span)
    let own = Array(diagnostics[min(outer, diagnostics.count)...])
    // A statement of another language is complained of whole, not by its quotes too.
    if isForeign { _ = lexical(upTo: current.span.upper) }
    if !own.isEmpty, case .command = body { body = .invalid }
    let all = lexical(upTo: current.span.upper) + own
    let found = Self.limited(all.sorted { ($0.span?.lower ?? 0) < ($1.span?.lower ?? 0) })
    diagnostics.removeLast(own.count)
    diagnostics += found
    return Syntax.Statement(span: span, body: body, diagnostics: found)
  }

  static func limited(_ list: [Diagnostic]) -> [Diagnostic] {
    guard list.count > mostDiagnostics else { return list }
    let kept = Array(list.prefix(mostDiagnostics))
    return kept + [Diagnostic(.tooManyProblems(list.count - mostDiagnostics), at: kept.last?.span)]
  }

  /// What the lexer complained of before an offset.
  private mutating func lexical(upTo offset: Int) -> [Diagnostic] {
    var result: [Diagnostic] = []
    while nextLexical < source.problems.count, source.problems[nextLexical].span.lower < max(offset, 1) {
      let (problem, span) = source.problems[nextLexical]
      result.append(Diagnostic(problem, at: span))
      nextLexical += 1
    }
    return result
  }

  private mutating func leftOver() {
    if let habit = habit(Habit.clauses + Habit.signs) { return complain(habit: habit) }
    complain(.unexpected(found, hint: nil))
  }

  /// The habit that the current token shows.
  func habit(_ habits: [Habit]) -> Habit? {
    switch current.kind {
    case .name, .code, .word, .foreign: Habit.find(current.text, in: habits)
    case .number, .duration, .time, .string, .set, .parameter, .result, .symbol, .end: nil
    }
  }

  private mutating func offerStatement() {
    guard isAtLast else { return }
    offer(words: Verb.allCases.map(\.rawValue), .verb)
    offer(words: CommandKeyword.allCases.map(\.rawValue), .command)
    offer(.word("sql", .command))
    offer(.word("it", .result))
    offer(.kept)
  }

  /// statement = query { "|" stage } [ "as" NAME ] | command
  private mutating func body() -> Syntax.Body {
    offerStatement()
    let first = current
    if first.isSymbol("|") {
      return .kept(Syntax.Operand(.word, "it", Span(first.span.lower, first.span.lower)), tail())
    }
    if first.kind == .result {
      advance()
      return .kept(Syntax.Operand(.result, first.text, first.span), tail())
    }
    if first.kind == .name {
      if let verb = Verb(rawValue: first.text) { return .query(query(verb)) }
      if first.text == "sql" { return sql() }
      if let command = CommandKeyword(rawValue: first.text) { return self.command(command) }
      let next = peek(1)
      let isAlone = next.kind == .end || next.isSymbol("|") || next.isName("as")
      if first.text == "it" || isAlone {
        advance()
        return .kept(Syntax.Operand(.word, first.text, first.span), tail())
      }
    }
    complainOfFirstWord()
    return .invalid
  }

  private mutating func complainOfFirstWord() {
    let word = current.text
    let lower = word.lowercased()
    defer { skipToEnd() }
    if var habit = habit(Habit.statements + Habit.signs) {
      if habit.word == "select", let reading = readingOfSQL() { habit.advice = "write '\(reading)'" }
      isForeign = true
      return complain(habit: habit)
    }
    if complainOfAssignment() { return }
    if let right = Self.statement(about: word) {
      return complain(.isOther(.statement, word, isA: right.isA, right: right.advice))
    }
    if current.kind != .name, Vocabulary.statements.contains(lower) {
      return complain(.wrongCase(.statement, word, right: lower))
    }
    if let character = current.kind == .foreign ? current.text : nil { return complain(.foreignSymbol(character)) }
    if current.kind == .name || current.kind == .code || current.kind == .word {
      let suggestions = Spelling.suggestions(for: lower, among: Vocabulary.statements)
      return complain(.unknownStatement(word, suggestions: suggestions))
    }
    complain(.expected("a statement", found: found))
  }

  /// What to write instead of a subject or a measure at a statement's start.
  static func statement(about word: String) -> (isA: Category, advice: String)? {
    if SubjectKind(rawValue: word) != nil { return (.subject, "write 'list \(word)', or 'show MEASURE'") }
    return Measure(rawValue: word) == nil ? nil : (.measure, "write 'show \(word)'")
  }

  // MARK: operands

  /// A word, string, number, time, set or parameter; nil (and nothing consumed) for keywords and signs.
  mutating func operand() -> Syntax.Operand? {
    guard let kind = operandKind(current) else { return nil }
    let token = advance()
    return Syntax.Operand(kind, token.text, token.span)
  }

  func operandKind(_ token: Token) -> Syntax.Operand.Kind? {
    switch token.kind {
    case .name: Vocabulary.reserved.contains(token.text) ? nil : .word
    case .code, .word: .word
    case .number: .number
    case .duration: .duration
    case .time: .time
    case .string: .string
    case .set: .set
    case .parameter: .parameter
    case .result, .symbol, .foreign, .end: nil
    }
  }

  /// Complains where there is none.
  mutating func expectOperand(_ what: String) -> Syntax.Operand? {
    if let operand = operand() { return operand }
    complain(.expected(what, found: found))
    return nil
  }
}

extension Lexer {
  func text(of span: Span) -> String {
    let lower = min(max(span.lower, 0), bytes.count)
    return String(decoding: bytes[lower..<min(max(span.upper, lower), bytes.count)], as: UTF8.self)
  }
}

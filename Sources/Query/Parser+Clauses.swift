import Subjects
import Text

extension Parser {
  /// { clause }, up to a tail, a closing parenthesis or the end.
  mutating func clauses(of verb: Verb) -> [Syntax.Clause] {
    var result: [Syntax.Clause] = []
    while true {
      offerClauses(of: verb, besides: result)
      if isAtEnd || startsTail { return result }
      if let clause = clause(inSelection: false) {
        check(clause, of: verb, among: result)
        result.append(clause)
      } else {
        complainOfClause()
      }
    }
  }

  private mutating func offerClauses(of verb: Verb, besides earlier: [Syntax.Clause]) {
    guard isAtLast else { return }
    let open = ClauseKeyword.allCases.filter { $0.verbs.contains(verb) && !earlier.has($0) }
    offer(words: open.map(\.rawValue))
  }

  var startsTail: Bool {
    current.isSymbol("|") || current.isName("as") || (current.kind == .foreign && ["%>%", "|>"].contains(current.text))
  }

  private mutating func check(_ clause: Syntax.Clause, of verb: Verb, among earlier: [Syntax.Clause]) {
    if verb.hasTwoSelections, [.on, .from, .where].contains(clause.keyword) {
      complain(.clauseOfSelection(clause.keyword, verb: verb), at: clause.keywordSpan)
    } else if !clause.keyword.verbs.contains(verb) {
      complain(.misplacedClause(clause.keyword, verb: verb), at: clause.keywordSpan)
    } else if earlier.has(clause.keyword) {
      complain(.repeatedClause(clause.keyword), at: clause.keywordSpan)
    } else if clause.keyword == .top && earlier.has(.bottom) || clause.keyword == .bottom && earlier.has(.top) {
      complain(.limitTwice, at: clause.keywordSpan)
    }
  }

  /// Says what stands where a clause should, and goes on at the next one.
  private mutating func complainOfClause() {
    let word = current.text
    if let habit = habit(Habit.clauses + Habit.signs) {
      complain(habit: habit)
      // `order by`, `group by`: the `by` is theirs.
      if peek(1).text.lowercased() == "by", peek(1).kind != .string { advance() }
    } else if current.kind == .code, ClauseKeyword(rawValue: word.lowercased()) != nil {
      complain(.wrongCase(.stage, word, right: word.lowercased()))
    } else if current.kind == .name || current.kind == .code || current.kind == .word {
      let known = ClauseKeyword.allCases.map(\.rawValue)
      let near = Spelling.suggestions(for: word.lowercased(), among: known)
      if near.isEmpty, let hint = hintOfClause() {
        complain(.unexpected(found, hint: hint))
      } else {
        complain(.unknownClause(word, of: verb, suggestions: near))
      }
    } else if current.isSymbol(",") {
      complain(.unexpected(found, hint: "clauses are separated by spaces"))
    } else if current.isSymbol(")") {
      complain(.unexpected(found, hint: "no parenthesis is open here"))
    } else {
      complain(.unexpected(found, hint: hintOfClause()))
    }
    skipToClause()
  }

  /// At least one token, then up to the next clause, tail, or end.
  mutating func skipToClause() {
    advance()
    while !isAtEnd, !startsTail {
      if current.kind == .name, ClauseKeyword(rawValue: current.text) != nil, !peek(1).isSymbol("=") { return }
      // Clauses of SQL are each answered.
      if ["order", "group", "limit", "having"].contains(current.text.lowercased()) { return }
      index += 1
    }
  }

  /// One clause; nil (and nothing consumed) where none starts.
  mutating func clause(inSelection: Bool) -> Syntax.Clause? {
    guard current.kind == .name, let keyword = ClauseKeyword(rawValue: current.text) else { return nil }
    let word = advance()
    let content = content(of: keyword, inSelection: inSelection)
    let last = tokens[max(index - 1, 0)].span
    return Syntax.Clause(
      keyword: keyword, keywordSpan: word.span, content: content, span: word.span.union(last))
  }

  private mutating func content(of keyword: ClauseKeyword, inSelection: Bool) -> Syntax.ClauseContent {
    switch keyword {
    case .in: list(.place(subject), "a place after 'in'", inSelection)
    case .on: list(.platform, "a platform after 'on'", inSelection)
    case .from: list(.dataset(subject), "a dataset after 'from'", inSelection)
    case .by: dimensions(inSelection)
    case .with: list(.extra, "an extra such as ci, n or sources after 'with'", inSelection)
    case .using: list(.feature, "a feature such as lead or platforms after 'using'", inSelection)
    case .during, .against: during(after: keyword.rawValue)
    case .around: around()
    case .near, .without: near(keyword.rawValue)
    case .before, .after, .within: one(.duration, "a duration such as 7d after '\(keyword.rawValue)'")
    case .between: bounds()
    case .where: .condition(condition())
    case .per where verb == .lag: one(.duration, "a duration such as 1d after 'per'")
    case .per: one(.bin, "hour, day, week, month, quarter, half or year after 'per'")
    case .weighting: one(.weighting, "equal, any or users after 'weighting'")
    case .counting: one(.rule, "a counting rule after 'counting'")
    case .tz: one(.zone, "a time zone after 'tz'")
    case .top, .bottom, .seed: one(.count, "a number after '\(keyword.rawValue)'")
    case .min: minimum()
    case .sort: sortKeys().map { .sort($0) } ?? .invalid
    case .vary: vary()
    }
  }

  private mutating func one(_ expectation: Expectation?, _ what: String) -> Syntax.ClauseContent {
    if let expectation { offer(expectation) }
    return expectOperand(what).map { .one($0) } ?? .invalid
  }

  private mutating func dimensions(_ inSelection: Bool) -> Syntax.ClauseContent {
    if verb == .compare { offer(.word("phase", .dimension)) }
    if let other, verb == .associate || verb == .lag { offer(.dimension(other)) }
    return list(.dimension(subject), "a dimension after 'by'", inSelection)
  }

  /// operand { "," operand }
  private mutating func list(
    _ expectation: Expectation, _ what: String, _ inSelection: Bool
  ) -> Syntax.ClauseContent {
    var result: [Syntax.Operand] = []
    repeat {
      offer(expectation)
      guard let operand = expectOperand(what) else { return result.isEmpty ? .invalid : .list(result) }
      result.append(operand)
      // It may have been the field of an item of its own.
      if inSelection, result.count > 1 { offerOperators() }
    } while acceptListComma(inSelection)
    return .list(result)
  }

  /// In parentheses, a comma before a clause or `field op` starts a new item instead.
  private mutating func acceptListComma(_ inSelection: Bool) -> Bool {
    offer(.word(",", .sign))
    guard current.isSymbol(",") else { return false }
    if inSelection, startsItem(at: 1) { return false }
    advance()
    if inSelection { offerItems() }
    return true
  }

  private func startsItem(at ahead: Int) -> Bool {
    let first = peek(ahead)
    if first.kind == .name, ClauseKeyword(rawValue: first.text) != nil { return true }
    if first.isName("not") || first.isSymbol("(") { return true }
    let second = peek(ahead + 1)
    if isMisspeltClause(first, before: second) { return true }
    return operandKind(first) == .word && (Vocabulary.isOperator(second) || second.isName("is") || second.isName("in"))
  }

  private mutating func offerItems() {
    offer(words: ClauseKeyword.allCases.filter(\.isSelective).map(\.rawValue))
    offer(.field(subject))
  }

  /// "min" "n" "=" INT
  private mutating func minimum() -> Syntax.ClauseContent {
    guard accept(word: "n") else {
      complain(.expected("'n = NUMBER' after 'min'", found: found))
      return .invalid
    }
    guard expect(symbol: "=", "'min n'") else { return .invalid }
    return one(.count, "a number after 'min n ='")
  }

  /// key [ "desc" ] { "," key [ "desc" ] }
  mutating func sortKeys() -> [Syntax.SortKey]? {
    var result: [Syntax.SortKey] = []
    if current.text.lowercased() == "by", current.kind == .name || current.kind == .code {
      complain(.unexpected(found, hint: "write 'sort \(peek(1).kind == .name ? peek(1).text : "COLUMN")'"))
      advance()
    }
    repeat {
      offer(.column)
      guard let column = expectOperand("a column after 'sort'") else { return result.isEmpty ? nil : result }
      result.append(Syntax.SortKey(column: column, isDescending: accept(word: "desc")))
      if current.kind == .name, Spelling.suggestions(for: current.text, among: ["desc"]) == ["desc"] {
        complain(missing: "'desc' or a clause", among: ["desc"])
        advance()
      }
    } while accept(symbol: ",")
    return result
  }

  /// "vary" parameter [ "=" value { "," value } ]
  private mutating func vary() -> Syntax.ClauseContent {
    let start = current.span
    let parameter: Syntax.Operand
    if let word = Vocabulary.varied.first(where: { accept(word: $0) }) {
      parameter = Syntax.Operand(.word, word, start)
    } else if accept(word: "min") {
      guard current.isName("n") else {
        offer(.word("n", .keyword))
        complain(.expected("'n' after 'vary min'", found: found))
        return .invalid
      }
      parameter = Syntax.Operand(.word, "min n", start.union(advance().span))
    } else {
      let near = Spelling.suggestions(for: current.text, among: Vocabulary.varied + ["min"])
      complain(
        near.isEmpty
          ? .expected(
            "'counting', 'weighting', 'within', 'min n' or a setting of the detector after 'vary'", found: found)
          : .misspelt(current.text.printable, of: "a parameter of 'vary'", suggestions: near))
      return .invalid
    }
    var values: [Syntax.Operand] = []
    guard accept(symbol: "=") else { return .vary(parameter: parameter, values: values) }
    repeat {
      offerValue(of: parameter.text)
      guard let value = expectOperand("a value after 'vary \(parameter.text) ='") else { break }
      values.append(value)
    } while accept(symbol: ",")
    return .vary(parameter: parameter, values: values)
  }

  private mutating func offerValue(of parameter: String) {
    switch parameter {
    case "counting": offer(.rule)
    case "weighting": offer(.weighting)
    case "within": offer(.duration)
    default: offer(DetectorSetting(rawValue: parameter).map { .setting($0) } ?? .count)
    }
  }

  // MARK: time

  /// "around" ( "event" ID | selection | span )
  private mutating func around() -> Syntax.ClauseContent {
    offer(.word("event", .keyword))
    offer(words: SubjectKind.records.map(\.rawValue), .subject)
    offer(.period)
    let expected = "'event ID', a selection or a time"
    if current.isName("event") {
      let word = advance()
      if current.isSymbol("(") {
        complain(.misspelt(word.text, of: "a selection", suggestions: [SubjectKind.events.rawValue]), at: word.span)
        skipSelection()
        return .invalid
      }
      offer(.record(.events))
      let id = expectOperand("an event's id after 'around event', as 'list events' shows it")
      return id.map { .anchor(.event(id: $0)) } ?? .invalid
    }
    guard let operand = expectOperand("\(expected) after 'around'") else { return .invalid }
    let near = Spelling.suggestions(for: operand.text, among: ["event"])
    if operand.kind == .word, !near.isEmpty, operandKind(current) != nil {
      complain(.misspelt(operand.text.printable, of: expected, suggestions: near), at: operand.span)
      advance()
      return .invalid
    }
    if operand.kind == .parameter { return .anchor(.parameter(operand)) }
    if operand.kind == .word, SubjectKind(rawValue: operand.text) != nil || current.isSymbol("(") {
      return .anchor(.selection(inner(operand)))
    }
    return .anchor(.period(period(from: operand)))
  }

  /// ( "near" | "without" ) selection "within" DURATION
  private mutating func near(_ word: String) -> Syntax.ClauseContent {
    offer(words: SubjectKind.records.map(\.rawValue), .subject)
    guard let operand = expectOperand("incidents, events or episodes after '\(word)'") else { return .invalid }
    let selection = inner(operand)
    guard accept(word: "within") else {
      complain(.expected("'within' and a duration after '\(word) \(operand.text)'", found: found))
      return .invalid
    }
    offer(.duration)
    guard let within = expectOperand("a duration such as 1d after 'within'") else { return .invalid }
    return .near(selection, within: within)
  }

  /// "between" DURATION "and" DURATION
  private mutating func bounds() -> Syntax.ClauseContent {
    offer(.offset)
    guard let from = expectOperand("a duration such as -7d after 'between'") else { return .invalid }
    guard accept(word: "and") else {
      complain(.expected("'and' and a duration after 'between \(from.text)'", found: found))
      return .invalid
    }
    offer(.offset)
    guard let to = expectOperand("a duration such as 7d after 'and'") else { return .invalid }
    return .bounds(from, to)
  }

  /// ( "during" | "against" ) ( span | selection )
  mutating func during(after word: String = "during") -> Syntax.ClauseContent {
    offer(words: ["last", "since", "until"])
    if word == "during" { offer(words: SubjectKind.records.map(\.rawValue), .subject) }
    offer(.period)
    if accept(word: "last") {
      offer(.duration)
      return expectOperand("a duration such as 30d after 'last'").map { .during(.period(.last($0))) } ?? .invalid
    }
    if accept(word: "since") {
      return expectOperand("a time after 'since'").map { .during(.period(.since($0))) } ?? .invalid
    }
    if accept(word: "until") {
      return expectOperand("a time after 'until'").map { .during(.period(.until($0))) } ?? .invalid
    }
    let what = word == "during" ? "a time or a selection" : "a time"
    guard let operand = expectOperand("\(what) after '\(word)'") else { return .invalid }
    let near = Spelling.suggestions(for: operand.text, among: ["last", "since", "until"])
    if operand.kind == .word, !near.isEmpty, operandKind(current) != nil {
      complain(.misspelt(operand.text.printable, of: "'last', 'since' or 'until'", suggestions: near), at: operand.span)
      advance()
      return .invalid
    }
    if operand.kind == .parameter { return .during(.parameter(operand)) }
    if operand.kind == .word, SubjectKind(rawValue: operand.text) != nil || current.isSymbol("(") {
      return .during(.selection(inner(operand)))
    }
    return .during(.period(period(from: operand)))
  }

  /// A..B or A
  mutating func period(from operand: Syntax.Operand) -> Syntax.Period {
    guard accept(symbol: "..") else { return .literal(operand) }
    offer(.period)
    guard let end = expectOperand("a time after '..'") else { return .literal(operand) }
    return .range(operand, end)
  }

  /// A selection whose fields are its own subject's.
  mutating func inner(_ word: Syntax.Operand) -> Syntax.Selection {
    let outer = subject
    defer { subject = outer }
    subject = SubjectKind(rawValue: word.text)
    return selection(word)
  }

  // MARK: selections

  /// subject [ "(" item { "," item } ")" ]
  mutating func selection(_ word: Syntax.Operand) -> Syntax.Selection {
    var items: [Syntax.Item] = []
    guard accept(symbol: "(") else { return Syntax.Selection(subject: word, items: items, span: word.span) }
    guard enter() else { return Syntax.Selection(subject: word, items: items, span: word.span) }
    defer { depth -= 1 }
    if !current.isSymbol(")") {
      repeat {
        offerItems()
        if let item = item(after: items) { items.append(item) }
      } while accept(symbol: ",")
    }
    if !accept(symbol: ")") {
      complain(.expected("',' or ')' in '\(word.text)(...)'", found: found))
      skipPastParenthesis()
    }
    return Syntax.Selection(subject: word, items: items, span: word.span.union(tokens[max(index - 1, 0)].span))
  }

  /// item = clause | condition
  private mutating func item(after earlier: [Syntax.Item]) -> Syntax.Item? {
    guard let clause = clause(inSelection: true) else {
      if isAtEnd || current.isSymbol(")") || current.isSymbol(",") {
        complain(.expected("a clause or a condition", found: found))
        return nil
      }
      if isMisspeltClause(current, before: peek(1)) {
        complain(
          .unknownItem(current.text, suggestions: Spelling.suggestions(for: current.text, among: Self.selective)))
        skipItem()
        return nil
      }
      return .condition(condition())
    }
    if !clause.keyword.isSelective {
      complain(.clauseInSelection(clause.keyword.rawValue), at: clause.keywordSpan)
    } else if earlier.contains(where: {
      if case .clause(let other) = $0 { other.keyword == clause.keyword } else { false }
    }) {
      complain(.repeatedClause(clause.keyword), at: clause.keywordSpan)
    }
    return .clause(clause)
  }

  private static let selective = ClauseKeyword.allCases.filter(\.isSelective).map(\.rawValue)

  /// `form access-now`: two words that no condition and no list have beside each other.
  private func isMisspeltClause(_ word: Token, before next: Token) -> Bool {
    word.kind == .name && operandKind(word) != nil && operandKind(next) != nil
      && !Spelling.suggestions(for: word.text, among: Self.selective).isEmpty
  }

  /// What stands in parentheses, where no subject stands before them.
  mutating func skipSelection() {
    guard current.isSymbol("(") else { return }
    advance()
    skipPastParenthesis()
  }

  private mutating func skipPastParenthesis() {
    var open = 1
    while !isAtEnd, open > 0 {
      if current.isSymbol("(") { open += 1 }
      if current.isSymbol(")") { open -= 1 }
      index += 1
    }
  }

  /// One level deeper; false after complaining and giving the statement up.
  mutating func enter() -> Bool {
    guard depth < Self.deepest else {
      complain(.tooDeep(Self.deepest), at: current.span)
      while !isAtEnd { index += 1 }
      abandon()
      return false
    }
    depth += 1
    return true
  }
}

extension [Syntax.Clause] {
  func has(_ keyword: ClauseKeyword) -> Bool { contains { $0.keyword == keyword } }

  func first(_ keyword: ClauseKeyword) -> Syntax.Clause? { first { $0.keyword == keyword } }
}

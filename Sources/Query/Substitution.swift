import Text

/// Puts a script's parameters in the place of `$name`: typed operands, so that no text can become a clause.
struct Substitution {
  let parameters: [String: Catalog.Parameter]
  var diagnostics: [Diagnostic] = []

  init(_ parameters: [String: Catalog.Parameter]) { self.parameters = parameters }

  private mutating func complain(_ problem: Problem, at span: Span) {
    diagnostics.append(Diagnostic(problem, at: span))
  }

  /// The operands that one stands for; empty after complaining.
  mutating func list(_ operand: Syntax.Operand) -> [Syntax.Operand] {
    guard operand.kind == .parameter else { return [operand] }
    switch parameters[operand.text] {
    case nil:
      complain(.unknownParameter(operand.text, known: parameters.keys.sorted()), at: operand.span)
      return []
    case .text(let text): return [Syntax.Operand(.string, text, operand.span)]
    case .number(let number): return [Syntax.Operand(.number, number.plainText, operand.span)]
    case .words(let words):
      let found = Self.operands(words, at: operand.span)
      if found == nil { complain(.parameterType(operand.text, expected: "a list of names"), at: operand.span) }
      return found ?? []
    }
  }

  mutating func one(_ operand: Syntax.Operand) -> Syntax.Operand {
    guard operand.kind == .parameter else { return operand }
    let before = diagnostics.count
    let found = list(operand)
    if found.count == 1 { return found[0] }
    if diagnostics.count == before { complain(.parameterType(operand.text, expected: "one value"), at: operand.span) }
    return operand
  }

  /// `a, b, c` and nothing else, all blamed on one place.
  static func operands(_ words: String, at span: Span) -> [Syntax.Operand]? {
    var parser = Parser(Lexer.tokens(of: words))
    var result: [Syntax.Operand] = []
    repeat {
      guard let operand = parser.operand() else { return nil }
      result.append(Syntax.Operand(operand.kind, operand.text, span))
    } while parser.accept(symbol: ",")
    return parser.isAtEnd && parser.source.problems.isEmpty ? result : nil
  }

  /// A period and nothing else.
  static func period(_ words: String, at span: Span) -> Syntax.Period? {
    var parser = Parser(Lexer.tokens(of: words))
    guard case .during(.period(let period)) = parser.during(), parser.isAtEnd, parser.diagnostics.isEmpty else {
      return nil
    }
    let place = { (operand: Syntax.Operand) in Syntax.Operand(operand.kind, operand.text, span) }
    switch period {
    case .literal(let only): return .literal(place(only))
    case .range(let from, let to): return .range(place(from), place(to))
    case .last(let duration): return .last(place(duration))
    case .since(let from): return .since(place(from))
    case .until(let to): return .until(place(to))
    }
  }

  // MARK: trees

  mutating func query(_ query: Syntax.Query) -> Syntax.Query {
    var result = query
    switch query.head {
    case .measures(let list): result.head = .measures(list.flatMap { self.list($0) })
    case .ranked(let dimension, let measure): result.head = .ranked(dimension: one(dimension), measure: one(measure))
    case .selection(let selection): result.head = .selection(self.selection(selection))
    case .pair(let left, let right): result.head = .pair(selection(left), selection(right))
    case .similar(let kind, let id): result.head = .similar(kind: kind, id: one(id))
    case .invalid: break
    }
    result.clauses = query.clauses.map { clause($0) }
    result.tail = tail(query.tail)
    return result
  }

  mutating func tail(_ tail: Syntax.Tail) -> Syntax.Tail {
    Syntax.Tail(stages: tail.stages.map { stage($0) }, keep: tail.keep.map { one($0) })
  }

  private mutating func selection(_ selection: Syntax.Selection) -> Syntax.Selection {
    var result = selection
    result.items = selection.items.map { item in
      switch item {
      case .clause(let clause): .clause(self.clause(clause))
      case .condition(let condition): .condition(self.condition(condition))
      }
    }
    return result
  }

  private mutating func clause(_ clause: Syntax.Clause) -> Syntax.Clause {
    var result = clause
    switch clause.content {
    case .list(let operands):
      let list = operands.flatMap { self.list($0) }
      result.content = list.isEmpty ? .invalid : .list(list)
    case .one(let operand): result.content = .one(one(operand))
    case .during(let during): result.content = self.during(during).map { .during($0) } ?? .invalid
    case .anchor(let anchor): result.content = self.anchor(anchor).map { .anchor($0) } ?? .invalid
    case .near(let selection, let within): result.content = .near(self.selection(selection), within: one(within))
    case .bounds(let from, let to): result.content = .bounds(one(from), one(to))
    case .condition(let condition): result.content = .condition(self.condition(condition))
    case .sort(let keys): result.content = .sort(sort(keys))
    case .vary(let parameter, let values):
      result.content = .vary(parameter: parameter, values: values.flatMap { self.list($0) })
    case .invalid: break
    }
    return result
  }

  private mutating func sort(_ keys: [Syntax.SortKey]) -> [Syntax.SortKey] {
    keys.map { Syntax.SortKey(column: one($0.column), isDescending: $0.isDescending) }
  }

  private mutating func during(_ during: Syntax.During) -> Syntax.During? {
    switch during {
    case .selection(let selection): return .selection(self.selection(selection))
    case .parameter(let operand): return period(operand).map { .period($0) }
    case .period(let period): return .period(self.period(period))
    }
  }

  private mutating func anchor(_ anchor: Syntax.Anchor) -> Syntax.Anchor? {
    switch anchor {
    case .event(let id): return .event(id: one(id))
    case .selection(let selection): return .selection(self.selection(selection))
    case .period(let period): return .period(self.period(period))
    case .parameter(let operand): return period(operand).map { .period($0) }
    }
  }

  private mutating func period(_ period: Syntax.Period) -> Syntax.Period {
    switch period {
    case .literal(let only): .literal(one(only))
    case .range(let from, let to): .range(one(from), one(to))
    case .last(let duration): .last(one(duration))
    case .since(let from): .since(one(from))
    case .until(let to): .until(one(to))
    }
  }

  private mutating func period(_ operand: Syntax.Operand) -> Syntax.Period? {
    switch parameters[operand.text] {
    case nil: complain(.unknownParameter(operand.text, known: parameters.keys.sorted()), at: operand.span)
    case .number(let year): return .literal(Syntax.Operand(.number, year.plainText, operand.span))
    case .text(let words), .words(let words):
      if let period = Self.period(words, at: operand.span) { return period }
      complain(.parameterType(operand.text, expected: "a period"), at: operand.span)
    }
    return nil
  }

  private mutating func condition(_ condition: Syntax.Condition) -> Syntax.Condition {
    switch condition {
    case .all(let parts): .all(parts.map { self.condition($0) })
    case .any(let parts): .any(parts.map { self.condition($0) })
    case .not(let part): .not(self.condition(part))
    case .compare(let field, let sign, let value): .compare(field: field, sign, self.value(value))
    case .member(let field, let values): .member(field: field, values.flatMap { self.values($0) })
    case .missing, .invalid: condition
    }
  }

  private mutating func value(_ value: Syntax.Value) -> Syntax.Value {
    switch value {
    case .operand(let operand): .operand(one(operand))
    case .range(let from, let to): .range(one(from), one(to))
    }
  }

  private mutating func values(_ value: Syntax.Value) -> [Syntax.Value] {
    switch value {
    case .operand(let operand): list(operand).map { .operand($0) }
    case .range: [self.value(value)]
    }
  }

  private mutating func stage(_ stage: Syntax.Stage) -> Syntax.Stage {
    var result = stage
    switch stage.content {
    case .condition(let condition): result.content = .condition(self.condition(condition))
    case .sort(let keys): result.content = .sort(sort(keys))
    case .count(let operand): result.content = .count(one(operand))
    case .columns(let columns): result.content = .columns(columns.flatMap { list($0) })
    case .rename(let column, let name): result.content = .rename(one(column), to: one(name))
    case .round(let column, let digits): result.content = .round(one(column), digits: one(digits))
    case .chart(let kind): result.content = .chart(kind.map { one($0) })
    case .export(let format, let file, let options):
      result.content = .export(
        format: one(format), file: one(file),
        options: options.map { option in
          var bound = option
          bound.value = option.value.map { one($0) }
          return bound
        })
    case .invalid: break
    }
    return result
  }
}

extension Double {
  /// `2024`, not `2024.0`.
  var plainText: String { self == rounded() && magnitude < 1e15 ? String(Int(self)) : String(self) }
}

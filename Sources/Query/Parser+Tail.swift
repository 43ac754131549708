import Text

extension Parser {
  /// { "|" stage } [ "as" NAME ]
  mutating func tail() -> Syntax.Tail {
    var tail = Syntax.Tail()
    var isDrawn = false
    while !isAtEnd {
      offer(.word("as", .keyword))
      offer(.word("|", .keyword))
      if current.isSymbol("|") || current.kind == .foreign, startsTail {
        if let habit = habit(Habit.signs) { complain(habit: habit) }
        if tail.keep != nil { complain(.keepNotLast) }
        advance()
        let stage = stage(isDrawn: isDrawn)
        isDrawn = isDrawn || stage.keyword == .chart
        tail.stages.append(stage)
      } else if current.isName("as") {
        advance()
        tail.keep = expectOperand("a name after 'as'")
      } else {
        complainInTail()
      }
    }
    offer(.word("as", .keyword))
    offer(.word("|", .keyword))
    return tail
  }

  private mutating func complainInTail() {
    if let habit = habit(Habit.clauses + Habit.signs) {
      complain(habit: habit)
    } else if current.kind == .name, ClauseKeyword(rawValue: current.text) != nil {
      complain(.unexpected(found, hint: "clauses stand before the first '|'"))
    } else if current.kind == .name, StageKeyword(rawValue: current.text) != nil {
      complain(.unexpected(found, hint: "write '| \(current.text)'"))
    } else {
      complain(.unexpected(found, hint: nil))
    }
    index += 1
    while !isAtEnd, !startsTail { index += 1 }
  }

  /// One step; the cursor is behind its `|`. What is drawn can only be written to files.
  private mutating func stage(isDrawn: Bool) -> Syntax.Stage {
    offer(words: isDrawn ? [StageKeyword.export.rawValue] : StageKeyword.allCases.map(\.rawValue))
    let word = current
    guard word.kind == .name, let keyword = StageKeyword(rawValue: word.text) else {
      complainOfStage()
      return Syntax.Stage(keyword: .keep, keywordSpan: word.span, content: .invalid, span: word.span)
    }
    advance()
    subject = nil
    let content = content(of: keyword)
    let span = word.span.union(tokens[max(index - 1, 0)].span)
    return Syntax.Stage(keyword: keyword, keywordSpan: word.span, content: content, span: span)
  }

  private mutating func complainOfStage() {
    let word = current.text
    if let habit = habit(Habit.clauses + Habit.signs) {
      complain(habit: habit)
    } else if current.kind == .name || current.kind == .code || current.kind == .word {
      let known = StageKeyword.allCases.map(\.rawValue)
      complain(.unknownStage(word, suggestions: Spelling.suggestions(for: word.lowercased(), among: known)))
    } else {
      complain(.expected("a stage after '|'", found: found))
    }
    while !isAtEnd, !current.isSymbol("|") { index += 1 }
  }

  private mutating func content(of keyword: StageKeyword) -> Syntax.StageContent {
    switch keyword {
    case .where:
      offer(.column)
      return .condition(condition())
    case .sort: return sortKeys().map { .sort($0) } ?? .invalid
    case .top, .bottom:
      offer(.count)
      return expectOperand("a number after '\(keyword.rawValue)'").map { .count($0) } ?? .invalid
    case .keep, .drop: return columns(after: keyword.rawValue).map { .columns($0) } ?? .invalid
    case .pivot:
      offer(.column)
      return expectOperand("a column after 'pivot'").map { .columns([$0]) } ?? .invalid
    case .rename: return rename()
    case .round:
      offer(.column)
      guard let column = expectOperand("a column after 'round'"),
        let digits = expectOperand("a number of digits after 'round \(column.text)'")
      else { return .invalid }
      return .round(column, digits: digits)
    case .chart:
      offer(.chartKind)
      return .chart(operand())
    case .export: return export()
    }
  }

  /// column { "," column }
  private mutating func columns(after word: String) -> [Syntax.Operand]? {
    var result: [Syntax.Operand] = []
    repeat {
      offer(.column)
      guard let column = expectOperand("a column after '\(word)'") else { return result.isEmpty ? nil : result }
      result.append(column)
    } while accept(symbol: ",")
    return result
  }

  /// "rename" column "=" NAME
  private mutating func rename() -> Syntax.StageContent {
    offer(.column)
    guard let column = expectOperand("a column after 'rename'") else { return .invalid }
    guard expect(symbol: "=", "'rename \(column.text)'") else { return .invalid }
    return expectOperand("a name after '='").map { .rename(column, to: $0) } ?? .invalid
  }

  /// "export" format STRING { option [ value ] }
  private mutating func export() -> Syntax.StageContent {
    offer(.exportFormat)
    guard let format = expectOperand("a format after 'export'") else { return .invalid }
    offer(.file)
    guard let file = expectOperand("a file name in quotes after 'export \(format.text)'") else { return .invalid }
    if file.kind != .string, file.kind != .parameter {
      complain(.fileNotQuoted(file.text), at: file.span)
      return .invalid
    }
    var options: [Syntax.Option] = []
    while true {
      offer(.exportOption)
      guard current.kind == .name, let name = operand() else { break }
      // An unknown one may have a value: it is complained of by its name.
      let takesValue = ExportOption(rawValue: name.text)?.takesValue ?? (current.kind == .string)
      let value = takesValue ? expectOperand("a value after '\(name.text)'") : nil
      options.append(Syntax.Option(name: name, value: value))
    }
    return .export(format: format, file: file, options: options)
  }
}

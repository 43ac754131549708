import Text

extension Parser {
  /// command = load | loads | undo | ...
  mutating func command(_ keyword: CommandKeyword) -> Syntax.Body {
    advance()
    switch keyword {
    case .load: return load()
    case .loads: return loads()
    case .undo: return undo()
    case .datasets:
      offer(.dataset(nil))
      return .command(.datasets(operand()))
    case .define: return define()
    case .run: return run()
    case .queries: return .command(.queries)
    case .explain: return rest { .explain($0, text: $1) }
    case .fmt: return rest { .format($0, text: $1) }
    case .describe: return describe()
    case .measures: return .command(.measures)
    case .platforms: return .command(.platforms)
    case .places: return .command(.places)
    case .runs: return .command(.runs)
    case .history: return .command(.history)
    case .results: return .command(.results)
    case .save: return save()
    case .cite: return .command(.cite(resultOrNone()))
    case .sources: return .command(.sources(resultOrNone()))
    case .log: return log()
    case .verify: return verify()
    case .set: return set()
    case .edit: return .command(.edit)
    case .note: return correction(.note)
    case .exclude: return correction(.exclude)
    case .include: return correction(.include)
    case .corrections: return corrections()
    case .backup: return backup()
    case .compact: return .command(.compact)
    case .attach: return attach()
    case .detach: return .command(.detach)
    case .snapshot: return snapshot()
    case .snapshots: return .command(.snapshots)
    case .help: return help()
    case .quit: return .command(.quit)
    }
  }

  /// "load" STRING { [","] STRING } [ "as" NAME ] [ "format" NAME ] [ "map" NAME "=" STRING { "," ... } ] [ "dry-run" ]
  private mutating func load() -> Syntax.Body {
    var files: [Syntax.Operand] = []
    repeat {
      offer(.file)
      guard current.kind == .string || (current.kind == .parameter) else { break }
      if let file = operand() { files.append(file) }
    } while accept(symbol: ",") || current.kind == .string
    guard !files.isEmpty else {
      complainOfFile()
      return .invalid
    }
    var name: Syntax.Operand?
    var format: Syntax.Operand?
    var mapping: [Syntax.Assignment] = []
    var isDry = false
    while !isAtEnd {
      if accept(word: "as") {
        name = expectOperand("a name after 'as'")
      } else if accept(word: "format") {
        offer(.loadFormat)
        format = expectOperand("a format after 'format'")
      } else if accept(word: "map") {
        mapping = assignments()
      } else if accept(word: "dry-run") {
        isDry = true
      } else {
        complain(missing: "'as', 'format', 'map' or 'dry-run'", among: ["format", "dry-run"])
        return .invalid
      }
    }
    offer(words: ["as", "format", "map", "dry-run"])
    return .command(.load(files: files, name: name, format: format, mapping: mapping, isDry: isDry))
  }

  private mutating func complainOfFile() {
    if isAtEnd { return complain(.expected("a file name in quotes after 'load'", found: found)) }
    let start = current.span
    var span = start
    while !isAtEnd, current.span.lower == span.upper || span == start {
      span = span.union(current.span)
      index += 1
    }
    complain(.fileNotQuoted(source.text(of: span)), at: span)
    skipToEnd()
  }

  /// NAME "=" value { "," NAME "=" value }
  private mutating func assignments() -> [Syntax.Assignment] {
    var result: [Syntax.Assignment] = []
    repeat {
      offer(.mappable)
      guard let name = expectOperand("a field after 'map'") else { break }
      guard expect(symbol: "=", "'\(name.text)'") else { break }
      guard let value = expectOperand("a column of the file after '\(name.text) ='") else { break }
      result.append(Syntax.Assignment(name: name, value: value))
    } while accept(symbol: ",")
    return result
  }

  /// "loads" [ INT "rejected" ]
  private mutating func loads() -> Syntax.Body {
    guard !isAtEnd else { return .command(.loads) }
    guard let number = expectOperand("the number of a load after 'loads'") else { return .invalid }
    guard accept(word: "rejected") else {
      complain(.expected("'rejected' after 'loads \(number.text)'", found: found))
      return .invalid
    }
    return .command(.rejected(load: number))
  }

  /// "undo" "load" INT
  private mutating func undo() -> Syntax.Body {
    guard accept(word: "load") else {
      complain(.expected("'load' and its number after 'undo'", found: found))
      return .invalid
    }
    guard let number = expectOperand("the number of a load after 'undo load'") else { return .invalid }
    return .command(.undo(load: number))
  }

  /// "define" ( "@"NAME "=" member { "," member } | "index" NAME "=" expression )
  private mutating func define() -> Syntax.Body {
    if accept(word: "index") { return defineIndex() }
    guard current.kind == .set, let set = operand() else {
      complain(missing: "a set such as @mine or 'index NAME' after 'define'", among: ["index"])
      return .invalid
    }
    guard expect(symbol: "=", "'@\(set.text)'") else { return .invalid }
    var members: [Syntax.Operand] = []
    repeat {
      offer(.member)
      guard let member = expectOperand("a place or platform") else { return .invalid }
      members.append(member)
    } while accept(symbol: ",")
    return .command(.define(set: set, members: members))
  }

  /// "run" NAME { NAME "=" value }, a value being all up to the next space
  private mutating func run() -> Syntax.Body {
    offer(.query)
    guard let name = expectOperand("a saved query after 'run'") else { return .invalid }
    var arguments: [Syntax.Assignment] = []
    while !isAtEnd {
      guard let parameter = expectOperand("a parameter as NAME=VALUE") else { return .invalid }
      guard expect(symbol: "=", "'\(parameter.text)'") else { return .invalid }
      guard let value = argument(of: parameter.text) else { return .invalid }
      arguments.append(Syntax.Assignment(name: parameter, value: value))
    }
    return .command(.run(name: name, arguments: arguments))
  }

  private mutating func argument(of name: String) -> Syntax.Operand? {
    if current.kind == .string { return operand() }
    guard !isAtEnd else {
      complain(.expected("a value after '\(name)='", found: found))
      return nil
    }
    var span = advance().span
    while !isAtEnd, current.span.lower == span.upper { span = span.union(advance().span) }
    return Syntax.Operand(.word, source.text(of: span), span)
  }

  /// The rest of the line, read as a statement too, so that its mistakes show.
  private mutating func rest(
    _ command: (Syntax.Statement?, String) -> Syntax.Command
  ) -> Syntax.Body {
    guard !isAtEnd else { return .command(command(nil, "")) }
    let start = current.span.lower
    let saved = diagnostics.count
    guard enter() else { return .invalid }
    let inner = statement()
    depth -= 1
    diagnostics.removeLast(max(0, diagnostics.count - saved))
    return .command(command(inner, source.text(of: Span(start, inner.span.upper))))
  }

  /// "describe" [ "measure" | "place" | "platform" | "dataset" ] NAME
  private mutating func describe() -> Syntax.Body {
    offer(words: Vocabulary.describables)
    offer(.describable)
    guard let first = expectOperand("a measure, place, platform or dataset after 'describe'") else { return .invalid }
    guard first.kind == .word, Vocabulary.describables.contains(first.text) else {
      let near = Spelling.suggestions(for: first.text, among: Vocabulary.describables)
      if !near.isEmpty, operandKind(current) != nil {
        let expected = "'measure', 'place', 'platform' or 'dataset'"
        complain(.misspelt(first.text.printable, of: expected, suggestions: near), at: first.span)
        advance()
        return .invalid
      }
      return .command(.describe(kind: nil, name: first))
    }
    offer(.describable)
    guard let name = expectOperand("a name after 'describe \(first.text)'") else { return .invalid }
    return .command(.describe(kind: first, name: name))
  }

  /// "help" [ topic ]
  private mutating func help() -> Syntax.Body {
    offer(.topic)
    guard !isAtEnd else { return .command(.help(topic: nil)) }
    var words: [String] = []
    while !isAtEnd { words.append(source.text(of: advance().span)) }
    return .command(.help(topic: words.joined(separator: " ")))
  }

  /// Gives the statement up: nothing more is complained of.
  mutating func abandon() { skipToEnd() }
}

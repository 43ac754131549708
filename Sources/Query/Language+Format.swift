import Text

extension Language {
  /// The canonical text of a script: one statement a line, each stage on its own, comments before the statement that
  /// they stand in. The header and statements that cannot be read stay as they are. Formatting twice changes nothing.
  package static func format(_ source: SourceText) -> String {
    let head = ScriptHeader.read(source.text)
    let lexer = Lexer.tokens(of: source.text, from: head?.end ?? 0)
    var parser = Parser(lexer)
    let statements = parser.statements()
    var layout = Layout(lexer: lexer, last: head?.end ?? 0)
    if let head { layout.lines.append(lexer.text(of: head.header.span)) }
    for statement in statements { layout.add(statement) }
    layout.finish()
    // Of the bytes: CR and LF are one character.
    let endsLine = !layout.lines.isEmpty && source.text.utf8.last == 0x0A
    return layout.lines.joined(separator: "\n") + (endsLine ? "\n" : "")
  }
}

/// Puts statements and comments down in order.
private struct Layout {
  let lexer: Lexer
  /// Where the text that is already put down ends.
  var last: Int
  var nextComment = 0
  var lines: [String] = []

  mutating func add(_ statement: Syntax.Statement) {
    let canonical = Printer().statement(statement)
    comments(before: statement.span.lower)
    gap(before: statement.span.lower)
    if let canonical {
      comments(before: statement.span.upper)
      lines.append(canonical)
    } else {
      while let span = comment, span.lower < statement.span.upper { nextComment += 1 }
      lines.append(unreadable(lexer.text(of: statement.span)))
    }
    last = statement.span.upper
  }

  /// As it stands; a `|` at a line's start would continue the line before it.
  private func unreadable(_ text: String) -> String {
    text.utf8.first == UInt8(ascii: "|") && !lines.isEmpty ? "it \(text)" : text
  }

  mutating func finish() { comments(before: Int.max) }

  private var comment: Span? { nextComment < lexer.comments.count ? lexer.comments[nextComment] : nil }

  private mutating func comments(before offset: Int) {
    while let span = comment, span.lower < offset {
      gap(before: span.lower)
      let text = lexer.text(of: span).trimmed
      // The first line of all would be a header's.
      if text == "---", lines.isEmpty { lines.append("") }
      lines.append(text)
      last = max(last, span.upper)
      nextComment += 1
    }
  }

  /// One blank line where the text has one or more.
  private mutating func gap(before offset: Int) {
    guard !lines.isEmpty, offset > last else { return }
    let newlines = lexer.bytes[last..<min(offset, lexer.bytes.count)].reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) }
    if newlines > 1, lines.last != "" { lines.append("") }
  }
}

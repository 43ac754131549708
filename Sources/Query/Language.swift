import Text

/// The language's front: texts in; trees, resolved statements, canonical text and completions out.
package enum Language {
  /// Reads a script or what was typed. Never fails: what could not be read is `.invalid`, with a diagnostic in its
  /// statement and in the list, which also holds those of the header.
  package static func parse(_ source: SourceText) -> (script: Syntax.Script, diagnostics: [Diagnostic]) {
    let head = ScriptHeader.read(source.text)
    var parser = Parser(Lexer.tokens(of: source.text, from: head?.end ?? 0))
    let statements = parser.statements()
    return (
      Syntax.Script(header: head?.header, statements: statements), (head?.diagnostics ?? []) + parser.diagnostics
    )
  }

  /// Looks every name up. A failure holds all that is wrong with the statement, its grammar included.
  package static func resolve(
    _ statement: Syntax.Statement, in catalog: Catalog
  ) -> Result<ResolvedStatement, Diagnostics> {
    var resolver = Resolver(catalog)
    let resolved = resolver.statement(statement)
    var found = statement.diagnostics
    var seen = Set(found)
    found += resolver.diagnostics.filter { seen.insert($0).inserted }
    if let resolved, found.isEmpty { return .success(resolved) }
    found.sort { ($0.span?.lower ?? 0) < ($1.span?.lower ?? 0) }
    return .failure(Diagnostics(Parser.limited(found)))
  }

  /// The stages of a statement that shape its result, in canonical form: what `it | top 2` adds to the text of `it`.
  package static func shaping(of statement: Syntax.Statement) -> String {
    switch statement.body {
    case .query(let query): Printer().shaping(query.tail)
    case .kept(_, let tail), .sql(_, let tail): Printer().shaping(tail)
    case .command, .invalid: ""
    }
  }

  /// Whether Enter should run it: false while an operand, a parenthesis or a string is open.
  package static func isComplete(_ text: String) -> Bool {
    let head = ScriptHeader.read(text)
    var parser = Parser(Lexer.tokens(of: text, from: head?.end ?? 0))
    _ = parser.statements()
    return !parser.ranOut
  }

  /// The tokens of a text, the ends of statements among them.
  package static func tokens(of source: SourceText) -> [Token] {
    Lexer.tokens(of: source.text, from: ScriptHeader.read(source.text)?.end ?? 0).tokens
  }
}

/// All that is wrong with a statement.
package struct Diagnostics: Error, Sendable {
  package var list: [Diagnostic]

  package init(_ list: [Diagnostic]) {
    self.list = list
  }
}

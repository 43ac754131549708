import Text

/// The language's front: texts in, trees, resolved statements, canonical text and completions out.
package enum Language {
  /// Reads a script or what was typed. Never fails: what could not be read is `.invalid`, with a diagnostic in its
  /// statement and in the list, which also holds those of the header.
  package static func parse(_ source: SourceText) -> (script: Syntax.Script, diagnostics: [Diagnostic]) {
    (Syntax.Script(), [])
  }

  /// Looks every name up. A failure holds all that is wrong with the statement, its grammar included.
  package static func resolve(
    _ statement: Syntax.Statement, in catalog: Catalog
  ) -> Result<ResolvedStatement, Diagnostics> {
    .failure(Diagnostics(statement.diagnostics))
  }

  /// Whether Enter should run it: false while an operand, a parenthesis or a string is open.
  package static func isComplete(_ text: String) -> Bool {
    true
  }

  /// The canonical text of a script, comments kept; statements that cannot be read stay as they are.
  package static func format(_ source: SourceText) -> String {
    source.text
  }

  /// What may stand at a byte offset.
  package static func completions(for text: String, at offset: Int, in catalog: Catalog) -> Completions {
    Completions(candidates: [], more: 0, replacing: Span(offset, offset))
  }
}

/// All that is wrong with a statement.
package struct Diagnostics: Error, Sendable {
  package var list: [Diagnostic]

  package init(_ list: [Diagnostic]) {
    self.list = list
  }
}

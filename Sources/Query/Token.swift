import Text

/// The smallest piece of a text that means something.
package struct Token: Hashable, Sendable {
  package enum Kind: String, Sendable {
    /// `[a-z][a-z0-9_-]*`
    case name
    /// `[A-Z][A-Z0-9-]*`
    case code
    /// Any other word: `Pakistan`, `Asia/Karachi`, `twitter.com`.
    case word
    case number, duration
    /// A calendar spelling with a hyphen: `2023-H1`. A bare year is a number.
    case time
    case string, set, parameter, result
    case symbol
    /// A symbol that this language does not have: `==`, `%>%`.
    case foreign
    /// The end of a statement.
    case end
  }

  package var kind: Kind
  /// Without quotes, `@`, `$`, `#`; escapes undone.
  package var text: String
  package var span: Span

  package init(_ kind: Kind, _ text: String, _ span: Span) {
    self.kind = kind
    self.text = text
    self.span = span
  }

  func isSymbol(_ text: String) -> Bool { kind == .symbol && self.text == text }
  func isName(_ text: String) -> Bool { kind == .name && self.text == text }
}

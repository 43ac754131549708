/// What is wrong (or worth knowing) about a text, where, and what to type instead.
package struct Diagnostic: Hashable, Sendable, Error {
  package enum Severity: String, Sendable { case error, warning, note }

  package var severity: Severity
  /// Lower case, no full stop, the user's text in quotes.
  package var message: String
  /// The exact bytes; nil where no place is to blame.
  package var span: Span?
  /// One line: what to do about it.
  package var help: String?

  package init(_ severity: Severity = .error, _ message: String, at span: Span? = nil, help: String? = nil) {
    self.severity = severity
    self.message = message
    self.span = span
    self.help = help
  }
}

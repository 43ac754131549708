extension Diagnostic {
  /// The message, the line with carets under the exact bytes, and the help, as lines joined by line feeds with none at
  /// the end. Long lines are cut around the caret to `width` columns.
  package func rendered(in source: SourceText?, width: Int = 80) -> String {
    "\(severity.rawValue): \(message.printable)"
  }
}

import Text

/// Reads statements from standard input that is not a terminal.
package struct InputReader {
  /// Where the bytes stop being UTF-8: line and column, both from 1, the column in characters.
  package struct InvalidUTF8: Error, Hashable {
    package var line: Int
    package var column: Int
  }

  /// All of standard input as text.
  package static func readAll() throws -> String { "" }
}

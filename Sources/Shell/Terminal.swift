#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What the program's three streams are connected to.
package struct Terminal: Sendable {
  package enum Stream: Int32, Sendable { case input = 0, output = 1, error = 2 }

  /// Columns and rows of a screen.
  package struct Size: Hashable, Sendable {
    package var columns: Int
    package var rows: Int

    package init(columns: Int, rows: Int) {
      self.columns = columns
      self.rows = rows
    }
  }

  /// Whether a stream is a terminal.
  package static func isTerminal(_ stream: Stream) -> Bool { isatty(stream.rawValue) == 1 }
}

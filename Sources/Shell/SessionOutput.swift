import Render
import Tables
import Text

/// Where a session's words go: results to standard output, everything else to standard error.
package struct SessionOutput {
  /// Results. The pager stands behind it at a prompt.
  package var show: (String) -> Void
  /// Messages: errors, warnings, progress.
  package var tell: (String) -> Void
  /// Asks before something is removed; nil does not ask.
  package var confirm: ((String) -> Bool)?
  /// Results past the pager; nil where there is none.
  package var plain: ((String) -> Void)?
  /// Lets the user change a text in an editor; gives nil where it was not saved. nil where nobody is there to.
  package var edit: ((String) throws -> String?)?

  package init(
    show: @escaping (String) -> Void, tell: @escaping (String) -> Void, confirm: ((String) -> Bool)? = nil
  ) {
    self.show = show
    self.tell = tell
    self.confirm = confirm
  }
}

/// How a session behaves; the same session serves the prompt, a pipe and the tests.
package struct SessionOptions: Sendable {
  package var format: OutputFormat = .table
  /// Columns of the screen, asked for anew for each result.
  package var width: @Sendable () -> Int? = { nil }
  package var isColor = false
  /// The terminal shows nothing but ASCII, so that charts keep to it.
  package var isASCII = false
  /// Where `export` writes: files named without a folder go here.
  package var outputFolder: String?
  /// Folders that hold saved queries, searched in order.
  package var queryFolders: [String] = []
  /// The time that footers give is left out, so that transcripts compare.
  package var hidesTimes = false
  /// Empty results are exit status 4.
  package var failsEmpty = false

  package init() {}
}

/// How a statement or a script ended; the raw value is the exit status.
package enum SessionStatus: Int32, Sendable {
  case ok = 0
  case statementError = 1
  case usage = 2
  case dataError = 3
  case empty = 4
  case mismatch = 5
  case interrupted = 130
}

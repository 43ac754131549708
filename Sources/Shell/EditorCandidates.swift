/// One text that could stand at the cursor, and how a list shows it.
package struct EditorCandidate: Hashable, Sendable {
  package var text: String
  package var display: String

  package init(text: String, display: String? = nil) {
    self.text = text
    self.display = display ?? text
  }
}

/// What could stand at the cursor, and the bytes of the statement that it would replace.
package struct EditorCandidates: Sendable {
  package var candidates: [EditorCandidate]
  /// UTF-8 offsets into the statement.
  package var replacing: Range<Int>
  /// How many the maker of the list left off.
  package var more: Int

  package init(_ candidates: [EditorCandidate], replacing: Range<Int>, more: Int = 0) {
    self.candidates = candidates
    self.replacing = replacing
    self.more = more
  }
}

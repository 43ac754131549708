/// A statement being typed and the place in it, in Unicode scalars, as libedit counts. A value: each key makes another.
package struct EditorBuffer: Equatable {
  package let scalars: [Unicode.Scalar]
  /// From 0 to the number of scalars.
  package let cursor: Int

  package init(_ scalars: some Sequence<Unicode.Scalar>, cursor: Int) {
    self.scalars = Array(scalars)
    self.cursor = min(max(cursor, 0), self.scalars.count)
  }

  package init(_ text: String, cursor: Int? = nil) {
    let scalars = Array(text.unicodeScalars)
    self.init(scalars, cursor: cursor ?? scalars.count)
  }

  package var text: String { Self.text(scalars[...]) }

  package var isBlank: Bool { scalars.allSatisfy(\.properties.isWhitespace) }

  /// Whether the cursor ends a line with nothing on it, of a statement that has something before it.
  package var isAtBlankEnd: Bool {
    cursor == scalars.count && !isBlank && lineStart > 0 && scalars[lineStart...].allSatisfy(\.properties.isWhitespace)
  }

  /// The cursor in bytes of UTF-8.
  package var byteOffset: Int { Self.text(scalars[..<cursor]).utf8.count }

  /// The scalars before a byte offset; one inside a scalar counts that scalar.
  package func scalarOffset(ofByte offset: Int) -> Int {
    var bytes = 0
    for (index, scalar) in scalars.enumerated() {
      if bytes >= offset { return index }
      bytes += UTF8.width(scalar)
    }
    return scalars.count
  }

  package var lineStart: Int { start(ofLineAt: cursor) }

  package var lineEnd: Int { end(ofLineAt: cursor) }

  /// The same column one line up, nil on the first line.
  package var above: Int? {
    guard lineStart > 0 else { return nil }
    let end = lineStart - 1
    return min(start(ofLineAt: end) + cursor - lineStart, end)
  }

  /// The same column one line down, nil on the last line.
  package var below: Int? {
    guard lineEnd < scalars.count else { return nil }
    let start = lineEnd + 1
    return min(start + cursor - lineStart, end(ofLineAt: start))
  }

  /// The start of the word before the cursor.
  package var previousWord: Int {
    var index = cursor
    while index > 0, !Self.isOfWord(scalars[index - 1]) { index -= 1 }
    while index > 0, Self.isOfWord(scalars[index - 1]) { index -= 1 }
    return index
  }

  /// The end of the word after the cursor.
  package var nextWord: Int {
    var index = cursor
    while index < scalars.count, !Self.isOfWord(scalars[index]) { index += 1 }
    while index < scalars.count, Self.isOfWord(scalars[index]) { index += 1 }
    return index
  }

  /// The start of what stands between spaces before the cursor.
  package var previousSpace: Int {
    var index = cursor
    while index > 0, scalars[index - 1].properties.isWhitespace { index -= 1 }
    while index > 0, !scalars[index - 1].properties.isWhitespace { index -= 1 }
    return index
  }

  /// The spaces that a next line starts with: this line's, and at least two, since an indented line continues a
  /// statement.
  package var indent: String {
    let spaces = scalars[lineStart..<cursor].prefix { $0 == " " || $0 == "\t" }
    return spaces.count < 2 ? "  " : Self.text(spaces)
  }

  /// The buffer with the cursor elsewhere.
  package func moved(to place: Int) -> EditorBuffer { EditorBuffer(scalars, cursor: place) }

  /// The buffer with a text in the place of scalars, and the cursor after it.
  package func replacing(_ range: Range<Int>, with text: String) -> EditorBuffer {
    let range = range.clamped(to: 0..<scalars.count)
    let inserted = Array(text.unicodeScalars)
    return EditorBuffer(
      scalars[..<range.lowerBound] + inserted + scalars[range.upperBound...],
      cursor: range.lowerBound + inserted.count)
  }

  package func inserting(_ text: String) -> EditorBuffer { replacing(cursor..<cursor, with: text) }

  private func start(ofLineAt index: Int) -> Int {
    (scalars[..<index].lastIndex(of: "\n") ?? -1) + 1
  }

  private func end(ofLineAt index: Int) -> Int {
    scalars[index...].firstIndex(of: "\n") ?? scalars.count
  }

  /// Names hold `-` and `_`, so a word does.
  private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "-" || scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  package static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars)
    return text
  }
}

import CEdit

extension LineEditor {
  private static let pasteEnd = Array("\u{1B}[201~".unicodeScalars)

  /// Inserts a paste as it is, its line ends as line feeds: nothing in it completes or runs. Line ends at its end are
  /// left off, so that Enter is what runs it.
  func paste() -> Int32 {
    var pasted: [Unicode.Scalar] = []
    while !pasted.suffix(Self.pasteEnd.count).elementsEqual(Self.pasteEnd) {
      guard let scalar = nextCharacter() else { return CC_EOF }
      pasted.append(scalar)
    }
    show(buffer.inserting(Self.typed(pasted.dropLast(Self.pasteEnd.count))))
    return CC_REFRESH
  }

  /// What a paste means in a statement: terminals send a carriage return for each line end.
  static func typed(_ pasted: some Sequence<Unicode.Scalar>) -> String {
    var text = ""
    var previous: Unicode.Scalar = "\0"
    for scalar in pasted where scalar != "\0" {
      if scalar != "\n" || previous != "\r" { text.unicodeScalars.append(scalar == "\r" ? "\n" : scalar) }
      previous = scalar
    }
    while text.unicodeScalars.last == "\n" { text.unicodeScalars.removeLast() }
    return text
  }
}

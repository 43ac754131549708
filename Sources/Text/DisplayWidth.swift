/// How many columns a text takes on a terminal.
package enum DisplayWidth {
  /// Columns of a text: combining marks and other zero-width scalars count 0, wide ones 2, all others 1 (a control
  /// character too, since it is shown as a symbol; see `String.printable`). Scalars are added up, as terminals do; the
  /// few that draw a joined emoji as one count it narrower.
  package static func of(_ text: String) -> Int {
    var columns = 0
    for scalar in text.unicodeScalars { columns += of(scalar) }
    return columns
  }

  package static func of(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return 1 }
    if isIn(zero, value) { return 0 }
    return value >= 0x1100 && isIn(wide, value) ? 2 : 1
  }

  /// Binary search for the first range that does not end before the value.
  private static func isIn(_ ranges: [UInt32], _ value: UInt32) -> Bool {
    var low = 0
    var high = ranges.count / 2
    while low < high {
      let middle = (low + high) / 2
      if ranges[2 * middle + 1] < value { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count / 2 && ranges[2 * low] <= value
  }
}

extension String {
  /// As much as takes so many columns; what is cut ends in an ellipsis.
  package func cut(toWidth width: Int) -> String {
    guard DisplayWidth.of(self) > width else { return self }
    var result = ""
    var columns = 0
    for character in self {
      let more = DisplayWidth.of(String(character))
      guard columns + more < width else { break }
      result.append(character)
      columns += more
    }
    return result + "…"
  }

  /// Without blanks at the end.
  package var trimmedEnd: String { String(self[..<(lastIndex { $0 != " " }.map(index(after:)) ?? startIndex)]) }
}

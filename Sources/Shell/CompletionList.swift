import Text

/// How candidates are listed under a statement.
package enum CompletionList {
  /// A list holds at most this many.
  package static let most = 60

  /// The longest text that every candidate starts with.
  package static func commonPrefix(of candidates: [EditorCandidate]) -> String {
    guard let first = candidates.first else { return "" }
    var common = first.text[...]
    for candidate in candidates.dropFirst() {
      common = common.prefix(zip(common, candidate.text).prefix { $0 == $1 }.count)
    }
    return String(common)
  }

  /// Lines of at most `columns`, filled downwards, in as few rows as the widest candidate allows, and at the end how
  /// many were left off.
  package static func lines(_ candidates: EditorCandidates, columns: Int) -> [String] {
    let shown = candidates.candidates.prefix(most).map(\.display.printable)
    let more = max(candidates.more, 0) + candidates.candidates.count - shown.count
    guard !shown.isEmpty else { return [] }
    let widest = shown.map(DisplayWidth.of).max() ?? 0
    let across = max((columns + 2) / (widest + 2), 1)
    let rows = (shown.count + across - 1) / across
    var lines = (0..<rows).map { row in
      stride(from: row, to: shown.count, by: rows).map { shown[$0] }
    }.map { cells in padded(cells, to: widest) }
    if more > 0 { lines.append("\(more) more") }
    return lines
  }

  private static func padded(_ cells: [String], to width: Int) -> String {
    var line = ""
    for (index, cell) in cells.enumerated() {
      line += cell
      guard index < cells.count - 1 else { break }
      line += String(repeating: " ", count: max(width + 2 - DisplayWidth.of(cell), 1))
    }
    return line
  }
}

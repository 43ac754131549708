extension Diagnostic {
  /// The message, the source line with carets under the exact bytes, and the help:
  ///
  ///     error: 'restriction-indx' is not a measure; did you mean 'restriction-index'?
  ///       rank countries by restriction-indx during 2023-H1
  ///                         ^^^^^^^^^^^^^^^^
  ///       help: 'measures' lists them
  ///
  /// Lines are joined by line feeds with none at the end. A source with a name puts `name:line:column: ` first. A
  /// source line that is wider than `width` columns is cut around the carets, with `…` where something is left out; of
  /// a span over several lines the first carries the carets. Nothing of the text reaches a terminal raw.
  package func rendered(in source: SourceText?, width: Int = 80) -> String {
    var lines = ["\(place(in: source))\(severity.rawValue): \(message.printable)"]
    if let source, let span {
      let (start, text) = source.line(at: span.lower)
      let excerpt = Excerpt(line: text, marking: Span(span.lower - start, span.upper - start), width: max(width, 0) - 2)
      lines += ["  " + excerpt.text, "  " + excerpt.carets]
    }
    if let help { lines.append("  help: \(help.printable)") }
    return lines.joined(separator: "\n")
  }

  private func place(in source: SourceText?) -> String {
    guard let source, let name = source.name else { return "" }
    guard let span else { return "\(name.printable): " }
    let (line, column) = source.position(of: span.lower)
    return "\(name.printable):\(line):\(column): "
  }
}

/// A source line as it is shown, and the carets under it.
struct Excerpt {
  let text: String
  let carets: String

  /// One character of the line: what is shown for it and in which columns.
  private struct Cell {
    let text: String
    let column: Int
    let width: Int
    let isMarked: Bool
    var end: Int { column + width }
  }

  private static let tabStop = 4
  private static let narrowest = 20

  /// `span` is in bytes of the line. An empty one, or one that starts at the line's end, gets one caret.
  init(line: String, marking span: Span, width: Int) {
    var cells = Self.cells(of: line, marking: span)
    let total = cells.last?.end ?? 0
    if !cells.contains(where: \.isMarked) {
      cells.append(Cell(text: "", column: total, width: 1, isMarked: true))
    }
    let first = cells.first(where: \.isMarked)?.column ?? 0
    let last = cells.last(where: \.isMarked)?.end ?? first + 1
    let window = Self.window(around: first..<max(first, last), of: cells.last?.end ?? 0, width: width)
    let shown = cells.filter { $0.column >= window.lowerBound && $0.end <= window.upperBound }
    let before = shown.first.map { $0.column > 0 } ?? false
    let after = shown.last.map { $0.end < total } ?? false
    text = (before ? "…" : "") + shown.map(\.text).joined() + (after ? "…" : "")
    let margin = (before ? 1 : 0) + shown.prefix { !$0.isMarked }.reduce(0) { $0 + $1.width }
    let marked = shown.drop { !$0.isMarked }.prefix(while: \.isMarked).reduce(0) { $0 + $1.width }
    carets = String(repeating: " ", count: margin) + String(repeating: "^", count: max(1, marked))
  }

  private static func cells(of line: String, marking span: Span) -> [Cell] {
    var cells: [Cell] = []
    var offset = 0
    var column = 0
    for character in line {
      if character == "\r" { break }
      let next = offset + character.utf8.count
      let shown =
        character == "\t"
        ? String(repeating: " ", count: tabStop - column % tabStop) : String(character).printable
      let width = DisplayWidth.of(shown)
      let isMarked = span.isEmpty ? (offset..<next).contains(span.lower) : offset < span.upper && next > span.lower
      cells.append(Cell(text: shown, column: column, width: width, isMarked: isMarked))
      offset = next
      column += width
    }
    return cells
  }

  /// The columns to show: all of them if they fit, else as many as do, the marked ones in their middle, less one at each
  /// cut end for the ellipsis.
  private static func window(around marked: Range<Int>, of total: Int, width: Int) -> Range<Int> {
    let width = max(width, narrowest)
    guard total > width else { return 0..<total }
    let lead = max(0, width - min(marked.count, width)) / 2
    let start = max(0, min(marked.lowerBound - max(lead, 1), total - width))
    let end = start + width
    return (start > 0 ? start + 1 : 0)..<(end < total ? end - 1 : total)
  }
}

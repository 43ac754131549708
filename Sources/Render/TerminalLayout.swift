import Tables
import Text

/// Which columns a terminal shows, how wide, and what has to be said about the others.
struct TerminalLayout {
  private struct Column {
    var source: DisplayTable.Column
    /// The header, already broken into lines.
    var header: [String]
    var cells: [TerminalCell]
    /// Columns of the widest interval; 0 without any.
    var intervalWidth: Int
    var width: Int
    var isCut = false
  }

  private var columns: [Column]
  private var dropped: [DisplayTable.Column] = []
  private let options: RenderOptions

  /// Between two columns.
  private static let gap = 2
  /// A header is broken rather than widen a column of narrow figures beyond this.
  private static let headerWidth = 14
  /// A text column is not cut below this.
  private static let narrowest = 12

  init(_ table: DisplayTable, _ options: RenderOptions) {
    self.options = options
    columns = table.columns.indices.map { index in
      Self.column(table.columns[index], cells: table.rows.map { $0[index] })
    }
    if let width = options.width { fit(max(width, 1)) }
  }

  private static func column(_ source: DisplayTable.Column, cells: [DisplayTable.Cell]) -> Column {
    let cells = cells.map { TerminalCell($0, in: source) }
    let intervalWidth = cells.map(\.intervalWidth).max() ?? 0
    let content = cells.map { $0.width(intervalWidth) }.max() ?? 0
    let header = wrapped(source.title, max(content, headerWidth))
    let width = max(content, header.map(DisplayWidth.of).max() ?? 0)
    return Column(source: source, header: header, cells: cells, intervalWidth: intervalWidth, width: width)
  }

  /// Keys and the first other column first, then as many others as fit, in order; long texts are cut before any column
  /// is left out.
  private mutating func fit(_ screen: Int) {
    let whole = columns
    shorten(columns.indices.map { $0 }, to: screen)
    let first = columns.firstIndex { !$0.source.isKey }
    var kept = columns.indices.filter { columns[$0].source.isKey || $0 == first }
    for index in columns.indices where !kept.contains(index) {
      if total(kept + [index]) <= screen { kept.append(index) }
    }
    columns = whole
    shorten(kept, to: screen)
    dropped = columns.indices.filter { !kept.contains($0) }.map { columns[$0].source }
    columns = kept.sorted().map { columns[$0] }
  }

  private func total(_ indices: [Int]) -> Int {
    indices.reduce(0) { $0 + columns[$1].width } + Self.gap * max(0, indices.count - 1)
  }

  /// Takes columns off the widest text until everything fits or no text is left to cut.
  private mutating func shorten(_ indices: [Int], to screen: Int) {
    while total(indices) > screen {
      let texts = indices.filter { columns[$0].source.kind == .text && columns[$0].width > Self.narrowest }
      guard let widest = texts.max(by: { columns[$0].width < columns[$1].width }) else { return }
      let excess = total(indices) - screen
      let others = texts.filter { $0 != widest }.map { columns[$0].width }.max() ?? 0
      let floor = max(Self.narrowest, others)
      columns[widest].width = max(columns[widest].width - excess, min(floor, columns[widest].width - 1))
      columns[widest].isCut = columns[widest].cells.contains { DisplayWidth.of($0.text) > columns[widest].width }
      columns[widest].header = wrapped(columns[widest].source.title, columns[widest].width)
    }
  }

  /// Header, rule and rows.
  var lines: [String] {
    let height = columns.map(\.header.count).max() ?? 0
    var lines = (0..<height).map { headerLine($0, of: height) }
    lines.append(columns.map { String(repeating: "─", count: $0.width) }.joined(separator: gap))
    let rows = columns.first?.cells.count ?? 0
    for row in 0..<rows {
      lines.append(columns.map { cell($0.cells[row], in: $0) }.joined(separator: gap).trimmedEnd)
    }
    return lines
  }

  /// What is not on the screen, by the names that `keep` takes.
  var remarks: [String] {
    var result: [String] = []
    let cut = columns.filter(\.isCut).map(\.source.name)
    if !cut.isEmpty { result += wrapped("cut short: \(cut.joined(separator: ", "))", options.width) }
    if !dropped.isEmpty {
      result += wrapped("not shown, for width: \(dropped.map(\.name).joined(separator: ", "))", options.width)
    }
    return result
  }

  private var gap: String { String(repeating: " ", count: Self.gap) }

  /// Headers stand on the rule.
  private func headerLine(_ line: Int, of height: Int) -> String {
    let texts = columns.map { column in
      let index = line - (height - column.header.count)
      let text = column.header.indices.contains(index) ? column.header[index] : ""
      return padded(text, to: column.width, isRight: column.source.kind != .text)
    }
    let text = texts.joined(separator: gap).trimmedEnd
    return options.isColor ? "\u{1B}[1m\(text)\u{1B}[22m" : text
  }

  private func cell(_ cell: TerminalCell, in column: Column) -> String {
    let isFigure = column.source.kind != .text
    let shown = cell.aligned(column.intervalWidth).cut(toWidth: column.width)
    let padding = String(repeating: " ", count: max(0, column.width - DisplayWidth.of(shown)))
    let text = options.isColor && cell.isAbsent ? "\u{1B}[2m\(shown)\u{1B}[22m" : shown
    return isFigure ? padding + text : text + padding
  }

  private func padded(_ text: String, to width: Int, isRight: Bool) -> String {
    let text = text.cut(toWidth: width)
    let padding = String(repeating: " ", count: max(0, width - DisplayWidth.of(text)))
    return isRight ? padding + text : text + padding
  }

}

/// A cell as terminal text.
struct TerminalCell {
  /// The figure or text, nothing in it that a terminal obeys.
  var text: String
  var interval: String?
  var isAbsent = false
  private var isFigure = false

  init(_ cell: DisplayTable.Cell, in column: DisplayTable.Column) {
    switch cell {
    case .text(let text): self.text = text.printable
    case .absent(let absence): (text, isAbsent) = (absence.rawValue, true)
    case .figure(let figure, let bounds):
      text = column.isGrouped ? grouped(figure) : figure
      interval = bounds.map { "[\($0.lower), \($0.upper)]" }
      isFigure = true
    }
  }

  var intervalWidth: Int { isFigure && interval != nil ? DisplayWidth.of(interval ?? "") : 0 }

  func width(_ intervalWidth: Int) -> Int {
    guard isFigure, intervalWidth > 0 else { return DisplayWidth.of(text) }
    return DisplayWidth.of(text) + 1 + intervalWidth
  }

  /// The figure, and its interval right-aligned in its own columns, so that points stand under points.
  func aligned(_ intervalWidth: Int) -> String {
    guard isFigure, intervalWidth > 0 else { return text }
    let bounds = interval ?? ""
    let padding = String(repeating: " ", count: max(0, intervalWidth - DisplayWidth.of(bounds)))
    return "\(text) \(padding)\(bounds)"
  }
}

extension DisplayTable.Column {
  /// Whether thousands are set apart.
  var isGrouped: Bool {
    if case .figure(_, isGrouped: true) = kind { true } else { false }
  }
}

import Tables
import Text

/// The rows and rules of a LaTeX table: figures in `S` columns sized to the data, everything else braced or escaped.
struct LaTeXTabular {
  private let table: DisplayTable
  private let isFragment: Bool
  /// Kinds of missing cells that occur, in a fixed order; the first is marked `a`.
  let absences: [Absence]
  /// Whether some text holds characters that pdfLaTeX cannot set.
  let isRefusing: Bool
  private let widths: [Int]

  /// Longer texts are set as paragraphs.
  private static let paragraph = 40
  private static let headerWidth = 14

  init(_ table: DisplayTable, isFragment: Bool) {
    self.table = table
    self.isFragment = isFragment
    let cells = table.rows.flatMap { $0 }
    let present = Set(cells.compactMap(\.absence))
    absences = Absence.allCases.filter(present.contains)
    isRefusing = (cells.compactMap(\.plainText) + table.columns.map(\.title)).contains(where: LaTeXText.isRefusing)
    widths = table.columns.indices.map { index in
      let header = wrapped(table.columns[index].title, Self.headerWidth).map(DisplayWidth.of).max() ?? 0
      return min(max(header, table.rows.map { $0[index].length }.max() ?? 0), Self.paragraph)
    }
  }

  /// Characters across, two between columns.
  var width: Int { widths.reduce(0) { $0 + $1 + 2 } }

  /// So narrow that notes under it would be a strip; the columns are spread instead.
  var isNarrow: Bool { width < 56 && !isFragment }

  var lines: [String] {
    let open = isNarrow ? "\\begin{tabular*}{0.8\\linewidth}{@{\\extracolsep{\\fill}}" : "\\begin{tabular}{@{}"
    var lines = ["\(open)\(specification)@{}}", "\\toprule"]
    if !table.columns.isEmpty { lines.append(row(table.columns.map(header))) }
    lines.append("\\midrule")
    lines += table.rows.map { row(zip($0, table.columns).map(cell)) }
    if table.rows.isEmpty { lines.append("\\multicolumn{\(max(1, columnCount))}{@{}l@{}}{No rows.} \\\\") }
    return lines + ["\\bottomrule", isNarrow ? "\\end{tabular*}" : "\\end{tabular}"]
  }

  private var columnCount: Int { table.columns.reduce(0) { $0 + ($1.hasInterval ? 2 : 1) } }

  private func row(_ cells: [String]) -> String { "\(cells.joined(separator: " & ")) \\\\" }

  private var specification: String {
    guard !table.columns.isEmpty else { return "l" }
    return table.columns.indices.map(specification).joined()
  }

  private func specification(_ index: Int) -> String {
    let column = table.columns[index]
    switch column.kind {
    case .text where table.rows.contains { $0[index].length > Self.paragraph }:
      return ">{\\raggedright\\arraybackslash}p{0.35\\linewidth}"
    case .text: return "l"
    case .figure(_, isGrouped: false): return "r"
    case .figure(let decimals, isGrouped: true):
      let figures = table.rows.compactMap { $0[index].figure }
      let sign = figures.contains { $0.hasPrefix("-") } ? "-" : ""
      let whole = figures.map { $0.filter(\.isNumber).count - decimals }.max() ?? 1
      let places = decimals > 0 ? ".\(decimals)" : ""
      let spread = isNarrow ? "\\extracolsep{\\fill}" : "\\hspace{2\\tabcolsep}"
      let interval = column.hasInterval ? "@{\\extracolsep{0pt}\\enspace}r@{\(spread)}" : ""
      return "S[table-format=\(sign)\(max(1, whole))\(places)]\(interval)"
    }
  }

  private func header(_ column: DisplayTable.Column) -> String {
    let lines = wrapped(column.title, Self.headerWidth).map { LaTeXText.escaped($0) }
    let side = column.kind == .text ? "l" : "r"
    let stacked = "\\begin{tabular}[b]{@{}\(side)@{}}\(lines.joined(separator: "\\\\"))\\end{tabular}"
    let text = lines.count > 1 ? stacked : lines.joined()
    return column.hasInterval ? "\\multicolumn{2}{c}{\(text)}" : "{\(text)}"
  }

  private func cell(_ cell: DisplayTable.Cell, in column: DisplayTable.Column) -> String {
    let text: String
    switch cell {
    case .text(let plain): text = column.kind == .text ? LaTeXText.escaped(plain) : "{\(LaTeXText.escaped(plain))}"
    case .absent(let absence): text = "{--\(mark(absence))}"
    case .figure(let figure, let interval):
      // Outside an `S` column nothing makes a hyphen a minus sign.
      let isSet = column.isGrouped || !figure.hasPrefix("-")
      guard column.hasInterval else { return isSet ? figure : "\\num{\(figure)}" }
      let bounds = interval.map { "{[}\\num{\($0.lower)}, \\num{\($0.upper)}{]}" } ?? ""
      return "\(figure) & \(bounds)"
    }
    return column.hasInterval ? "\(text) &" : text
  }

  private func mark(_ absence: Absence) -> String {
    let letter = Self.letter(absences.firstIndex(of: absence) ?? 0)
    return isFragment ? "\\textsuperscript{\(letter)}" : "\\tnote{\(letter)}"
  }

  /// `a`, `b`, ...
  static func letter(_ index: Int) -> String { String(Character(Unicode.Scalar(UInt8(0x61 + min(max(index, 0), 25))))) }
}

extension DisplayTable.Cell {
  fileprivate var absence: Absence? { if case .absent(let absence) = self { absence } else { nil } }
  fileprivate var plainText: String? { if case .text(let text) = self { text } else { nil } }
  fileprivate var figure: String? { if case .figure(let figure, _) = self { figure } else { nil } }

  fileprivate var length: Int {
    switch self {
    case .text(let text): DisplayWidth.of(text.printable)
    case .absent: 3
    case .figure(let figure, let interval): figure.count + (interval.map { $0.lower.count + $0.upper.count + 5 } ?? 0)
    }
  }
}

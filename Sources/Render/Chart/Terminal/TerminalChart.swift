import Text

/// A chart in characters, no wider than the screen: what a table's place is taken by.
struct TerminalChart {
  let chart: Chart
  let width: Int
  let glyphs: ChartGlyphs
  let isColor: Bool

  /// What a pipe or a file is drawn for, which has no width of its own.
  private static let usualWidth = 80
  /// Under this nothing can be told apart; the lines are longer than such a screen.
  private static let narrowest = 30

  init(_ chart: Chart, _ options: RenderOptions) {
    self.chart = chart
    width = max(options.width ?? Self.usualWidth, Self.narrowest)
    glyphs = options.isASCII ? .ascii : .blocks
    isColor = options.isColor
  }

  var lines: [String] {
    let body =
      switch chart.kind {
      case .bar: bars
      case .line: panels
      case .heat: strips
      case .eventStudy: study
      case .rankRange: ranks
      }
    return wrapped(heading, width) + body
  }

  /// What signs mean, and what is in the table and not in the chart.
  var remarks: [String] { (legend + chart.remarks).flatMap { wrapped($0, width) } }

  private var heading: String { chart.place.isEmpty ? chart.measure : "\(chart.measure) by \(chart.place)" }

  private var legend: [String] {
    var lines: [String] = []
    switch chart.kind {
    case .bar:
      if chart.hasIntervals {
        lines.append(
          "\(glyphs.doubtful) and \(glyphs.span)\(glyphs.highEnd) = the interval, below and above the figure")
      }
    case .line:
      if chart.hasIntervals { lines.append("\(glyphs.band) = the interval") }
      if !chart.absences.isEmpty { lines.append("\(glyphs.missing) = \(chart.absenceText)") }
    case .heat:
      if !chart.absences.isEmpty { lines.append("\(glyphs.missing) = \(chart.absenceText)") }
    case .eventStudy:
      if chart.series.contains(where: \.isExpected) {
        lines.append("\(glyphs.point) = counted; \(spanSign) = expected without a link")
      } else if chart.hasIntervals {
        lines.append("\(spanSign) = the interval")
      }
    case .rankRange: lines.append("\(glyphs.point) = the rank; \(spanSign) = from the best to the worst")
    }
    return lines
  }

  private var spanSign: String { String([glyphs.lowEnd, glyphs.span, glyphs.highEnd]) }

  // MARK: pieces

  func dimmed(_ text: String) -> String { isColor ? "\u{1B}[2m\(text)\u{1B}[22m" : text }

  func left(_ text: String, _ width: Int) -> String {
    let text = text.cut(toWidth: width)
    return text + String(repeating: " ", count: max(0, width - DisplayWidth.of(text)))
  }

  func right(_ text: String, _ width: Int) -> String {
    let text = text.cut(toWidth: width)
    return String(repeating: " ", count: max(0, width - DisplayWidth.of(text))) + text
  }

  func widest(_ texts: some Sequence<String>) -> Int { texts.map(DisplayWidth.of).max() ?? 0 }

  /// Texts with their middles (or starts) at columns, as far as they do not run into each other or off the line.
  func labels(_ texts: [(column: Int, text: String)], width: Int, isCentred: Bool) -> String {
    var line = ""
    var end = 0
    for (column, text) in texts {
      let length = DisplayWidth.of(text)
      let wanted = isCentred ? column - length / 2 : column
      let start = min(max(wanted, 0), max(0, width - length))
      guard start >= end + (end > 0 ? 1 : 0), start + length <= width || end == 0 else { continue }
      line += String(repeating: " ", count: start - end) + text
      end = start + length
    }
    return line
  }
}

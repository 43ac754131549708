import Text

/// Where a row's label, bar and figures stand. Where they do not fit side by side, the bar has a line of its own.
struct TerminalChartLayout {
  var label: Int
  var name: Int
  var plot: Int
  var figure: Int
  var interval: Int
  var support: Int
  var isStacked: Bool

  private static let gap = 2
  private static let narrowestPlot = 14
  private static let narrowestLabel = 8

  init(_ chart: TerminalChart, figures: [Chart.Figure], isNamed: Bool) {
    let width = chart.width
    figure = chart.widest(figures.map(\.text))
    interval = chart.widest(figures.compactMap(\.intervalText))
    support = chart.widest(chart.chart.positions.compactMap(\.support).map { "n \($0)" })
    label = min(chart.widest(chart.chart.positions.map(\.label)), max(Self.narrowestLabel, width / 3))
    name = isNamed ? min(chart.widest(chart.chart.series.map(\.name)), max(6, width / 5)) : 0
    let numbers = [figure, interval, support].filter { $0 > 0 }.reduce(0) { $0 + $1 + 1 }
    let heads = [label, name].filter { $0 > 0 }.reduce(0) { $0 + $1 + Self.gap }
    plot = width - heads - numbers - 2
    isStacked = plot < Self.narrowestPlot
    if isStacked { (label, plot) = (width, width - 2) }
  }
}

extension TerminalChart {
  var bars: [String] {
    let columns = TerminalChartLayout(self, figures: chart.figures, isNamed: chart.isGrouped)
    let scale = ChartScale(
      chart.extent, most: max(2, columns.plot / 10), isShare: chart.isShare, isWhole: chart.isWhole)
    var lines: [String] = []
    for (index, position) in chart.positions.enumerated() {
      for (number, series) in chart.series.enumerated() where series.points.indices.contains(index) {
        let point = series.points[index]
        let label = number == 0 ? position.label : ""
        let bar = self.bar(point, scale, columns.plot)
        lines += row(label, series.name, bar, point, position.support, columns)
      }
    }
    guard !chart.figures.isEmpty else { return lines }
    return lines + axis(scale, columns, zero: zeroColumn(scale, columns.plot))
  }

  /// A row in one line, or in two where the screen is narrow.
  func row(
    _ label: String, _ name: String, _ plot: String, _ point: Chart.Point, _ support: String?,
    _ columns: TerminalChartLayout
  ) -> [String] {
    let numbers = self.numbers(point.figure, support, columns)
    guard columns.isStacked else {
      var parts = columns.label > 0 ? [left(label, columns.label)] : []
      if columns.name > 0 { parts.append(left(name, columns.name)) }
      return [(parts + [plot + " " + numbers]).joined(separator: "  ").trimmedEnd]
    }
    let head = [label, name].filter { !$0.isEmpty }.joined(separator: ", ")
    let figures = numbers.trimmedEnd.drop { $0 == " " }
    let fits = DisplayWidth.of(head) + 2 + DisplayWidth.of(String(figures)) <= width
    let first = fits ? ["\(head)  \(figures)"] : [head.cut(toWidth: width), "  \(figures)"]
    return (first + [plot]).map(\.trimmedEnd).filter { !$0.isEmpty }
  }

  private func numbers(_ figure: Chart.Figure?, _ support: String?, _ columns: TerminalChartLayout) -> String {
    var parts: [String] = []
    if columns.figure > 0 { parts.append(right(figure?.text ?? "", columns.figure)) }
    if columns.interval > 0 { parts.append(right(figure?.intervalText ?? "", columns.interval)) }
    if columns.support > 0 { parts.append(right(support.map { "n \($0)" } ?? "", columns.support)) }
    return parts.joined(separator: " ")
  }

  /// Cells left of the line at zero.
  private func zeroColumn(_ scale: ChartScale, _ width: Int) -> Int {
    Int((scale.fraction(0) * Double(width)).rounded())
  }

  /// The line at zero and a bar from it; a missing figure has a word and no bar.
  private func bar(_ point: Chart.Point, _ scale: ChartScale, _ width: Int) -> String {
    let zero = zeroColumn(scale, width)
    guard case .figure(let figure) = point else {
      let word = "\(glyphs.missing) \(point.absence ?? "")".cut(toWidth: max(1, width - zero))
      let space = max(0, width - zero - DisplayWidth.of(word))
      return String(repeating: " ", count: zero) + String(glyphs.axis) + dimmed(word)
        + String(repeating: " ", count: space)
    }
    var cells = Array(repeating: Character(" "), count: width)
    fill(&cells, figure, scale, zero)
    if let interval = figure.interval { overlay(&cells, interval, scale) }
    return String(cells[..<zero]) + String(glyphs.axis) + String(cells[zero...])
  }

  private func fill(_ cells: inout [Character], _ figure: Chart.Figure, _ scale: ChartScale, _ zero: Int) {
    let width = Double(cells.count)
    let length = (scale.fraction(figure.value) - scale.fraction(0)) * width * 8
    var eighths = Int(length.magnitude.rounded())
    // Something is never nothing.
    if eighths == 0, figure.value != 0 { eighths = 1 }
    let isRight = figure.value >= 0
    for cell in 0..<(eighths / 8) {
      let place = isRight ? zero + cell : zero - 1 - cell
      if cells.indices.contains(place) { cells[place] = glyphs.full }
    }
    let rest = eighths % 8
    let place = isRight ? zero + eighths / 8 : zero - 1 - eighths / 8
    guard rest > 0, cells.indices.contains(place) else { return }
    cells[place] = isRight ? glyphs.eighths[rest - 1] : rest > 3 ? glyphs.full : glyphs.axis
  }

  /// What of the interval lies on the bar is lighter than the bar; what lies beyond is a line to its end.
  private func overlay(_ cells: inout [Character], _ interval: Chart.Interval, _ scale: ChartScale) {
    let low = Int((scale.fraction(interval.low) * Double(cells.count)).rounded())
    let high = Int((scale.fraction(interval.high) * Double(cells.count)).rounded())
    guard low < high else { return }
    for place in low..<high where cells.indices.contains(place) {
      let isBar = cells[place] != " "
      let isEnd = place == low ? glyphs.lowEnd : place == high - 1 ? glyphs.highEnd : glyphs.span
      cells[place] = isBar ? glyphs.doubtful : isEnd
    }
  }

  /// The scale below the rows: marks and their figures. The line at zero takes a column of its own.
  func axis(_ scale: ChartScale, _ columns: TerminalChartLayout, zero: Int?) -> [String] {
    let heads = columns.isStacked ? 0 : [columns.label, columns.name].filter { $0 > 0 }.reduce(0) { $0 + $1 + 2 }
    let width = columns.plot + 1
    var cells = Array(repeating: glyphs.floor, count: width)
    let places = scale.marks.map { mark -> (column: Int, text: String) in
      let place = Int((scale.fraction(mark.value) * Double(columns.plot)).rounded())
      return (min(place, width - 1), mark.label)
    }
    for (place, _) in places where cells.indices.contains(place) { cells[place] = glyphs.floorTick }
    if zero == 0 { cells[0] = glyphs.corner }
    let space = String(repeating: " ", count: heads)
    return [space + String(cells), (space + labels(places, width: width, isCentred: true)).trimmedEnd]
  }
}

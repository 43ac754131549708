import Text

/// Where labels, marks and figures of rows stand.
private struct SVGRows {
  var label: Double
  var left: Double
  var right: Double
  var figure: Double
  var support: Double

  init(_ chart: Chart) {
    let size = 11.0
    let labels = chart.positions.map { SVGText.width($0.label, size: size) }.max() ?? 0
    let figures = chart.figures.map { SVGText.width($0.wholeText, size: 10) }.max() ?? 0
    let supports = chart.positions.compactMap(\.support).map { SVGText.width("n \($0)", size: 10) }.max() ?? 0
    label = min(labels, 250)
    support = SVGChart.width - SVGChart.margin
    figure = support - (supports > 0 ? supports + 10 : 0)
    left = SVGChart.margin + label + (label > 0 ? 8 : 0)
    right = max(figure - figures - 12, left + 120)
  }

  func x(_ value: Double, _ scale: ChartScale) -> Double { left + scale.fraction(value) * (right - left) }
}

extension SVGChart {
  mutating func bars() {
    let rows = SVGRows(chart)
    let scale = ChartScale(
      chart.extent, most: max(2, Int((rows.right - rows.left) / 70)), isShare: chart.isShare, isWhole: chart.isWhole)
    let height = chart.isGrouped ? 13.0 : 16.0
    let gap = chart.isGrouped ? 8.0 : 5.0
    let (top, bottom) = (y, y + Double(chart.positions.count) * (height * Double(chart.series.count) + gap))
    grid(scale, rows, top, bottom)
    for (index, position) in chart.positions.enumerated() {
      let middle = y + height * Double(chart.series.count) / 2
      label(position, middle, rows)
      for (number, series) in chart.series.enumerated() where series.points.indices.contains(index) {
        bar(series, number, position, series.points[index], height: height, scale, rows)
        y += height
      }
      y += gap
    }
    canvas.line((rows.x(0, scale), top), (rows.x(0, scale), bottom), stroke: SVGStyle.ink)
    y += 14
  }

  private mutating func bar(
    _ series: Chart.Series, _ number: Int, _ position: Chart.Position, _ point: Chart.Point, height: Double,
    _ scale: ChartScale, _ rows: SVGRows
  ) {
    let zero = rows.x(0, scale)
    let middle = y + height / 2
    let words = self.words(series, position, point)
    guard case .figure(let figure) = point else {
      absence(point, zero, middle, rows, title: words)
      if number == 0 { support(position, middle, rows) }
      return
    }
    let end = rows.x(figure.value, scale)
    canvas.rectangle(
      min(zero, end), y + 1, abs(end - zero), height - 2, fill: texture(SVGStyle(number)), title: words)
    if let interval = figure.interval {
      let ends = (rows.x(interval.low, scale), rows.x(interval.high, scale))
      // On a bar in the colour of ink a line needs a light edge.
      canvas.line((ends.0, middle), (ends.1, middle), stroke: "#ffffff", width: 2.5)
      canvas.whisker((ends.0, middle), (ends.1, middle), stroke: SVGStyle.ink)
    }
    canvas.text(figure.wholeText, rows.figure, middle + 3.5, size: 10, anchor: .end)
    if number == 0 { support(position, middle, rows) }
  }

  mutating func ranks() {
    let rows = SVGRows(chart)
    let scale = ChartScale(
      ranksUpTo: chart.extent.max() ?? 1, most: max(2, Int((rows.right - rows.left) / 45)))
    let height = 20.0
    grid(scale, rows, y, y + Double(chart.positions.count) * height)
    for (index, position) in chart.positions.enumerated() {
      let middle = y + height / 2
      label(position, middle, rows)
      for series in chart.series where series.points.indices.contains(index) {
        rank(series, position, series.points[index], middle, scale, rows)
      }
      support(position, middle, rows)
      y += height
    }
    y += 14
    canvas.text(
      "\(chart.measure), with the best and the worst", (rows.left + rows.right) / 2, y + 12, size: 10, anchor: .middle)
    y += 16
  }

  private mutating func rank(
    _ series: Chart.Series, _ position: Chart.Position, _ point: Chart.Point, _ middle: Double, _ scale: ChartScale,
    _ rows: SVGRows
  ) {
    let words = self.words(series, position, point)
    guard case .figure(let figure) = point else {
      absence(point, rows.left, middle, rows, title: words)
      return
    }
    if let interval = figure.interval {
      let (low, high) = (rows.x(interval.low, scale), rows.x(interval.high, scale))
      canvas.rectangle(low - 4, middle - 4, high - low + 8, 8, fill: SVGStyle.range, title: words)
    }
    canvas.mark(SVGStyle(0), rows.x(figure.value, scale), middle, radius: 4, title: words)
    canvas.text(figure.wholeText, rows.figure, middle + 3.5, size: 10, anchor: .end)
  }

  // MARK: pieces

  /// A hatched cell and a word beside the line at zero, on the side where there is room: never a bar.
  private mutating func absence(
    _ point: Chart.Point, _ zero: Double, _ middle: Double, _ rows: SVGRows, title: String
  ) {
    let word = point.absence ?? ""
    let isLeft = zero + 24 + SVGText.width(word, size: 10) > rows.figure
    let x = isLeft ? zero - 18 : zero + 4
    canvas.rectangle(x, middle - 5, 14, 10, fill: "url(#missing)", stroke: SVGStyle.pale, title: title)
    canvas.text(
      word, isLeft ? x - 4 : x + 18, middle + 3.5, size: 10, anchor: isLeft ? .end : .start, fill: SVGStyle.pale,
      isItalic: true)
  }

  private mutating func label(_ position: Chart.Position, _ middle: Double, _ rows: SVGRows) {
    let shown = SVGText.cut(position.label, to: rows.label, size: 11)
    canvas.text(
      shown, Self.margin + rows.label, middle + 4, anchor: .end, title: shown == position.label ? nil : position.label)
  }

  private mutating func support(_ position: Chart.Position, _ middle: Double, _ rows: SVGRows) {
    guard let support = position.support else { return }
    canvas.text("n \(support)", rows.support, middle + 3.5, size: 10, anchor: .end, fill: SVGStyle.pale)
  }

  /// Upright lines at the marks of the scale, which stand below.
  private mutating func grid(_ scale: ChartScale, _ rows: SVGRows, _ top: Double, _ bottom: Double) {
    guard !chart.figures.isEmpty else { return }
    for mark in scale.marks {
      let x = rows.x(mark.value, scale)
      canvas.line((x, top), (x, bottom), stroke: SVGStyle.rule)
      canvas.text(mark.label, x, bottom + 13, size: 10, anchor: .middle, fill: SVGStyle.pale)
    }
  }
}

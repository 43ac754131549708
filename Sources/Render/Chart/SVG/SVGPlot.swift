import Text

/// A field with an upright scale at its left, where positions stand side by side.
struct SVGPlot {
  var left: Double
  var right: Double
  var top: Double
  var bottom: Double
  var scale: ChartScale

  static let height = 280.0

  init(_ chart: Chart, top: Double) {
    scale = ChartScale(chart.extent, most: 6, isShare: chart.isShare, isWhole: chart.isWhole)
    let labels = scale.marks.map { SVGText.width($0.label, size: 10) }.max() ?? 0
    left = SVGChart.margin + labels + 8
    right = SVGChart.width - SVGChart.margin
    (self.top, bottom) = (top, top + Self.height)
  }

  func y(_ value: Double) -> Double { bottom - scale.fraction(value) * (bottom - top) }

  /// The middle of one of so many slots.
  func slot(_ index: Int, of count: Int) -> (middle: Double, width: Double) {
    let width = (right - left) / Double(max(1, count))
    return (left + width * (Double(index) + 0.5), width)
  }
}

extension SVGChart {
  /// The scale, its lines, and the ground.
  mutating func ground(_ plot: SVGPlot) {
    canvas.line((plot.left, plot.bottom), (plot.right, plot.bottom), stroke: SVGStyle.pale)
    guard !chart.figures.isEmpty else { return }
    for mark in plot.scale.marks {
      let y = plot.y(mark.value)
      canvas.line((plot.left, y), (plot.right, y), stroke: mark.value == 0 ? SVGStyle.pale : SVGStyle.rule)
      canvas.text(mark.label, plot.left - 6, y + 3.5, size: 10, anchor: .end, fill: SVGStyle.pale)
    }
  }

  /// Labels below positions, as many as have room.
  mutating func times(_ slots: (left: Double, width: Double), bottom: Double) {
    let room = (chart.positions.map { SVGText.width($0.label, size: 10) }.max() ?? 0) + 10
    let apart = slots.width > 0 ? Int((room / slots.width).rounded(.up)) : 1
    var end = -Double.infinity
    for index in chart.ticks(apart: apart) where chart.positions.indices.contains(index) {
      let label = chart.positions[index].label
      let x = slots.left + slots.width * (Double(index) + 0.5)
      let half = SVGText.width(label, size: 10) / 2
      canvas.line((x, bottom), (x, bottom + 4), stroke: SVGStyle.pale)
      // The last one is moved inside the picture, where another may stand.
      let middle = min(max(x, Self.margin + half), right - half)
      guard middle - half > end else { continue }
      canvas.text(label, middle, bottom + 15, size: 10, anchor: .middle, fill: SVGStyle.pale)
      end = middle + half
    }
  }

  // MARK: lines

  /// Marks on a line of more points than this would be the line; those that no line goes through are always there.
  private static let mostMarks = 1000

  mutating func lines() {
    let plot = SVGPlot(chart, top: y + 4)
    let width = plot.slot(0, of: chart.positions.count).width
    hatch(plot)
    ground(plot)
    for (index, series) in chart.series.enumerated() { bands(series, SVGStyle(index), plot) }
    for (index, series) in chart.series.enumerated() { line(series, SVGStyle(index), plot) }
    times((plot.left, width), bottom: plot.bottom)
    y = plot.bottom + 20
  }

  /// Times without any figure, as wide as they are long.
  private mutating func hatch(_ plot: SVGPlot) {
    let count = chart.positions.count
    let isEmpty = chart.positions.indices.map { place in
      chart.series.allSatisfy { !$0.points.indices.contains(place) || $0.points[place].figure == nil }
    }
    for run in runs(isEmpty) {
      let first = plot.slot(run.lowerBound, of: count)
      let reasons = Set(run.flatMap { place in chart.series.compactMap { $0.points[place].absence } }).sorted()
      let names = [chart.positions[run.lowerBound].label, chart.positions[run.upperBound - 1].label]
      let span = run.count == 1 ? names[0] : names.joined(separator: " to ")
      canvas.rectangle(
        first.middle - first.width / 2, plot.top, first.width * Double(run.count), plot.bottom - plot.top,
        fill: "url(#missing)", title: "\(span): \(reasons.joined(separator: ", "))")
    }
  }

  /// Stretches of places that hold.
  private func runs(_ flags: [Bool]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    for (place, flag) in flags.enumerated() where flag {
      if let last = found.last, last.upperBound == place {
        found[found.count - 1] = last.lowerBound..<(place + 1)
      } else {
        found.append(place..<(place + 1))
      }
    }
    return found
  }

  private mutating func bands(_ series: Chart.Series, _ style: SVGStyle, _ plot: SVGPlot) {
    let count = series.points.count
    for run in runs(series.points.map { $0.figure?.interval != nil }) {
      let ends = run.compactMap { place -> (x: Double, low: Double, high: Double)? in
        guard let interval = series.points[place].figure?.interval else { return nil }
        return (plot.slot(place, of: count).middle, plot.y(interval.low), plot.y(interval.high))
      }
      if ends.count == 1, let only = ends.first {
        canvas.whisker((only.x, only.low), (only.x, only.high), stroke: style.colour)
      }
      canvas.area(ends.map { ($0.x, $0.high) } + ends.reversed().map { ($0.x, $0.low) }, fill: style.colour)
    }
  }

  /// Broken where there is no figure: a line across a gap would be a figure that nobody measured.
  private mutating func line(_ series: Chart.Series, _ style: SVGStyle, _ plot: SVGPlot) {
    let count = series.points.count
    for run in runs(series.points.map { $0.figure != nil }) {
      let points = run.compactMap { place in
        series.points[place].figure.map { (x: plot.slot(place, of: count).middle, y: plot.y($0.value)) }
      }
      canvas.path(points, stroke: style.colour, dash: style.dash)
    }
    let radius = count <= 60 ? 2.6 : count <= 200 ? 1.6 : 1
    for (place, point) in series.points.enumerated() {
      guard let figure = point.figure, count <= Self.mostMarks || series.isAlone(at: place) else { continue }
      canvas.mark(
        style, plot.slot(place, of: count).middle, plot.y(figure.value), radius: radius,
        title: words(series, chart.positions[place], point))
    }
  }

  // MARK: strips

  mutating func strips() {
    let label = min(chart.series.map { SVGText.width($0.name, size: 11) }.max() ?? 0, 220)
    let left = Self.margin + label + (label > 0 ? 8 : 0)
    let width = min((right - left) / Double(max(1, chart.positions.count)), 60)
    let height = chart.series.count > 40 ? 12.0 : 18.0
    let scale = ChartScale(chart.extent, most: 4, isShare: chart.isShare)
    for series in chart.series {
      let shown = SVGText.cut(series.name, to: label, size: 11)
      canvas.text(
        shown, Self.margin + label, y + height / 2 + 4, anchor: .end, title: shown == series.name ? nil : series.name)
      for (place, point) in series.points.enumerated() {
        cell(series, place, point, left + width * Double(place), width: width, height: height - 2, scale)
      }
      y += height
    }
    times((left, width), bottom: y)
    y += 26
    classes(scale)
  }

  private mutating func cell(
    _ series: Chart.Series, _ place: Int, _ point: Chart.Point, _ x: Double, width: Double, height: Double,
    _ scale: ChartScale
  ) {
    let fill: String
    switch point {
    case .figure(let figure): fill = SVGStyle.shades[HeatClasses.index(of: figure.value, scale)]
    case .missing: fill = "url(#missing)"
    case .noRow: return
    }
    canvas.rectangle(x, y, width, height, fill: fill, title: words(series, chart.positions[place], point))
  }

  /// What the shades mean.
  private mutating func classes(_ scale: ChartScale) {
    var x = Self.margin
    if !chart.figures.isEmpty {
      let edges = HeatClasses.edges(scale)
      let width = max(46, (edges.map { SVGText.width($0, size: 10) }.max() ?? 0) + 8)
      x += SVGText.width(edges.first ?? "", size: 10) / 2
      for (index, shade) in SVGStyle.shades.enumerated() {
        canvas.rectangle(x + width * Double(index), y, width, 10, fill: shade, stroke: SVGStyle.rule)
      }
      for (index, edge) in edges.enumerated() {
        canvas.text(edge, x + width * Double(index), y + 22, size: 10, anchor: .middle, fill: SVGStyle.pale)
      }
      x += width * Double(edges.count) + 6
    }
    let absences = chart.absences.filter { $0.reason != "no row" }
    let blanks = chart.absences.first { $0.reason == "no row" }
    let words = absences.map { "\($0.reason) \(grouped(String($0.count)))" }.joined(separator: ", ")
    let lines = [words, blanks.map { "blank: no row \(grouped(String($0.count)))" } ?? ""].filter { !$0.isEmpty }
    let room = lines.map { SVGText.width($0, size: 10) }.max() ?? 0
    if x + room + 24 > right, !lines.isEmpty { (x, y) = (Self.margin, y + 30) }
    if !words.isEmpty { canvas.rectangle(x, y, 14, 10, fill: "url(#missing)", stroke: SVGStyle.pale) }
    for (index, line) in lines.enumerated() { canvas.text(line, x + 20, y + 9 + 14 * Double(index), size: 10) }
    y += 30
  }
}

extension Chart.Series {
  /// A figure without another beside it.
  fileprivate func isAlone(at place: Int) -> Bool {
    [place - 1, place + 1].allSatisfy { !points.indices.contains($0) || points[$0].figure == nil }
  }
}

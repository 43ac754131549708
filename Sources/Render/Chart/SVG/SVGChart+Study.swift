import Tables
import Text

extension SVGChart {
  /// Phases or bins of lags side by side, with the event marked.
  mutating func study() {
    y += 16
    let plot = SVGPlot(chart, top: y + 4)
    ground(plot)
    eventLine(plot)
    if chart.axis == .lags {
      lags(plot)
    } else {
      phases(plot)
    }
    y = plot.bottom + 20
    if chart.axis == .lags {
      canvas.text("lag: start less event", (plot.left + plot.right) / 2, y + 10, size: 10, anchor: .middle)
      y += 16
    }
  }

  private mutating func eventLine(_ plot: SVGPlot) {
    let x: Double
    if chart.axis == .lags {
      guard let from = chart.positions.first?.hours?.low, let to = chart.positions.last?.hours?.high, from <= 0, to >= 0
      else { return }
      x = self.x(0, plot)
    } else {
      guard let place = chart.eventPosition else { return }
      let slot = plot.slot(place, of: chart.positions.count)
      x = slot.middle - slot.width / 2
    }
    canvas.line((x, plot.top - 14), (x, plot.bottom), stroke: SVGStyle.ink, dash: "4 3")
    let isAtEnd = x > plot.right - 40
    canvas.text("event", isAtEnd ? x - 4 : x + 4, plot.top - 7, size: 10, anchor: isAtEnd ? .end : .start)
  }

  // MARK: phases

  private mutating func phases(_ plot: SVGPlot) {
    let count = chart.positions.count
    for (index, series) in chart.series.enumerated() {
      let style = SVGStyle(index)
      let places = series.points.indices.map { x(of: index, at: plot.slot($0, of: count)) }
      let points = zip(places, series.points).compactMap { x, point in
        point.figure.map { (x: x, y: plot.y($0.value)) }
      }
      // Only what stands side by side is joined.
      if points.count == series.points.count { canvas.path(points, stroke: style.colour, width: 0.8, dash: "2 3") }
      for (place, point) in series.points.enumerated() {
        mark(series, style, place, point, places[place], plot)
      }
    }
    for (place, position) in chart.positions.enumerated() {
      canvas.text(position.label, plot.slot(place, of: count).middle, plot.bottom + 15, size: 11, anchor: .middle)
    }
  }

  /// Series stand beside each other in a slot.
  private func x(of series: Int, at slot: (middle: Double, width: Double)) -> Double {
    let count = Double(chart.series.count)
    return slot.middle + slot.width * 0.7 * ((Double(series) + 0.5) / count - 0.5)
  }

  private mutating func mark(
    _ series: Chart.Series, _ style: SVGStyle, _ place: Int, _ point: Chart.Point, _ x: Double, _ plot: SVGPlot
  ) {
    let words = self.words(series, chart.positions[place], point)
    guard case .figure(let figure) = point else {
      canvas.rectangle(x - 4, plot.bottom - 12, 8, 10, fill: "url(#missing)", stroke: SVGStyle.pale, title: words)
      return
    }
    if let interval = figure.interval {
      canvas.whisker((x, plot.y(interval.low)), (x, plot.y(interval.high)), stroke: style.colour)
    }
    canvas.mark(style, x, plot.y(figure.value), radius: 3.6, title: words)
  }

  // MARK: lags

  private func x(_ hours: Double, _ plot: SVGPlot) -> Double {
    guard let from = chart.positions.first?.hours?.low, let to = chart.positions.last?.hours?.high, from < to else {
      return plot.left
    }
    return plot.left + (hours - from) / (to - from) * (plot.right - plot.left)
  }

  private mutating func lags(_ plot: SVGPlot) {
    for (index, series) in chart.series.enumerated() where series.isExpected {
      expected(series, SVGStyle(index), plot)
    }
    let counted = chart.series.count { !$0.isExpected }
    var number = 0.0
    for (index, series) in chart.series.enumerated() where !series.isExpected {
      for (place, point) in series.points.enumerated() {
        guard let hours = chart.positions[place].hours else { continue }
        let (from, to) = (x(hours.low, plot), x(hours.high, plot))
        let middle = (from + to) / 2 + (to - from) * 0.6 * ((number + 0.5) / Double(counted) - 0.5)
        if let figure = point.figure {
          canvas.line((middle, plot.y(0)), (middle, plot.y(figure.value)), stroke: SVGStyle(index).colour, width: 2)
        }
        mark(series, SVGStyle(index), place, point, middle, plot)
      }
      number += 1
    }
    lagLabels(plot)
  }

  /// A band of steps, with the mean in it.
  private mutating func expected(_ series: Chart.Series, _ style: SVGStyle, _ plot: SVGPlot) {
    for (place, point) in series.points.enumerated() {
      guard let figure = point.figure, let hours = chart.positions[place].hours else { continue }
      let (from, to) = (x(hours.low, plot), x(hours.high, plot))
      if let interval = figure.interval {
        let (low, high) = (plot.y(interval.low), plot.y(interval.high))
        canvas.area([(from, high), (to, high), (to, low), (from, low)], fill: style.colour)
      }
      canvas.rectangle(
        from, plot.y(figure.value) - 0.75, to - from, 1.5, fill: style.colour,
        title: words(series, chart.positions[place], point))
    }
  }

  private mutating func lagLabels(_ plot: SVGPlot) {
    var edges = chart.positions.compactMap { $0.hours?.low }
    if let last = chart.positions.last?.hours?.high { edges.append(last) }
    var end = -Double.infinity
    let zero = edges.firstIndex(of: 0) ?? 0
    let room = (edges.map { SVGText.width(HourText.text($0), size: 10) }.max() ?? 0) + 10
    let step = max(1, Int((room / max(1, (plot.right - plot.left) / Double(max(1, edges.count - 1)))).rounded(.up)))
    for (index, hours) in edges.enumerated() where (index - zero) % step == 0 {
      let (label, x) = (HourText.text(hours), self.x(hours, plot))
      let half = SVGText.width(label, size: 10) / 2
      canvas.line((x, plot.bottom), (x, plot.bottom + 4), stroke: SVGStyle.pale)
      guard x - half > end else { continue }
      canvas.text(label, x, plot.bottom + 15, size: 10, anchor: .middle, fill: SVGStyle.pale)
      end = x + half
    }
  }
}

import Text

extension TerminalChart {
  // MARK: ranks

  var ranks: [String] {
    let columns = TerminalChartLayout(self, figures: chart.figures, isNamed: false)
    let scale = ChartScale(ranksUpTo: chart.extent.max() ?? 1, most: max(2, columns.plot / 8))
    var lines: [String] = []
    for (index, position) in chart.positions.enumerated() {
      for series in chart.series where series.points.indices.contains(index) {
        let point = series.points[index]
        let plot = span(point.figure?.value, point.figure?.interval, scale, columns.plot) ?? absent(point, columns.plot)
        lines += row(position.label, series.name, plot, point, position.support, columns)
      }
    }
    return chart.figures.isEmpty ? lines : lines + axis(scale, columns, zero: nil)
  }

  // MARK: event studies

  /// A line a phase or bin, the event marked between what came before it and what did not.
  var study: [String] {
    let groups = studied
    let figures = groups.flatMap { $0.points.compactMap(\.figure) }
    let columns = TerminalChartLayout(self, figures: figures, isNamed: false)
    let scale = ChartScale(
      chart.extent, most: max(2, columns.plot / 10), isShare: chart.isShare, isWhole: chart.isWhole)
    var lines: [String] = []
    for group in groups {
      if groups.count > 1 { lines.append(group.name.cut(toWidth: width)) }
      for (index, position) in chart.positions.enumerated() where group.points.indices.contains(index) {
        if index == chart.eventPosition { lines += eventLine(columns) }
        let point = group.points[index]
        let plot = span(point.figure?.value, point.figure?.interval, scale, columns.plot) ?? absent(point, columns.plot)
        lines += row(position.label, "", plot, point, position.support, columns)
      }
    }
    return chart.figures.isEmpty ? lines : lines + axis(scale, columns, zero: 0)
  }

  /// What is counted, with the interval of what is expected in the place of its own.
  private var studied: [Chart.Series] {
    var groups: [Chart.Series] = []
    for series in chart.series {
      guard series.isExpected, var last = groups.popLast() else {
        groups.append(series)
        continue
      }
      last.points = zip(last.points, series.points).map { counted, expected in
        guard case .figure(var figure) = counted, let band = expected.figure else { return counted }
        (figure.interval, figure.intervalText) = (band.interval, band.wholeText)
        return .figure(figure)
      }
      groups.append(last)
    }
    return groups
  }

  private func eventLine(_ columns: TerminalChartLayout) -> [String] {
    let head = columns.isStacked ? "" : left(chart.axis == .lags ? "0" : "", columns.label) + "  "
    let word = " event"
    let room = min(columns.plot + 1, width - DisplayWidth.of(head) - word.utf8.count)
    return [head + String(repeating: glyphs.event, count: max(2, room)) + word]
  }

  // MARK: pieces

  /// A line from the lower to the upper end and a point at the figure; nil without a figure.
  private func span(_ value: Double?, _ interval: Chart.Interval?, _ scale: ChartScale, _ width: Int) -> String? {
    guard let value else { return nil }
    var cells = Array(repeating: Character(" "), count: width + 1)
    func place(_ value: Double) -> Int { min(Int((scale.fraction(value) * Double(width)).rounded()), width) }
    if let interval {
      let (low, high) = (place(interval.low), place(interval.high))
      for cell in low...max(low, high) { cells[cell] = glyphs.span }
      if low < high { (cells[low], cells[high]) = (glyphs.lowEnd, glyphs.highEnd) }
    }
    cells[place(value)] = glyphs.point
    return String(cells)
  }

  private func absent(_ point: Chart.Point, _ width: Int) -> String {
    let word = "\(glyphs.missing) \(point.absence ?? "")".cut(toWidth: width + 1)
    return dimmed(word) + String(repeating: " ", count: max(0, width + 1 - DisplayWidth.of(word)))
  }
}

extension Chart {
  /// The first position that is not before the event; nil where all are, or none.
  var eventPosition: Int? {
    switch axis {
    case .phases: positions.firstIndex { $0.label == "during" }
    case .lags: positions.firstIndex { ($0.hours?.low ?? 0) >= 0 }
    case .categories, .time: nil
    }
  }
}

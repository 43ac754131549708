import Tables
import Text

extension TerminalChart {
  /// A strip a series, a cell a time, in eight equal steps of the scale. What does not fit across goes on below.
  var strips: [String] {
    let label = min(widest(chart.series.map(\.name)), max(8, width / 3))
    let highest = chart.series.map { series in
      series.points.compactMap(\.figure).max { $0.value < $1.value }?.text ?? ""
    }
    let margin = label > 0 ? label + 2 : 0
    let numbers = widest(highest) + 6
    let room = max(8, width - margin - numbers)
    let count = chart.positions.count
    let cell = count > 0 ? min(4, max(1, room / count)) : 1
    let scale = ChartScale(chart.extent, most: 4, isShare: chart.isShare, isWhole: false)
    var lines: [String] = []
    for start in stride(from: 0, to: count, by: max(1, room / cell)) {
      let places = start..<min(start + max(1, room / cell), count)
      for (index, series) in chart.series.enumerated() {
        let strip = places.map { String(repeating: sign(series.points[$0], scale), count: cell) }.joined()
        let head = label > 0 ? left(series.name, label) + "  " : ""
        let isLast = places.upperBound == count && !highest[index].isEmpty
        lines.append((head + strip + (isLast ? "  max " + right(highest[index], numbers - 6) : "")).trimmedEnd)
      }
      lines += stripAxis(places, cell: cell, margin: margin)
    }
    return lines + classes(scale)
  }

  private func sign(_ point: Chart.Point, _ scale: ChartScale) -> Character {
    switch point {
    case .figure(let figure): glyphs.shades[HeatClasses.index(of: figure.value, scale)]
    case .missing: glyphs.missing
    case .noRow: " "
    }
  }

  private func stripAxis(_ places: Range<Int>, cell: Int, margin: Int) -> [String] {
    let length = widest(places.map { chart.positions[$0].label }) + 2
    let ticks = chart.ticks(apart: (length + cell - 1) / cell).filter(places.contains)
    let labels = ticks.map { (column: ($0 - places.lowerBound) * cell, text: chart.positions[$0].label) }
    var marks = Array(repeating: Character(" "), count: max(1, places.count * cell))
    for (place, _) in labels where marks.indices.contains(place) { marks[place] = glyphs.axis }
    let space = String(repeating: " ", count: margin)
    let line = self.labels(labels, width: max(1, width - margin), isCentred: false)
    return [(space + String(marks)).trimmedEnd, (space + line).trimmedEnd]
  }

  private func classes(_ scale: ChartScale) -> [String] {
    guard !chart.figures.isEmpty else { return [] }
    let edges = HeatClasses.edges(scale)
    let words = glyphs.shades.enumerated().map { index, sign in "\(sign) = \(edges[index]) to \(edges[index + 1])" }
    return wrapped(words.joined(separator: "; "), width)
  }
}

/// Eight equal steps of a scale.
enum HeatClasses {
  static let count = 8

  static func index(of value: Double, _ scale: ChartScale) -> Int {
    min(Int((scale.fraction(value) * Double(count)).rounded(.down)), count - 1)
  }

  /// Where the steps begin, and where the last ends.
  static func edges(_ scale: ChartScale) -> [String] {
    (0...count).map { step in
      let value = scale.low + (scale.high / Double(count) - scale.low / Double(count)) * Double(step)
      return DecimalText(value)?.rounded(toSignificant: 4).machine ?? "?"
    }
  }
}

import Text

/// How many positions stand in a column of characters, or how many columns a position takes.
private struct PanelGrid {
  var positionsPerColumn: Int
  var columnsPerPosition: Int
  var columns: Int

  private static let widestPosition = 8

  init(positions: Int, width: Int) {
    positionsPerColumn = max(1, (positions + width - 1) / width)
    columnsPerPosition = positions > 0 ? min(Self.widestPosition, max(1, width / positions)) : 1
    columns =
      positionsPerColumn > 1
      ? (positions + positionsPerColumn - 1) / positionsPerColumn
      : positions * columnsPerPosition
  }

  func column(of position: Int) -> Int { position / positionsPerColumn * columnsPerPosition }
}

/// What stands in one column: from the lowest to the highest figure, and their intervals.
private struct PanelColumn {
  var lowest: Double?
  var highest: Double?
  var band: Chart.Interval?
  var isMissing = false
  var isPartlyMissing = false

  init(_ points: ArraySlice<Chart.Point>) {
    let figures = points.compactMap(\.figure)
    lowest = figures.map(\.value).min()
    highest = figures.map(\.value).max()
    let intervals = figures.compactMap(\.interval)
    if let low = intervals.map(\.low).min(), let high = intervals.map(\.high).max() {
      band = Chart.Interval(low: low, high: high)
    }
    isMissing = figures.isEmpty && !points.isEmpty
    isPartlyMissing = !isMissing && figures.count < points.count
  }
}

extension TerminalChart {
  /// Lines over time, a panel a series, all on one scale: in one panel they would hide each other.
  var panels: [String] {
    let height = chart.series.count == 1 ? 12 : chart.series.count < 4 ? 8 : 6
    let scale = ChartScale(chart.extent, most: height / 3 + 1, isShare: chart.isShare, isWhole: chart.isWhole)
    let margin = widest(scale.marks.map(\.label)) + 2
    let grid = PanelGrid(positions: chart.positions.count, width: max(8, width - margin))
    var lines: [String] = []
    for series in chart.series {
      if chart.isGrouped { lines.append(series.name.cut(toWidth: width)) }
      lines += panel(series, scale, grid, height: height, margin: margin)
    }
    return lines + timeAxis(grid, margin: margin)
      + (grid.positionsPerColumn > 1
        ? wrapped(
          "\(grid.positionsPerColumn) \(Plural.of(chart.place)) a column, from the lowest to the highest", width) : [])
  }

  private func panel(
    _ series: Chart.Series, _ scale: ChartScale, _ grid: PanelGrid, height: Int, margin: Int
  ) -> [String] {
    let columns = self.columns(of: series, grid)
    func row(_ value: Double) -> Int { Int(((1 - scale.fraction(value)) * Double(height - 1)).rounded()) }
    var cells = Array(repeating: Array(repeating: Character(" "), count: columns.count), count: height)
    for (place, column) in columns.enumerated() {
      guard let band = column.band else { continue }
      for line in row(band.high)...max(row(band.low), row(band.high)) { cells[line][place] = glyphs.band }
    }
    draw(columns, grid, row, on: &cells)
    var labels: [Int: String] = [:]
    for mark in scale.marks.reversed() where labels[row(mark.value)] == nil { labels[row(mark.value)] = mark.label }
    var lines = cells.enumerated().map { index, line in
      let label = right(labels[index] ?? "", margin - 2)
      return "\(label) \(labels[index] == nil ? glyphs.axis : glyphs.tick)\(String(line))".trimmedEnd
    }
    if columns.contains(where: { $0.isMissing || $0.isPartlyMissing }) {
      let signs = columns.map { $0.isMissing ? glyphs.missing : $0.isPartlyMissing ? glyphs.partlyMissing : " " }
      lines.append((String(repeating: " ", count: margin) + String(signs)).trimmedEnd)
    }
    return lines
  }

  private func columns(of series: Chart.Series, _ grid: PanelGrid) -> [PanelColumn] {
    stride(from: 0, to: series.points.count, by: grid.positionsPerColumn).flatMap { start in
      let end = min(start + grid.positionsPerColumn, series.points.count)
      return Array(repeating: PanelColumn(series.points[start..<end]), count: grid.columnsPerPosition)
    }
  }

  private func draw(
    _ columns: [PanelColumn], _ grid: PanelGrid, _ row: (Double) -> Int, on cells: inout [[Character]]
  ) {
    var last: Int?
    for (place, column) in columns.enumerated() {
      guard let lowest = column.lowest, let highest = column.highest else {
        last = nil
        continue
      }
      let (top, bottom) = (row(highest), row(lowest))
      if grid.positionsPerColumn > 1 {
        for line in top...max(top, bottom) { cells[line][place] = top == bottom ? glyphs.level : glyphs.upright }
        continue
      }
      let next = columns.indices.contains(place + 1) ? columns[place + 1].highest : nil
      cells[top][place] = last == nil && next == nil ? glyphs.lone : glyphs.level
      if let last, last != top { bend(from: last, to: top, at: place, on: &cells) }
      last = top
    }
  }

  /// From one level to another in one column.
  private func bend(from last: Int, to next: Int, at place: Int, on cells: inout [[Character]]) {
    for line in min(last, next)...max(last, next) { cells[line][place] = glyphs.upright }
    let isUp = next < last
    cells[last][place] = isUp ? glyphs.bends[0] : glyphs.bends[2]
    cells[next][place] = isUp ? glyphs.bends[1] : glyphs.bends[3]
  }

  private func timeAxis(_ grid: PanelGrid, margin: Int) -> [String] {
    axisLines(
      chart.positions.map(\.label), column: grid.column, columns: grid.columns, margin: margin,
      apart: { length in (length + 2 + grid.columnsPerPosition - 1) / grid.columnsPerPosition * grid.positionsPerColumn
      })
  }

  /// The axis below times: marks and labels of those positions that have room for one.
  func axisLines(
    _ positions: [String], column: (Int) -> Int, columns: Int, margin: Int, apart: (Int) -> Int
  ) -> [String] {
    var cells = Array(repeating: glyphs.floor, count: max(1, columns))
    let ticks = chart.ticks(apart: apart(widest(positions))).filter(positions.indices.contains)
    let places = ticks.map { (column: column($0), text: positions[$0]) }
    for (place, _) in places where cells.indices.contains(place) { cells[place] = glyphs.floorTick }
    let space = String(repeating: " ", count: max(0, margin - 1))
    let labels = labels(places, width: max(1, width - margin), isCentred: false)
    return [space + String(glyphs.corner) + String(cells), (space + " " + labels).trimmedEnd]
  }
}

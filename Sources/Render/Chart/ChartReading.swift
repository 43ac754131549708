import Tables
import Text

extension Chart {
  /// Draws an answer as asked, or as its columns are best drawn.
  init(_ answer: Answer, _ request: ChartRequest, _ options: RenderOptions) throws(ChartError) {
    let reading = ChartReading(answer.table, digits: options.digits)
    let kind = try reading.kind(asked: request.kind)
    self = try reading.chart(kind)
    // The period is among the notes below.
    title = options.caption.map(options.expanded) ?? answer.title.capitalizedStart
    try checkSize()
  }

  static let mostTimes = 10_000
  private static let mostCells = 50_000

  /// More than this cannot be told apart, or is no picture any more.
  private func checkSize() throws(ChartError) {
    switch kind {
    case .bar, .rankRange: try check(positions.count, "rows", most: 400)
    case .line:
      try check(series.count, "lines", most: ChartColumns.mostLines)
      try check(positions.count, "times", most: Self.mostTimes)
    case .heat:
      try check(series.count, "strips", most: 400)
      try check(positions.count, "times", most: 2_000)
      try check(positions.count * series.count, "cells", most: Self.mostCells)
    case .eventStudy:
      try check(series.count { !$0.isExpected }, "groups", most: ChartColumns.mostLines)
      try check(positions.count, "bins", most: 400)
    }
  }

  private func check(_ count: Int, _ what: String, most: Int) throws(ChartError) {
    if count > most { throw .tooMany(kind, what, count: count, most: most) }
  }
}

/// From a table to what a chart draws.
struct ChartReading {
  let table: Table
  let columns: ChartColumns
  private let sources: [Int: Source]
  private let styles: [Int: FigureStyle]

  init(_ table: Table, digits: Int?) {
    self.table = table
    columns = ChartColumns(table.columns)
    let all = Source.all(in: table)
    sources = Dictionary(all.map { ($0.index, $0) }) { first, _ in first }
    var styles = Dictionary(all.map { ($0.index, FigureStyle($0, in: table, digits: digits)) }) { first, _ in first }
    // What stands on one scale is written alike; counts stay whole beside what is expected of them.
    let together = columns.lag == nil ? columns.figures.map(\.value) : []
    let decimals = together.compactMap { styles[$0]?.decimals }.max() ?? 0
    for column in together { styles[column]?.decimals = decimals }
    self.styles = styles
  }

  func kind(asked: ChartKind?) throws(ChartError) -> ChartKind {
    guard let kind = asked ?? columns.standard(groups: Set(table.rows.map(group)).count) else { throw .nothingToDraw }
    guard columns.bears(kind) else { throw .needs(kind, instead: columns.kinds) }
    return kind
  }

  func chart(_ kind: ChartKind) throws(ChartError) -> Chart {
    switch kind {
    case .bar: bars()
    case .line, .heat: try times(kind)
    case .eventStudy:
      if columns.lag != nil { try lags() } else if columns.phase != nil { try phases() } else { contrast() }
    case .rankRange: ranks()
    }
  }

  // MARK: rows

  /// Bars: every row is a position, whatever tells it from the others is its label.
  private func bars() -> Chart {
    let heads = table.columns.indices.filter { table.columns[$0].role == .dimension }
    var chart = empty(.bar, columns.figures, place: name(of: heads), axis: .categories)
    chart.positions = table.rows.indices.map { position($0, heads) }
    chart.series = columns.figures.map { figure in
      Chart.Series(name: name(of: figure), points: table.rows.map { point(figure, in: $0) })
    }
    return chart
  }

  private func ranks() -> Chart {
    let heads = table.columns.indices.filter { table.columns[$0].role == .dimension }
    var chart = empty(.rankRange, [], place: name(of: heads), axis: .categories)
    chart.measure = "rank"
    chart.isWhole = true
    chart.positions = table.rows.indices.map { position($0, heads) }
    chart.remarks = []
    if let ranks = columns.ranks {
      let name = table.columns[ranks.base].name.printable
      // Under `vary` it is the rank by the first of what is varied.
      if name.hasPrefix("rank_") { chart.measure = "rank (\(name.dropFirst(5)))" }
      chart.series = [Chart.Series(name: "", points: table.rows.map { rank(ranks, in: $0) })]
    }
    return chart
  }

  /// A rank is a text, `2=` where it is shared.
  private func rank(_ ranks: ChartColumns.Ranks, in row: [Value]) -> Chart.Point {
    let base = row.value(at: ranks.base)
    if case .missing(let absence) = base { return .missing(absence) }
    let text = base.string?.printable ?? base.machineText ?? ""
    guard let value = Int(text.prefix { $0.isASCII && $0.isNumber }) else { return .missing(.noData) }
    var figure = Chart.Figure(value: Double(value), text: text)
    let ends = [ranks.lowest, ranks.highest].map { row.value(at: $0) }
    if let low = ends[0].double, let high = ends[1].double, low <= high {
      figure.interval = Chart.Interval(low: low, high: high)
      figure.intervalText = "[\(ends.map { $0.machineText ?? "" }.joined(separator: ", "))]"
    }
    return .figure(figure)
  }

  // MARK: series

  private func times(_ kind: ChartKind) throws(ChartError) -> Chart {
    guard let time = columns.time else { throw .needs(kind, instead: columns.kinds) }
    let figures = kind == .heat ? Array(columns.figures.prefix(1)) : columns.figures
    let (labels, isFilled) = try timeLabels(time, kind)
    let unit = table.columns[time].name
    var chart = empty(kind, figures, place: unit, axis: .time(unit: unit, isFilled: isFilled))
    if !isFilled, labels.count > 1 { chart.remarks.append("times stand side by side, however far apart they are") }
    chart.positions = labels.map { Chart.Position(label: $0.printable) }
    chart.series = try series(figures, at: labels) { text(of: $0.value(at: time)) }
    return chart
  }

  /// In the order of time, with the bins between that no row is of, so that a gap is as wide as it is long.
  private func timeLabels(
    _ time: Int, _ kind: ChartKind
  ) throws(ChartError) -> (labels: [String], isFilled: Bool) {
    let found = unique(table.rows.map { text(of: $0.value(at: time)) })
    guard let bins = TimeBins(rawValue: table.columns[time].name) else { return (found, false) }
    let numbers = found.compactMap(bins.number)
    guard numbers.count == found.count, let first = numbers.min(), let last = numbers.max() else {
      return (found, false)
    }
    let count = last - first + 1
    guard count <= Chart.mostTimes else { throw .tooMany(kind, "times", count: count, most: Chart.mostTimes) }
    return ((first...last).map(bins.label), true)
  }

  private func phases() throws(ChartError) -> Chart {
    guard let phase = columns.phase else { throw .needs(.eventStudy, instead: columns.kinds) }
    var chart = empty(.eventStudy, columns.figures, place: "phase", axis: .phases)
    let labels = unique(table.rows.map { text(of: $0.value(at: phase)) })
    chart.positions = labels.map { Chart.Position(label: $0.printable) }
    chart.series = try series(columns.figures, at: labels) { text(of: $0.value(at: phase)) }
    return chart
  }

  /// A `compare` with a row a group: its columns are the phases.
  private func contrast() -> Chart {
    var chart = empty(.eventStudy, columns.figures, place: "phase", axis: .phases)
    chart.positions = columns.figures.map { Chart.Position(label: $0.name) }
    chart.series = table.rows.map { row in
      Chart.Series(name: group(row), points: columns.figures.map { point($0, in: row) })
    }
    return chart
  }

  private func lags() throws(ChartError) -> Chart {
    guard let lag = columns.lag else { throw .needs(.eventStudy, instead: columns.kinds) }
    var chart = empty(.eventStudy, columns.figures, place: "lag", axis: .lags)
    let ends = unique(
      table.rows.map { row in [lag.lower, lag.upper].map { row.value(at: $0).double ?? .nan } }
    )
    .sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }
    chart.measure = columns.figures.first.map { title(of: $0.value) } ?? ""
    chart.positions = ends.map { ends in
      Chart.Position(label: HourText.bin(ends[0], ends[1]), hours: Chart.Interval(low: ends[0], high: ends[1]))
    }
    let labels = ends.map { "\($0[0]) \($0[1])" }
    chart.series = try series(columns.figures, at: labels) { row in
      [lag.lower, lag.upper].map { "\(row.value(at: $0).double ?? .nan)" }.joined(separator: " ")
    }
    return chart
  }

  /// A series for each group and figure, with a point for each position; two rows in one place are refused.
  private func series(
    _ figures: [ChartColumns.Figure], at labels: [String], place: ([Value]) -> String
  ) throws(ChartError) -> [Chart.Series] {
    let places = Dictionary(labels.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
    var names: [String] = []
    var rows: [String: [Int?]] = [:]
    for (index, row) in table.rows.enumerated() {
      let name = group(row)
      if rows[name] == nil {
        names.append(name)
        rows[name] = Array(repeating: nil, count: labels.count)
      }
      guard let place = places[place(row)] else { continue }
      if rows[name]?[place] != nil { throw .samePlace }
      rows[name]?[place] = index
    }
    return names.flatMap { name in
      figures.map { figure in
        let points = (rows[name] ?? []).map { row in row.map { point(figure, in: table.rows[$0]) } ?? .noRow }
        return Chart.Series(
          name: joined(name, name: self.name(of: figure)), points: points,
          isExpected: columns.lag != nil && table.columns[figure.value].name == "expected")
      }
    }
  }

  // MARK: words

  private func empty(
    _ kind: ChartKind, _ figures: [ChartColumns.Figure], place: String, axis: Chart.Axis
  ) -> Chart {
    let used = Set(figures.map(\.value))
    let left = table.columns.indices.filter { columns.left.contains($0) || isUnused($0, used) }
    let names = left.map { table.columns[$0].name.printable }
    let lead = figures.first.map { table.columns[$0.value] }
    var remarks = names.isEmpty ? [] : ["not drawn: \(names.joined(separator: ", "))"]
    if kind != .bar || columns.support == nil { remarks += supports }
    return Chart(
      kind: kind, title: "", measure: measure(figures), place: place, axis: axis, positions: [], series: [],
      isShare: lead?.unit == .share, isWhole: figures.allSatisfy { table.columns[$0.value].type == .integer },
      remarks: remarks)
  }

  /// What the figures rest on, where they have no room for it beside them: a rate never stands without its n.
  private var supports: [String] {
    let found = table.columns.indices.filter { index in
      let column = table.columns[index]
      return column.role == .support && (column.name == "n" || column.name.hasPrefix("n_"))
    }
    let rows = table.rows.filter { row in columns.figures.contains { row.value(at: $0.value).double != nil } }
    let values = rows.flatMap { row in
      found.compactMap { column -> Int? in if case .integer(let n) = row.value(at: column) { n } else { nil } }
    }.filter { $0 > 0 }
    guard let low = values.min(), let high = values.max() else { return [] }
    return ["each figure rests on n = \(low == high ? low.grouped : "\(low.grouped) to \(high.grouped)")"]
  }

  /// Measures that this kind has no place for.
  private func isUnused(_ column: Int, _ used: Set<Int>) -> Bool {
    columns.figures.contains { $0.value == column } && !used.contains(column)
  }

  /// `blocking rate, %`; of several measures what they have in common.
  private func measure(_ figures: [ChartColumns.Figure]) -> String {
    guard let first = figures.first else { return "" }
    let column = table.columns[first.value]
    if columns.isContrast, column.title.hasSuffix(" \(first.name)") {
      return (column.title.dropLast(first.name.count + 1) + column.unit.suffix).printable
    }
    guard figures.count > 1, columns.lag == nil else { return title(of: first.value) }
    let names = figures.map(\.name).joined(separator: ", ").printable
    return (DisplayWidth.of(names) <= 60 ? names : "\(figures.count) measures") + column.unit.suffix.printable
  }

  private func title(of column: Int) -> String {
    (table.columns[column].title + table.columns[column].unit.suffix).printable
  }

  private func name(of figure: ChartColumns.Figure) -> String {
    columns.figures.count > 1 ? figure.name.printable : ""
  }

  private func name(of heads: [Int]) -> String {
    heads.filter { sources[$0] != nil }.map { table.columns[$0].title.printable }.joined(separator: ", ")
  }

  private func joined(_ group: String, name: String) -> String {
    [group, name].filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// What names a row apart from its time, phase or lag: `Pakistan (PK), x`.
  private func group(_ row: [Value]) -> String { words(columns.groups, in: row) }

  private func position(_ index: Int, _ heads: [Int]) -> Chart.Position {
    let row = table.rows[index]
    let label = words(heads, in: row)
    let support = columns.support.flatMap { column -> String? in
      guard let figure = row.value(at: column).machineText else { return nil }
      return grouped(figure)
    }
    return Chart.Position(label: label.isEmpty && table.rows.count > 1 ? "row \(index + 1)" : label, support: support)
  }

  private func words(_ heads: [Int], in row: [Value]) -> String {
    heads.compactMap { head -> String? in
      guard let source = sources[head], let style = styles[head] else { return nil }
      switch source.cell(in: row, style) {
      case .text(let text): return text.printable
      case .figure(let figure, _): return figure
      case .absent(let absence): return absence.rawValue
      }
    }.joined(separator: ", ")
  }

  private func text(of value: Value) -> String {
    if case .missing(let absence) = value { return absence.rawValue }
    return value.machineText ?? ""
  }

  // MARK: points

  private func point(_ figure: ChartColumns.Figure, in row: [Value]) -> Chart.Point {
    guard let source = sources[figure.value], let style = styles[figure.value] else { return .noRow }
    switch source.cell(in: row, style) {
    case .absent(let absence): return .missing(absence)
    case .text: return .missing(.noData)
    case .figure(let text, let interval):
      guard let value = number(row.value(at: figure.value), of: figure) else { return .missing(.noData) }
      var result = Chart.Figure(value: value, text: shown(text, value, isCounted: source.column.role.isCounted))
      if let interval, let bounds = figure.bounds, let low = number(row.value(at: bounds.lower), of: figure),
        let high = number(row.value(at: bounds.upper), of: figure), low <= high
      {
        result.interval = Chart.Interval(low: low, high: high)
        result.intervalText = "[\(interval.lower), \(interval.upper)]"
      }
      return .figure(result)
    }
  }

  /// As tables write it, but for a figure of more digits than a picture has room for, and one that would read as zero.
  private func shown(_ text: String, _ value: Double, isCounted: Bool) -> String {
    let isZero = text.utf8.allSatisfy { $0 == 0x30 || $0 == 0x2E || $0 == 0x2D }
    if text.utf8.count > 24 || (isZero && value != 0) { return DecimalText.canonical(value) ?? text }
    return isCounted ? grouped(text) : text
  }

  /// In the units of the scale; nil where it is no finite number.
  private func number(_ value: Value, of figure: ChartColumns.Figure) -> Double? {
    guard let number = value.double, number.isFinite else { return nil }
    let scaled = table.columns[figure.value].unit == .share ? number * 100 : number
    return scaled.isFinite ? scaled : nil
  }
}

/// Lags in words: `-3 d to -2 d`, `0 h to 2 h`.
enum HourText {
  static func bin(_ from: Double, _ to: Double) -> String { "\(text(from)) to \(text(to))" }

  static func text(_ hours: Double) -> String {
    let isDays = (hours / 24).rounded() * 24 == hours
    let number = DecimalText(isDays ? hours / 24 : hours)?.rounded(toPlaces: 2).plain() ?? "?"
    return number == "0" ? "0" : "\(number) \(isDays ? "d" : "h")"
  }
}

/// Each value once, in order of its first place.
private func unique<Element: Hashable>(_ values: [Element]) -> [Element] {
  var seen: Set<Element> = []
  return values.filter { seen.insert($0).inserted }
}

/// A result's columns by what a chart makes of them. Columns are given by their index.
///
/// One scale holds figures of one kind. The first measure leads, or the first that has an interval; measures in the same
/// unit are drawn beside it, counts apart: tests and networks are both counts, and no scale fits both. Of a `compare` it
/// is the first measure at each of its times.
package struct ChartColumns: Sendable, Hashable {
  /// A figure, and the ends of its interval where there is one.
  package struct Figure: Sendable, Hashable {
    package var value: Int
    package var bounds: Bounds?
    /// What tells it from the others that are drawn: `before`, `ok rate`.
    package var name: String
  }

  package struct Bounds: Sendable, Hashable {
    package var lower: Int
    package var upper: Int
  }

  package struct Ranks: Sendable, Hashable {
    package var base: Int
    package var lowest: Int
    package var highest: Int
  }

  /// What names a row, in order; times, phases and lags are not among them.
  package private(set) var groups: [Int] = []
  package private(set) var time: Int?
  package private(set) var phase: Int?
  /// Where each bin of `lag` starts and ends, in hours.
  package private(set) var lag: Bounds?
  package private(set) var figures: [Figure] = []
  /// Whether `figures` are one measure at the times of a `compare`.
  package private(set) var isContrast = false
  package private(set) var ranks: Ranks?
  /// Tests less failures, or whatever else the figures rest on.
  package private(set) var support: Int?
  /// Measures that no figure of the chart is.
  package private(set) var left: [Int] = []

  /// The names of columns that hold times, finest first.
  package static let times = ["hour", "day", "week", "month", "quarter", "half", "year"]

  private static let phases = ["before", "during", "after"]

  package init(_ columns: [Column]) {
    time = columns.firstIndex { $0.role == .dimension && Self.times.contains($0.name) }
    phase = columns.firstIndex { $0.role == .dimension && $0.name == "phase" }
    lag = Self.lag(columns)
    let axes = [time, phase, lag?.lower, lag?.upper]
    groups = columns.indices.filter { columns[$0].role == .dimension && !axes.contains($0) }
    ranks = Self.ranks(columns)
    support = columns.firstIndex { $0.role == .support && $0.name == "n" }
    let measures = columns.indices.filter { columns[$0].isFigure }
    chooseFigures(among: measures, of: columns)
    left = measures.filter { measure in !figures.contains { $0.value == measure } }
  }

  private static func lag(_ columns: [Column]) -> Bounds? {
    guard let from = columns.firstIndex(where: { $0.name == "lag_from_h" && $0.role == .dimension }),
      let to = columns.firstIndex(where: { $0.name == "lag_to_h" && $0.role == .dimension })
    else { return nil }
    return Bounds(lower: from, upper: to)
  }

  private static func ranks(_ columns: [Column]) -> Ranks? {
    let bounds = ["rank_low", "rank_high"]
    let found = bounds.compactMap { name in columns.firstIndex { $0.name == name && $0.role == .rank } }
    let base = columns.indices.first { columns[$0].role == .rank && !found.contains($0) }
    guard let base, found.count == bounds.count else { return nil }
    return Ranks(base: base, lowest: found[0], highest: found[1])
  }

  private mutating func chooseFigures(among measures: [Int], of columns: [Column]) {
    let all = measures.map { index in
      Figure(value: index, bounds: Self.bounds(of: columns[index], in: columns), name: columns[index].title)
    }
    let times = Self.contrast(all, columns)
    if !times.isEmpty {
      (figures, isContrast) = (times, true)
      return
    }
    guard let lead = all.first(where: { $0.bounds != nil }) ?? all.first else { return }
    if lag != nil {
      // What is counted, and what is expected without a link, whose band it is held against.
      figures = all
      return
    }
    let unit = columns[lead.value].unit
    switch unit {
    case .none, .count: figures = [lead]
    case .share, .hours, .days, .other:
      figures = Array(all.filter { columns[$0.value].unit == unit }.prefix(Self.mostLines))
    }
  }

  private static func bounds(of column: Column, in columns: [Column]) -> Bounds? {
    guard let lower = columns.firstIndex(where: { $0.role == .lower(of: column.name) }),
      let upper = columns.firstIndex(where: { $0.role == .upper(of: column.name) })
    else { return nil }
    return Bounds(lower: lower, upper: upper)
  }

  /// The first measure that stands there at several times, by the names that `compare` gives its columns.
  private static func contrast(_ figures: [Figure], _ columns: [Column]) -> [Figure] {
    let endings = phases + ["against"]
    for figure in figures {
      let name = columns[figure.value].name
      guard let ending = endings.first(where: { name.hasSuffix("_\($0)") }) else { continue }
      let stem = name.dropLast(ending.count)
      let times = figures.compactMap { figure -> Figure? in
        guard let ending = endings.first(where: { columns[figure.value].name == stem + $0 }) else { return nil }
        var time = figure
        time.name = ending
        return time
      }
      if times.count > 1 { return times }
    }
    return []
  }
}

extension ChartColumns {
  /// What the columns can be drawn as.
  package var kinds: [ChartKind] { ChartKind.allCases.filter(bears) }

  package func bears(_ kind: ChartKind) -> Bool {
    switch kind {
    case .bar: !figures.isEmpty
    case .line, .heat: time != nil && !figures.isEmpty
    case .eventStudy: !figures.isEmpty && (phase != nil || lag != nil || isAroundSomething)
    case .rankRange: ranks != nil
    }
  }

  /// A contrast of phases, not of two spans.
  private var isAroundSomething: Bool {
    isContrast && figures.contains { $0.name == "before" || $0.name == "after" }
  }

  /// Series that lines can be told apart by, and that phases can stand beside each other in.
  package static let mostLines = 12
  /// Lines that are still easily followed; more are better seen as strips.
  private static let easyLines = 6

  /// What the columns are best drawn as, by how many groups there are; nil where they cannot be drawn.
  package func standard(groups count: Int) -> ChartKind? {
    if ranks != nil { return .rankRange }
    let series = lag != nil || isContrast ? count : count * figures.count
    if bears(.eventStudy), series <= Self.mostLines { return .eventStudy }
    if bears(.line) { return series <= Self.easyLines ? .line : .heat }
    return bears(.bar) ? .bar : nil
  }
}

extension Column {
  /// What a chart can draw.
  fileprivate var isFigure: Bool { role == .measure && (type == .integer || type == .number) }
}

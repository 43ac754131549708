import Analysis
import Places
import Query
import Subjects
import Tables

extension Answerer {
  /// `show` and `rank` by a user's index: each of its measures is asked for with the same clauses, and the expression is
  /// worked out group by group.
  func composed(_ query: ResolvedQuery, _ clock: ZoneClock, _ windows: SelectionWindows?) throws -> Found {
    let (rows, notes) = try sideBySide(query) { try composedRows($0, clock, windows) }
    var builder = ResultBuilder(query)
    let table = builder.table(rows)
    return Found(
      table: table, notes: [scope(of: builder.omissions, query)] + notes,
      isEmpty: rows.allSatisfy { !$0.hasFigures })
  }

  private func composedRows(
    _ query: ResolvedQuery, _ clock: ZoneClock, _ windows: SelectionWindows?
  ) throws -> (rows: [ResultRow], notes: [Note]) {
    var groups: [[Value]: CompositeGroup] = [:]
    var notes: [Note] = []
    let subjects = Set(query.asked.map(\.subject))
    for subject in SubjectKind.allCases where subjects.contains(subject) {
      let own = part(of: query, about: subject)
      let (rows, found) =
        try subject == .measurements ? measurementRows(own, clock, windows) : recordRows(own, clock, windows)
      notes += found.filter { !notes.contains($0) }
      for row in rows { groups[row.heads, default: CompositeGroup(row)].take(row, own.measures) }
    }
    let isMeasured = subjects.contains(.measurements)
    return (groups.values.filter { !isMeasured || $0.isMeasured }.map { $0.row(query) }, notes)
  }

  private func part(of query: ResolvedQuery, about subject: SubjectKind) -> ResolvedQuery {
    var own = query
    own.composites = []
    own.measures = query.asked.filter { $0.subject == subject }
    (own.vary, own.limit, own.sort) = (nil, nil, [])
    own.slice.subject = subject
    return own
  }
}

/// What a group's measures came to, from each subject.
private struct CompositeGroup {
  private var head: ResultRow
  private var figures: [Measure: Figure] = [:]
  /// Measurements have such a group.
  private(set) var isMeasured = false

  init(_ row: ResultRow) { head = row }

  mutating func take(_ row: ResultRow, _ measures: [Measure]) {
    for (measure, figure) in zip(measures, row.figures) { figures[measure] = figure }
    guard measures.first?.subject == .measurements else { return }
    isMeasured = true
    (head.n, head.networks, head.sources) = (row.n, row.networks, row.sources)
  }

  func row(_ query: ResolvedQuery) -> ResultRow {
    var row = head
    let values = query.composites.map { composite in
      composite.expression.value { figure($0).value.double }.map { Figure(.number($0.rounded12)) } ?? .missing(.noData)
    }
    row.figures = query.measures.map(figure) + values
    if case .minimum(let minima) = query.vary, let first = row.figures.first {
      row.figures = minima.map { (row.n ?? 0) < $0 ? .missing(.suppressed) : first }
    }
    return row
  }

  /// A group that was measured and has no row among the episodes has none of them.
  private func figure(_ measure: Measure) -> Figure {
    if let known = figures[measure] { return known }
    return isMeasured && measure.subject == .episodes && measure.isCount ? Figure(.integer(0)) : .missing(.noData)
  }
}

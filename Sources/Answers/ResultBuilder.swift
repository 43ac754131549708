import Analysis
import Query
import Tables

/// From rows of figures to the table of a statement: what is suppressed, ranked, limited, ordered. The same for every
/// subject.
struct ResultBuilder {
  let query: ResolvedQuery
  private(set) var omissions = Omissions()
  /// The rows that the table shows, for what is said of them.
  private(set) var shown: [ResultRow] = []

  init(_ query: ResolvedQuery) { self.query = query }

  mutating func table(_ rows: [ResultRow]) -> Table {
    var rows = rows.sorted { $0.order < $1.order }
    if query.verb == .rank {
      // What has no name in the ranked dimension has no place among those that do.
      omissions.unnamed = rows.count { $0.heads.first?.isMissing == true && $0.hasFigures }
      rows.removeAll { $0.heads.first?.isMissing == true }
    }
    let table = query.vary == nil ? plain(rows) : varied(rows)
    omissions.shown = table.rows.count
    return query.sort.isEmpty ? table : table.sorted(by: query.sort)
  }

  // MARK: one value a measure

  private mutating func plain(_ rows: [ResultRow]) -> Table {
    let (kept, suppressed) = suppress(rows)
    omissions.suppressed = suppressed
    omissions.eligible = kept.count { row in row.figures.contains { !$0.value.isMissing } }
    if query.verb == .rank { return ranked(kept.filter { $0.figures.first?.value.isMissing == false }) }
    let limited = query.limit.map { limit($0, within: kept) } ?? kept
    shown = limited
    return Table(columns: Shape.columns(of: query), rows: cells(limited, of: kept))
  }

  /// Rows under `min n` lose their figures in `show` and their place in `rank`.
  private func suppress(_ rows: [ResultRow]) -> (rows: [ResultRow], suppressed: Int) {
    guard let minimum = query.minimum else { return (rows, 0) }
    var count = 0
    let kept = rows.compactMap { row -> ResultRow? in
      guard let n = row.n, n < minimum else { return row }
      if n > 0 || query.verb == .rank { count += 1 }
      if query.verb == .rank { return nil }
      guard n > 0 else { return row }
      var suppressed = row
      for (index, measure) in query.measures.enumerated() where measure.obeysMinimum {
        suppressed.figures[index] = .missing(.suppressed)
      }
      for (index, composite) in query.composites.enumerated() where composite.measures.contains(where: \.obeysMinimum) {
        suppressed.figures[query.measures.count + index] = .missing(.suppressed)
      }
      return suppressed
    }
    return (kept, count)
  }

  private mutating func ranked(_ rows: [ResultRow]) -> Table {
    let ranks = Ranking(rows.map { $0.figures.first?.value.double }, codes: []).ranks
    let ordered = byMeasure(rows, figure: 0)
    let limited = query.limit.map { $0.end == .top ? Array(ordered.prefix($0.count)) : ordered.suffix($0.count) }
    let body = cells(rows, of: rows)
    let chosen = limited ?? ordered
    shown = chosen.map { rows[$0] }
    return Table(
      columns: Shape.columns(of: query),
      rows: chosen.map { [ranks[$0].map { .text($0.text) } ?? .missing(.noData)] + body[$0] })
  }

  /// Indices, largest figure first, missing last, ties as they stand.
  private func byMeasure(_ rows: [ResultRow], figure: Int) -> [Int] {
    let values = rows.map { $0.figures.indices.contains(figure) ? $0.figures[figure].value.double : nil }
    return rows.indices.sorted { left, right in
      guard let a = values[left] else { return values[right] == nil && left < right }
      guard let b = values[right] else { return true }
      return a == b ? left < right : a > b
    }
  }

  /// The largest (or smallest) of the first measure, within each bin; what is left keeps its order.
  private func limit(_ limit: Limit, within rows: [ResultRow]) -> [ResultRow] {
    var kept: Set<Int> = []
    for (_, indices) in Dictionary(grouping: rows.indices, by: { rows[$0].bin ?? 0 }) {
      let members = indices.map { rows[$0] }
      let measured = byMeasure(members, figure: 0).filter { members[$0].figures.first?.value.isMissing == false }
      let chosen = limit.end == .top ? measured.prefix(limit.count) : measured.suffix(limit.count)
      kept.formUnion(chosen.map { indices[$0] })
    }
    return rows.indices.filter(kept.contains).map { rows[$0] }
  }

  /// Shares are of all the rows that there are, whatever a limit leaves.
  private func cells(_ rows: [ResultRow], of all: [ResultRow]) -> [[Value]] {
    let totals = query.measures.indices.map { index in all.compactMap { $0.figures[index].value.double }.reduce(0, +) }
    let names = Set(Shape.columns(of: query).map(\.name)).subtracting(query.measures.map(\.columnName))
    return rows.map { row in
      var cells = row.heads
      for (index, measure) in query.measures.enumerated() {
        let figure = row.figures[index]
        cells.append(figure.value)
        if measure.hasBounds || query.extras.contains(.ci) && measure.hasInterval {
          cells += [figure.low, figure.high]
        }
        if query.extras.contains(.share), measure.isCount { cells.append(share(figure.value, of: totals[index])) }
        if measure.isCount {
          for extra in [Extra.perMillionPeople, .perMillionUsers] where query.extras.contains(extra) {
            cells.append(rate(figure.value, over: row.millions[extra]))
          }
        }
      }
      // The user's indices stand behind the measures.
      cells += row.figures.dropFirst(query.measures.count).map(\.value)
      return cells + supports(row, names)
    }
  }

  private func share(_ value: Value, of total: Double) -> Value {
    guard let figure = value.double, total > 0 else { return .missing(.noData) }
    return .number((figure / total).rounded12)
  }

  private func rate(_ value: Value, over millions: Double?) -> Value {
    guard let figure = value.double, let millions, millions > 0 else { return .missing(.noData) }
    return .number((figure / millions).rounded12)
  }

  private func supports(_ row: ResultRow, _ names: Set<String>) -> [Value] {
    var cells: [Value] = []
    if names.contains("n") { cells.append(row.n.map(Value.integer) ?? .missing(.noData)) }
    if names.contains("networks") {
      cells.append(row.networks.map(Value.integer) ?? .missing(.noData))
    }
    if names.contains("rank_low") {
      cells += [row.ranks?.lowerBound, row.ranks?.upperBound].map { $0.map(Value.integer) ?? .missing(.noData) }
    }
    if names.contains("sources") { cells.append(row.sources.map(Value.text) ?? .missing(.noData)) }
    return cells
  }

  // MARK: vary

  private mutating func varied(_ rows: [ResultRow]) -> Table {
    let measured = rows.filter { row in row.figures.contains { !$0.value.isMissing } }
    let alternatives = Shape.alternatives(of: query).indices
    let ranking = VariedRanking(
      alternatives.map { index in measured.map { $0.figures[index].value.double } }, codes: [])
    omissions.eligible = measured.count
    omissions.suppressed = rows.count - measured.count
    let chosen = union(of: measured, alternatives: alternatives)
    let body = ranking.rows.filter { chosen.contains($0.index) }.map { row -> [Value] in
      let figures = alternatives.flatMap { index -> [Value] in
        [measured[row.index].figures[index].value, row.ranks[index].map { .text($0.text) } ?? .missing(.noData)]
      }
      return measured[row.index].heads + figures
        + [row.low, row.high].map { $0.map(Value.integer) ?? .missing(.noData) }
    }
    return Table(columns: Shape.columns(of: query), rows: body)
  }

  /// Rows among the first (or last) of any alternative.
  private func union(of rows: [ResultRow], alternatives: Range<Int>) -> Set<Int> {
    guard let limit = query.limit else { return Set(rows.indices) }
    return alternatives.reduce(into: []) { chosen, index in
      let order = byMeasure(rows, figure: index).filter { !rows[$0].figures[index].value.isMissing }
      chosen.formUnion(limit.end == .top ? order.prefix(limit.count) : order.suffix(limit.count))
    }
  }
}

extension Measure {
  /// `min n` is about shares: a count is right however small it is.
  var obeysMinimum: Bool { isRate }
}

extension [OrderPart] {
  static func < (left: [OrderPart], right: [OrderPart]) -> Bool {
    for (a, b) in zip(left, right) where a != b { return a < b }
    return left.count < right.count
  }
}

import Analysis
import Places
import Query
import Subjects
import Tables
import Text

extension Answerer {
  /// The verbs that hold two selections against each other.
  func related(_ relation: Relation, _ query: ResolvedQuery, _ clock: ZoneClock) throws -> Found {
    switch relation {
    case .associate(let right, _):
      let answer = AssociateAnswer(
        query: query, left: try side(query.slice, clock), right: try side(right, clock), clock: clock,
        pause: store.checkInterruption)
      let (rows, remarks) = try answer.rows()
      return found(rows, remarks.notes(seed: query.seed ?? 1), query, isEmpty: rows.isEmpty)
    case .match(let right, _):
      let answer = MatchAnswer(
        query: query, left: try side(query.slice, clock), right: try side(right, clock), clock: clock,
        pause: store.checkInterruption)
      let (rows, remarks) = try answer.rows()
      return found(rows, remarks.notes(query), query, isEmpty: rows.isEmpty)
    case .lag(let lag):
      let answer = LagAnswer(
        query: query, lag: lag, left: try side(query.slice, clock), right: try side(lag.right, clock), clock: clock,
        pause: store.checkInterruption)
      let (rows, remarks) = try answer.rows()
      return found(rows, remarks.notes(seed: query.seed ?? 1), query, isEmpty: rows.isEmpty)
    case .contrast(let contrast): return try compare(contrast, query, clock)
    case .similar(let similar): return try self.similar(similar, query, clock)
    }
  }

  private func found(_ rows: [ResultRow], _ notes: [Note], _ query: ResolvedQuery, isEmpty: Bool) -> Found {
    let rows = rows.sorted { $0.order < $1.order }
    let scope = query.dimensions.isEmpty ? [] : [Note(.scope, Counted.phrase(rows.count, "row"))]
    return Found(
      table: Table(columns: Shape.columns(of: query), rows: rows.map { $0.heads + $0.figures.map(\.value) }),
      notes: scope + notes, isEmpty: isEmpty)
  }
}

extension ResolvedQuery {
  /// The statement's own slice and every other that it reads.
  var slices: [Slice] {
    var slices = [slice]
    if case .selection(let selection) = slice.during { slices.append(selection) }
    switch relation {
    case .match(let right, _), .associate(let right, _): slices.append(right)
    case .lag(let lag): slices.append(lag.right)
    case .contrast(let contrast):
      if case .around(.selection(let selection), _, _) = contrast.kind { slices.append(selection) }
    case .similar, nil: break
    }
    return slices + near.map(\.selection)
  }
}

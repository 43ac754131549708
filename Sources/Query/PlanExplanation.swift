/// What a query will fetch, for `explain` and the golden files.
package struct Explanation {
  /// A line a pass: what is grouped by what.
  package let plan: String
  package let statements: [(name: String, sql: SQL)]

  package init(_ query: ResolvedQuery, dialect: Dialect) {
    var lines: [String] = []
    var statements: [(String, SQL)] = []
    if case .selection(let selection) = query.slice.during {
      lines.append("windows: \(selection.subject.rawValue) by country")
      statements.append(("windows", RecordQuery(selection).sql(dialect)))
    }
    for (name, selection) in query.selections {
      lines.append("\(name): \(selection.subject.rawValue) by country")
      if selection.subject != .episodes { statements.append((name, RecordQuery(selection).sql(dialect))) }
    }
    switch (query.verb, query.slice.subject) {
    case (_, .episodes), (_, .signals):
      lines.append("\(query.slice.subject.rawValue) in \(query.slice.datasets.joined(separator: ", "))")
    case (.list, .measurements):
      lines.append("list: single tests with their evidence")
      statements.append(("list", TestQuery(query).sql(dialect)))
    case (_, .incidents), (_, .events):
      lines.append("records: \(query.slice.subject.rawValue), a row for each country of a record, counted by rule")
      statements.append(("records", RecordQuery(query.slice).sql(dialect)))
    case (_, .measurements):
      let plan = MeasurementPlan(query)
      let passes: [(String, CellQuery?)] = [
        ("counts", plan.counts), ("coverage", plan.coverage), ("weights", plan.weights), ("baseline", plan.baseline),
      ]
      for case (let name, let cells?) in passes {
        lines.append("\(name): \(cells.summary)")
        statements.append((name, cells.sql(dialect)))
      }
    }
    plan = lines.joined(separator: "\n")
    self.statements = statements
  }
}

extension CellQuery {
  /// `cells by country, platform per day`
  var summary: String {
    let keys = keys.isEmpty ? "" : " by \(keys.map(\.rawValue).joined(separator: ", "))"
    return "cells" + keys + (time.map { " per \($0.name)" } ?? "")
  }
}

extension ResolvedQuery {
  /// What is read beside the slice, by the word that asks for it.
  var selections: [(name: String, slice: Slice)] {
    var found = near.map { (name: $0.isWithout ? "without" : "near", slice: $0.selection) }
    switch relation {
    case .match(let right, _), .associate(let right, _): found.append((verb.rawValue, right))
    case .lag(let lag): found.append((verb.rawValue, lag.right))
    case .contrast(let contrast):
      if case .around(.selection(let slice), _, _) = contrast.kind { found.append(("around", slice)) }
    case .similar, nil: break
    }
    return found
  }
}

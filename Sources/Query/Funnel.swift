import Tables

/// The order in which a statement's clauses narrow its rows, for explaining an empty result.
package enum FunnelClause: Int, Sendable, Comparable, CaseIterable {
  case from, `in`, on, during, `where`

  package static func < (left: FunnelClause, right: FunnelClause) -> Bool { left.rawValue < right.rawValue }
}

/// How many rows are left after each clause.
package struct FunnelStep: Sendable, Hashable {
  /// `in PK`, `on signal`, `during 2024-01-07`
  package var label: String
  package var sql: SQL

  package init(label: String, sql: SQL) {
    self.label = label
    self.sql = sql
  }
}

/// The steps of a slice: each counts the rows that are left, tests for measurements and records for the others.
package enum Funnel {
  package static func steps(of slice: Slice, _ dialect: Dialect, windows: [CountryWindow]? = nil) -> [FunnelStep] {
    // Episodes are found in measurements, not stored; signals have no steps of their own.
    guard slice.subject != .episodes, slice.subject != .signals else { return [] }
    return labels(of: slice).map { clause, label in
      FunnelStep(label: label, sql: count(narrowed(slice, upTo: clause), upTo: clause, dialect, windows: windows))
    }
  }

  /// Days with rows nearest to an empty period: (day, rows), the last before and the first after.
  package static func nearest(to slice: Slice, _ dialect: Dialect) -> SQL? {
    guard case .span(let span) = slice.during else { return nil }
    let anywhen = narrowed(slice, upTo: .where, keepingPeriod: false)
    let (first, last) = (Int(span.start.day.number), Int(span.end.advanced(by: -1).day.number))
    let days = daily(anywhen, dialect)
    return """
      select * from (select day, number from (\(days)) where day < \(bind: first) order by day desc limit 1)
      union all
      select * from (select day, number from (\(days)) where day > \(bind: last) order by day limit 1)
      """
  }

  private static func daily(_ slice: Slice, _ dialect: Dialect) -> SQL {
    guard slice.subject == .measurements else {
      let records = RecordQuery(slice)
      return """
        select i.start / 86400 as day, count(distinct i.id) as number from \(records.source) \
        where \(records.filters(upTo: .where).conjunction) group by 1
        """
    }
    let cells = CellQuery(keys: [], time: .day, figures: .outcomes, slice: slice)
    let inner = cells.sql(dialect)
    return "select c1 as day, c2 as number from (with rows(c1, c2, c3, c4, c5) as (\(inner)) select * from rows)"
  }

  private static func labels(of slice: Slice) -> [(FunnelClause, String)] {
    var labels: [(FunnelClause, String)] = [(.from, "from \(slice.datasets.joined(separator: ", "))")]
    if !slice.placeNames.isEmpty { labels.append((.in, "in \(slice.placeNames.joined(separator: ", "))")) }
    if !slice.platformNames.isEmpty { labels.append((.on, "on \(slice.platformNames.joined(separator: ", "))")) }
    if slice.during != nil { labels.append((.during, "during \(slice.duringText ?? "the selection")")) }
    if slice.condition != nil { labels.append((.where, "where")) }
    return labels
  }

  private static func narrowed(_ slice: Slice, upTo last: FunnelClause, keepingPeriod: Bool = true) -> Slice {
    var result = slice
    if last < .in { (result.countries, result.subdivisions) = (nil, []) }
    if last < .on { (result.platforms, result.services) = (nil, []) }
    if last < .during || !keepingPeriod { result.during = nil }
    if last < .where { (result.condition, result.late) = (nil, nil) }
    return result
  }

  private static func count(
    _ slice: Slice, upTo last: FunnelClause, _ dialect: Dialect, windows: [CountryWindow]?
  ) -> SQL {
    guard slice.subject != .measurements else {
      let cells = CellQuery(keys: [], time: nil, figures: .outcomes, slice: slice)
      let held = last >= .during ? windows : nil
      let singles = cells.sql(dialect, windows: held)
      let sums = cells.aggregateSQL(dialect, windows: held)
      return """
        with singles(tests, anomaly, confirmed, failure) as (\(singles)), sums(tests, anomaly, confirmed, failure) as (\(sums))
        select coalesce((select tests from singles), 0) + coalesce((select tests from sums), 0)
        """
    }
    let records = RecordQuery(slice)
    var filters = records.filters(upTo: last)
    if case .span(let span) = slice.during {
      filters.append("i.start >= \(bind: span.start.seconds) and i.start < \(bind: span.end.seconds)")
    }
    return "select count(distinct i.id) from \(records.source) where \(filters.conjunction)"
  }
}

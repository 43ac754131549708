import Subjects
import Tables

/// The tables in which incidents and events are kept.
package enum RecordTable: String, Sendable, Hashable {
  case incident, event

  /// Rows of a record's set-valued field, to which `and v.value = ...` can be added.
  func values(_ field: String) -> SQL {
    "select 1 from \(word: rawValue)_value v where v.\(word: rawValue) = i.id and v.field = '\(word: field)'"
  }

  /// Seconds from start to end where both are known to the hour or finer, else whole days with both ends in; null
  /// without a known end.
  var duration: SQL {
    let days: SQL = "(coalesce(i.\"end\", i.start) / 86400 - i.start / 86400 + 1) * 86400"
    let clocked: SQL =
      "i.start_precision in ('second', 'minute', 'hour') and i.end_precision in ('second', 'minute', 'hour')"
    let length: SQL = "case when \(clocked) then i.\"end\" - i.start else \(days) end"
    switch self {
    case .incident: return "case when i.end_status = 'known' then \(length) end"
    case .event: return length
    }
  }

  var prose: [SQL] {
    self == .incident ? ["i.title", "i.area", "i.justification"] : ["i.title"]
  }

  private func gathered(_ field: String, _ dialect: Dialect) -> SQL {
    """
    (select \(dialect.gathered("v.value")) from \(word: rawValue)_value v \
    where v.\(word: rawValue) = i.id and v.field = '\(word: field)')
    """
  }

  fileprivate func columns(_ dialect: Dialect) -> [SQL] {
    let shared: [SQL] = [
      "i.id", "i.name", "d.name", "d.publisher", "p.value", "i.start", "i.start_precision", "i.start_estimated",
      "i.\"end\"", "i.end_precision", "i.title", gathered("link", dialect), gathered("subdivision", dialect),
    ]
    switch self {
    case .incident:
      return shared + [
        "i.end_status", "i.ongoing_year", "i.scope", "i.area", gathered("extent", dialect),
        gathered("access", dialect), gathered("platform", dialect), gathered("service", dialect),
        gathered("ordered-by", dialect), gathered("cause", dialect),
      ]
    case .event: return shared + ["i.kind", "i.class", "i.actor"]
    }
  }
}

/// The records of a slice, one row for each (record, country): a record of several countries counts in each.
package struct RecordQuery: Sendable, Hashable {
  package var table: RecordTable
  package var slice: Slice
  /// Those that the user excluded, instead of all others.
  package var isExcluded = false
  /// The period does not choose the rows: counting rules do.
  package init(_ slice: Slice) {
    self.slice = slice
    table = slice.subject == .events ? .event : .incident
  }

  package func sql(_ dialect: Dialect) -> SQL {
    """
    select \(table.columns(dialect).joined(by: ", "))
    from \(source)
    where \(filters(upTo: .where).conjunction)
    order by i.start, i.name, p.value
    """
  }

  var source: SQL {
    """
    \(word: table.rawValue) i join dataset d on d.id = i.dataset \
    join \(word: table.rawValue)_value p on p.\(word: table.rawValue) = i.id and p.field = 'country'
    """
  }

  /// Filters of the clauses up to one, in the funnel's order.
  func filters(upTo last: FunnelClause) -> [SQL] {
    var filters: [SQL] = ["i.current = 1", "d.name in \(list: slice.datasets)", exclusionFilter]
    if last >= .in, let place = placeFilter { filters.append(place) }
    if last >= .on, slice.platforms != nil || !slice.services.isEmpty { filters.append(platformFilter) }
    if last >= .where, let condition = slice.condition {
      filters.append(ConditionSQL.records(table).sql(condition))
    }
    return filters
  }

  /// Records that the user excluded count nowhere.
  private var exclusionFilter: SQL {
    """
    \(word: isExcluded ? "" : "not ")exists (select 1 from correction k where k.subject = '\(word: subject)' \
    and k.name = i.name and k.kind = 'exclude')
    """
  }

  private var subject: String { table == .event ? SubjectKind.events.rawValue : SubjectKind.incidents.rawValue }

  private var placeFilter: SQL? {
    guard slice.countries != nil || !slice.subdivisions.isEmpty else { return nil }
    let countries: SQL = "p.value in \(list: (slice.countries ?? []).map(\.description))"
    guard !slice.subdivisions.isEmpty else { return countries }
    return "(\(countries) or exists (\(table.values("subdivision")) and v.value in \(list: slice.subdivisions)))"
  }

  private var platformFilter: SQL {
    var parts: [SQL] = []
    if let platforms = slice.platforms, !platforms.isEmpty {
      parts.append("exists (\(table.values("platform")) and v.value in \(list: platforms))")
    }
    if !slice.services.isEmpty {
      parts.append(
        "exists (\(table.values("service")) and lower(v.value) in \(list: slice.services.map { $0.lowercased() }))")
    }
    return "(\(parts.joined(by: " or ")))"
  }
}

import Query
import Storage
import Tables
import Text

/// Published counts of whole days cannot be split into hours, moved to another zone or cut within a day: refused
/// rather than shared out.
struct GrainCheck {
  let query: ResolvedQuery
  let aggregates: [String]

  func refuse(_ store: Store) throws {
    if query.dimensions.contains(.outcome), query.dimensions.contains(.blockingKind) {
      throw Diagnostic(
        .error, "'outcome' and 'blocking-kind' cannot be combined: kinds are kept for anomaly and confirmed together",
        help: "ask for one of them, or 'list measurements' for the tests themselves")
    }
    if case .span(let span) = query.slice.during, span.start.hourCeiling >= span.end {
      throw Diagnostic(
        .error, "cells hold whole hours, and no hour starts in this period",
        help: "ask for whole hours, such as 2024-01-07T18, or 'list measurements' for the tests themselves")
    }
    guard !aggregates.isEmpty, let reason else { return }
    let sql: SQL = """
      select d.name from aggregate a join dataset d on d.id = a.dataset \
      where a.grain > 3600 and d.name in \(list: aggregates) limit 1
      """
    var found: String?
    try store.rows(sql) { found = $0.text(0) }
    guard let found else { return }
    throw Diagnostic(
      .error, "'\(found)' holds counts of whole days, and \(reason)",
      help: "choose datasets with hours with 'from', or days of UTC")
  }

  private var reason: String? {
    if query.bin == .hour { return "'per hour' needs hours" }
    if query.zone != .utc { return "'tz' needs hours" }
    if query.measures.contains(.coveredHours) { return "'covered-hours' needs hours" }
    switch query.slice.during {
    case .span(let span) where span.start.clock != "00:00:00" || span.end.clock != "00:00:00":
      return "the period starts or ends within a day"
    case .selection: return "'during' a selection needs hours"
    case .span, nil: return nil
    }
  }
}

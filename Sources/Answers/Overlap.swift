import Query
import Storage
import Tables
import Text

/// Published counts and single tests of the same country, target and day are the same tests told twice: a statement
/// that would add both is refused, with the choice spelt out.
struct OverlapCheck {
  let slice: Slice
  let singles: [String]
  let aggregates: [String]

  func refuse(_ store: Store) throws {
    guard !aggregates.isEmpty else { return }
    if let clash = try withSingles(store) { throw clash }
    if let clash = try amongAggregates(store) { throw clash }
  }

  private func withSingles(_ store: Store) throws -> Diagnostic? {
    guard !singles.isEmpty else { return nil }
    let sql: SQL = """
      with c as materialized (
        select country, target, day, origin from cell(
          (select min(start) / 3600 from aggregate), (select max(start) / 3600 + 24 from aggregate))
        group by 1, 2, 3, 4)
      select d.name, e.name, c.day from aggregate a join dataset d on d.id = a.dataset
      left join target t on t.id = a.target
      join c on c.day = a.start / 86400 and (a.country is null or c.country = a.country)
      join target u on u.id = c.target and (t.id is null or (t.host = '' or t.host = u.host) and (t.test = '' or t.test = u.test))
      join origin_dataset o on o.origin = c.origin join dataset e on e.id = o.dataset
      where d.name in \(list: aggregates) and e.name in \(list: singles)\(bounds)
      limit 1
      """
    var found: Diagnostic?
    try store.rows(sql) { row in
      found = clash(
        row.text(0) ?? "", row.text(1) ?? "", Day(number: Int32(clamping: row.int(2))),
        adding: "published counts and single tests")
    }
    return found
  }

  /// Counts summed over different dimensions, or by hour and by day, of the same day.
  private func amongAggregates(_ store: Store) throws -> Diagnostic? {
    let sql: SQL = """
      select d.name, e.name, a.start / 86400 from aggregate a join dataset d on d.id = a.dataset
      join aggregate c on c.rowid > a.rowid and c.start / 86400 = a.start / 86400
        and (a.country is null or c.country is null or a.country = c.country)
        and (a.network is null or c.network is null or a.network = c.network)
        and (a.target is null or c.target is null or a.target = c.target)
        and not (a.dataset = c.dataset and a.grain = c.grain and a.start <> c.start)
      join dataset e on e.id = c.dataset
      where d.name in \(list: aggregates) and e.name in \(list: aggregates)\(bounds)
      limit 1
      """
    var found: Diagnostic?
    try store.rows(sql) { row in
      let (first, second) = (row.text(0) ?? "", row.text(1) ?? "")
      let day = Day(number: Int32(clamping: row.int(2)))
      found =
        first == second
        ? Diagnostic(
          .error,
          "dataset '\(first)' holds counts of \(day.iso) twice, summed over different things: adding them would count tests twice",
          help: "load each answer of the aggregation under a name of its own, and choose one with 'from'")
        : clash(first, second, day, adding: "the counts of two publications")
    }
    return found
  }

  private var bounds: SQL {
    var bounds: SQL = ""
    if let countries = slice.countries {
      bounds = " and (a.country is null or a.country in \(list: countries.map(\.description)))"
    }
    guard case .span(let span) = slice.during else { return bounds }
    return "\(bounds) and a.start >= \(bind: span.start.seconds) and a.start < \(bind: span.end.seconds)"
  }

  private func clash(_ first: String, _ second: String, _ day: Day, adding what: String) -> Diagnostic {
    Diagnostic(
      .error,
      "'\(first)' and '\(second)' both hold tests of \(day.iso): adding \(what) would count them twice",
      help: "choose one: 'from \(first)' or 'from \(second)'")
  }
}

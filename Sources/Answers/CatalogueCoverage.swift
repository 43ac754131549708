import Places
import Query
import Storage
import Tables

/// What the statement's catalogues cover, by their publisher's word or their rows: nothing recorded there is zero only
/// inside it.
struct CatalogueCoverage {
  struct Dataset {
    var name: String
    var coversWorld: Bool
    var span: TimeSpan?
    var countries: Set<CountryCode>
    /// The newest start or known end.
    var snapshot: Day?
  }

  private(set) var datasets: [Dataset] = []

  init(_ names: [String], table: RecordTable, store: Store) throws {
    for name in names {
      guard let detail = try store.dataset(named: name) else { continue }
      var dataset = Dataset(
        name: name, coversWorld: detail.coversWorld, span: detail.covers ?? detail.summary.span, countries: [])
      let ends: SQL = table == .incident ? "case when i.end_status = 'known' then i.\"end\" end" : "i.\"end\""
      let newest: SQL = """
        select max(i.start), max(\(ends)) from \(word: table.rawValue) i join dataset d on d.id = i.dataset \
        where i.current = 1 and d.name = \(bind: name)
        """
      try store.rows(newest) { row in
        guard !row.isNull(0) else { return }
        dataset.snapshot = Instant(seconds: max(row.int(0), row.isNull(1) ? .min : row.int(1))).day
      }
      let countries: SQL = """
        select distinct p.value from \(word: table.rawValue) i join dataset d on d.id = i.dataset \
        join \(word: table.rawValue)_value p on p.\(word: table.rawValue) = i.id and p.field = 'country' \
        where i.current = 1 and d.name = \(bind: name)
        """
      try store.rows(countries) { row in
        if let code = row.text(0).flatMap({ CountryCode($0) }) { dataset.countries.insert(code) }
      }
      if table == .incident, let years = try editions(of: name, store) { dataset.span = years }
      datasets.append(dataset)
    }
  }

  /// A catalogue with editions covers their years: what began before the first is in it only where it lasted.
  private func editions(of dataset: String, _ store: Store) throws -> TimeSpan? {
    let sql: SQL = """
      select min(i.edition), max(i.edition) from incident i join dataset d on d.id = i.dataset \
      where i.edition > 0 and d.name = \(bind: dataset)
      """
    var span: TimeSpan?
    try store.rows(sql) { row in
      guard !row.isNull(0), let first = Day(year: row.int(0), month: 1, day: 1),
        let last = Day(year: row.int(1) + 1, month: 1, day: 1)
      else { return }
      span = TimeSpan(first.start, last.start)
    }
    return span
  }

  func snapshot(of dataset: String) -> Day? { datasets.first { $0.name == dataset }?.snapshot }

  /// Countries that no dataset could have recorded anything of.
  func uncovered(among countries: [CountryCode]) -> [CountryCode] {
    countries.filter { country in !datasets.contains { $0.coversWorld || $0.countries.contains(country) } }
  }

  /// Whether some dataset could have recorded a thing in one of the countries and then; nil leaves the question open
  /// for that axis.
  func covers(_ countries: [CountryCode]?, within period: [TimeSpan]?) -> Bool {
    datasets.contains { dataset in
      let place = dataset.coversWorld || countries?.contains(where: dataset.countries.contains) ?? true
      guard let span = dataset.span, let period else { return place }
      return place && period.contains { $0.overlaps(span) }
    }
  }

  /// A caution for each dataset that covers only a part of the period.
  func gaps(in period: TimeSpan) -> [Note] {
    datasets.compactMap { dataset in
      guard let span = dataset.span, span.start > period.start || span.end < period.end else { return nil }
      let last = span.end.advanced(by: -1).day.iso
      return Note(
        .caution, "\(dataset.name) covers \(span.start.day.iso)..\(last): the rest of the period is not covered")
    }
  }
}

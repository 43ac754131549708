import Places
import Query
import Storage
import Subjects
import Tables

/// `list`: the records or tests themselves.
struct ListAnswer {
  let query: ResolvedQuery
  let clock: ZoneClock

  // MARK: incidents and events

  /// One row a record, whatever its number of countries.
  func table(of records: [StoredRecord]) -> Table {
    var order: [Int] = []
    var members: [Int: [StoredRecord]] = [:]
    for record in records {
      if members[record.id] == nil { order.append(record.id) }
      members[record.id, default: []].append(record)
    }
    let rows = order.compactMap { members[$0] }.compactMap(row)
    return limited(Table(columns: Shape.columns(of: query), rows: rows))
  }

  private func row(_ members: [StoredRecord]) -> [Value]? {
    guard let record = members.first else { return nil }
    let codes = members.map(\.country).sorted()
    let names = codes.map { PlaceCatalog.country($0)?.name ?? $0.description }
    let place: [Value] = [list(codes.map(\.description)), list(names)]
    var row: [Value] = [.text(record.name), clock.value(record.start, in: record.country)]
    switch record.body {
    case .incident(let incident):
      row += [end(of: incident, in: record.country)] + place
      row += [
        list(incident.extents.map(\.rawValue).sorted()), text(incident.scope?.rawValue),
        list(incident.platforms.sorted()), list(incident.otherServices), list(incident.causes), text(incident.area),
        text(incident.title), .text(sources(of: record)),
      ]
    case .event(let event):
      row += [event.end.map { clock.value($0, in: record.country) } ?? .missing(.unknown)] + place
      row += [
        .text(event.kind.rawValue), .text(event.kind.eventClass.rawValue), text(event.actor?.rawValue),
        text(event.title), .text(sources(of: record)),
      ]
    case .episode(let episode): row += EpisodeCells(record: record, episode: episode, clock: clock).cells(query)
    }
    if query.extras.contains(.sources) { row.append(list(record.links)) }
    if query.extras.contains(.sincePrevious) { row.insert(gap(members), at: 3) }
    return row
  }

  /// Hours since the start before it; of a record of several countries the shortest.
  private func gap(_ members: [StoredRecord]) -> Value {
    members.compactMap(\.sincePrevious).min().map { .number((Double($0) / 3600).rounded12) } ?? .missing(.notApplicable)
  }

  /// The dataset; of a merged record each, with what the others say otherwise.
  private func sources(of record: StoredRecord) -> String {
    let others = record.others.map { other in
      let differs = other.span.start != record.span.start || other.span.end != record.span.end
      let times = "\(clock.localMoment(other.start, in: other.country).iso) to \(endText(of: other))"
      return differs ? "\(other.dataset) (\(times))" : other.dataset
    }
    return ([record.dataset] + others).joined(separator: "; ")
  }

  private func endText(of record: StoredRecord) -> String {
    switch record.body {
    case .episode(let episode): return clock.local(episode.span.end, in: record.country).iso
    case .event(let event): return clock.localMoment(event.end ?? record.start, in: record.country).iso
    case .incident(let incident):
      switch incident.end {
      case .known(let moment): return clock.localMoment(moment, in: record.country).iso
      case .ongoing: return "ongoing"
      case .unknown: return "unknown"
      }
    }
  }

  private func end(of incident: Incident, in country: CountryCode) -> Value {
    switch incident.end {
    case .known(let moment): clock.value(moment, in: country)
    case .ongoing: .text("ongoing")
    case .unknown: .missing(.unknown)
    }
  }

  private func text(_ text: String?) -> Value {
    text.flatMap { $0.isEmpty ? nil : .text($0) } ?? .missing(.unknown)
  }

  private func list(_ texts: [String]) -> Value {
    texts.isEmpty ? .missing(.unknown) : .text(texts.joined(separator: "; "))
  }

  // MARK: measurements

  /// Single tests; those that were plain ok keep no uid.
  func table(ofTestsIn store: Store, dialect: Dialect, windows: SelectionWindows?) throws -> Table {
    var rows: [[Value]] = []
    try store.rows(TestQuery(query).sql(dialect, windows: windows?.cellWindows)) { row in
      let instant = Instant(seconds: row.int(0))
      guard windows?.holds(instant, in: row.text(1)) ?? true, isInLocalPeriod(instant, row.text(1)) else { return }
      rows.append(test(row, at: instant))
    }
    return limited(Table(columns: Shape.columns(of: query), rows: rows))
  }

  /// Under `tz local` the statement's dates are each country's own.
  private func isInLocalPeriod(_ instant: Instant, _ country: String?) -> Bool {
    guard clock.isLocal, case .span(let span) = query.slice.during else { return true }
    return span.contains(clock.local(instant, in: country.flatMap { CountryCode($0) } ?? .withheld))
  }

  private func test(_ row: borrowing RowCursor, at instant: Instant) -> [Value] {
    let code = row.text(1).flatMap { CountryCode($0) } ?? .withheld
    let network = row.int(2)
    var values: [Value] = [clock.value(instant, in: code)] + Heads.country(code).values
    values.append(network == 0 ? .missing(.unknown) : .text("AS\(network)"))
    values += [3, 4, 5, 6, 7].map { text(row.text($0)) }
    values.append(text(row.text(8).map { $0.split(separator: ",").joined(separator: "; ") }))
    let uid = row.text(9)
    values.append(uid.map { .text($0) } ?? .missing(.notApplicable))
    if query.extras.contains(.sources) {
      let address = ExplorerLink.address(uid: uid, report: row.text(10), input: row.text(11))
      values.append(address.map { .text($0) } ?? .missing(.notApplicable))
    }
    if row.text(6) == "ok" { values[8] = .missing(.notApplicable) }
    return values
  }

  // MARK: order

  /// By start, or as `sort` says; then the first or last rows.
  private func limited(_ table: Table) -> Table {
    var table = query.sort.isEmpty ? table : table.sorted(by: query.sort)
    if let limit = query.limit {
      table.rows = Array(limit.end == .top ? table.rows.prefix(limit.count) : table.rows.suffix(limit.count))
    }
    return table
  }
}

extension SelectionWindows {
  func holds(_ instant: Instant, in country: String?) -> Bool {
    guard let code = country.flatMap({ CountryCode($0) }) else { return false }
    return spans[code]?.contains { $0.contains(instant) } ?? false
  }
}

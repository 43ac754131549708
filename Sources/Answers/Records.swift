import Places
import Query
import Storage
import Subjects
import Tables

/// A record of a catalogue in one of its countries: a record of several countries counts in each.
struct StoredRecord: Sendable {
  var id: Int
  var name: String
  var dataset: String
  var publisher: String?
  var country: CountryCode
  var start: Moment
  var title: String
  var links: [String]
  var subdivisions: [String]
  var body: Body
  /// The same thing in other catalogues, under `from merged`.
  var others: [StoredRecord] = []
  /// Seconds since the start before it among those that its selection chooses; nil where it is the first, or is not
  /// asked for.
  var sincePrevious: Int?

  enum Body: Sendable {
    case incident(Incident)
    case event(Event)
    case episode(DetectedEpisode)
  }

  var incident: Incident? {
    if case .incident(let incident) = body { incident } else { nil }
  }

  var event: Event? {
    if case .event(let event) = body { event } else { nil }
  }

  var episode: DetectedEpisode? {
    if case .episode(let episode) = body { episode } else { nil }
  }

  /// When it was, to its precision: an end that is not known adds nothing.
  var span: TimeSpan {
    switch body {
    case .incident(let incident):
      guard case .known(let end) = incident.end else { return start.span }
      return TimeSpan(start.span.start, max(start.span.end, end.span.end))
    case .event(let event):
      return TimeSpan(start.span.start, max(start.span.end, (event.end ?? start).span.end))
    case .episode(let episode): return episode.span
    }
  }
}

/// Rows of `RecordQuery`, read column by column in its order.
struct RecordReader {
  var table: RecordTable

  func record(_ row: borrowing RowCursor) -> StoredRecord? {
    guard let country = row.text(4).flatMap({ CountryCode($0) }),
      let start = moment(row, at: 5, precision: 6, isEstimated: row.int(7) == 1)
    else { return nil }
    let shared = (links: list(row, 11), subdivisions: list(row, 12), title: row.text(10) ?? "")
    let end = moment(row, at: 8, precision: 9, isEstimated: false)
    let body: StoredRecord.Body =
      table == .incident
      ? .incident(incident(row, country: country, start: start, end: end))
      : .event(event(row, country: country, start: start, end: end))
    return StoredRecord(
      id: row.int(0), name: row.text(1) ?? "", dataset: row.text(2) ?? "", publisher: row.text(3),
      country: country, start: start, title: shared.title, links: shared.links, subdivisions: shared.subdivisions,
      body: body)
  }

  private func incident(
    _ row: borrowing RowCursor, country: CountryCode, start: Moment, end: Moment?
  ) -> Incident {
    Incident(
      identity: "", line: 0, countries: [country], subdivisions: list(row, 12), area: row.text(16), start: start,
      end: ending(status: row.text(13), end: end, year: row.int(14)),
      extents: Set(list(row, 17).compactMap(Extent.init)), scope: row.text(15).flatMap(IncidentScope.init),
      access: Set(list(row, 18)), platforms: Set(list(row, 19)), otherServices: list(row, 20),
      orderedBy: list(row, 21), causes: list(row, 22), title: row.text(10), links: list(row, 11))
  }

  private func ending(status: String?, end: Moment?, year: Int) -> IncidentEnd {
    switch (status, end) {
    case ("known", let end?): .known(end)
    case ("ongoing", _): .ongoing(lastYear: year)
    default: .unknown
    }
  }

  private func event(_ row: borrowing RowCursor, country: CountryCode, start: Moment, end: Moment?) -> Event {
    Event(
      identity: "", line: 0, kind: row.text(13).flatMap(EventKind.init) ?? .other, countries: [country],
      subdivisions: list(row, 12), start: start, end: end, actor: row.text(15).flatMap(EventActor.init),
      title: row.text(10) ?? "", links: list(row, 11))
  }

  private func moment(
    _ row: borrowing RowCursor, at column: Int, precision: Int, isEstimated: Bool
  ) -> Moment? {
    guard !row.isNull(column), let name = row.text(precision), let precision = Precision(named: name) else {
      return nil
    }
    return Moment(Instant(seconds: row.int(column)), precision, isEstimated: isEstimated)
  }

  private func list(_ row: borrowing RowCursor, _ column: Int) -> [String] {
    row.text(column)?.split(separator: "\u{1F}").map(String.init) ?? []
  }
}

extension Precision {
  init?(named name: String) {
    guard let found = Precision.allCases.first(where: { $0.name == name }) else { return nil }
    self = found
  }
}

import Formats
import Places
import Subjects
import Tables

extension DatasetFormat {
  /// Political events in a table of one's own.
  package static let events = DatasetFormat(
    kind: .events, name: "events", subject: .events, isAggregate: false, title: "Events", publisher: "", licence: "",
    citation: "", url: "", coverage: .rows, grade: 1)
}

/// A table of events: a row one event; several countries, subdivisions or links in a cell are split by `;`.
enum GenericEvents {
  static let fields = [
    FieldSpec("id", ["event_id"]), FieldSpec("country", ["countries", "country_code", "probe_cc"], isNeeded: true),
    FieldSpec("start", ["start_date", "start_time", "begin", "date", "day", "time"], isNeeded: true),
    FieldSpec("end", ["end_date", "end_time", "until"]),
    FieldSpec("kind", ["event_kind", "event_type", "type"], isNeeded: true), FieldSpec("actor", ["side"]),
    FieldSpec("title", ["name", "event", "description"]),
    FieldSpec("links", ["link", "source", "sources", "source_url", "url"]),
    FieldSpec("subdivision", ["subdivisions", "iso_3166_2"]), FieldSpec("estimated"), FieldSpec("synthetic"),
  ]

  static let reading = RowReading<Event>(format: .events, fields: fields, row: event)

  private static func event(_ row: TextRow, _ faults: inout [RowFault]) throws(RowFault) -> Event {
    guard let kind = EventKind(rawValue: row["kind"].lowercased()) else {
      let known = EventKind.allCases.map(\.rawValue).joined(separator: ", ")
      throw row.fault(row["kind"].isEmpty ? .missingField : .unknownValue, "kind", "one of \(known) expected")
    }
    let countries = try CountryCell.read(row, "country", &faults)
    let time = try TimeCell.needed(row, "start")
    var start = time.start
    start.isEstimated = Flag.read(row["estimated"]) ?? false
    let end = TimeCell.end(row, "end", after: start, &faults) ?? time.end
    let id = row["id"]
    let named = countries.compactMap { PlaceCatalog.country($0)?.name }.joined(separator: ", ")
    return Event(
      sourceID: id.isEmpty ? nil : id, identity: id.isEmpty ? identity(row) : id, line: row.line, kind: kind,
      countries: countries, subdivisions: Subdivisions.read(row, "subdivision", &faults), start: start, end: end,
      actor: actor(row, &faults), title: row["title"].isEmpty ? "\(kind.rawValue) in \(named)" : oneLine(row["title"]),
      links: Links.read(row["links"]))
  }

  private static func identity(_ row: TextRow) -> String {
    ["country", "start", "end", "kind", "actor", "title"].map(row.written).joined(separator: "\u{1F}")
  }

  private static func actor(_ row: TextRow, _ faults: inout [RowFault]) -> EventActor? {
    let text = row["actor"].lowercased()
    guard !text.isEmpty, text != "unknown" else { return nil }
    if let actor = EventActor(rawValue: text) { return actor }
    let known = EventActor.allCases.map(\.rawValue).joined(separator: ", ")
    faults.append(row.fault(.unknownValue, "actor", "one of \(known) expected"))
    return nil
  }
}

/// ISO 3166-2 codes of a cell, split by `;`.
enum Subdivisions {
  static func read(_ row: TextRow, _ field: String, _ faults: inout [RowFault]) -> [String] {
    var codes: [String] = []
    for part in row.parts(field) {
      let code = part.uppercased()
      if isCode(code) {
        codes.append(code)
      } else {
        faults.append(
          RowFault(
            kind: .unknownValue, field: row.columnName(field), value: part,
            reason: "an ISO 3166-2 code like PK-PB expected"))
      }
    }
    return codes
  }

  private static func isCode(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let country = CountryCode(parts[0]), PlaceCatalog.country(country) != nil else {
      return false
    }
    return (1...3).contains(parts[1].count) && parts[1].utf8.allSatisfy { isAlphanumeric($0) }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
  }
}

/// A text with every run of blanks and line ends as one space.
func oneLine(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

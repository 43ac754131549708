import Formats
import Places
import Subjects
import Tables

extension DatasetFormat {
  /// Political violence and demonstrations, as ACLED exports them.
  package static let acled = DatasetFormat(
    kind: .acled, name: "acled", subject: .events, isAggregate: false,
    title: "Armed Conflict Location & Event Data", publisher: "ACLED",
    licence: "ACLED's terms of use; do not pass it on",
    citation:
      "Raleigh, Clionadh, Roudabeh Kishi and Andrew Linke (2023), Political instability patterns are obscured by "
      + "conflict dataset scope conditions, sources, and coding choices, Humanities and Social Sciences Communications 10, 74",
    url: "https://acleddata.com/", coverage: .rows, grade: 1)
}

/// A row is one event on one day in one place. Source of the columns and their codes: ACLED's codebook and its guide to the
/// column changes of 2023.
enum ACLED {
  static let fields = [
    FieldSpec("id", ["event_id_cnty"], isNeeded: true), FieldSpec("start", ["event_date"], isNeeded: true),
    FieldSpec("precision", ["time_precision"]), FieldSpec("type", ["event_type"], isNeeded: true),
    FieldSpec("subtype", ["sub_event_type"]), FieldSpec("country", isNeeded: true), FieldSpec("iso"),
    FieldSpec("party", ["inter1"]), FieldSpec("name", ["actor1"]), FieldSpec("location"), FieldSpec("admin1"),
    FieldSpec("links", ["source"]),
  ]

  static let reading = RowReading<Event>(format: .acled, fields: fields, row: event)

  @Sendable
  private static func event(_ row: TextRow, _ faults: inout [RowFault]) throws(RowFault) -> Event {
    guard !row["id"].isEmpty else { throw row.fault(.missingField, "id", "no id") }
    return Event(
      sourceID: row["id"], identity: row["id"], line: row.line, kind: try kind(row), countries: [try country(row)],
      start: try start(row), actor: actor(row), title: title(row), links: Links.read(row["links"]))
  }

  private static func kind(_ row: TextRow) throws(RowFault) -> EventKind {
    switch ColumnName.folded(row["type"]) {
    case "protests": return .protest
    case "riots": return ColumnName.folded(row["subtype"]) == "mob_violence" ? .conflict : .protest
    case "battles", "explosions_remote_violence", "remote_violence", "violence_against_civilians": return .conflict
    case "strategic_developments", "strategic_development":
      return ColumnName.folded(row["subtype"]) == "arrests" ? .arrest : .other
    case "": throw row.fault(.missingField, "type", "no kind of event")
    default: throw row.fault(.unknownValue, "type", "none of ACLED's six kinds of event")
    }
  }

  /// By name, else by the numeric code of ISO 3166-1.
  private static func country(_ row: TextRow) throws(RowFault) -> CountryCode {
    if PlaceCatalog.country(spelled: row["country"]) == nil, PlaceCatalog.unclear(spelled: row["country"]) == nil,
      let code = Double(row["iso"]).flatMap({ Int(exactly: $0) }).flatMap({ byNumber[$0] })
    {
      return code
    }
    return try CountryCell.named(row, "country")
  }

  private static let byNumber = Dictionary(
    PlaceCatalog.countries.compactMap { country in country.numeric.map { ($0, country.code) } },
    uniquingKeysWith: { first, _ in first })

  /// Precision 2: a day of the week that is meant; 3: the month is known, the day stands for it.
  private static func start(_ row: TextRow) throws(RowFault) -> Moment {
    var start = try TimeCell.needed(row, "start").start
    switch row["precision"] {
    case "2", "2.0": start.isEstimated = true
    case "3", "3.0":
      let (year, month, _) = start.day.civil
      start = DateSpelling.moment(year: year, month: month, day: nil) ?? start
    default: break
    }
    return start
  }

  /// Whose event it is stands in the file only for the forces of the state (`inter1` 1).
  private static func actor(_ row: TextRow) -> EventActor? {
    guard ["1", "1.0", "state forces"].contains(row["party"].lowercased()) else { return nil }
    return row["name"].hasPrefix("Military Forces") ? .military : .government
  }

  private static func title(_ row: TextRow) -> String {
    let what = oneLine(row["subtype"].isEmpty ? row["type"] : row["subtype"])
    var places: [String] = []
    for field in ["location", "admin1"] where !row[field].isEmpty {
      let place = oneLine(row[field])
      if !places.contains(place) { places.append(place) }
    }
    return ([what] + places).joined(separator: ", ")
  }
}

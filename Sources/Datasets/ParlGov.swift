import Formats
import Places
import Subjects
import Tables

extension DatasetFormat {
  /// ParlGov's elections to national parliaments and to the European Parliament.
  package static let parlGov = DatasetFormat(
    kind: .parlGov, name: "parlgov", subject: .events, isAggregate: false, title: "ParlGov elections",
    publisher: "Holger Döring and Philip Manow", licence: "CC0 1.0",
    citation:
      "Döring, Holger and Philip Manow, Parliaments and governments database (ParlGov), https://www.parlgov.org",
    url: "https://www.parlgov.org/", coverage: .rows, grade: 1)
}

/// The election table has the publisher's own numbers for its 37 countries and for the kind (13 parliament, 1 European
/// Parliament); the view `view_election` has codes and words for both, and a row for each party, which are one event.
enum ParlGov {
  static let fields = [
    FieldSpec("id", ["election_id"], isNeeded: true), FieldSpec("type", ["type_id", "election_type"], isNeeded: true),
    FieldSpec("country", ["country_id"]), FieldSpec("code", ["country_name_short"]),
    FieldSpec("start", ["date", "election_date"], isNeeded: true), FieldSpec("early"),
    FieldSpec("links", ["wikipedia"]),
  ]

  static let reading = RowReading<Event>(format: .parlGov, fields: fields, row: event)

  @Sendable
  private static func event(_ row: TextRow, _ faults: inout [RowFault]) throws(RowFault) -> Event {
    guard !row["id"].isEmpty else { throw row.fault(.missingField, "id", "no id") }
    let start = try TimeCell.needed(row, "start").start
    let isEarly = Flag.read(row["early"]) == true
    let title: String
    switch row["type"].lowercased() {
    case "13", "parliament": title = isEarly ? "Early parliamentary election" : "Parliamentary election"
    case "1", "ep":
      // Those of a country's first day in the union are the seats that its parliament filled: nobody voted.
      let (_, month, day) = start.day.civil
      guard (month, day) != (1, 1) else {
        throw row.fault(.dropped, "start", "seats in the European Parliament from accession on, without an election")
      }
      title = "European Parliament election"
    default: throw row.fault(.unknownValue, "type", "13 (parliament) or 1 (European Parliament) expected")
    }
    let id = "parlgov-\(row["id"])"
    return Event(
      sourceID: id, identity: id, line: row.line, kind: .election, countries: [try country(row)], start: start,
      title: title, links: Links.read(row["links"]))
  }

  private static func country(_ row: TextRow) throws(RowFault) -> CountryCode {
    if !row["code"].isEmpty { return try CountryCell.named(row, "code") }
    guard !row["country"].isEmpty else { throw row.fault(.missingField, "country", "no country") }
    if let code = Int(row["country"]).flatMap({ countries[$0] }).flatMap({ CountryCode($0) }) { return code }
    throw row.fault(.unknownCountry, "country", "no country of ParlGov has this number")
  }

  /// Source: ParlGov's table of countries (CC0), 2023.
  private static let countries: [Int: String] = [
    1: "SK", 5: "JP", 7: "LU", 8: "NL", 9: "NO", 10: "BG", 11: "NZ", 15: "LT", 20: "TR", 21: "DK", 23: "RO", 26: "IT",
    27: "ES", 29: "CA", 33: "AU", 34: "IL", 35: "SE", 37: "IE", 39: "HU", 40: "CH", 41: "GR", 43: "FR", 44: "GB",
    51: "CY", 54: "DE", 55: "LV", 56: "IS", 59: "AT", 60: "SI", 62: "HR", 63: "PT", 64: "BE", 67: "FI", 68: "CZ",
    72: "MT", 74: "PL", 75: "EE",
  ]
}

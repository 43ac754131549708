import Formats
import Places
import Subjects
import Tables

extension DatasetFormat {
  /// Powell and Thyne's coup attempts since 1950.
  package static let coups = DatasetFormat(
    kind: .coups, name: "coups", subject: .events, isAggregate: false,
    title: "Global instances of coups from 1950 to present", publisher: "Jonathan M. Powell and Clayton L. Thyne",
    licence: "none stated; cite",
    citation:
      "Powell, Jonathan M. and Clayton L. Thyne (2011), Global Instances of Coups from 1950 to 2010: A New Dataset, Journal of Peace Research 48(2), 249-259",
    url: "https://www.jonathanmpowell.com/coup-detat-dataset.html", coverage: .world, grade: 1)
}

/// Columns `country`, `ccode` (COW), `year`, `month`, `day`, `coup`: 1 an attempt that failed, 2 one that succeeded. Who
/// acted is not in it (the military or other elites of the state), so events have no actor.
enum Coups {
  static let fields = [
    FieldSpec("country", isNeeded: true), FieldSpec("cow", ["ccode"]), FieldSpec("year", isNeeded: true),
    FieldSpec("month", isNeeded: true), FieldSpec("day", isNeeded: true), FieldSpec("coup", isNeeded: true),
    FieldSpec("version"),
  ]

  static let reading = RowReading<Event>(format: .coups, fields: fields, row: event)

  private static func event(_ row: TextRow, _ faults: inout [RowFault]) throws(RowFault) -> Event {
    let country = try country(row)
    let outcome: String
    switch row["coup"] {
    case "1": outcome = "failed"
    case "2": outcome = "succeeded"
    default: throw row.fault(.unknownValue, "coup", "1 (failed) or 2 (succeeded) expected")
    }
    let identity = ["country", "year", "month", "day", "coup"].map(row.written).joined(separator: "\u{1F}")
    return Event(
      identity: identity, line: row.line, kind: .coup, countries: [country], start: try start(row),
      title: "Coup attempt, \(outcome)")
  }

  private static func country(_ row: TextRow) throws(RowFault) -> CountryCode {
    if let code = PlaceCatalog.country(spelled: row["country"]) { return code }
    if let code = Int(row["cow"]).flatMap(PlaceCatalog.country(cow:)) { return code }
    throw row.fault(.unknownCountry, "country", CountryCell.reason(row["country"]))
  }

  private static func start(_ row: TextRow) throws(RowFault) -> Moment {
    guard let year = Int(row["year"]) else { throw row.fault(.unreadableDate, "year", "no year") }
    let month = try number(row, "month")
    let day = try number(row, "day")
    guard let start = DateSpelling.moment(year: year, month: month, day: day) else {
      throw row.fault(.unreadableDate, "day", "there is no day \(year)-\(row["month"])-\(row["day"])")
    }
    return start
  }

  /// -9 and nothing mean unknown.
  private static func number(_ row: TextRow, _ field: String) throws(RowFault) -> Int? {
    if row[field].isEmpty { return nil }
    guard let number = Int(row[field]) else { throw row.fault(.unreadableDate, field, "no number") }
    return number
  }
}

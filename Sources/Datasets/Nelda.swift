import Formats
import Places
import Subjects
import Tables

extension DatasetFormat {
  /// Hyde and Marinov's national elections.
  package static let nelda = DatasetFormat(
    kind: .nelda, name: "nelda", subject: .events, isAggregate: false,
    title: "National Elections Across Democracy and Autocracy (NELDA)", publisher: "Susan D. Hyde and Nikolay Marinov",
    licence: "none stated; cite",
    citation:
      "Hyde, Susan D. and Nikolay Marinov (2012), Which Elections Can Be Lost?, Political Analysis 20(2), 191-210",
    url: "https://nelda.co/", coverage: .rows, grade: 1)
}

/// The day is in the id: `950-2001-0825-L1` is state 950, 25 August 2001, legislative, first round; a day or month of 00
/// is unknown. A second round keeps the `year` of its first, so the id's year is the one that counts.
enum Nelda {
  static let fields = [
    FieldSpec("id", ["electionid"], isNeeded: true), FieldSpec("types", ["type"], isNeeded: true),
    FieldSpec("country", ["country_name"], isNeeded: true), FieldSpec("year"), FieldSpec("gw", ["gwn"]),
  ]

  static let reading = RowReading<Event>(format: .nelda, fields: fields, row: event)

  @Sendable
  private static func event(_ row: TextRow, _ faults: inout [RowFault]) throws(RowFault) -> Event {
    let id = row["id"]
    let parts = id.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 4, parts[2].utf8.count == 4, let year = Int(parts[1]), let monthAndDay = Int(parts[2]),
      let start = DateSpelling.moment(year: year, month: monthAndDay / 100, day: monthAndDay % 100)
    else {
      throw row.fault(.unreadableDate, "id", "an id with a day in it like 950-2001-0825-L1 expected")
    }
    return Event(
      sourceID: id, identity: id, line: row.line, kind: .election, countries: [try country(row, start)], start: start,
      title: title(row, round: parts[3]))
  }

  /// By name, else by Gleditsch and Ward's number. Up to 1989 `Russia (Soviet Union)` held the Union's elections; those of
  /// 1990 and 1991 in the file are Russia's own.
  private static func country(_ row: TextRow, _ start: Moment) throws(RowFault) -> CountryCode {
    let name = row["country"]
    if name.contains("Soviet Union"), start.day.civil.year < 1990 {
      throw row.fault(.unknownCountry, "country", CountryCell.reason("Soviet Union"))
    }
    if PlaceCatalog.country(spelled: name) == nil, PlaceCatalog.unclear(spelled: name) == nil,
      let number = Double(row["gw"]).flatMap({ Int(exactly: $0) }),
      let code = PlaceCatalog.country(gleditschWard: number)
    {
      return code
    }
    return try CountryCell.named(row, "country")
  }

  private static func title(_ row: TextRow, round: Substring) -> String {
    let kind =
      switch row["types"] {
      case "Legislative/Parliamentary": "Legislative election"
      case "Executive": "Executive election"
      case "Constituent Assembly": "Election of a constituent assembly"
      default: row["types"].isEmpty ? "Election" : "Election, \(oneLine(row["types"]))"
      }
    let number = round.drop { !$0.isNumber }
    return number.isEmpty || number == "1" ? kind : "\(kind), round \(number)"
  }
}

import Formats
import Places
import Subjects
import Tables

extension DatasetFormat {
  /// Clark and Regan's protests against governments, 1990 to March 2020.
  package static let massMobilization = DatasetFormat(
    kind: .massMobilization, name: "mass-mobilization", subject: .events, isAggregate: false,
    title: "Mass Mobilization Protest Data", publisher: "David Clark and Patrick Regan", licence: "none stated; cite",
    citation: "Clark, David and Patrick Regan (2016), Mass Mobilization Protest Data, Harvard Dataverse, "
      + "doi:10.7910/DVN/HTTWYL",
    url: "https://massmobilization.github.io/", coverage: .rows, grade: 1)
}

/// A row is one protest, or (`protest` 0) a country's year without any, which is no event. Days are in `start_date` and
/// `end_date`, or in the original's `startyear`, `startmonth`, `startday` and the like. Countries are told **by name only**:
/// `ccode` is not Correlates of War throughout (347 is Yugoslavia here and Kosovo there, 341 Kosovo here and Montenegro
/// there).
enum MassMobilization {
  static let fields = [
    FieldSpec("id", isNeeded: true), FieldSpec("country", isNeeded: true), FieldSpec("protest", isNeeded: true),
    FieldSpec("start", ["start_date", "startyear"], isNeeded: true), FieldSpec("startmonth"), FieldSpec("startday"),
    FieldSpec("end", ["end_date", "endyear"]), FieldSpec("endmonth"), FieldSpec("endday"),
    FieldSpec("identity", ["protesteridentity"]), FieldSpec("location"),
  ]

  static let reading = RowReading<Event>(format: .massMobilization, fields: fields, row: event)

  @Sendable
  private static func event(_ row: TextRow, _ faults: inout [RowFault]) throws(RowFault) -> Event {
    switch Flag.read(row["protest"]) {
    case true?: break
    case false?: throw row.fault(.dropped, "protest", "a year without a protest is no event")
    case nil: throw row.fault(.unknownValue, "protest", "1 (a protest) or 0 (none) expected")
    }
    guard !row["id"].isEmpty else { throw row.fault(.missingField, "id", "no id") }
    let country = try CountryCell.named(row, "country")
    let start = try moment(row, "start")
    return Event(
      sourceID: row["id"], identity: row["id"], line: row.line, kind: .protest, countries: [country], start: start,
      end: end(row, after: start, &faults), actor: actor(row["identity"]), title: title(row))
  }

  private static func moment(_ row: TextRow, _ side: String) throws(RowFault) -> Moment {
    guard row.has("\(side)month") else { return try TimeCell.needed(row, side).start }
    guard let year = Int(row[side]),
      let moment = DateSpelling.moment(year: year, month: Int(row["\(side)month"]), day: Int(row["\(side)day"]))
    else {
      throw row.fault(
        row[side].isEmpty ? .missingField : .unreadableDate, side,
        "there is no day \(clipped("\(row[side])-\(row["\(side)month"])-\(row["\(side)day"])"))")
    }
    return moment
  }

  private static func end(_ row: TextRow, after start: Moment, _ faults: inout [RowFault]) -> Moment? {
    guard row.has("endmonth") else { return TimeCell.end(row, "end", after: start, &faults) }
    guard !row["end"].isEmpty else { return nil }
    do throws(RowFault) {
      let end = try moment(row, "end")
      if end.span.end > start.span.start { return end }
      faults.append(row.fault(.unknownValue, "end", "the end \(end.iso) lies before the start \(start.iso)"))
    } catch {
      faults.append(error)
    }
    return nil
  }

  /// The file says who protested in words of its own; only where one of them is `opposition` is it the opposition's event.
  private static func actor(_ identity: String) -> EventActor? {
    let words = identity.lowercased().split { !$0.isLetter }
    guard let place = words.firstIndex(of: "opposition") else { return nil }
    return place > words.startIndex && words[place - 1] == "anti" ? nil : .opposition
  }

  private static func title(_ row: TextRow) -> String {
    let who = oneLine(row["identity"])
    let place = oneLine(row["location"])
    let isNamed = !who.isEmpty && who.lowercased() != "unspecified"
    return (isNamed ? "Protest by \(who)" : "Protest") + (place.isEmpty ? "" : ", \(place)")
  }
}

extension CountryCell {
  /// One country by its name or code; a name that means no single present country is a fault with its reason.
  static func named(_ row: TextRow, _ field: String) throws(RowFault) -> CountryCode {
    guard !row[field].isEmpty else { throw row.fault(.missingField, field, "no country") }
    if let code = PlaceCatalog.country(spelled: row[field]) { return code }
    throw row.fault(.unknownCountry, field, reason(row[field]))
  }
}

import Formats
import Places
import Subjects
import Tables

extension DatasetFormat {
  /// IODA's outages that people looked into.
  package static let iodaOutages = DatasetFormat(
    kind: .iodaOutages, name: "ioda", subject: .incidents, isAggregate: false, title: "IODA investigated outages",
    publisher: "Internet Outage Detection and Analysis (IODA), Georgia Tech", licence: "none stated",
    citation: "IODA, Georgia Institute of Technology, investigated outages",
    url: "https://ioda.inetintel.cc.gatech.edu/",
    coverage: .world, grade: 1)
}

/// A row is an outage of a country, of a region or of a network, with a cause where one was found. Most outages are no
/// restriction: `cause` tells (Government-Ordered, Exams).
enum IODAOutages {
  static let fields = [
    FieldSpec("id", isNeeded: true), FieldSpec("start", ["begin_time"], isNeeded: true),
    FieldSpec("end", ["end_time"], isNeeded: true), FieldSpec("country", isNeeded: true),
    FieldSpec(
      "scope", ["scope_based_on_granularity_at_which_the_outage_appears_in_ioda"], isNeeded: true),
    FieldSpec("cause"), FieldSpec("links", ["grafana_urls"]),
  ]

  static let reading = RowReading<Incident>(format: .iodaOutages, fields: fields, row: incident)

  @Sendable
  private static func incident(_ row: TextRow, _ faults: inout [RowFault]) throws(RowFault) -> Incident {
    let country = try CountryCell.named(row, "country")
    let start = try TimeCell.needed(row, "start").start
    let id = row["id"]
    let (scope, area) = reach(row, &faults)
    let cause = row["cause"].lowercased() == "unknown" ? "" : oneLine(row["cause"])
    return Incident(
      identity: id.isEmpty ? identity(row) : id, sourceID: optional(id), line: row.line, countries: [country],
      area: area, start: start, end: end(row, start, &faults), extents: [.fullNetwork], scope: scope,
      orderedBy: cause == "Government-Ordered" ? ["government"] : [], causes: cause.isEmpty ? [] : [cause],
      links: link(row["links"]))
  }

  private static func identity(_ row: TextRow) -> String {
    ["country", "start", "scope"].map(row.written).joined(separator: "\u{1F}")
  }

  /// `Country`, `Region (Táchira)`, `AS (58224)`: a network is no part of the country's area.
  private static func reach(_ row: TextRow, _ faults: inout [RowFault]) -> (IncidentScope?, String?) {
    let text = oneLine(row["scope"])
    if text == "Country" { return (.national, nil) }
    if let name = inner(text, of: "Region (") { return (.province, name) }
    if let number = inner(text, of: "AS (") { return (nil, "AS\(number)") }
    if !text.isEmpty { faults.append(row.fault(.unknownValue, "scope", "Country, Region (...) or AS (...) expected")) }
    return (nil, nil)
  }

  private static func inner(_ text: String, of opening: String) -> String? {
    guard text.hasPrefix(opening), text.hasSuffix(")") else { return nil }
    return optional(trimmed(String(text.dropFirst(opening.count).dropLast())))
  }

  private static func end(_ row: TextRow, _ start: Moment, _ faults: inout [RowFault]) -> IncidentEnd {
    if ["", "n/a", "na", "unknown"].contains(row["end"].lowercased()) { return .unknown }
    return TimeCell.end(row, "end", after: start, &faults).map { .known($0) } ?? .unknown
  }

  /// The addresses have blanks in them.
  private static func link(_ text: String) -> [String] {
    guard text.hasPrefix("https://"), !text.dropFirst(8).contains("https://") else { return Links.read(text) }
    return [text.split(separator: " ").joined(separator: "%20")]
  }
}

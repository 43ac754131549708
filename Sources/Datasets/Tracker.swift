import Formats
import Places
import Platforms
import Subjects
import Tables

extension DatasetFormat {
  /// Tables of trackers like Surfshark's: country, start, end, kind, cause.
  package static let tracker = DatasetFormat(
    kind: .tracker, name: "tracker", subject: .incidents, isAggregate: false, title: "Internet shutdown tracker",
    publisher: "", licence: "", citation: "", url: "", coverage: .rows, grade: 1)
}

/// A row is one restriction; what it was stands in words in `kind`, and why in `cause`. What is called otherwise is mapped
/// (`map kind = "Restriction"`), and the mapping stays with the dataset.
enum Tracker {
  static let fields = [
    FieldSpec("id"), FieldSpec("country", ["countries", "country_or_territory", "country_name"], isNeeded: true),
    FieldSpec("start", ["start_date", "start_time", "from", "began", "date"], isNeeded: true),
    FieldSpec("end", ["end_date", "end_time", "to", "until", "ended"], isNeeded: true),
    FieldSpec("kind", ["restriction", "restriction_type", "type_of_restriction", "disruption"], isNeeded: true),
    FieldSpec("cause", ["reason", "trigger"], isNeeded: true), FieldSpec("status", ["ongoing"]),
    FieldSpec("platforms", ["platform", "services", "service", "apps"]),
    FieldSpec("area", ["region", "location"]), FieldSpec("title", ["description", "details", "summary"]),
    FieldSpec("links", ["link", "source", "sources", "source_url", "url"]), FieldSpec("synthetic"),
  ]

  static let reading = RowReading<Incident>(format: .tracker, fields: fields, row: incident)

  @Sendable
  private static func incident(_ row: TextRow, _ faults: inout [RowFault]) throws(RowFault) -> Incident {
    let countries = try CountryCell.read(row, "country", &faults)
    let time = try TimeCell.needed(row, "start")
    let kind = kind(row, &faults)
    let named = PlatformCell.read(row.parts("platforms", by: ";,"))
    let id = row["id"]
    return Incident(
      identity: id.isEmpty ? identity(row) : id, sourceID: optional(id), line: row.line, countries: countries,
      area: optional(oneLine(row["area"])), start: time.start, end: end(row, time, &faults),
      extents: named.platforms.isEmpty && named.others.isEmpty
        ? kind.extents : kind.extents.isEmpty ? [.serviceBased] : kind.extents,
      scope: kind.scope, access: kind.access, platforms: named.platforms.union(kind.platforms),
      otherServices: named.others, causes: row.parts("cause").filter { $0.lowercased() != "unknown" },
      title: optional(oneLine(row["title"])), links: Links.read(row["links"]))
  }

  /// The end is left out, so that a later table with the end of an ongoing restriction keeps one incident.
  private static func identity(_ row: TextRow) -> String {
    ["country", "start", "kind", "platforms", "area"].map(row.written).joined(separator: "\u{1F}")
  }

  private static func end(
    _ row: TextRow, _ time: DateSpelling.Reading, _ faults: inout [RowFault]
  ) -> IncidentEnd {
    let words = ["ongoing", "present", "now", "still ongoing"]
    if words.contains(row["end"].lowercased()) { return .ongoing(lastYear: IncidentEnd.noLastYear) }
    if !["", "unknown", "n/a", "-"].contains(row["end"].lowercased()),
      let end = TimeCell.end(row, "end", after: time.start, &faults)
    {
      return .known(end)
    }
    if let end = time.end { return .known(end) }
    let status = row["status"].lowercased()
    return words.contains(status) || Flag.read(status) == true ? .ongoing(lastYear: IncidentEnd.noLastYear) : .unknown
  }

  private struct Kind {
    var extents: Set<Extent> = []
    var scope: IncidentScope?
    var access: Set<String> = []
    var platforms: Set<String> = []
  }

  /// `National internet shutdown`, `Social media restriction`, `Local internet shutdown`, `Throttling`, `Facebook`.
  private static func kind(_ row: TextRow, _ faults: inout [RowFault]) -> Kind {
    let text = oneLine(row["kind"]).lowercased()
    var kind = Kind()
    kind.platforms = PlatformCatalog.builtIn.mentions(in: text).platforms
    let services = ["social media", "voip", "service", "platform", "messag", "app", "website"]
    if !kind.platforms.isEmpty || services.contains(where: text.contains) { kind.extents.insert(.serviceBased) }
    if ["throttl", "slow"].contains(where: text.contains) { kind.extents.insert(.throttling) }
    if kind.extents.isEmpty, ["internet", "shutdown", "blackout", "network"].contains(where: text.contains) {
      kind.extents.insert(.fullNetwork)
    }
    if text.contains("national") || text.contains("nationwide") { kind.scope = .national }
    if text.contains("mobile") { kind.access.insert("mobile") }
    if text.contains("fixed") || text.contains("broadband") { kind.access.insert("fixed") }
    if kind.extents.isEmpty, !text.isEmpty, text != "unknown" {
      faults.append(row.fault(.unknownValue, "kind", "a shutdown, a service or throttling expected"))
    }
    return kind
  }
}

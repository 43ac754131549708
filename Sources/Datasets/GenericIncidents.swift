import Formats
import Places
import Platforms
import Subjects
import Tables

extension DatasetFormat {
  /// Restrictions in a table of one's own.
  package static let incidents = DatasetFormat(
    kind: .incidents, name: "incidents", subject: .incidents, isAggregate: false, title: "Incidents", publisher: "",
    licence: "", citation: "", url: "", coverage: .rows, grade: 1)
}

/// A table of incidents: a row one incident; several values in a cell are split by `;`.
enum GenericIncidents {
  static let fields = [
    FieldSpec("id", ["incident_id"]), FieldSpec("country", ["countries", "country_code"], isNeeded: true),
    FieldSpec("start", ["start_date", "start_time", "begin", "date"], isNeeded: true),
    FieldSpec("end", ["end_date", "end_time", "until"]), FieldSpec("status", ["shutdown_status"]),
    FieldSpec("estimated"), FieldSpec("edition", ["count_year"]),
    FieldSpec("extent", ["extents", "shutdown_extent"]), FieldSpec("scope", ["geo_scope"]),
    FieldSpec("access", ["affected_network", "access_type"]), FieldSpec("platforms", ["platform"]),
    FieldSpec("services", ["service", "other_services"]), FieldSpec("cause", ["causes", "actual_cause"]),
    FieldSpec("ordered_by", ["decision_maker"]), FieldSpec("justification"),
    FieldSpec("area", ["area_name", "location"]), FieldSpec("subdivision", ["subdivisions", "iso_3166_2"]),
    FieldSpec("title", ["name", "event", "description"]),
    FieldSpec("links", ["link", "source", "sources", "source_url", "url"]), FieldSpec("synthetic"),
  ]

  static let reading = RowReading<Incident>(format: .incidents, fields: fields, row: incident)

  private static func incident(_ row: TextRow, _ faults: inout [RowFault]) throws(RowFault) -> Incident {
    let countries = try CountryCell.read(row, "country", &faults)
    let time = try TimeCell.needed(row, "start")
    var start = time.start
    start.isEstimated = Flag.read(row["estimated"]) ?? false
    let id = row["id"]
    let services = PlatformCell.read(row.parts("platforms") + row.parts("services"))
    return Incident(
      identity: id.isEmpty ? identity(row) : id, edition: Int(row["edition"]) ?? 0, sourceID: id.isEmpty ? nil : id,
      line: row.line, countries: countries, subdivisions: Subdivisions.read(row, "subdivision", &faults),
      area: optional(row["area"]), start: start, end: end(row, time, &faults), extents: extents(row, &faults),
      scope: scope(row, &faults), access: access(row, &faults), platforms: services.platforms,
      otherServices: services.others, orderedBy: row.parts("ordered_by"), causes: row.parts("cause"),
      justification: optional(row["justification"]), title: optional(oneLine(row["title"])),
      links: Links.read(row["links"]))
  }

  private static func identity(_ row: TextRow) -> String {
    ["country", "start", "area", "extent", "platforms", "services"].map(row.written).joined(separator: "\u{1F}")
  }

  /// A status or an end that says `ongoing`; else the end; else the end of a range in the start; else unknown.
  private static func end(
    _ row: TextRow, _ time: DateSpelling.Reading, _ faults: inout [RowFault]
  ) -> IncidentEnd {
    let word = row["end"].lowercased()
    if word == "ongoing" { return .ongoing(lastYear: IncidentEnd.noLastYear) }
    if !word.isEmpty, word != "unknown", let end = TimeCell.end(row, "end", after: time.start, &faults) {
      return .known(end)
    }
    if let end = time.end { return .known(end) }
    return row["status"].lowercased() == "ongoing" ? .ongoing(lastYear: IncidentEnd.noLastYear) : .unknown
  }

  private static func extents(_ row: TextRow, _ faults: inout [RowFault]) -> Set<Extent> {
    var extents: Set<Extent> = []
    for part in row.parts("extent") {
      switch ColumnName.folded(part) {
      case "full_network", "full", "network": extents.insert(.fullNetwork)
      case "service_based", "service", "services": extents.insert(.serviceBased)
      case "throttling", "throttle", "throttled": extents.insert(.throttling)
      default:
        let reason = "full-network, service-based or throttling expected"
        faults.append(RowFault(kind: .unknownValue, field: row.columnName("extent"), value: part, reason: reason))
      }
    }
    return extents
  }

  private static func scope(_ row: TextRow, _ faults: inout [RowFault]) -> IncidentScope? {
    switch ColumnName.folded(row["scope"]) {
    case "": return nil
    case "city", "local": return .city
    case "province", "state", "region": return .province
    case "multi_region": return .multiRegion
    case "national", "nationwide": return .national
    default:
      faults.append(row.fault(.unknownValue, "scope", "city, province, multi-region or national expected"))
      return nil
    }
  }

  private static func access(_ row: TextRow, _ faults: inout [RowFault]) -> Set<String> {
    var access: Set<String> = []
    for part in row.parts("access", by: ";,") {
      switch part.lowercased() {
      case "mobile": access.insert("mobile")
      case "fixed", "broadband": access.insert("fixed")
      default:
        let reason = "mobile or fixed expected"
        faults.append(RowFault(kind: .unknownValue, field: row.columnName("access"), value: part, reason: reason))
      }
    }
    return access
  }
}

/// Services as written to platforms of the catalogue and the others.
enum PlatformCell {
  static func read(_ names: [String]) -> (platforms: Set<String>, others: [String]) {
    var platforms: Set<String> = []
    var others: [String] = []
    for name in names {
      if let id = PlatformCatalog.builtIn.platform(spelled: name) {
        platforms.insert(id)
      } else {
        others.append(name)
      }
    }
    return (platforms, others)
  }
}

/// nil for an empty text.
func optional(_ text: String) -> String? { text.isEmpty ? nil : text }

extension IncidentEnd {
  /// Ongoing in a source that has no `count_year`: to the dataset's snapshot.
  package static let noLastYear = 9999
}

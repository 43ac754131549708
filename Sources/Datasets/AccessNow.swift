import Formats
import Places
import Platforms
import Subjects
import Tables

extension DatasetFormat {
  /// Access Now and the #KeepItOn coalition's Shutdown Tracker Optimization Project (STOP).
  package static let accessNow = DatasetFormat(
    kind: .accessNow, name: "access-now", subject: .incidents, isAggregate: false,
    title: "#KeepItOn Shutdown Tracker Optimization Project (STOP)", publisher: "Access Now", licence: "none stated",
    citation: "Access Now and the #KeepItOn coalition, Shutdown Tracker Optimization Project (STOP) dataset",
    url: "https://www.accessnow.org/campaign/keepiton/", coverage: .world, grade: 1)
}

/// The columns differ by vintage: the combined sheet (2016 to 2025, 47 columns) and the sheets of 2020 to 2022 share
/// their names, 2019 and 2016 to 2018 have their own. A row is one incident; several countries in a cell are split by
/// `;`. Identity is what methods.md says, as written; the edition is `count_year` (`year` in 2016 to 2018, the year in
/// the sheet's name in workbooks).
enum AccessNow {
  static let fields = [
    FieldSpec("country", isNeeded: true), FieldSpec("start", ["start_date"], isNeeded: true),
    FieldSpec("start_type", ["start_date_type"]), FieldSpec("end", ["end_date"]),
    FieldSpec("status", ["shutdown_status"]), FieldSpec("edition", ["count_year", "year"]),
    FieldSpec("extent", ["shutdown_extent", "full_or_service_based", "shutdown_type_group"], isNeeded: true),
    FieldSpec("type", ["shutdown_type", "shutdown_type_new"]), FieldSpec("scope", ["geo_scope"], isNeeded: true),
    FieldSpec("area", ["area_name"]), FieldSpec("network", ["affected_network"]),
    FieldSpec("ordered_by"), FieldSpec("cause", ["actual_cause"]),
    FieldSpec("justification", ["gov_justification", "official_just"]),
    FieldSpec("facebook", ["facebook_affected"]), FieldSpec("twitter", ["twitter_affected"]),
    FieldSpec("whatsapp", ["whatsapp_affected"]), FieldSpec("instagram", ["instagram_affected"]),
    FieldSpec("telegram", ["telegram_affected"]), FieldSpec("sms", ["sms_affected"]),
    FieldSpec("phonecall", ["phonecall_affected"]), FieldSpec("sms_phonecall", ["sms_and_phone_call_affected"]),
    FieldSpec("other", ["other_affected", "other_service_details_specify", "service_details"]),
    FieldSpec("services", ["services_affected"]), FieldSpec("event"),
    FieldSpec("links", ["info_source_link", "news_link"]), FieldSpec("an_link"),
  ]

  static let reading = RowReading<Incident>(format: .accessNow, fields: fields, row: incident)

  /// What makes two rows the same incident.
  private static let identity = [
    "country", "start", "area", "extent", "facebook", "twitter", "whatsapp", "instagram", "telegram", "sms",
    "phonecall", "sms_phonecall", "services", "other",
  ]

  private static func incident(_ row: TextRow, _ faults: inout [RowFault]) throws(RowFault) -> Incident {
    let countries = try CountryCell.read(row, "country", &faults)
    var start = try TimeCell.needed(row, "start").start
    start.isEstimated = row["start_type"].lowercased() == "estimated"
    let services = services(row)
    let links = Links.read(row["links"])
    return Incident(
      identity: identity.map(row.written).joined(separator: "\u{1F}"), edition: edition(row), line: row.line,
      countries: countries, area: area(row), start: start, end: end(row, start, &faults),
      extents: extents(row, &faults), scope: scope(row, &faults), access: access(row),
      platforms: services.platforms, otherServices: services.others, orderedBy: known(row, "ordered_by"),
      causes: known(row, "cause"), justification: known(row, "justification").first,
      title: optional(oneLine(row["event"])), links: links + Links.read(row["an_link"]).filter { !links.contains($0) })
  }

  /// Spreadsheets write 2016 as `2016.0` at times. A year's own sheet has no column for it, but its name: `2022 Data`.
  private static func edition(_ row: TextRow) -> Int {
    guard let sheet = row.sheet, !row.has("edition") else {
      return Double(row["edition"]).flatMap { Int(exactly: $0) } ?? 0
    }
    let digits = trimmed(sheet).prefix { $0.isASCII && $0.isNumber }
    return digits.count == 4 ? Int(digits) ?? 0 : 0
  }

  /// Somaliland has no code of its own: it is SO, and its name stays in the area.
  private static func area(_ row: TextRow) -> String? {
    guard row["country"].contains("Somaliland"), !row["area"].contains("Somaliland") else {
      return optional(row["area"])
    }
    return row["area"].isEmpty ? "Somaliland" : "Somaliland: \(row["area"])"
  }

  private static func end(_ row: TextRow, _ start: Moment, _ faults: inout [RowFault]) -> IncidentEnd {
    if let end = TimeCell.end(row, "end", after: start, &faults) { return .known(end) }
    guard row["status"].lowercased() == "ongoing" else { return .unknown }
    let year = edition(row)
    return .ongoing(lastYear: year > 0 ? year : IncidentEnd.noLastYear)
  }

  /// In 2016 to 2018 a group of `Mobile Internet` is that network as a whole.
  private static func extents(_ row: TextRow, _ faults: inout [RowFault]) -> Set<Extent> {
    var extents: Set<Extent> = []
    let text = row["extent"].lowercased()
    if text.contains("full") || text.contains("internet") { extents.insert(.fullNetwork) }
    if text.contains("service") { extents.insert(.serviceBased) }
    if text.contains("throttl") || row["type"].lowercased().contains("throttl") { extents.insert(.throttling) }
    if extents.isEmpty, !text.isEmpty, text != "unknown" {
      faults.append(row.fault(.unknownValue, "extent", "full network or service-based expected"))
    }
    return extents
  }

  private static func scope(_ row: TextRow, _ faults: inout [RowFault]) -> IncidentScope? {
    if isNational(row["area"]) { return .national }
    let text = oneLine(row["scope"]).lowercased()
    switch text {
    case "", "not sure", "unknown": return nil
    case "level 1", "local": return .city
    case "level 2", "regional": return .province
    case "level 3", "multi-regional": return .multiRegion
    case "national": return .national
    default: break
    }
    if text.contains("only affected one city") { return .city }
    if text.contains("more than one city") { return .province }
    if text.contains("more than one state") { return .multiRegion }
    faults.append(row.fault(.unknownValue, "scope", "no scope that this catalogue is known to use"))
    return nil
  }

  /// The area says that the country as a whole was hit, or all of it but a named part.
  static func isNational(_ area: String) -> Bool {
    let text = oneLine(area).lowercased()
    let starts = ["nationwide", "nationwde", "nation wide", "countrywide", "country-wide", "national except"]
    return text == "national" || starts.contains { text.hasPrefix($0) } || text.contains("entire country")
      || text.contains("whole country")
  }

  private static func access(_ row: TextRow) -> Set<String> {
    let text = (row["network"].isEmpty ? row["type"] : row["network"]).lowercased()
    var access: Set<String> = []
    if text.contains("mobile") { access.insert("mobile") }
    if text.contains("broadband") { access.insert("fixed") }
    return access
  }

  private static let platformFields = [
    "facebook": "facebook", "twitter": "x", "whatsapp": "whatsapp", "instagram": "instagram", "telegram": "telegram",
  ]

  private static func services(_ row: TextRow) -> (platforms: Set<String>, others: [String]) {
    var (platforms, others) = PlatformCatalog.builtIn.mentions(in: oneLine(row["other"]))
    for (field, platform) in platformFields where Flag.read(row[field]) == true { platforms.insert(platform) }
    let telephony = row["sms_phonecall"].lowercased()
    if Flag.read(row["sms"]) == true || telephony.contains("sms") { others.append("SMS") }
    if Flag.read(row["phonecall"]) == true || telephony.contains("phone") { others.append("phone calls") }
    return (platforms, others)
  }

  /// A cell's one value, without what only says that nothing is known.
  private static func known(_ row: TextRow, _ field: String) -> [String] {
    let text = oneLine(row[field])
    return ["", "unknown", "uknown", "none", "no"].contains(text.lowercased()) ? [] : [text]
  }
}

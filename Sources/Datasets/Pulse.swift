import Formats
import Places
import Subjects
import Tables

extension DatasetFormat {
  /// The Internet Society's shutdown tracker, one row for each region of an event.
  package static let pulse = DatasetFormat(
    kind: .pulse, name: "pulse", subject: .incidents, isAggregate: false, title: "Pulse Internet Shutdowns",
    publisher: "Internet Society", licence: "none stated", citation: "Internet Society, Pulse, Internet Shutdowns",
    url: "https://pulse.internetsociety.org/en/shutdowns/", coverage: .world, grade: 1)
}

/// An event is its page (`detail_url`) and has a row for each of its regions. Every row is handed on with the regions met
/// so far, so the last row of an event, which is the one that counts, has them all. `connection_type` says what was hit:
/// services, `Mobile Internet`, or the country's own name for all of it.
enum Pulse {
  static let fields = [
    FieldSpec("page", ["detail_url"], isNeeded: true), FieldSpec("status"),
    FieldSpec("kind", ["shutdown_type"], isNeeded: true), FieldSpec("connection", ["connection_type"], isNeeded: true),
    FieldSpec("region"), FieldSpec("summary"), FieldSpec("code", ["country_code"]),
    FieldSpec("country", ["country_name"]), FieldSpec("start", ["start_datetime", "start_date"], isNeeded: true),
    FieldSpec("end", ["end_datetime", "end_date"]), FieldSpec("duration"),
  ]

  /// No country has as many first-level subdivisions.
  static let regionLimit = 500

  static func read<Receiver: RowReceiver>(
    _ source: consuming ByteSource, mapping: ColumnMapping, into receiver: inout Receiver
  ) throws -> ReadSummary {
    let reading = RowReading<Incident>(format: .pulse, fields: fields, row: incident)
    var regions: [String: Regions] = [:]
    var lost = 0
    var summary = try reading.read(source, mapping: mapping, into: &receiver) { receiver, row in
      var row = row
      var event = regions[row.identity] ?? Regions(start: row.start)
      if let reject = event.add(row) {
        lost += 1
        try receiver.receive(reject: reject)
      }
      regions[row.identity] = event
      event.mark(&row)
      try receiver.receive(incident: row)
    }
    summary.fieldsRejected += lost
    return summary
  }

  /// The regions of one event.
  private struct Regions {
    let start: Moment
    private var names: [String] = []

    init(start: Moment) { self.start = start }

    /// What is wrong with a row beside the event's others.
    mutating func add(_ row: Incident) -> Reject? {
      if let name = row.area, !names.contains(name) {
        guard names.count < regionLimit else {
          return Reject(
            kind: .unknownValue, line: row.line, field: "region", value: clipped(name),
            reason: "the event has \(regionLimit) regions already", keptRow: true)
        }
        names.append(name)
      }
      guard row.start == start else {
        return Reject(
          kind: .unknownValue, line: row.line, field: "start_datetime", value: row.start.iso,
          reason: "an earlier row of the event starts at \(start.iso); the last row counts", keptRow: true)
      }
      return nil
    }

    func mark(_ row: inout Incident) {
      row.area = optional(names.joined(separator: "; "))
      if row.scope == nil, !names.isEmpty { row.scope = names.count == 1 ? .province : .multiRegion }
    }
  }

  // MARK: - Rows

  @Sendable
  private static func incident(_ row: TextRow, _ faults: inout [RowFault]) throws(RowFault) -> Incident {
    let page = row["page"]
    guard !page.isEmpty else { throw row.fault(.missingField, "page", "no address that tells the event") }
    let country = try CountryCell.read(row, row["code"].isEmpty ? "country" : "code", &faults)
    let start = try TimeCell.needed(row, "start").start
    let kind = row["kind"].lowercased()
    var (extents, reached) = connection(row)
    if kind.contains("throttl") || kind.contains("slow") { extents.insert(.throttling) }
    if kind.contains("service"), extents.isEmpty { extents.insert(.serviceBased) }
    if kind.contains("shutdown"), extents.isEmpty { extents.insert(.fullNetwork) }
    if extents.isEmpty {
      faults.append(row.fault(.unknownValue, "kind", "a shutdown, blocking or throttling expected"))
    }
    let services = PlatformCell.read(reached.services)
    reached.services = services.others
    return Incident(
      identity: page, sourceID: page.split(separator: "/").last.map(String.init), line: row.line, countries: country,
      area: optional(oneLine(row["region"])), start: start, end: end(row, start, &faults), extents: extents,
      scope: kind.contains("national") ? .national : nil, access: reached.access, platforms: services.platforms,
      otherServices: reached.services, title: optional(oneLine(row["summary"])), links: Links.read(page))
  }

  /// What the cell says was hit. The cell may be a country's name, and such a name may hold a comma.
  private static func connection(_ row: TextRow) -> (Set<Extent>, (access: Set<String>, services: [String])) {
    let cell = row["connection"]
    if PlaceCatalog.country(spelled: cell) != nil { return ([.fullNetwork], ([], [])) }
    var extents: Set<Extent> = []
    var access: Set<String> = []
    var services: [String] = []
    for part in row.parts("connection", by: ",;") {
      switch part.lowercased() {
      case "mobile internet", "mobile": access.insert("mobile")
      case "fixed internet", "fixed-line internet", "fixed", "broadband": access.insert("fixed")
      case "internet", "all": break
      default:
        services.append(part)
        continue
      }
      extents.insert(.fullNetwork)
    }
    if !services.isEmpty { extents.insert(.serviceBased) }
    return (extents, (access, services))
  }

  /// A row without an end is ongoing where its status says so: in force as long as the row's `duration` had run when the
  /// file was made.
  private static func end(_ row: TextRow, _ start: Moment, _ faults: inout [RowFault]) -> IncidentEnd {
    if let end = TimeCell.end(row, "end", after: start, &faults) { return .known(end) }
    guard row["status"].lowercased() == "ongoing" else { return .unknown }
    guard let seconds = duration(row["duration"]) else { return .ongoing(lastYear: IncidentEnd.noLastYear) }
    return .ongoing(lastYear: start.instant.advanced(by: seconds).day.civil.year)
  }

  /// `130 days, 9 hours`, in seconds; nil for more than a century.
  static func duration(_ text: String) -> Int? {
    var seconds = 0
    for part in text.split(separator: ",") {
      let words = part.split(separator: " ")
      guard words.count == 2, let number = Int(words[0]), (0...40_000).contains(number) else { return nil }
      switch words[1].lowercased() {
      case "day", "days": seconds += number * 86_400
      case "hour", "hours": seconds += number * 3600
      case "minute", "minutes": seconds += number * 60
      default: return nil
      }
    }
    return text.isEmpty ? nil : seconds
  }
}

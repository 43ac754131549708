import Formats
import Places
import Subjects
import Tables

extension DatasetFormat {
  /// Cloudflare Radar's annotated outages: answers of its public API as JSON.
  package static let cloudflareOutages = DatasetFormat(
    kind: .cloudflareOutages, name: "cloudflare-outages", subject: .incidents, isAggregate: false,
    title: "Cloudflare Radar outage annotations", publisher: "Cloudflare", licence: "CC BY-NC 4.0",
    citation: "Cloudflare Radar, Outage Center", url: "https://radar.cloudflare.com/outage-center", coverage: .world,
    grade: 1)
}

/// An answer of `/radar/annotations/outages`. An annotation is one incident in all of its locations; its cause and its
/// reach (nationwide, regional, one network) are words of Cloudflare's. Rejects have the number of the annotation for their
/// line.
enum CloudflareOutages {
  static func read(
    _ source: consuming ByteSource, mapping: ColumnMapping, into receiver: inout some RowReceiver
  ) throws -> ReadSummary {
    _ = try FixedValues(mapping, fields: [])
    let file = source.name
    return try JSONFile.read(source, format: .cloudflareOutages) { root in
      guard let list = root["result"]?["annotations"] ?? root["annotations"], list.kind == .list else {
        throw SourceError.wrongFormat(
          file: file, format: DatasetFormat.cloudflareOutages.name, reason: "it has no annotations")
      }
      var summary = ReadSummary()
      for (index, entry) in list.elements.enumerated() {
        try read(entry, line: index + 1, &summary, &receiver)
      }
      return summary
    }
  }

  /// Whether a file's first bytes are such an answer.
  static func isAnswer(_ text: String) -> Bool {
    ["\"annotations\"", "\"startDate\"", "\"locations\""].allSatisfy(text.contains)
  }

  private static func read(
    _ entry: JSONValue, line: Int, _ summary: inout ReadSummary, _ receiver: inout some RowReceiver
  ) throws {
    var faults: [RowFault] = []
    let incident: Incident
    do throws(RowFault) {
      incident = try read(entry, line: line, &faults)
    } catch {
      return try summary.reject(error.reject(line: line), to: &receiver)
    }
    summary.rowsRead += 1
    summary.kept += 1
    try receiver.receive(incident: incident)
    for fault in faults { try summary.reject(fault.reject(line: line, keptRow: true), to: &receiver) }
  }

  private static func read(
    _ entry: JSONValue, line: Int, _ faults: inout [RowFault]
  ) throws(RowFault) -> Incident {
    let type = entry.string("eventType")
    guard type.isEmpty || type == "OUTAGE" else {
      throw RowFault(kind: .dropped, field: "eventType", value: type, reason: "an annotation of another kind")
    }
    let countries = try countries(entry, &faults)
    let start = try time(entry, "startDate")
    let id = entry.string("id")
    let cause = entry["outage"]?.string("outageCause") ?? ""
    return Incident(
      identity: id.isEmpty
        ? [
          entry.string("startDate"), countries.map(\.description).joined(separator: ";"),
          entry.string("description"),
        ].joined(separator: "\u{1F}") : id,
      sourceID: optional(id), line: line, countries: countries, area: area(entry), start: start,
      end: end(entry, start, &faults), extents: [.fullNetwork], scope: scope(entry, &faults),
      orderedBy: cause == "GOVERNMENT_DIRECTED" ? ["government"] : [],
      causes: cause.isEmpty || cause == "UNKNOWN" ? [] : [cause],
      title: optional(oneLine(entry.string("description"))), links: Links.read(entry.string("linkedUrl")))
  }

  private static func countries(_ entry: JSONValue, _ faults: inout [RowFault]) throws(RowFault) -> [CountryCode] {
    var codes: [CountryCode] = []
    var unknown: [RowFault] = []
    for location in entry["locations"].map({ Array($0.elements) }) ?? [] {
      do throws(RowFault) {
        let code = try CountryCell.single(location.asString, column: "locations")
        if code == .withheld {
          unknown.append(
            RowFault(kind: .unknownCountry, field: "locations", value: "ZZ", reason: "the country is withheld"))
        } else if !codes.contains(code) {
          codes.append(code)
        }
      } catch {
        unknown.append(error)
      }
    }
    if codes.isEmpty {
      throw unknown.first ?? RowFault(kind: .missingField, field: "locations", value: "", reason: "no country")
    }
    faults += unknown
    return codes
  }

  /// What the annotation says of the place, and its networks.
  private static func area(_ entry: JSONValue) -> String? {
    let networks = (entry["asns"].map { Array($0.elements) } ?? []).prefix(100).compactMap { number in
      SingleTest.network(number.asString).map { "AS\($0)" }
    }
    let scope = clipped(oneLine(entry.string("scope")))
    return optional(([scope] + networks).filter { !$0.isEmpty }.joined(separator: "; "))
  }

  private static func scope(_ entry: JSONValue, _ faults: inout [RowFault]) -> IncidentScope? {
    let type = entry["outage"]?.string("outageType") ?? ""
    switch type {
    case "NATIONWIDE": return .national
    case "REGIONAL": return .province
    case "NETWORK", "PLATFORM", "": return nil
    default:
      faults.append(
        RowFault(
          kind: .unknownValue, field: "outageType", value: type, reason: "NATIONWIDE, REGIONAL or NETWORK expected"))
      return nil
    }
  }

  private static func time(_ entry: JSONValue, _ key: StaticString) throws(RowFault) -> Moment {
    let text = entry.string(key)
    if let moment = DateSpelling.moment(text) { return moment }
    throw RowFault(
      kind: text.isEmpty ? .missingField : .unreadableDate, field: "\(key)", value: text,
      reason: text.isEmpty ? "no time" : "'\(clipped(text))' cannot be read as a time")
  }

  /// No end may mean that it lasts or that nobody wrote it down: the incident counts its first day.
  private static func end(_ entry: JSONValue, _ start: Moment, _ faults: inout [RowFault]) -> IncidentEnd {
    if entry.string("endDate").isEmpty { return .unknown }
    do throws(RowFault) {
      let end = try time(entry, "endDate")
      if end.span.end > start.span.start { return .known(end) }
      faults.append(
        RowFault(
          kind: .unknownValue, field: "endDate", value: end.iso,
          reason: "the end lies before the start \(start.iso)"))
    } catch {
      faults.append(error)
    }
    return .unknown
  }
}

import Formats
import Places
import Subjects
import Tables

extension DatasetFormat {
  /// IODA's outages as its detector finds them: answers of its public API as JSON.
  package static let iodaEvents = DatasetFormat(
    kind: .iodaEvents, name: "ioda-events", subject: .incidents, isAggregate: false, title: "IODA outage events",
    publisher: "Internet Outage Detection and Analysis (IODA), Georgia Tech",
    licence: "copyright Georgia Tech Research Corporation", citation: "IODA, Georgia Institute of Technology, API v2",
    url: "https://ioda.inetintel.cc.gatech.edu/", coverage: .rows, grade: 1)
}

/// An answer of `/v2/outages/events`: `location` (`country/LT`), `start` and `duration` in its format `codf`, an `entity`
/// with `from` and `until` in its format `ioda`. A network alone has no country, and regions have numbers of IODA's own:
/// both are rejected. Rejects have the number of the event in the answer for their line. Source of both shapes:
/// https://api.ioda.inetintel.cc.gatech.edu/v2/.
enum IODAEvents {
  static func read(
    _ source: consuming ByteSource, mapping: ColumnMapping, into receiver: inout some RowReceiver
  ) throws -> ReadSummary {
    _ = try FixedValues(mapping, fields: [])
    return try JSONFile.readData(source, format: .iodaEvents) { data in
      var summary = ReadSummary()
      for (index, entry) in data.elements.enumerated() {
        let incident: Incident
        do throws(RowFault) {
          incident = try read(entry, line: index + 1)
        } catch {
          try summary.reject(error.reject(line: index + 1), to: &receiver)
          continue
        }
        summary.rowsRead += 1
        summary.kept += 1
        try receiver.receive(incident: incident)
      }
      return summary
    }
  }

  /// Whether a file's first bytes are such an answer.
  static func isAnswer(_ text: String) -> Bool { text.contains("\"outages.events\"") }

  private static func read(_ entry: JSONValue, line: Int) throws(RowFault) -> Incident {
    let (country, area, entity) = try place(entry)
    let start = try seconds(entry, "start", or: "from")
    let until: Int
    if entry["duration"] != nil {
      guard let duration = Int(entry.string("duration")), (1...86_400 * 366 * 10).contains(duration) else {
        throw RowFault(
          kind: .unreadableDate, field: "duration", value: entry.string("duration"), reason: "seconds expected")
      }
      until = start + duration
    } else {
      until = try seconds(entry, "until", or: "end")
    }
    guard until > start else {
      throw RowFault(
        kind: .unknownValue, field: "until", value: String(until), reason: "an end after the start expected")
    }
    let series = entry.string("datasource")
    let method = entry.string("method")
    return Incident(
      identity: [entity, String(start), series, method].joined(separator: "\u{1F}"), line: line, countries: [country],
      area: area, start: Moment(Instant(seconds: start), .second),
      // The end is the first moment without the outage, and an incident's end is the last with it.
      end: .known(Moment(Instant(seconds: until - 1), .second)), extents: [.fullNetwork],
      scope: area == nil ? .national : nil, title: title(entry, series, method))
  }

  private static func title(_ entry: JSONValue, _ series: String, _ method: String) -> String {
    let source = series.isEmpty ? "an unnamed series" : clipped(oneLine(series))
    let score = entry["score"]?.number.flatMap { Int(exactly: $0.rounded()) }.map { ", score \($0)" } ?? ""
    return "Outage seen in \(source)\(method.isEmpty ? "" : " (\(clipped(oneLine(method))))")\(score)"
  }

  /// Seconds from 1970 to 2100.
  private static func seconds(
    _ entry: JSONValue, _ key: StaticString, or other: StaticString
  ) throws(RowFault) -> Int {
    let text = entry[key] == nil ? entry.string(other) : entry.string(key)
    guard let number = Int(text), (0...4_102_444_800).contains(number) else {
      throw RowFault(
        kind: text.isEmpty ? .missingField : .unreadableDate, field: "\(key)", value: text,
        reason: "a time in seconds expected")
    }
    return number
  }

  private static func place(
    _ entry: JSONValue
  ) throws(RowFault) -> (country: CountryCode, area: String?, entity: String) {
    var kind = entry["entity"]?.string("type") ?? ""
    var code = entry["entity"]?.string("code") ?? ""
    let location = entry.string("location").split(separator: "/", maxSplits: 1)
    if kind.isEmpty, let first = location.first, let last = location.last, location.count == 2 {
      (kind, code) = (String(first), String(last))
    }
    let entity = "\(kind)/\(code)"
    switch kind {
    case "country": return (try country(code, entity), nil, entity)
    case "geoasn":
      let parts = code.split(separator: "-", maxSplits: 1)
      if let first = parts.first, let last = parts.last, parts.count == 2,
        let number = SingleTest.network(String(first)),
        number > 0
      {
        return (try country(String(last), entity), "AS\(number)", entity)
      }
      throw RowFault(kind: .unknownValue, field: "location", value: entity, reason: "a network in a country expected")
    case "asn":
      throw RowFault(kind: .dropped, field: "location", value: entity, reason: "a network without its country")
    case "region":
      throw RowFault(
        kind: .dropped, field: "location", value: entity, reason: "a region by IODA's own number, without its country")
    default: throw RowFault(kind: .unknownValue, field: "location", value: entity, reason: "a country expected")
    }
  }

  private static func country(_ code: String, _ entity: String) throws(RowFault) -> CountryCode {
    let country = try CountryCell.single(code, column: "location")
    guard country != .withheld else {
      throw RowFault(kind: .unknownCountry, field: "location", value: entity, reason: "the country is withheld")
    }
    return country
  }
}

import Formats
import Places
import Subjects
import Tables

extension DatasetFormat {
  /// IODA's signals and alerts: answers of its public API as JSON.
  package static let iodaSignals = DatasetFormat(
    kind: .iodaSignals, name: "ioda-signals", subject: .signals, isAggregate: false, title: "IODA signals and alerts",
    publisher: "Internet Outage Detection and Analysis (IODA), Georgia Tech",
    licence: "copyright Georgia Tech Research Corporation", citation: "IODA, Georgia Institute of Technology, API v2",
    url: "https://ioda.inetintel.cc.gatech.edu/", coverage: .rows, grade: 1)
}

/// A series (`/v2/signals/raw`) has `from`, `step` and `values`, the value at place i being of `from + i * step`; null is
/// no value. An alert (`/v2/outages/alerts`) is one value beside the one that history led to expect. Entities are
/// countries, networks and networks in a country; IODA's regions have numbers of its own and are rejected. Rejects have
/// the number of the series or alert for their line.
enum IODASignals {
  static func read(
    _ source: consuming ByteSource, mapping: ColumnMapping, into receiver: inout some RowReceiver
  ) throws -> ReadSummary {
    _ = try FixedValues(mapping, fields: [])
    return try JSONFile.readData(source, format: .iodaSignals) { data in
      var summary = ReadSummary()
      var line = 0
      for item in data.elements {
        for entry in item.kind == .list ? Array(item.elements) : [item] {
          line += 1
          try read(entry, line: line, &summary, &receiver)
        }
      }
      return summary
    }
  }

  /// Whether a file's first bytes are an answer with series or alerts.
  static func isAnswer(_ text: String) -> Bool {
    guard text.contains("\"datasource\""), text.contains("\"data\"") else { return false }
    return (text.contains("\"step\"") && text.contains("\"values\"")) || text.contains("\"historyValue\"")
  }

  private static func read(
    _ entry: JSONValue, line: Int, _ summary: inout ReadSummary, _ receiver: inout some RowReceiver
  ) throws {
    let signals: [Signal]
    do throws(RowFault) {
      let source = entry.string("datasource")
      guard !source.isEmpty else {
        throw RowFault(kind: .missingField, field: "datasource", value: "", reason: "no source of data")
      }
      let subtype = entry.string("subtype")
      let entity = try entity(entry)
      let name = subtype.isEmpty ? source : "\(source).\(subtype)"
      if let values = entry["values"] {
        signals = try series(entry, values, entity, name)
      } else {
        signals = [try alert(entry, entity, name)]
      }
    } catch {
      return try summary.reject(error.reject(line: line), to: &receiver)
    }
    for signal in signals {
      summary.rowsRead += 1
      summary.kept += 1
      try receiver.receive(signal: signal)
    }
  }

  private static func series(
    _ entry: JSONValue, _ values: JSONValue, _ entity: Signal.Entity, _ source: String
  ) throws(RowFault) -> [Signal] {
    guard let from = whole(entry, "from"), let step = whole(entry, "step"), (1...86_400 * 366).contains(step) else {
      throw RowFault(
        kind: .unreadableDate, field: "from", value: entry.string("from"), reason: "a start and a step expected")
    }
    var signals: [Signal] = []
    for (index, value) in values.elements.enumerated() {
      if value.isNull { continue }
      // Loss and latency are objects of several figures, for which a series has no place.
      guard let number = value.number, number.isFinite else {
        throw RowFault(
          kind: .unknownValue, field: "values", value: value.asString, reason: "a series of numbers expected")
      }
      signals.append(
        Signal(
          entity: entity, source: source, time: Instant(seconds: from + index * step), step: step, value: number))
    }
    return signals
  }

  private static func alert(
    _ entry: JSONValue, _ entity: Signal.Entity, _ source: String
  ) throws(RowFault) -> Signal {
    guard let time = whole(entry, "time") else {
      throw RowFault(
        kind: .unreadableDate, field: "time", value: entry.string("time"), reason: "a time in seconds expected")
    }
    guard let value = entry["value"]?.number, value.isFinite else {
      throw RowFault(
        kind: .unreadableNumber, field: "value", value: entry.string("value"), reason: "a number expected")
    }
    return Signal(
      entity: entity, source: source, time: Instant(seconds: time), value: value,
      expected: entry["historyValue"]?.number)
  }

  /// Seconds from 1970 to 2100.
  private static func whole(_ entry: JSONValue, _ key: StaticString) -> Int? {
    guard let number = Int(entry.string(key)), (0...4_102_444_800).contains(number) else { return nil }
    return number
  }

  private static func entity(_ entry: JSONValue) throws(RowFault) -> Signal.Entity {
    let kind = entry["entity"]?.string("type") ?? entry.string("entityType")
    let code = entry["entity"]?.string("code") ?? entry.string("entityCode")
    switch kind {
    case "country": return Signal.Entity(country: try CountryCell.single(code, column: "entityCode"))
    case "asn":
      if let number = SingleTest.network(code), number > 0 { return Signal.Entity(network: number) }
    case "geoasn":
      let parts = code.split(separator: "-", maxSplits: 1)
      if let first = parts.first, let last = parts.last, parts.count == 2,
        let number = SingleTest.network(String(first)), number > 0
      {
        return Signal.Entity(country: try CountryCell.single(String(last), column: "entityCode"), network: number)
      }
    default:
      throw RowFault(
        kind: .unknownValue, field: "entityType", value: "\(kind) \(code)",
        reason: "a country, a network or a network in a country expected")
    }
    throw RowFault(kind: .unreadableNumber, field: "entityCode", value: code, reason: "a network's number expected")
  }
}

import Formats
import Places
import Subjects
import Tables

/// How the rows of one aggregation answer are read: which key, or which value that the user gave, fills which field.
struct AggregationReading {
  private enum Filling {
    case key(String)
    case value(String)
  }

  private static let aliases = [
    "time": ["measurement_start_day", "measurement_start_time", "measurement_start_hour"], "country": ["probe_cc"],
    "network": ["probe_asn"], "host": ["domain", "input"], "test": ["test_name"], "grain": [],
  ]
  /// Counts, and what an answer carries that is no dimension.
  private static let counts = ["measurement_count", "anomaly_count", "confirmed_count", "failure_count", "ok_count"]

  private var fillings: [String: Filling] = [:]
  private let hasOK: Bool
  private let grain: AggregateRow.Grain
  private(set) var summary = ReadSummary()

  init(
    keys: [String], mapping: ColumnMapping, sample: [[String: String]], file: String
  ) throws(SourceError) {
    for entry in mapping.entries where Self.aliases[entry.field] == nil {
      throw .unknownMappedField(field: entry.field, known: Self.aliases.keys.sorted())
    }
    for (field, aliases) in Self.aliases {
      if let mapped = mapping.column(for: field) {
        fillings[field] = keys.contains(mapped) ? .key(mapped) : .value(mapped)
      } else if let key = aliases.first(where: keys.contains) {
        fillings[field] = .key(key)
      }
    }
    hasOK = keys.contains("ok_count")
    grain = try Self.grain(fillings, sample, file)
    try requireCounts(keys, file)
    try requireValues(file)
    try noteColumns(keys, file)
  }

  private func requireCounts(_ keys: [String], _ file: String) throws(SourceError) {
    let lacking = Self.counts.dropLast().filter { !keys.contains($0) }
    guard lacking.isEmpty else {
      throw .missingColumns(
        file: file, format: DatasetFormat.aggregation.name, fields: lacking, found: keys)
    }
  }

  private func requireValues(_ file: String) throws(SourceError) {
    if fillings["time"] == nil {
      throw .missingValue(
        file: file, field: "day", help: "if it is about one day, say which: map time = \"2024-01-07\"")
    }
    if fillings["country"] == nil {
      throw .missingValue(
        file: file, field: "country",
        help: "say which: map country = \"PK\", or for all of them together: map country = \"world\"")
    }
    if case .value(let name) = fillings["country"], name.lowercased() != "world",
      PlaceCatalog.country(spelled: name) == nil
    {
      throw .missingValue(file: file, field: "country", help: CountryCell.reason(name))
    }
    if case .value(let text) = fillings["time"], DateSpelling.moment(text).map({ $0.precision <= .day }) != true {
      throw .missingValue(file: file, field: "day", help: "a day like 2024-01-07 expected, not '\(clipped(text))'")
    }
  }

  /// A dimension without a field here would be added up in silence.
  private mutating func noteColumns(_ keys: [String], _ file: String) throws(SourceError) {
    var used = Set(Self.counts)
    for (field, filling) in fillings {
      guard case .key(let key) = filling else { continue }
      used.insert(key)
      summary.columnsUsed.append(ReadSummary.ColumnUse(field: field, column: key))
    }
    summary.columnsUsed.sort { $0.field < $1.field }
    let others = keys.filter { !used.contains($0) }
    guard others.isEmpty else {
      throw Aggregation.wrong(
        file,
        "counts by \(others.map(clipped).joined(separator: ", ")) cannot be kept apart here; ask without that axis")
    }
  }

  /// Midnights are days, any other time is an hour. Days at least a week apart throughout are weeks or months, which
  /// would pass for days.
  private static func grain(
    _ fillings: [String: Filling], _ sample: [[String: String]], _ file: String
  ) throws(SourceError) -> AggregateRow.Grain {
    if case .value(let name) = fillings["grain"] {
      switch name {
      case "day": return .day
      case "hour": return .hour
      default: throw .missingValue(file: file, field: "grain", help: "map grain = \"day\" or \"hour\"")
      }
    }
    guard case .key(let key) = fillings["time"] else {
      guard case .value(let text) = fillings["time"], let moment = DateSpelling.moment(text) else { return .day }
      return moment.precision < .day ? .hour : .day
    }
    let times = Set(sample.compactMap { DateSpelling.moment($0[key] ?? "")?.instant.seconds }).sorted()
    guard times.allSatisfy({ $0.flooredRemainder(by: 86_400) == 0 }) else { return .hour }
    let steps = zip(times, times.dropFirst()).map { $1 - $0 }
    guard steps.isEmpty || steps.contains(where: { $0 < 7 * 86_400 }) else {
      throw Aggregation.wrong(
        file,
        "its times are a week or more apart; ask with time_grain=day, or if they are days say: map grain = \"day\"")
    }
    return .day
  }

  func row(_ value: (String) -> String) throws(RowFault) -> AggregateRow {
    let start = try time(value)
    let tests = try count("measurement_count", value)
    let anomaly = try count("anomaly_count", value)
    let confirmed = try count("confirmed_count", value)
    let failure = try count("failure_count", value)
    let rest = tests - anomaly - confirmed - failure
    let ok = hasOK ? try count("ok_count", value) : rest
    guard rest >= 0, ok == rest else {
      throw RowFault(
        kind: .unknownValue, field: "measurement_count", value: value("measurement_count"),
        reason: "ok, anomaly, confirmed and failure do not add up to it")
    }
    return AggregateRow(
      start: start, grain: grain, country: try country(value), network: try network(value),
      host: text("host", value).map(host), test: text("test", value), tests: tests, anomaly: anomaly,
      confirmed: confirmed, failure: failure)
  }

  private func text(_ field: String, _ value: (String) -> String) -> String? {
    switch fillings[field] {
    case .key(let key): optional(trimmed(value(key)))
    case .value(let text): optional(text)
    case nil: nil
    }
  }

  private func fault(_ kind: Reject.Kind, _ field: String, _ text: String, _ reason: String) -> RowFault {
    var column = field
    if case .key(let key) = fillings[field] { column = key }
    return RowFault(kind: kind, field: column, value: text, reason: reason)
  }

  private func time(_ value: (String) -> String) throws(RowFault) -> Instant {
    let text = text("time", value) ?? ""
    guard let moment = DateSpelling.moment(text), moment.precision <= .day else {
      throw fault(.unreadableDate, "time", text, "'\(clipped(text))' cannot be read as a day or an hour")
    }
    let start = moment.instant.seconds
    return Instant(seconds: start - start.flooredRemainder(by: grain.rawValue))
  }

  /// A key that is empty in a row: the publisher did not say; withheld.
  private func country(_ value: (String) -> String) throws(RowFault) -> CountryCode? {
    let text = text("country", value) ?? "ZZ"
    if case .value = fillings["country"], text.lowercased() == "world" { return nil }
    if text == "ZZ" { return .withheld }
    if let code = PlaceCatalog.country(spelled: text) { return code }
    throw fault(.unknownCountry, "country", text, CountryCell.reason(text))
  }

  private func network(_ value: (String) -> String) throws(RowFault) -> UInt32? {
    guard let text = text("network", value) else { return nil }
    let digits = text.uppercased().hasPrefix("AS") ? String(text.dropFirst(2)) : text
    guard let number = UInt32(digits) else {
      throw fault(.unreadableNumber, "network", text, "a network like AS123 or 123 expected")
    }
    return number
  }

  private func host(_ input: String) -> String {
    var input = input
    return input.withUTF8 { String(decoding: Host.inside(UnsafeRawBufferPointer($0)), as: UTF8.self) }.lowercased()
  }

  private func count(_ key: String, _ value: (String) -> String) throws(RowFault) -> Int {
    let text = trimmed(value(key))
    guard let number = Int(text) ?? Double(text).flatMap({ Int(exactly: $0) }), (0...1_000_000_000_000).contains(number)
    else { throw RowFault(kind: .unreadableNumber, field: key, value: text, reason: "a count expected") }
    return number
  }
}

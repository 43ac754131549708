import Formats
import Places
import Subjects
import Tables

extension DatasetFormat {
  /// Answers of OONI's aggregation API: JSON of 0, 1 or 2 dimensions, or CSV; day or hour grain.
  package static let aggregation = DatasetFormat(
    kind: .aggregation, name: "ooni-aggregation", subject: .measurements, isAggregate: true,
    title: "OONI aggregated measurement counts", publisher: "Open Observatory of Network Interference (OONI)",
    licence: "CC BY-NC-SA 4.0",
    citation: "Open Observatory of Network Interference (OONI), aggregation API, https://api.ooni.org/",
    url: "https://api.ooni.org/", coverage: .rows, grade: 1)
}

/// Counts by the dimensions that were asked for. What an answer does not carry (its time, its country) the mapping must
/// say: `map country = "PK"`, `map country = "world"` for all of them, `map time = "2024-01-07"`. Rejects of a JSON
/// answer have the row's number in it for their line.
enum Aggregation {
  static func read(
    _ source: consuming ByteSource, mapping: ColumnMapping, into receiver: inout some RowReceiver
  ) throws -> ReadSummary {
    let head = try source.peek(SourceReader.headSize)
    let first = head.first { !($0 == 0x20 || (0x09...0x0D).contains($0) || $0 >= 0x80) }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      return try readAnswer(source, mapping: mapping, into: &receiver)
    }
    return try readTable(source, head: head, mapping: mapping, into: &receiver)
  }

  // MARK: - JSON

  private static func readAnswer(
    _ source: consuming ByteSource, mapping: ColumnMapping, into receiver: inout some RowReceiver
  ) throws -> ReadSummary {
    let file = source.name
    let rows = try rows(of: try json(source), file: file)
    let keys = rows.reduce(into: Set<String>()) { $0.formUnion($1.keys) }
    let reading = try AggregationReading(keys: keys.sorted(), mapping: mapping, sample: rows, file: file)
    var summary = reading.summary
    for (index, row) in rows.enumerated() {
      try deliver(reading, { row[$0] ?? "" }, line: index + 1, &summary, &receiver)
    }
    return summary
  }

  private static func json(_ source: consuming ByteSource) throws -> BoundedJSON {
    let file = source.name
    do {
      return try BoundedJSON(reading: source)
    } catch let failure as BoundedJSON.Failure {
      switch failure {
      case .tooLarge(let limit): throw SourceError.tooLarge(file: file, limit: limit)
      case .notJSON(let reason): throw wrong(file, "it is no JSON: \(clipped(reason))")
      }
    }
  }

  private static func rows(of answer: BoundedJSON, file: String) throws(SourceError) -> [[String: String]] {
    switch answer["result"] ?? answer {
    case .object(let members): return [texts(members)]
    case .list(let items):
      var rows: [[String: String]] = []
      for item in items {
        guard case .object(let members) = item else { throw wrong(file, "its result holds something else than rows") }
        rows.append(texts(members))
      }
      guard !rows.isEmpty else { throw .empty(file: file) }
      return rows
    default: throw wrong(file, "it has no result")
    }
  }

  private static func texts(_ members: [String: BoundedJSON]) -> [String: String] {
    members.compactMapValues { value in
      switch value {
      case .text(let text): text
      case .integer(let number): String(number)
      case .number(let number): String(number)
      case .flag(let flag): String(flag)
      case .null: ""
      case .list, .object: nil
      }
    }
  }

  static func wrong(_ file: String, _ reason: String) -> SourceError {
    .wrongFormat(file: file, format: DatasetFormat.aggregation.name, reason: reason)
  }

  // MARK: - CSV

  private static func readTable(
    _ source: consuming ByteSource, head: [UInt8], mapping: ColumnMapping, into receiver: inout some RowReceiver
  ) throws -> ReadSummary {
    let file = source.name
    let isWhole = head.count < SourceReader.headSize
    let delimiter = DelimiterGuess.delimiter(of: head, isWhole: isWhole)
    let (header, sample) = try sample(head, delimiter, isWhole: isWhole)
    guard !header.isEmpty else { throw SourceError.empty(file: file) }
    let reading = try AggregationReading(keys: header, mapping: mapping, sample: sample, file: file)
    var summary = reading.summary
    var reader = DelimitedReader(source, delimiter: delimiter)
    var isPastHeader = false
    while true {
      switch try reader.next() {
      case .end: return summary
      case .damaged(let damage): try summary.reject(damage.reject(), to: &receiver)
      case .record:
        guard isPastHeader else {
          isPastHeader = true
          continue
        }
        if let reject = widthReject(&reader, header.count) {
          try summary.reject(reject, to: &receiver)
        } else {
          let row = texts(&reader, header)
          try deliver(reading, { row[$0] ?? "" }, line: reader.line, &summary, &receiver)
        }
      }
    }
  }

  private static func sample(
    _ head: [UInt8], _ delimiter: UInt8, isWhole: Bool
  ) throws -> (header: [String], rows: [[String: String]]) {
    var reader = DelimitedReader(ByteSource(bytes: head, name: ""), delimiter: delimiter)
    var header: [String] = []
    var rows: [[String: String]] = []
    while true {
      let outcome = try reader.next()
      if outcome == .end { break }
      guard outcome == .record else { continue }
      if header.isEmpty {
        header = (0..<reader.count).map { trimmed(LegacyText.string(reader.field($0))) }
      } else {
        rows.append(texts(&reader, header))
      }
    }
    if !isWhole { rows = rows.dropLast() }
    return (header, rows)
  }

  private static func texts(_ reader: inout DelimitedReader, _ header: [String]) -> [String: String] {
    var row: [String: String] = [:]
    for (index, name) in header.enumerated() { row[name] = LegacyText.string(reader.field(index)) }
    return row
  }

  private static func deliver(
    _ reading: AggregationReading, _ value: (String) -> String, line: Int, _ summary: inout ReadSummary,
    _ receiver: inout some RowReceiver
  ) throws {
    let row: AggregateRow
    do throws(RowFault) {
      row = try reading.row(value)
    } catch {
      return try summary.reject(error.reject(line: line), to: &receiver)
    }
    summary.rowsRead += 1
    summary.kept += 1
    try receiver.receive(aggregate: row)
  }
}

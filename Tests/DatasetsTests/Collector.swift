import Datasets
import Formats
import Foundation
import Places
import Subjects
import Tables

/// Keeps what a source hands on.
struct Collector: RowReceiver {
  struct Measurement: Hashable {
    var uid: String
    var report: String
    var time: Instant
    var country: CountryCode
    var network: UInt32
    var host: String
    var input: String
    var test: String
    var outcome: Outcome
    var kind: BlockingKind
  }

  var measurements: [Measurement] = []
  var aggregates: [AggregateRow] = []
  var incidents: [Incident] = []
  var events: [Event] = []
  var signals: [Signal] = []
  var facts: [ReferenceFact] = []
  var rejects: [Reject] = []

  mutating func receive(measurement: borrowing MeasurementFields) {
    let text = { (bytes: UnsafeRawBufferPointer) in String(decoding: bytes, as: UTF8.self) }
    measurements.append(
      Measurement(
        uid: text(measurement.uid), report: text(measurement.report), time: measurement.time,
        country: measurement.country, network: measurement.network, host: text(measurement.host),
        input: text(measurement.input), test: text(measurement.test), outcome: measurement.outcome,
        kind: measurement.kind))
  }

  mutating func receive(aggregate: AggregateRow) { aggregates.append(aggregate) }
  mutating func receive(incident: Incident) { incidents.append(incident) }
  mutating func receive(event: Event) { events.append(event) }
  mutating func receive(signal: Signal) { signals.append(signal) }
  mutating func receive(fact: ReferenceFact) { facts.append(fact) }
  mutating func receive(reject: Reject) { rejects.append(reject) }
}

/// Reads a text as a file.
func read(
  _ text: String, as format: DatasetFormat, map: [(String, String)] = []
) throws -> (rows: Collector, summary: ReadSummary) {
  try read(bytes: Array(text.utf8), as: format, map: map)
}

func read(
  bytes: [UInt8], as format: DatasetFormat, map: [(String, String)] = []
) throws -> (rows: Collector, summary: ReadSummary) {
  var rows = Collector()
  let mapping = ColumnMapping(map.map { ColumnMapping.Entry(field: $0.0, column: $0.1) })
  let summary = try SourceReader.read(
    format, from: ByteSource(bytes: bytes, name: "test.csv"), mapping: mapping, into: &rows)
  return (rows, summary)
}

/// The error that a read ends in, as people see it.
func failure(_ text: String, as format: DatasetFormat, map: [(String, String)] = []) -> SourceError? {
  do {
    _ = try read(text, as: format, map: map)
    return nil
  } catch {
    return error as? SourceError
  }
}

/// Real data from outside, where a checkout has it.
enum TestData {
  static let root: URL = {
    if let path = ProcessInfo.processInfo.environment["CURFEW_TEST_DATA"] { return URL(filePath: path) }
    return URL(filePath: #filePath).appending(path: "../../../../shared/data").standardized
  }()

  static func has(_ path: String) -> Bool { FileManager.default.fileExists(atPath: file(path)) }
  static func file(_ path: String) -> String { root.appending(path: path).path }
}

func read(
  file path: String, as format: DatasetFormat, map: [(String, String)] = []
) throws -> (rows: Collector, summary: ReadSummary) {
  var rows = Collector()
  let mapping = ColumnMapping(map.map { ColumnMapping.Entry(field: $0.0, column: $0.1) })
  let summary = try SourceReader.read(
    format, from: ByteSource(path: TestData.file(path)), mapping: mapping, into: &rows)
  return (rows, summary)
}

/// The name of the format that a file of the real data is taken for.
func sniffed(file path: String) throws -> String {
  var source = try ByteSource(path: TestData.file(path))
  return try SourceReader.sniff(source.peek(SourceReader.headSize), file: "x").format.name
}

/// The name of the format that a text is taken for.
func sniffed(_ text: String) throws -> String {
  try SourceReader.sniff(Array(text.utf8), file: "x").format.name
}

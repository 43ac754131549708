import Formats
import Subjects

/// Finds what a file is and reads its rows.
package enum SourceReader {
  /// How many bytes `sniff` wants to see.
  package static let headSize = 256 * 1024

  /// Reads a file's rows in order into a receiver, in constant memory (aggregation answers as JSON excepted). Throws
  /// `SourceError` for a wrong file and whatever the source's observer (`CancellationError`) or the receiver throws.
  /// `fingerprints` confirm raw measurements; without them none is confirmed.
  package static func read(
    _ format: DatasetFormat, from source: consuming ByteSource, mapping: ColumnMapping = ColumnMapping(),
    fingerprints: Fingerprints = .none, into receiver: inout some RowReceiver
  ) throws -> ReadSummary {
    let file = source.name
    do {
      return try readRows(format, from: source, mapping: mapping, fingerprints: fingerprints, into: &receiver)
    } catch let error as FileError {
      throw SourceError.unreadable(file: file, reason: error.reason)
    }
  }

  private static func readRows(
    _ format: DatasetFormat, from source: consuming ByteSource, mapping: ColumnMapping, fingerprints: Fingerprints,
    into receiver: inout some RowReceiver
  ) throws -> ReadSummary {
    let head = try source.peek(512)
    try Packing.refuse(head, file: source.name)
    try refuseWorkbook(head, format, source.name)
    switch format.kind {
    case .raw:
      return try OONIRaw.read(source, mapping: mapping, fingerprints: fingerprints, into: &receiver)
    case .accessNow, .pulse, .iodaOutages, .iodaEvents, .cloudflareOutages, .tracker, .incidents:
      return try readIncidents(format, from: source, mapping: mapping, into: &receiver)
    case .coups, .massMobilization, .nelda, .parlGov, .acled, .events:
      return try readEvents(format, from: source, mapping: mapping, into: &receiver)
    case .fastpath: return try Fastpath.read(source, mapping: mapping, into: &receiver)
    case .measurements: return try GenericMeasurements.read(source, mapping: mapping, into: &receiver)
    case .aggregation: return try Aggregation.read(source, mapping: mapping, into: &receiver)
    case .list: return try MeasurementList.read(source, mapping: mapping, into: &receiver)
    case .analysis: return try WebAnalysis.read(source, mapping: mapping, into: &receiver)
    case .censoredPlanet: return try CensoredPlanet.read(source, mapping: mapping, into: &receiver)
    case .torUsers, .signals, .iodaSignals:
      return try readSignals(format, from: source, mapping: mapping, into: &receiver)
    case .top10VPN, .reference, .stateOwned, .networks, .testList, .categoryCodes, .targets, .platforms,
      .platformUsers, .fingerprints:
      return try readFacts(format, from: source, mapping: mapping, into: &receiver)
    }
  }
}

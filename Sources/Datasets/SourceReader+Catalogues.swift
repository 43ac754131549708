import Formats
import Subjects

extension SourceReader {
  /// Restrictions that people recorded.
  static func readIncidents<Receiver: RowReceiver>(
    _ format: DatasetFormat, from source: consuming ByteSource, mapping: ColumnMapping, into receiver: inout Receiver
  ) throws -> ReadSummary {
    let reading: RowReading<Incident>
    switch format.kind {
    case .pulse: return try Pulse.read(source, mapping: mapping, into: &receiver)
    case .iodaEvents: return try IODAEvents.read(source, mapping: mapping, into: &receiver)
    case .cloudflareOutages: return try CloudflareOutages.read(source, mapping: mapping, into: &receiver)
    case .accessNow: reading = AccessNow.reading
    case .iodaOutages: reading = IODAOutages.reading
    case .tracker: reading = Tracker.reading
    default: reading = GenericIncidents.reading
    }
    return try reading.read(source, mapping: mapping, into: &receiver) { try $0.receive(incident: $1) }
  }

  /// Political events.
  static func readEvents<Receiver: RowReceiver>(
    _ format: DatasetFormat, from source: consuming ByteSource, mapping: ColumnMapping, into receiver: inout Receiver
  ) throws -> ReadSummary {
    let reading =
      switch format.kind {
      case .coups: Coups.reading
      case .massMobilization: MassMobilization.reading
      case .nelda: Nelda.reading
      case .parlGov: ParlGov.reading
      case .acled: ACLED.reading
      default: GenericEvents.reading
      }
    return try reading.read(source, mapping: mapping, into: &receiver) { try $0.receive(event: $1) }
  }
}

import Formats
import Subjects

extension SourceReader {
  /// Series.
  static func readSignals(
    _ format: DatasetFormat, from source: consuming ByteSource, mapping: ColumnMapping,
    into receiver: inout some RowReceiver
  ) throws -> ReadSummary {
    switch format.kind {
    case .torUsers:
      return try TorUsers.reading.read(source, mapping: mapping, into: &receiver) { try $0.receive(signal: $1) }
    case .iodaSignals: return try IODASignals.read(source, mapping: mapping, into: &receiver)
    default: return try GenericSignals.read(source, mapping: mapping, into: &receiver)
    }
  }

  /// What is known beside measurements.
  static func readFacts(
    _ format: DatasetFormat, from source: consuming ByteSource, mapping: ColumnMapping,
    into receiver: inout some RowReceiver
  ) throws -> ReadSummary {
    switch format.kind {
    case .stateOwned:
      return try StateOwnedNetworks.reading.read(source, mapping: mapping, into: &receiver) {
        try $0.receive(fact: .network($1))
      }
    case .networks:
      return try NetworkTable.reading.read(source, mapping: mapping, into: &receiver) {
        try $0.receive(fact: .network($1))
      }
    case .top10VPN: return try Top10VPN.read(source, mapping: mapping, into: &receiver)
    case .testList: return try TestLists.read(source, mapping: mapping, into: &receiver)
    case .categoryCodes:
      return try TestLists.legend.read(source, mapping: mapping, into: &receiver) {
        try $0.receive(fact: .categoryTitle(code: $1.code, title: $1.title))
      }
    case .targets:
      return try OONITargets.reading.read(source, mapping: mapping, into: &receiver) { try $0.receive(fact: $1) }
    case .platformUsers:
      return try PlatformUsersTable.reading.read(source, mapping: mapping, into: &receiver) {
        try $0.receive(fact: .users($1))
      }
    case .platforms: return try PlatformTable.read(source, mapping: mapping, into: &receiver)
    case .fingerprints: return try ReferenceFingerprints.read(source, mapping: mapping, into: &receiver)
    default: return try ReferenceFigures.read(source, mapping: mapping, into: &receiver)
    }
  }
}

import Formats
import Subjects

extension DatasetFormat {
  /// Marks of block pages and of false addresses, by which raw measurements are confirmed.
  package static let fingerprints = DatasetFormat(
    kind: .fingerprints, name: "fingerprints", subject: .reference, isAggregate: false,
    title: "OONI blocking fingerprints", publisher: "Open Observatory of Network Interference (OONI)",
    licence: "none stated", citation: "Open Observatory of Network Interference (OONI), blocking fingerprints",
    url: "https://github.com/ooni/blocking-fingerprints", coverage: .rows, grade: 1)
}

enum ReferenceFingerprints {
  static func read(
    _ source: consuming ByteSource, mapping: ColumnMapping, into receiver: inout some RowReceiver
  ) throws -> ReadSummary {
    _ = try FixedValues(mapping, fields: [])
    let (rows, rejects) = try FingerprintTable.read(source)
    var summary = ReadSummary()
    summary.columnsUsed = Fingerprint.columns.map { ReadSummary.ColumnUse(field: $0, column: $0) }
    for row in rows {
      summary.rowsRead += 1
      summary.kept += 1
      try receiver.receive(fact: .fingerprint(fields: row.fields))
    }
    for reject in rejects { try summary.reject(reject, to: &receiver) }
    return summary
  }
}

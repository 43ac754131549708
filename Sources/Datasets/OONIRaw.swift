import Formats
import Places
import Subjects

extension DatasetFormat {
  /// OONI's raw measurements as its probes send them: JSON, one or many in a file, or JSONL. Scored here.
  package static let raw = DatasetFormat(
    kind: .raw, name: "ooni-raw", subject: .measurements, isAggregate: false,
    title: "OONI raw measurements", publisher: "Open Observatory of Network Interference (OONI)",
    licence: "CC BY-NC-SA 4.0",
    citation: "Open Observatory of Network Interference (OONI), raw measurement data, https://ooni.org/data/",
    url: "https://ooni.org/data/", coverage: .rows, grade: 3)
}

/// Raw measurements. Source: https://github.com/ooni/spec, `data-formats/df-000-base.md`.
package enum OONIRaw {
  /// Which key fills which field.
  static let columns = [
    ("uid", "measurement_uid"), ("report", "report_id"), ("time", "measurement_start_time"), ("country", "probe_cc"),
    ("network", "probe_asn"), ("test", "test_name"), ("input", "input"), ("outcome", "test_keys"),
  ]

  static func read(
    _ source: consuming ByteSource, mapping: ColumnMapping, fingerprints: Fingerprints,
    into receiver: inout some RowReceiver
  ) throws -> ReadSummary {
    if let entry = mapping.entries.first { throw SourceError.unknownMappedField(field: entry.field, known: []) }
    let file = source.name
    var records = JSONRecordReader(source)
    var reading = RawReading(file: file, fingerprints: fingerprints)
    while true {
      switch try records.next() {
      case .record: try reading.read(records.record, line: records.line, into: &receiver)
      case .damaged(let damage): try reading.reject(damage.reject(), to: &receiver)
      case .end: return try reading.finish()
      }
    }
  }

  /// Some measurement's own key is in the first bytes: within a string its quotes are escaped.
  static func isRaw(_ head: [UInt8]) -> Bool {
    head.withUnsafeBytes { head in
      PatternSearch([Array("\"test_keys\"".utf8), Array("\\\"test_keys\\\"".utf8)]).contains(anyIn: head)
    }
  }

  /// What the rules say of one measurement's bytes, as a file has them; nil where they are none. Whatever the bytes are,
  /// this ends and does not trap: the entry for fuzzing.
  package static func score(_ bytes: UnsafeRawBufferPointer, fingerprints: Fingerprints = .none) -> TestScore? {
    var documents = RawDocuments()
    let padded = PaddedBytes(bytes)
    return padded.withBytes { bytes in
      guard case .success(let measurement) = documents.measurement(in: bytes) else { return nil }
      let country = measurement.root["probe_cc"]?.text.flatMap {
        CountryCode(String(decoding: $0.prefix(8), as: UTF8.self).uppercased())
      }
      let score = ScoringRules.score(
        RawMeasurement(root: measurement.root, keys: measurement.keys, country: country), fingerprints)
      return withExtendedLifetime(documents) { score }
    }
  }
}

extension PatternSearch {
  /// Whether any of the patterns is in the text.
  func contains(anyIn text: UnsafeRawBufferPointer) -> Bool {
    var isFound = false
    search(text) { _ in isFound = true }
    return isFound
  }
}

import Subjects

/// One test on its way into the database: 52 bytes.
struct MeasurementRecord: Sendable {
  var key: TestKey
  var time: Int64
  /// Where its texts start in the batch's bytes; -1 for ok tests, which keep none.
  var evidence: Int64
  var target: UInt32
  var network: UInt32
  var alias: TestAlias
  /// Its place in the batch: of two rows with one key the first in the file counts.
  var sequence: UInt32
  var country: UInt16
  var outcome: UInt8
  var kind: UInt8

  @inline(__always)
  func stored(load: UInt32) -> StoredTest {
    StoredTest(
      key: key, time: time, target: target, network: network, load: load, alias: alias, country: country,
      tally: Tally(outcome: outcome, kind: kind))
  }

  @inline(__always)
  static func precedes(_ left: MeasurementRecord, _ right: MeasurementRecord) -> Bool {
    if left.key.stamp != right.key.stamp { return left.key.stamp < right.key.stamp }
    if left.key.digest != right.key.digest { return left.key.digest < right.key.digest }
    return left.sequence < right.sequence
  }
}

/// Tests that are written together: bounded in number and in bytes of evidence.
struct MeasurementBatch: Sendable {
  static let recordLimit = 200_000
  static let byteLimit = 16 << 20

  var limit = recordLimit
  var records: [MeasurementRecord] = []
  /// Of every non-ok test: three lengths of four bytes, then uid, report and input.
  var bytes: [UInt8] = []
  /// Targets that these tests were the first to name.
  var newTargets: [TargetIndex.Target] = []

  /// What the tests are known by.
  private(set) var identities: TestKey.Kinds = []

  var isFull: Bool { records.count >= limit || bytes.count >= Self.byteLimit }

  mutating func append(_ fields: borrowing MeasurementFields, country: UInt16, target: UInt32) {
    let isOK = fields.outcome == .ok
    let start = isOK ? -1 : Int64(bytes.count)
    if !isOK {
      for text in [fields.uid, fields.report, fields.input] {
        withUnsafeBytes(of: UInt32(clamping: text.count).littleEndian) { bytes.append(contentsOf: $0) }
      }
      for text in [fields.uid, fields.report, fields.input] { bytes.append(contentsOf: text) }
    }
    let (key, alias) = identity(of: fields)
    records.append(
      MeasurementRecord(
        key: key, time: Int64(fields.time.seconds), evidence: start, target: target,
        network: fields.network, alias: alias, sequence: UInt32(clamping: records.count), country: country,
        outcome: fields.outcome.rawValue, kind: isOK ? 0 : fields.kind.rawValue))
  }

  private mutating func identity(of fields: borrowing MeasurementFields) -> (TestKey, TestAlias) {
    let start = Int64(fields.time.seconds)
    let digest = TestKey.reportDigest(report: fields.report, input: fields.input, start: start)
    if let digest, TestKey.isReport(fields.uid, of: fields.report) {
      identities.insert(.reports)
      return (TestKey(stamp: start, digest: digest), TestAlias(digest))
    }
    identities.insert(digest == nil ? [.uids, .bareUIDs] : .uids)
    return (TestKey(uid: fields.uid), digest.map(TestAlias.init) ?? .none)
  }

  /// The texts of a non-ok test.
  func withEvidence<Result>(
    at start: Int64,
    _ body: (_ uid: UnsafeRawBufferPointer, UnsafeRawBufferPointer, UnsafeRawBufferPointer) throws
      -> Result
  ) rethrows -> Result {
    try bytes.withUnsafeBytes { bytes in
      var position = Int(start) + 12
      var texts: [UnsafeRawBufferPointer] = []
      for index in 0..<3 {
        let count = Int(
          UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: Int(start) + 4 * index, as: UInt32.self)))
        texts.append(UnsafeRawBufferPointer(rebasing: bytes[position..<position + count]))
        position += count
      }
      return try body(texts[0], texts[1], texts[2])
    }
  }
}

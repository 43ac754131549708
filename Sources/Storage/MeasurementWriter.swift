import GRDB
import Tables

/// Writes batches of tests: merges each into the blocks whose intervals it meets, finds what is stored already on the
/// way, and hands the changes to the cells.
final class MeasurementWriter {
  private let load: UInt32
  private let origin: UInt32
  private let blocks: TestBlocks
  private let members: TestMembers
  private let aliases: TestAliases
  private let cells: CellSorter
  private let insertEvidence: RawStatement
  private let insertTarget: RawStatement
  private(set) var kept = 0
  private(set) var repeated = 0
  private(set) var disagreed = 0
  private(set) var identities: TestKey.Kinds = []

  init(_ db: Database, load: Int, origins: OriginIndex, cells: CellSorter) throws {
    self.load = UInt32(clamping: load)
    self.cells = cells
    origin = try origins.origin(ofLoads: [self.load])
    blocks = try TestBlocks(db)
    members = try TestMembers(db, origins: origins, cells: cells)
    aliases = try TestAliases(db, blocks: blocks, members: members)
    insertEvidence = try RawStatement(
      db, "insert into evidence(stamp, digest, uid, report, input) values (?1, ?2, ?3, ?4, ?5)")
    insertTarget = try RawStatement(
      db, "insert into target(id, test, host, platform) values (?1, ?2, ?3, ?4)")
  }

  /// Writes one batch.
  func write(_ batch: inout MeasurementBatch) throws {
    try insert(batch.newTargets)
    identities.formUnion(batch.identities)
    try aliases.settle(&batch)
    batch.records.sort(by: MeasurementRecord.precedes)
    var rest = batch.records[...]
    while let first = rest.first {
      var interval = try blocks.interval(holding: first.key)
      let end = interval.end.flatMap { end in rest.firstIndex { $0.key >= end } } ?? rest.endIndex
      interval.tests = try merged(interval.tests, rest[..<end], of: batch)
      try blocks.put(interval)
      rest = rest[end...]
    }
  }

  func insert(_ targets: [TargetIndex.Target]) throws {
    for target in targets {
      insertTarget.bind(1, Int64(target.id))
      insertTarget.bind(2, target.test)
      insertTarget.bind(3, target.host)
      insertTarget.bind(4, target.platform)
      try insertTarget.run()
    }
  }

  /// Both in the order of their keys. Of records with one key the first in the file counts.
  private func merged(
    _ stored: [StoredTest], _ records: ArraySlice<MeasurementRecord>, of batch: MeasurementBatch
  ) throws -> [StoredTest] {
    var result: [StoredTest] = []
    result.reserveCapacity(stored.count + records.count)
    var position = 0
    var latest: MeasurementRecord?
    for record in records {
      if let latest, latest.key == record.key {
        repeated += 1
        if record.outcome != latest.outcome { disagreed += 1 }
        continue
      }
      latest = record
      while position < stored.count, stored[position].key < record.key {
        result.append(stored[position])
        position += 1
      }
      if position < stored.count, stored[position].key == record.key {
        var test = stored[position]
        position += 1
        repeated += 1
        if try members.add(member(record, of: batch), to: &test) != record.outcome { disagreed += 1 }
        result.append(test)
      } else {
        result.append(try insert(record, of: batch))
      }
    }
    result.append(contentsOf: stored[position...])
    return result
  }

  private func insert(_ record: MeasurementRecord, of batch: MeasurementBatch) throws -> StoredTest {
    let test = record.stored(load: load)
    kept += 1
    try cells.add(test.delta(origin: origin, weight: 1))
    if record.evidence >= 0 { try insertEvidence(record, of: batch) }
    return test
  }

  private func insertEvidence(_ record: MeasurementRecord, of batch: MeasurementBatch) throws {
    insertEvidence.bind(1, record.key.stamp)
    insertEvidence.bind(2, record.key.digest)
    try batch.withEvidence(at: record.evidence) { uid, report, input in
      insertEvidence.bind(3, text: uid)
      insertEvidence.bind(4, text: report)
      insertEvidence.bind(5, text: input)
      try insertEvidence.run()
    }
  }

  private func member(_ record: MeasurementRecord, of batch: MeasurementBatch) -> TestMember {
    var member = TestMember(test: record.stored(load: load))
    if record.evidence >= 0 {
      member.evidence = batch.withEvidence(at: record.evidence) { uid, report, input in
        (
          String(decoding: uid, as: UTF8.self), String(decoding: report, as: UTF8.self),
          String(decoding: input, as: UTF8.self)
        )
      }
    }
    return member
  }
}

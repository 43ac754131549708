import GRDB
import Tables

/// Writes batches of tests: finds those that are stored already by walking both in the order of their key, inserts the
/// new ones, and hands their changes to the cells.
final class MeasurementWriter {
  private let load: Int
  private let origin: UInt32
  private let members: TestMembers
  private let cells: CellSorter
  private let newTests: RowFeed
  private let insertEvidence: RawStatement
  private let insertTarget: RawStatement
  private let scan: RawStatement
  private(set) var kept = 0
  private(set) var repeated = 0
  private(set) var disagreed = 0

  init(_ db: Database, load: Int, origins: OriginIndex, cells: CellSorter) throws {
    self.load = load
    self.cells = cells
    origin = try origins.origin(ofLoads: [load])
    members = try TestMembers(db, origins: origins, cells: cells)
    let columns: [RowFeed.Column] = [
      .integer, .integer, .integer, .country, .integer, .integer, .integer, .integer, .integer,
    ]
    newTests = try RowFeed(db, name: "feed_measurement", columns: columns) { list, feed in
      [
        """
        insert into measurement(stamp, digest, time, country, network, target, outcome, kind, load)
        select \(list) from \(feed)
        """
      ]
    }
    insertEvidence = try RawStatement(
      db, "insert into evidence(stamp, digest, uid, report, input) values (?1, ?2, ?3, ?4, ?5)")
    insertTarget = try RawStatement(
      db, "insert into target(id, test, host, platform) values (?1, ?2, ?3, ?4)")
    scan = try RawStatement(
      db,
      """
      select stamp, digest, load, outcome, kind, time, country, network, target from measurement
      where (stamp, digest) >= (?1, ?2) order by stamp, digest
      """)
  }

  /// Writes one batch.
  func write(_ batch: inout MeasurementBatch) throws {
    try insert(batch.newTargets)
    batch.records.sort(by: MeasurementRecord.precedes)
    let stored = try storedPositions(batch.records)
    try insert(batch, stored: stored)
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

  /// Positions, ascending, of the first record of every key that is stored already, and what is stored, without texts.
  private func storedPositions(_ records: [MeasurementRecord]) throws -> [(position: Int, winner: TestMember)] {
    guard let first = records.first, var next = try seek(first.key) else { return [] }
    defer { scan.reset() }
    var found: [(position: Int, winner: TestMember)] = []
    for index in records.indices where index == 0 || records[index].key != records[index - 1].key {
      let key = records[index].key
      var steps = 0
      while next < key {
        steps += 1
        // A long way to go: jump rather than walk.
        guard let following = steps < 24 ? try following() : try seek(key) else { return found }
        next = following
      }
      if next == key { found.append((index, try members.winner(in: scan, from: 2))) }
    }
    return found
  }

  private func seek(_ key: TestKey) throws -> TestKey? {
    scan.reset()
    scan.bind(1, key.stamp)
    scan.bind(2, key.digest)
    return try following()
  }

  private func following() throws -> TestKey? {
    guard try scan.next() else { return nil }
    return TestKey(stamp: Int64(scan.int(0)), digest: Int64(scan.int(1)))
  }

  private func insert(_ batch: MeasurementBatch, stored: [(position: Int, winner: TestMember)]) throws {
    let records = batch.records
    var stored = stored[...]
    var index = 0
    while index < records.count {
      let record = records[index]
      if let next = stored.first, next.position == index {
        stored = stored.dropFirst()
        try add(record, to: next.winner, of: batch)
      } else {
        try insert(record)
        if record.evidence >= 0 { try insertEvidence(record, of: batch) }
      }
      index += 1
      while index < records.count, records[index].key == record.key {
        repeated += 1
        if records[index].outcome != record.outcome { disagreed += 1 }
        index += 1
      }
    }
    try newTests.flush()
  }

  @inline(__always)
  private func insert(_ record: MeasurementRecord) throws {
    let row = try newTests.row()
    row[0] = record.key.stamp
    row[1] = record.key.digest
    row[2] = record.time
    row[3] = Int64(record.country)
    row[4] = Int64(record.network)
    row[5] = Int64(record.target)
    row[6] = Int64(record.outcome)
    row[7] = Int64(record.kind)
    row[8] = Int64(load)
    kept += 1
    try cells.add(
      CellDelta(
        country: record.country, target: record.target, hour: Int(record.time).flooredDivision(by: 3600),
        network: record.network, origin: origin, tally: record.tally, weight: 1))
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

  /// A test that is stored already: a repeat, and a further membership unless this load has brought it before.
  private func add(_ record: MeasurementRecord, to winner: TestMember, of batch: MeasurementBatch) throws {
    repeated += 1
    let member = member(record, of: batch)
    let compared = try members.add(member, to: winner, record.key)
    if compared != record.outcome { disagreed += 1 }
  }

  private func member(_ record: MeasurementRecord, of batch: MeasurementBatch) -> TestMember {
    var member = TestMember(
      load: load, time: Int(record.time), country: record.country, network: record.network, target: record.target,
      outcome: record.outcome, kind: record.kind)
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

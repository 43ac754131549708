import GRDB

/// All stored tests in the order of their keys, in blocks of some thousands: a B-tree's leaves, made of packed columns.
/// Every block holds an interval of keys of its own, so that a key is looked for in one block only.
final class TestBlocks {
  /// The tests of one interval of keys, to be changed and put back.
  struct Interval {
    /// nil: nothing is stored there yet.
    fileprivate(set) var id: Int64?
    var tests: [StoredTest]
    /// The first key that belongs to another block; nil where none follows.
    fileprivate(set) var end: TestKey?
  }

  private let at: RawStatement
  private let firstOfAll: RawStatement
  private let following: RawStatement
  private let insert: RawStatement
  private let replace: RawStatement
  private let delete: RawStatement
  private let all: RawStatement
  private let numbered: RawStatement
  private let timed: RawStatement

  init(_ db: Database) throws {
    let columns = "id, stamp, digest, count, data"
    at = try RawStatement(
      db,
      """
      select \(columns) from test_block where (stamp, digest) <= (?1, ?2) order by stamp desc, digest desc limit 1
      """)
    firstOfAll = try RawStatement(db, "select \(columns) from test_block order by stamp, digest limit 1")
    following = try RawStatement(
      db, "select stamp, digest from test_block where (stamp, digest) > (?1, ?2) order by stamp, digest limit 1")
    let values = "stamp, digest, count, first_time, last_time, first_load, last_load, data"
    insert = try RawStatement(db, "insert into test_block(\(values)) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
    replace = try RawStatement(
      db, "update test_block set (\(values)) = (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) where id = ?9")
    delete = try RawStatement(db, "delete from test_block where id = ?1")
    numbered = try RawStatement(db, "select \(columns) from test_block where id = ?1")
    timed = try RawStatement(
      db, "select count, data from test_block where last_time >= ?1 and first_time <= ?2 order by stamp, digest")
    all = try RawStatement(db, "select id, first_load, last_load from test_block order by stamp, digest")
  }

  /// The block whose interval holds a key.
  func interval(holding key: TestKey) throws -> Interval {
    bind(key, at)
    defer { at.reset() }
    if try at.next() { return try interval(at) }
    defer { firstOfAll.reset() }
    guard try firstOfAll.next() else { return Interval(id: nil, tests: [], end: nil) }
    return try interval(firstOfAll)
  }

  /// Shows the tests of every block that has some of these seconds, in the order of their keys.
  func each(in times: ClosedRange<Int64>, _ show: ([StoredTest]) throws -> Void) throws {
    timed.bind(1, times.lowerBound)
    timed.bind(2, times.upperBound)
    defer { timed.reset() }
    while try timed.next() { try show(try timed.withBytes(1) { try TestBlock.tests($0, count: timed.int(0)) }) }
  }

  private func interval(numbered id: Int64) throws -> Interval {
    numbered.bind(1, id)
    defer { numbered.reset() }
    guard try numbered.next() else { return Interval(id: nil, tests: [], end: nil) }
    return try interval(numbered)
  }

  private func interval(_ row: RawStatement) throws -> Interval {
    let first = TestKey(stamp: Int64(row.int(1)), digest: Int64(row.int(2)))
    let tests = try row.withBytes(4) { try TestBlock.tests($0, count: row.int(3)) }
    bind(first, following)
    defer { following.reset() }
    let end = try following.next() ? TestKey(stamp: Int64(following.int(0)), digest: Int64(following.int(1))) : nil
    return Interval(id: Int64(row.int(0)), tests: tests, end: end)
  }

  /// Puts an interval's tests, in order, in the place of those that it had: in as many blocks as they need.
  func put(_ interval: Interval) throws {
    if interval.tests.isEmpty, let id = interval.id {
      delete.bind(1, id)
      try delete.run()
    }
    for (number, part) in BlockSplit.parts(interval.tests).enumerated() {
      try write(part, over: number == 0 ? interval.id : nil)
    }
  }

  private func write(_ tests: ArraySlice<StoredTest>, over id: Int64?) throws {
    guard let first = tests.first else { return }
    let statement = id == nil ? insert : replace
    bind(first.key, statement)
    statement.bind(3, tests.count)
    var (times, loads) = ((first.time, first.time), (first.load, first.load))
    for test in tests {
      times = (min(times.0, test.time), max(times.1, test.time))
      loads = (min(loads.0, test.load), max(loads.1, test.load))
    }
    statement.bind(4, times.0)
    statement.bind(5, times.1)
    statement.bind(6, Int64(loads.0))
    statement.bind(7, Int64(loads.1))
    if let id { statement.bind(9, id) }
    try TestBlock.packed(tests).withUnsafeBytes { bytes in
      statement.bind(8, blob: bytes)
      try statement.run()
    }
  }

  /// Shows every interval in order; what `change` leaves in it is put back where it says so. `isNeeded` is asked with
  /// the first and last load that a block's tests are of, before it is read.
  func changeEach(
    isNeeded: (ClosedRange<Int>) -> Bool, _ change: (inout Interval) throws -> Bool
  ) throws {
    var ids: [(Int64, ClosedRange<Int>)] = []
    while try all.next() { ids.append((Int64(all.int(0)), all.int(1)...max(all.int(1), all.int(2)))) }
    all.reset()
    for (id, loads) in ids where isNeeded(loads) {
      var interval = try self.interval(numbered: id)
      if try change(&interval) { try put(interval) }
    }
  }

  private func bind(_ key: TestKey, _ statement: RawStatement) {
    statement.bind(1, key.stamp)
    statement.bind(2, key.digest)
  }
}

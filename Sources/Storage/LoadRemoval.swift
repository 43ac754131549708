import GRDB
import Tables

/// Takes a load's tests out of the stored tests and the cells.
struct LoadRemoval {
  private let db: Database
  private let load: UInt32
  private let cells = CellSorter()
  private let blocks: TestBlocks
  private let members: TestMembers
  private let origin: UInt32

  init(_ db: Database, load: Int) throws {
    self.db = db
    self.load = UInt32(clamping: load)
    let origins = try OriginIndex(db)
    blocks = try TestBlocks(db)
    members = try TestMembers(db, origins: origins, cells: cells)
    origin = try origins.origin(ofLoads: [self.load])
  }

  func remove() throws {
    try removeFurtherWords()
    try removeOwn()
    try CellWriter(db, targets: TargetIndex(db)).write(cells)
  }

  /// Tests that stand by another load's word: they stay as they are, in fewer datasets.
  private func removeFurtherWords() throws {
    let page = try RawStatement(
      db,
      """
      select stamp, digest from membership where load = ?1 and (stamp, digest) > (?2, ?3)
      order by stamp, digest limit 10000
      """)
    page.bind(1, Int64(load))
    var last = TestKey(stamp: .min, digest: .min)
    while true {
      page.bind(2, last.stamp)
      page.bind(3, last.digest)
      let keys = try keys(page)
      guard let end = keys.last else { return }
      var rest = keys[...]
      while let first = rest.first {
        var interval = try blocks.interval(holding: first)
        let stop = interval.end.flatMap { end in rest.firstIndex { $0 >= end } } ?? rest.endIndex
        try removeWords(on: rest[..<stop], from: &interval.tests)
        rest = rest[stop...]
      }
      last = end
    }
  }

  private func removeWords(on keys: ArraySlice<TestKey>, from tests: inout [StoredTest]) throws {
    var position = 0
    for key in keys {
      while position < tests.count, tests[position].key < key { position += 1 }
      guard position < tests.count, tests[position].key == key else {
        throw StoreError.corrupted(doing: "undoing a load", reason: "a test that it brought is not there")
      }
      _ = try members.remove(load: load, from: &tests[position])
    }
  }

  /// Tests that stand by this load's word: another's takes its place where there is one.
  private func removeOwn() throws {
    let shared = try RawStatement(
      db,
      """
      select stamp, digest from membership where (stamp, digest) >= (?1, ?2) and (stamp, digest) <= (?3, ?4)
      order by stamp, digest
      """)
    try blocks.changeEach(isNeeded: { $0.contains(Int(load)) }) { interval in
      guard let first = interval.tests.first, let last = interval.tests.last else { return false }
      for (index, key) in [(Int32(1), first.key), (3, last.key)] {
        shared.bind(index, key.stamp)
        shared.bind(index + 1, key.digest)
      }
      let keys = Set(try keys(shared))
      var isChanged = false
      interval.tests = try interval.tests.compactMap { test in
        guard test.load == load else { return test }
        isChanged = true
        var test = test
        guard keys.contains(test.key) else {
          try members.drop(test, origin: origin)
          return nil
        }
        return try members.remove(load: load, from: &test) ? test : nil
      }
      return isChanged
    }
  }

  private func keys(_ page: RawStatement) throws -> [TestKey] {
    var keys: [TestKey] = []
    while try page.next() { keys.append(TestKey(stamp: Int64(page.int(0)), digest: Int64(page.int(1)))) }
    return keys
  }
}

import GRDB

/// Brings together what sources with uids and sources without say of one test, before a batch is written: both stand
/// under the uid's key, in whatever order they come.
///
/// Where one test was submitted twice, and so has two uids for one report id, input and start, the record without a uid
/// is taken for the first that is stored.
final class TestAliases {
  private let blocks: TestBlocks
  private let members: TestMembers
  /// What stored tests and those of this load are known by.
  private var kinds: TestKey.Kinds

  init(_ db: Database, blocks: TestBlocks, members: TestMembers) throws {
    self.blocks = blocks
    self.members = members
    kinds = try Int.fetchAll(db, sql: "select identities from dataset").reduce(into: []) {
      $0.formUnion(TestKey.Kinds(rawValue: $1))
    }
  }

  /// Gives the batch's records without uids the keys of those with, and moves stored tests to the uids that the batch
  /// brings.
  func settle(_ batch: inout MeasurementBatch) throws {
    kinds.formUnion(batch.identities)
    guard kinds.contains([.reports, .uids]), let times = batch.times else { return }
    var named = batch.keysBySecondIdentity
    var moves: [TestKey: TestKey] = [:]
    try blocks.each(in: times) { tests in
      for test in tests {
        guard let identity = test.secondIdentity, let known = named[identity] else { continue }
        if !test.isKeyedByReport {
          if !known.isStored { named[identity] = .init(key: test.key, isStored: true) }
        } else if let key = known.key {
          moves[test.key] = key
        }
      }
    }
    for index in batch.records.indices where batch.records[index].isKeyedByReport {
      guard let identity = batch.records[index].secondIdentity, let key = named[identity]?.key else { continue }
      batch.records[index].key = key
    }
    try move(moves)
  }

  private func move(_ moves: [TestKey: TestKey]) throws {
    var moved: [(key: TestKey, members: [TestMember])] = []
    try change(moves.keys.sorted()) { tests, keys in
      let keys = Set(keys)
      tests = try tests.filter { test in
        guard keys.contains(test.key), let key = moves[test.key] else { return true }
        moved.append((key, try members.takeApart(test)))
        return false
      }
    }
    moved.sort { $0.key < $1.key }
    var rest = moved[...]
    try change(moved.map(\.key)) { tests, keys in
      for (key, members) in rest.prefix(keys.count) { try put(members, under: key, among: &tests) }
      rest = rest.dropFirst(keys.count)
    }
  }

  private func put(_ words: [TestMember], under key: TestKey, among tests: inout [StoredTest]) throws {
    var words = words[...]
    for index in words.indices { words[index].test.key = key }
    let place = tests.firstIndex { $0.key >= key } ?? tests.endIndex
    if place == tests.endIndex || tests[place].key != key {
      guard let first = words.popFirst() else { return }
      tests.insert(try members.begin(first), at: place)
    }
    for word in words { _ = try members.add(word, to: &tests[place]) }
  }

  /// Shows every interval that holds some of these keys, which ascend, with the keys that it holds.
  private func change(_ keys: [TestKey], _ body: (inout [StoredTest], ArraySlice<TestKey>) throws -> Void) throws {
    var rest = keys[...]
    while let first = rest.first {
      var interval = try blocks.interval(holding: first)
      let end = interval.end.flatMap { end in rest.firstIndex { $0 >= end } } ?? rest.endIndex
      try body(&interval.tests, rest[..<end])
      try blocks.put(interval)
      rest = rest[end...]
    }
  }
}

extension MeasurementBatch {
  /// A key with a uid; nil where only a report id is known of the test.
  fileprivate struct Known {
    var key: TestKey?
    var isStored = false
  }

  fileprivate var times: ClosedRange<Int64>? {
    var (first, last) = (Int64.max, Int64.min)
    for record in records where record.alias != .none {
      first = min(first, record.time)
      last = max(last, record.time)
    }
    return first <= last ? first...last : nil
  }

  fileprivate var keysBySecondIdentity: [SecondIdentity: Known] {
    var keys: [SecondIdentity: Known] = [:]
    keys.reserveCapacity(records.count)
    for record in records {
      guard let identity = record.secondIdentity else { continue }
      if record.isKeyedByReport {
        if keys[identity] == nil { keys[identity] = Known() }
      } else if let key = keys[identity]?.key {
        keys[identity] = Known(key: min(key, record.key))
      } else {
        keys[identity] = Known(key: record.key)
      }
    }
    return keys
  }
}

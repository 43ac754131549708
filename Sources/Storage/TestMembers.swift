import GRDB
import Tables

/// What one load says of a test.
struct TestMember {
  var test: StoredTest
  /// Of non-ok tests.
  var evidence: (uid: String, report: String, input: String)?
}

/// Tests that several loads brought: the one that counts stands among the tests, the others' words in `membership`.
/// Everything that is stored of a test follows from the set of its members alone, so that adding and undoing loads in
/// any order comes to the same.
final class TestMembers {
  private let origins: OriginIndex
  private let cells: CellSorter
  private let readOthers: RawStatement
  private let readOtherLoads: RawStatement
  private let writeOther: RawStatement
  private let removeOther: RawStatement
  private let readEvidence: RawStatement
  private let writeEvidence: RawStatement
  private let removeEvidence: RawStatement

  init(_ db: Database, origins: OriginIndex, cells: CellSorter) throws {
    self.origins = origins
    self.cells = cells
    let key = "stamp = ?1 and digest = ?2"
    readOthers = try RawStatement(
      db,
      """
      select load, outcome, kind, time, country, network, target, uid, report, input from membership where \(key)
      """)
    readOtherLoads = try RawStatement(db, "select load, outcome from membership where \(key)")
    writeOther = try RawStatement(
      db,
      """
      insert into membership(
        stamp, digest, uid, report, input, load, outcome, kind, time, country, network, target)
      values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
      """)
    removeOther = try RawStatement(db, "delete from membership where \(key) and load = ?3")
    readEvidence = try RawStatement(db, "select uid, report, input from evidence where \(key)")
    writeEvidence = try RawStatement(
      db, "insert or replace into evidence(stamp, digest, uid, report, input) values (?1, ?2, ?3, ?4, ?5)")
    removeEvidence = try RawStatement(db, "delete from evidence where \(key)")
  }

  /// Adds a load's word on a stored test, unless the load has had its word. Gives the outcome that it is to be compared
  /// with: the load's own earlier one, else that of the test as it stood.
  func add(_ member: TestMember, to stored: inout StoredTest) throws -> UInt8 {
    if stored.alias == .none { stored.alias = member.test.alias }
    guard stored.load != member.test.load else { return stored.tally.outcome }
    var loads = [stored.load]
    bind(stored.key, readOtherLoads)
    while try readOtherLoads.next() {
      let load = UInt32(clamping: readOtherLoads.int(0))
      if load == member.test.load {
        let outcome = UInt8(clamping: readOtherLoads.int(1))
        readOtherLoads.reset()
        return outcome
      }
      loads.append(load)
    }
    let outcome = stored.tally.outcome
    let before = try origins.origin(ofLoads: loads)
    let after = try origins.origin(ofLoads: loads + [member.test.load])
    if wins(member.test, stored) {
      try write(TestMember(test: stored, evidence: try evidence(of: stored)))
      try replace(&stored, by: member, from: before, to: after)
    } else {
      try write(member)
      try move(stored, from: before, to: after)
    }
    return outcome
  }

  /// Takes a load's word on a stored test away. False where no load's is left: the test goes.
  func remove(load: UInt32, from stored: inout StoredTest) throws -> Bool {
    let others = try others(of: stored.key)
    let loads = [stored.load] + others.map(\.test.load)
    let before = try origins.origin(ofLoads: loads)
    guard stored.load == load else {
      try removeWord(of: load, on: stored.key)
      try move(stored, from: before, to: origins.origin(ofLoads: loads.filter { $0 != load }))
      return true
    }
    guard let next = others.min(by: { wins($0.test, $1.test) }) else {
      try drop(stored, origin: before)
      return false
    }
    try removeWord(of: next.test.load, on: stored.key)
    try replace(&stored, by: next, from: before, to: origins.origin(ofLoads: others.map(\.test.load)))
    return true
  }

  /// A test that only one load brought goes with it.
  func drop(_ stored: StoredTest, origin: UInt32) throws {
    if stored.tally.outcome != 0 { try remove(evidenceOf: stored.key) }
    try cells.add(stored.delta(origin: origin, weight: -1))
  }

  private func replace(_ stored: inout StoredTest, by member: TestMember, from before: UInt32, to after: UInt32) throws
  {
    try cells.add(stored.delta(origin: before, weight: -1))
    let alias = stored.alias
    stored = member.test
    if stored.alias == .none { stored.alias = alias }
    try cells.add(stored.delta(origin: after, weight: 1))
    try remove(evidenceOf: stored.key)
    try write(evidenceOf: member)
  }

  /// Takes a stored test out of all that is kept of it but its block, and gives every load's word on it.
  func takeApart(_ stored: StoredTest) throws -> [TestMember] {
    let members = [TestMember(test: stored, evidence: try evidence(of: stored))] + (try others(of: stored.key))
    try drop(stored, origin: origins.origin(ofLoads: members.map(\.test.load)))
    for other in members.dropFirst() { try removeWord(of: other.test.load, on: stored.key) }
    return members
  }

  /// A test that nothing is stored of yet, by a load's word.
  func begin(_ member: TestMember) throws -> StoredTest {
    try cells.add(member.test.delta(origin: origins.origin(ofLoads: [member.test.load]), weight: 1))
    try write(evidenceOf: member)
    return member.test
  }

  private func write(evidenceOf member: TestMember) throws {
    guard let evidence = member.evidence else { return }
    bind(member.test.key, writeEvidence)
    bind(evidence, writeEvidence)
    try writeEvidence.run()
  }

  /// A test that counts as before, in another set of datasets.
  private func move(_ stored: StoredTest, from before: UInt32, to after: UInt32) throws {
    guard before != after else { return }
    try cells.add(stored.delta(origin: before, weight: -1))
    try cells.add(stored.delta(origin: after, weight: 1))
  }

  /// The highest grade of dataset, then the earliest load.
  private func wins(_ left: StoredTest, _ right: StoredTest) -> Bool {
    let (leftGrade, rightGrade) = (origins.grade(ofLoad: Int(left.load)), origins.grade(ofLoad: Int(right.load)))
    return leftGrade != rightGrade ? leftGrade > rightGrade : left.load < right.load
  }

  private func others(of key: TestKey) throws -> [TestMember] {
    var others: [TestMember] = []
    bind(key, readOthers)
    while try readOthers.next() {
      let row = readOthers
      let test = StoredTest(
        key: key, time: Int64(row.int(3)), target: UInt32(clamping: row.int(6)), network: UInt32(clamping: row.int(5)),
        load: UInt32(clamping: row.int(0)), country: try row.country(4),
        tally: Tally(outcome: UInt8(clamping: row.int(1)), kind: UInt8(clamping: row.int(2))))
      others.append(TestMember(test: test, evidence: evidence(row, from: 7)))
    }
    return others
  }

  private func evidence(of stored: StoredTest) throws -> (uid: String, report: String, input: String)? {
    guard stored.tally.outcome != 0 else { return nil }
    bind(stored.key, readEvidence)
    defer { readEvidence.reset() }
    return try readEvidence.next() ? evidence(readEvidence, from: 0) : nil
  }

  private func evidence(_ row: RawStatement, from column: Int32) -> (uid: String, report: String, input: String)? {
    row.text(column).map { ($0, row.text(column + 1) ?? "", row.text(column + 2) ?? "") }
  }

  private func write(_ member: TestMember) throws {
    let test = member.test
    bind(test.key, writeOther)
    bind(member.evidence, writeOther)
    writeOther.bind(6, Int64(test.load))
    writeOther.bind(7, Int64(test.tally.outcome))
    writeOther.bind(8, Int64(test.tally.kind))
    writeOther.bind(9, test.time)
    writeOther.bind(10, country: test.country)
    writeOther.bind(11, Int64(test.network))
    writeOther.bind(12, Int64(test.target))
    try writeOther.run()
  }

  private func removeWord(of load: UInt32, on key: TestKey) throws {
    bind(key, removeOther)
    removeOther.bind(3, Int64(load))
    try removeOther.run()
  }

  private func remove(evidenceOf key: TestKey) throws {
    bind(key, removeEvidence)
    try removeEvidence.run()
  }

  private func bind(_ key: TestKey, _ statement: RawStatement) {
    statement.bind(1, key.stamp)
    statement.bind(2, key.digest)
  }

  private func bind(_ evidence: (uid: String, report: String, input: String)?, _ statement: RawStatement) {
    statement.bind(3, evidence?.uid)
    statement.bind(4, evidence?.report)
    statement.bind(5, evidence?.input)
  }
}

import GRDB
import Tables

/// What one load says of a test.
struct TestMember {
  var load: Int
  var time: Int
  var country: UInt16
  var network: UInt32
  var target: UInt32
  var outcome: UInt8
  var kind: UInt8
  /// Of non-ok tests.
  var evidence: (uid: String, report: String, input: String)?

  /// Adds or takes away the cell counts of a test that stands so.
  func delta(origin: UInt32, weight: Int32) throws -> CellDelta {
    guard CellDelta.holds(hour: time.flooredDivision(by: 3600)) else {
      throw StoreError.corrupted(doing: "folding cells", reason: "a test's time is out of range")
    }
    return CellDelta(
      country: country, target: target, hour: time.flooredDivision(by: 3600), network: network, origin: origin,
      tally: Tally(outcome: outcome, kind: kind), weight: weight)
  }
}

/// Tests that several loads brought, or whose loads change: everything that is stored of one follows from the set of
/// its members alone, so that adding and undoing loads in any order comes to the same.
final class TestMembers {
  private let origins: OriginIndex
  private let cells: CellSorter
  private let readWinner: RawStatement
  private let readOthers: RawStatement
  private let writeWinner: RawStatement
  private let writeEvidence: RawStatement
  private let writeOther: RawStatement
  private let removeWinner: RawStatement
  private let removeEvidence: RawStatement
  private let removeOthers: RawStatement
  private let readOtherLoads: RawStatement
  private let removeOther: RawStatement

  init(_ db: Database, origins: OriginIndex, cells: CellSorter) throws {
    self.origins = origins
    self.cells = cells
    let key = "stamp = ?1 and digest = ?2"
    readWinner = try RawStatement(
      db,
      """
      select m.load, m.outcome, m.kind, m.time, m.country, m.network, m.target, e.uid, e.report, e.input
      from measurement m left join evidence e using (stamp, digest) where m.stamp = ?1 and m.digest = ?2
      """)
    readOthers = try RawStatement(
      db,
      """
      select load, outcome, kind, time, country, network, target, uid, report, input from membership where \(key)
      """)
    writeWinner = try RawStatement(
      db,
      """
      insert or replace into measurement(stamp, digest, load, outcome, kind, time, country, network, target)
      values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
      """)
    writeEvidence = try RawStatement(
      db, "insert or replace into evidence(stamp, digest, uid, report, input) values (?1, ?2, ?10, ?11, ?12)")
    writeOther = try RawStatement(
      db,
      """
      insert into membership(
        stamp, digest, load, outcome, kind, time, country, network, target, uid, report, input)
      values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
      """)
    removeWinner = try RawStatement(db, "delete from measurement where \(key)")
    removeEvidence = try RawStatement(db, "delete from evidence where \(key)")
    removeOthers = try RawStatement(db, "delete from membership where \(key)")
    readOtherLoads = try RawStatement(db, "select load, outcome from membership where \(key)")
    removeOther = try RawStatement(db, "delete from membership where \(key) and load = ?3")
  }

  /// Adds a load's word on a stored test, whose winner (its texts aside) is known, unless the load has had its word.
  /// Gives the outcome that it is to be compared with: the load's own earlier one, else the winner's.
  func add(_ member: TestMember, to winner: TestMember, _ key: TestKey) throws -> UInt8 {
    guard winner.load != member.load else { return winner.outcome }
    var loads = [winner.load]
    bind(key, readOtherLoads)
    while try readOtherLoads.next() {
      if readOtherLoads.int(0) == member.load {
        let outcome = UInt8(clamping: readOtherLoads.int(1))
        readOtherLoads.reset()
        return outcome
      }
      loads.append(readOtherLoads.int(0))
    }
    if wins(member, winner) {
      try change(key) { $0.append(member) }
    } else {
      bind(key, member, writeOther)
      bind(member.evidence, writeOther)
      try writeOther.run()
      try move(winner, from: loads, to: loads + [member.load])
    }
    return winner.outcome
  }

  /// Takes a load's word on a stored test away.
  func remove(load: Int, from key: TestKey) throws {
    bind(key, readWinner)
    guard try readWinner.next() else { return }
    let winner = try self.winner(in: readWinner, from: 0)
    readWinner.reset()
    guard winner.load != load else { return try change(key) { $0.removeAll { $0.load == load } } }
    var loads = [winner.load]
    bind(key, readOtherLoads)
    while try readOtherLoads.next() { loads.append(readOtherLoads.int(0)) }
    bind(key, removeOther)
    removeOther.bind(3, load)
    try removeOther.run()
    try move(winner, from: loads, to: loads.filter { $0 != load })
  }

  /// A test that counts as before, in another set of datasets.
  private func move(_ winner: TestMember, from before: [Int], to after: [Int]) throws {
    let (old, new) = (try origins.origin(ofLoads: before), try origins.origin(ofLoads: after))
    guard old != new else { return }
    try cells.add(winner.delta(origin: old, weight: -1))
    try cells.add(winner.delta(origin: new, weight: 1))
  }

  /// What a row says from a column on: load, outcome, kind, time, country, network, target. Its texts are not read.
  func winner(in row: RawStatement, from column: Int32) throws -> TestMember {
    TestMember(
      load: row.int(column), time: row.int(column + 3), country: try row.country(column + 4),
      network: UInt32(clamping: row.int(column + 5)), target: UInt32(clamping: row.int(column + 6)),
      outcome: UInt8(clamping: row.int(column + 1)), kind: UInt8(clamping: row.int(column + 2)))
  }

  /// Changes the members of a stored test, and the cells by the difference.
  func change(_ key: TestKey, _ body: (inout [TestMember]) -> Void) throws {
    let before = try members(of: key)
    var after = before
    body(&after)
    if let winner = winner(of: before) {
      try cells.add(winner.delta(origin: origins.origin(ofLoads: before.map(\.load)), weight: -1))
    }
    try write(after, key)
    if let winner = winner(of: after) {
      try cells.add(winner.delta(origin: origins.origin(ofLoads: after.map(\.load)), weight: 1))
    }
  }

  /// The first is what the cells count.
  private func members(of key: TestKey) throws -> [TestMember] {
    var members: [TestMember] = []
    for statement in [readWinner, readOthers] {
      bind(key, statement)
      while try statement.next() { members.append(try member(statement)) }
    }
    return members
  }

  /// The highest grade of dataset, then the earliest load.
  private func winner(of members: [TestMember]) -> TestMember? {
    members.min(by: wins)
  }

  private func wins(_ left: TestMember, _ right: TestMember) -> Bool {
    let (leftGrade, rightGrade) = (origins.grade(ofLoad: left.load), origins.grade(ofLoad: right.load))
    return leftGrade != rightGrade ? leftGrade > rightGrade : left.load < right.load
  }

  private func write(_ members: [TestMember], _ key: TestKey) throws {
    for statement in [removeWinner, removeEvidence, removeOthers] {
      bind(key, statement)
      try statement.run()
    }
    guard let winner = winner(of: members) else { return }
    bind(key, winner, writeWinner)
    try writeWinner.run()
    if let evidence = winner.evidence {
      bind(key, writeEvidence)
      bind(evidence, writeEvidence)
      try writeEvidence.run()
    }
    for other in members where other.load != winner.load {
      bind(key, other, writeOther)
      bind(other.evidence, writeOther)
      try writeOther.run()
    }
  }

  private func member(_ row: RawStatement) throws -> TestMember {
    var member = try winner(in: row, from: 0)
    member.evidence = row.text(7).map { ($0, row.text(8) ?? "", row.text(9) ?? "") }
    return member
  }

  private func bind(_ key: TestKey, _ statement: RawStatement) {
    statement.bind(1, key.stamp)
    statement.bind(2, key.digest)
  }

  private func bind(_ key: TestKey, _ member: TestMember, _ statement: RawStatement) {
    bind(key, statement)
    statement.bind(3, member.load)
    statement.bind(4, Int64(member.outcome))
    statement.bind(5, Int64(member.kind))
    statement.bind(6, member.time)
    statement.bind(7, country: member.country)
    statement.bind(8, Int64(member.network))
    statement.bind(9, Int64(member.target))
  }

  private func bind(_ evidence: (uid: String, report: String, input: String)?, _ statement: RawStatement) {
    statement.bind(10, evidence?.uid)
    statement.bind(11, evidence?.report)
    statement.bind(12, evidence?.input)
  }
}

import GRDB
import Platforms

/// What a change of the rules of platforms does to data that are held.
package struct PlatformMoves: Hashable, Sendable {
  /// Targets (a host in a test) that went from one platform to another; nil is none.
  package struct Move: Hashable, Sendable {
    package var from: String?
    package var to: String?
    package var targets: Int
  }

  /// Most targets first.
  package var moves: [Move] = []
  /// Incidents of catalogues that name a service by a rule's name and so have its platform, before and after.
  package var incidentsBefore = 0
  package var incidents = 0

  package var targets: Int { moves.reduce(0) { $0 + $1.targets } }
}

extension PlatformCatalog {
  /// With the rules that a database holds.
  static func stored(in db: Database, without load: Int? = nil) throws -> PlatformCatalog {
    builtIn.adding(try EditionTable.platformRules(db, without: load))
  }
}

/// A change of the rules of platforms: gives targets, the rollup by platform and incidents what the rules say now.
struct PlatformChange {
  let before: PlatformCatalog
  let after: PlatformCatalog

  /// Rules came or went.
  var isOne: Bool { before.rules != after.rules }

  private struct TargetMove {
    var target: UInt32
    var from: String?
    var to: String?
  }

  /// What it would do, incidents left out.
  func preview(_ db: Database) throws -> PlatformMoves { Self.summary(try targetMoves(db)) }

  /// Does it. `check` is called now and then, and may throw to give up.
  func apply(_ db: Database, check: () throws -> Void = {}) throws -> PlatformMoves {
    let moves = try targetMoves(db)
    let numbers = try platformNumbers(db, for: moves)
    for move in moves {
      try db.cachedStatement(sql: "update target set platform = ? where id = ?")
        .execute(arguments: [move.to, Int64(move.target)])
    }
    try moveRollup(db, moves, numbers, check)
    var summary = Self.summary(moves)
    summary.incidentsBefore = try Self.namedIncidents(db)
    try Self.nameServices(db, after, load: nil)
    summary.incidents = try Self.namedIncidents(db)
    return summary
  }

  private static func summary(_ moves: [TargetMove]) -> PlatformMoves {
    struct Way: Hashable {
      var from: String?
      var to: String?
    }
    let counts = Dictionary(grouping: moves) { Way(from: $0.from, to: $0.to) }.mapValues(\.count)
    let sorted = counts.map { PlatformMoves.Move(from: $0.key.from, to: $0.key.to, targets: $0.value) }
      .sorted { ($1.targets, $0.to ?? "", $0.from ?? "") < ($0.targets, $1.to ?? "", $1.from ?? "") }
    return PlatformMoves(moves: sorted)
  }

  /// Only targets that a rule is or was about: those that the built-in rules alone decide stay as they were stored.
  private func targetMoves(_ db: Database) throws -> [TargetMove] {
    let (former, present) = (before.additions, after.additions)
    guard !before.ruled.isEmpty || !after.ruled.isEmpty else { return [] }
    var moves: [TargetMove] = []
    let rows = try Row.fetchCursor(db, sql: "select id, test, host, platform from target order by id")
    while let row = try rows.next() {
      let (test, host): (String, String) = (row["test"], row["host"])
      let isRuled =
        former.platform(test: test, host: host) != nil || present.platform(test: test, host: host) != nil
      guard isRuled else { continue }
      let (from, to): (String?, String?) = (row["platform"], after.platform(test: test, host: host))
      if from != to { moves.append(TargetMove(target: row["id"], from: from, to: to)) }
    }
    return moves
  }

  // MARK: the rollup by platform and month

  /// Numbers of platforms in the rollup, new ones where moves need them.
  private func platformNumbers(_ db: Database, for moves: [TargetMove]) throws -> [String: Int32] {
    guard !moves.isEmpty else { return [:] }
    try db.execute(sql: "insert or ignore into platform(id, name) values (0, '')")
    var numbers: [String: Int32] = [:]
    for row in try Row.fetchAll(db, sql: "select id, name from platform") { numbers[row["name"]] = row["id"] }
    let needed = Set(moves.flatMap { [$0.from ?? "", $0.to ?? ""] })
    // A platform that has no target has no counts: its number is free.
    var free = try String.fetchAll(
      db,
      sql: "select name from platform where id > 0 and name not in (select platform from target where platform <> '')"
    ).filter { !needed.contains($0) }
    var count = Int32(clamping: numbers.count)
    for name in needed.sorted() where numbers[name] == nil {
      if let unused = free.popLast(), let number = numbers.removeValue(forKey: unused) {
        try db.execute(sql: "update platform set name = ? where id = ?", arguments: [name, number])
        numbers[name] = number
      } else {
        try db.execute(sql: "insert into platform(id, name) values (?, ?)", arguments: [count, name])
        numbers[name] = count
        count += 1
      }
    }
    return numbers
  }

  private func moveRollup(
    _ db: Database, _ moves: [TargetMove], _ numbers: [String: Int32], _ check: () throws -> Void
  ) throws {
    guard !moves.isEmpty else { return }
    var rollup = RollupMove()
    for move in moves {
      rollup.ways[move.target] = (numbers[move.from ?? ""] ?? 0, numbers[move.to ?? ""] ?? 0)
    }
    let blocks = try RawStatement(
      db, "select upper, count, data from cell_block where grain = \(CellBlocks.Grain.hour.rawValue)")
    while try blocks.next() {
      try check()
      let upper = UInt64(bitPattern: Int64(blocks.int(0)))
      try blocks.withBytes(2) { try rollup.add($0, count: blocks.int(1), upper: upper) }
    }
    try CellBlocks(db, grain: .month).merge(rollup.changes)
  }

  /// What the tests of moved targets take from one platform's counts and add to another's.
  private struct RollupMove {
    private struct Key: Hashable {
      var upper: UInt64
      var lower: UInt64
    }

    var ways: [UInt32: (from: Int32, to: Int32)] = [:]
    private var weights: [Key: Int64] = [:]
    private var columns = CellColumns()

    mutating func add(_ bytes: UnsafeRawBufferPointer, count: Int, upper: UInt64) throws {
      try columns.read(bytes, count: count, .targets)
      guard columns.targets.contains(where: { ways[$0] != nil }) else { return }
      for cell in try CellBlock.cells(bytes, count: count, upper: upper) {
        guard let way = ways[cell.target] else { continue }
        guard let from = CellDelta.rolledUp(cell.upper, platform: way.from),
          let to = CellDelta.rolledUp(cell.upper, platform: way.to)
        else { throw StoreError.tooManyPlatforms }
        weights[Key(upper: from, lower: cell.lower), default: 0] &-= cell.weight
        weights[Key(upper: to, lower: cell.lower), default: 0] &+= cell.weight
      }
    }

    /// In the order of their keys.
    var changes: [CellDelta] {
      weights.filter { $0.value != 0 }
        .map { CellDelta(upper: $0.key.upper, lower: $0.key.lower, weight: $0.value) }.sorted(by: CellDelta.precedes)
    }
  }

  // MARK: services of incidents

  /// Platforms of incidents that come of rules and not of the catalogue's reading stand at this place.
  private static let ruledOrdinal = -1

  /// Gives incidents, those of one load or all, the platforms whose names of rules their services hold. A service stays
  /// listed as its catalogue wrote it.
  static func nameServices(_ db: Database, _ catalog: PlatformCatalog, load: Int?) throws {
    let scope = load.map { " and incident in (select id from incident where load = \($0))" } ?? ""
    try db.execute(
      sql: "delete from incident_value where field = 'platform' and ordinal = ?\(scope)", arguments: [ruledOrdinal])
    guard !catalog.ruled.isEmpty else { return }
    let additions = catalog.additions
    let services = try String.fetchAll(
      db, sql: "select distinct value from incident_value where field = 'service'\(scope)")
    for service in services {
      for platform in additions.mentions(in: service).platforms.sorted() {
        try db.execute(
          sql: """
            insert or ignore into incident_value(incident, field, value, ordinal)
            select incident, 'platform', ?, ? from incident_value where field = 'service' and value = ?\(scope)
            """, arguments: [platform, ruledOrdinal, service])
      }
    }
  }

  static func namedIncidents(_ db: Database) throws -> Int {
    try Int.fetchOne(
      db,
      sql: """
        select count(distinct v.incident) from incident_value v join incident i on i.id = v.incident
        where v.field = 'platform' and v.ordinal = ? and i.current = 1
        """, arguments: [ruledOrdinal]) ?? 0
  }
}

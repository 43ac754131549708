import GRDB
import Tables

/// Takes a load's tests out of measurements and cells.
struct LoadRemoval {
  private let db: Database
  private let load: Int
  private let cells = CellSorter()
  private let members: TestMembers
  private let origin: UInt32

  init(_ db: Database, load: Int) throws {
    self.db = db
    self.load = load
    let origins = try OriginIndex(db)
    members = try TestMembers(db, origins: origins, cells: cells)
    origin = try origins.origin(ofLoads: [load])
  }

  func remove() throws {
    try removeShared()
    try takeFromCells()
    for table in ["evidence", "measurement"] {
      let condition =
        table == "measurement"
        ? "load = ?1" : "(stamp, digest) in (select stamp, digest from measurement where load = ?1)"
      try db.execute(sql: "delete from \(table) where \(condition)", arguments: [load])
    }
    try CellWriter(db, targets: TargetIndex(db)).write(cells)
  }

  /// Tests that other loads brought too stay, as those say. They are looked up a bounded number at a time.
  private func removeShared() throws {
    let sql = """
      select stamp, digest from membership where load = ?1
      union
      select o.stamp, o.digest from membership o join measurement m using (stamp, digest) where m.load = ?1
      limit 10000
      """
    while true {
      let keys = try Row.fetchAll(db, sql: sql, arguments: [load]).map { row in
        TestKey(stamp: row["stamp"], digest: row["digest"])
      }
      guard !keys.isEmpty else { return }
      for key in keys { try members.change(key) { $0.removeAll { $0.load == load } } }
    }
  }

  /// What is left of the load belongs to it alone.
  private func takeFromCells() throws {
    let scan = try RawStatement(
      db, "select time, country, network, target, outcome, kind from measurement where load = ?1")
    scan.bind(1, load)
    while try scan.next() {
      let tally = Tally(outcome: UInt8(clamping: scan.int(4)), kind: UInt8(clamping: scan.int(5)))
      try cells.add(
        CellDelta(
          country: scan.country(1), target: UInt32(clamping: scan.int(3)),
          hour: scan.int(0).flooredDivision(by: 3600), network: UInt32(clamping: scan.int(2)), origin: origin,
          tally: tally, weight: -1))
    }
  }
}

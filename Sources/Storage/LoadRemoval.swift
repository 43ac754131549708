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

  /// Tests that other loads brought too stay, as those say: first those that another load's word counts for.
  private func removeShared() throws {
    try removeEach(
      """
      select stamp, digest from membership where load = ?1 and (stamp, digest) > (?2, ?3)
      order by stamp, digest limit 10000
      """)
    try removeEach(
      """
      select distinct o.stamp, o.digest from membership o join measurement m using (stamp, digest)
      where m.load = ?1 and (o.stamp, o.digest) > (?2, ?3) order by o.stamp, o.digest limit 10000
      """)
  }

  /// Keys are looked up a bounded number at a time, each time from where the last ended.
  private func removeEach(_ sql: String) throws {
    let page = try RawStatement(db, sql)
    page.bind(1, load)
    var last = TestKey(stamp: .min, digest: .min)
    while true {
      page.bind(2, last.stamp)
      page.bind(3, last.digest)
      var keys: [TestKey] = []
      while try page.next() { keys.append(TestKey(stamp: Int64(page.int(0)), digest: Int64(page.int(1)))) }
      guard let end = keys.last else { return }
      for key in keys { try members.remove(load: load, from: key) }
      last = end
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

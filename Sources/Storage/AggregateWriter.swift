import GRDB
import Subjects

/// Writes a publisher's counts. A row is one (dataset, start, grain, country, network, target); the newest load's
/// counts stand, since a later answer of a day that was under way is the fuller one, and the older are put aside until
/// that load is undone. Within a load the first stands.
final class AggregateWriter {
  private let db: Database
  private let dataset: Int
  private let load: Int
  private(set) var kept = 0
  private(set) var repeated = 0
  private(set) var disagreed = 0

  static let columns =
    "load, dataset, start, grain, country, network, target, tests, anomaly, confirmed, failure"
  static let key = "dataset, start, grain, ifnull(country, ''), ifnull(network, -1), ifnull(target, 0)"

  init(_ db: Database, dataset: Int, load: Int) {
    self.db = db
    self.dataset = dataset
    self.load = load
  }

  func insert(_ row: AggregateRow, target: Int?) throws {
    let network = row.network.map(Int.init)
    let country = row.country?.description
    let find = try db.cachedStatement(
      sql: """
        select rowid, load, tests, anomaly, confirmed, failure from aggregate
        where dataset = ? and start = ? and grain = ? and ifnull(country, '') = ? and ifnull(network, -1) = ?
          and ifnull(target, 0) = ?
        """)
    let known = try Row.fetchOne(
      find,
      arguments: [dataset, row.start.seconds, row.grain.rawValue, country ?? "", network ?? -1, target ?? 0])
    if let known {
      repeated += 1
      let counts: [Int] = [known["tests"], known["anomaly"], known["confirmed"], known["failure"]]
      if counts != [row.tests, row.anomaly, row.confirmed, row.failure] { disagreed += 1 }
      guard known["load"] != load else { return }
      try putAside(known["rowid"])
    } else {
      kept += 1
    }
    try db.cachedStatement(
      sql: "insert into aggregate(\(Self.columns)) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ).execute(arguments: [
      load, dataset, row.start.seconds, row.grain.rawValue, country, network, target, row.tests, row.anomaly,
      row.confirmed, row.failure,
    ])
  }

  private func putAside(_ row: Int64) throws {
    try db.cachedStatement(
      sql: """
        insert into aggregate_superseded(\(Self.columns)) select \(Self.columns) from aggregate where rowid = ?
        """
    ).execute(arguments: [row])
    try db.cachedStatement(sql: "delete from aggregate where rowid = ?").execute(arguments: [row])
  }

  /// Removes a load's rows and brings back those that they had put aside.
  static func undo(_ db: Database, load: Int) throws {
    try db.execute(sql: "delete from aggregate_superseded where load = ?", arguments: [load])
    let dataset = try Int.fetchOne(db, sql: "select dataset from load where id = ?", arguments: [load])
    try db.execute(sql: "delete from aggregate where load = ?", arguments: [load])
    try db.execute(
      sql: """
        insert or ignore into aggregate(\(columns))
        select \(columns) from aggregate_superseded where dataset = ? order by load desc
        """, arguments: [dataset])
    try db.execute(
      sql: """
        delete from aggregate_superseded where (load, \(key)) in (select load, \(key) from aggregate where dataset = ?)
        """, arguments: [dataset])
  }
}

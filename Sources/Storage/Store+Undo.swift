import GRDB
import Platforms
import Query
import Tables

extension Store {
  /// What `undo` of a load would remove.
  package func undoPreview(load: Int) throws -> UndoReport {
    try reading("looking at load \(load)") { db in try undoReport(db, load) }
  }

  /// Removes exactly what a load brought: tests that no other load has, further memberships, catalogue rows, counts,
  /// rejects, its files, and its dataset when it was the last load of it.
  @discardableResult
  package func undo(load: Int) throws -> UndoReport {
    try writing("undoing load \(load)") { db in
      var report = try undoReport(db, load)
      let platforms = try PlatformCatalog.stored(in: db)
      guard let dataset = try Int.fetchOne(db, sql: "select dataset from load where id = ?", arguments: [load]) else {
        throw StoreError.noSuchLoad(load)
      }
      try LoadRemoval(db, load: load).remove()
      try AggregateWriter.undo(db, load: load)
      try EditionTable.remove(db, load: load)
      for table in ["incident", "event"] { try removeCatalogue(db, table, load, dataset) }
      let change = PlatformChange(before: platforms, after: try PlatformCatalog.stored(in: db))
      if change.isOne { report.platforms = try change.apply(db) }
      for table in ["reject", "file"] {
        try db.execute(sql: "delete from \(table) where load = ?", arguments: [load])
      }
      try db.execute(sql: "delete from load where id = ?", arguments: [load])
      if report.removesDataset { try remove(db, dataset: dataset) } else { try LoadSession.settleDataset(db, dataset) }
      return report
    }
  }

  private func removeCatalogue(_ db: Database, _ table: String, _ load: Int, _ dataset: Int) throws {
    try db.execute(
      sql: "delete from \(table)_value where \(table) in (select id from \(table) where load = ?)", arguments: [load])
    try db.execute(sql: "delete from \(table) where load = ?", arguments: [load])
    guard db.changesCount > 0 else { return }
    try CatalogueWriter.settle(db, table, dataset: dataset)
  }

  /// Nothing of it is left but its name and the sets that name it.
  private func remove(_ db: Database, dataset: Int) throws {
    try db.execute(
      sql: "delete from origin where id in (select origin from origin_dataset where dataset = ?)",
      arguments: [dataset])
    try db.execute(
      sql: "delete from origin_dataset where origin not in (select id from origin)")
    try db.execute(sql: "delete from dataset where id = ?", arguments: [dataset])
  }

  private func undoReport(_ db: Database, _ load: Int) throws -> UndoReport {
    guard let summary = try loads(db, where: "l.id = ?", [load]).first else { throw StoreError.noSuchLoad(load) }
    func count(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql, arguments: [load]) ?? 0 }
    let tests = try count("select count(*) from measurement where load = ?")
    let sharedWon = try count(
      """
      select count(*) from (select distinct stamp, digest from membership) o
      join measurement m on m.stamp = o.stamp and m.digest = o.digest where m.load = ?
      """)
    let memberships = try count("select count(*) from membership where load = ?")
    let others =
      try count("select count(*) from aggregate where load = ?")
      + count("select count(*) from incident where load = ?") + count("select count(*) from event where load = ?")
      + EditionTable.count(db, load: load)
    let siblings = try count(
      "select count(*) from load where dataset = (select dataset from load where id = ?)")
    let change = PlatformChange(
      before: try PlatformCatalog.stored(in: db), after: try PlatformCatalog.stored(in: db, without: load))
    return UndoReport(
      load: load, dataset: summary.dataset, files: summary.files, removed: tests - sharedWon + others,
      shared: sharedWon + memberships, rejects: try count("select count(*) from reject where load = ?"),
      removesDataset: siblings == 1, platforms: change.isOne ? try change.preview(db) : PlatformMoves())
  }
}

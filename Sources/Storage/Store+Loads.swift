import GRDB
import Query
import Subjects
import Tables

extension Store {
  /// Every dataset, by name.
  package func datasets() throws -> [DatasetSummary] {
    try reading("reading datasets") { db in
      try Row.fetchAll(db, sql: "select * from dataset order by name").map { try summary(of: $0, db) }
    }
  }

  /// Everything about one dataset; nil where there is none of that name.
  package func dataset(named name: String) throws -> DatasetDetail? {
    try reading("reading dataset '\(name)'") { db in
      guard let row = try Row.fetchOne(db, sql: "select * from dataset where name = ?", arguments: [name]) else {
        return nil
      }
      let summary = try summary(of: row, db)
      return DatasetDetail(
        summary: summary, publisher: row["publisher"], licence: row["licence"], citation: row["citation"],
        url: row["url"], retrieved: (row["retrieved"] as Int?).map(Instant.init(seconds:)),
        coversWorld: (row["covers"] as String?) == "world",
        covers: TimeSpan(first: row["covers_start"], last: row["covers_end"]),
        mapping: row["mapping"], files: try files(ofDataset: row["id"], db),
        loads: try loads(db, where: "d.id = ?", [row["id"] as Int]))
    }
  }

  /// Every load, oldest first.
  package func loads() throws -> [LoadSummary] {
    try reading("reading loads") { db in try loads(db, where: "true", []) }
  }

  /// What a load could not use, in file order.
  package func rejects(load: Int, limit: Int = .max) throws -> [Reject] {
    try reading("reading rejected rows") { db in
      guard try exists(load: load, in: db) else { throw StoreError.noSuchLoad(load) }
      return try Row.fetchAll(
        db, sql: "select * from reject where load = ? order by rowid limit ?", arguments: [load, limit]
      ).map { row in
        Reject(
          kind: Reject.Kind(rawValue: row["kind"]) ?? .damagedRow, line: row["line"], field: row["field"],
          value: row["value"], reason: row["reason"], keptRow: row["kept_row"])
      }
    }
  }

  /// What a footer says of the datasets that a result used, in the order of the names.
  package func references(forDatasets names: [String]) throws -> [DatasetReference] {
    try reading("reading datasets") { db in
      try names.compactMap { name in
        guard let row = try Row.fetchOne(db, sql: "select * from dataset where name = ?", arguments: [name]) else {
          return nil
        }
        return DatasetReference(
          name: name, title: row["title"], publisher: row["publisher"], licence: row["licence"],
          citation: row["citation"], fileDigests: try files(ofDataset: row["id"], db).map(\.sha256),
          rows: try rows(ofDataset: row["id"], row["subject"], db), isSynthetic: row["synthetic"])
      }
    }
  }

  func exists(load: Int, in db: Database) throws -> Bool {
    try Bool.fetchOne(db, sql: "select true from load where id = ?", arguments: [load]) ?? false
  }

  func files(ofDataset dataset: Int, _ db: Database) throws -> [DatasetDetail.File] {
    try Row.fetchAll(
      db, sql: "select f.* from file f join load l on l.id = f.load where l.dataset = ? order by f.id",
      arguments: [dataset]
    ).map { DatasetDetail.File(load: $0["load"], name: $0["name"], sha256: $0["sha256"], bytes: $0["bytes"]) }
  }

  private func summary(of row: Row, _ db: Database) throws -> DatasetSummary {
    let load = try Row.fetchOne(
      db, sql: "select count(*) as loads, min(first_time) as first, max(last_time) as last from load where dataset = ?",
      arguments: [row["id"] as Int])
    return DatasetSummary(
      name: row["name"], subject: Catalog.DatasetSubject(rawValue: row["subject"]) ?? .measurements,
      format: row["format"], title: row["title"], rows: try rows(ofDataset: row["id"], row["subject"], db),
      span: TimeSpan(first: load?["first"], last: load?["last"]), isSynthetic: row["synthetic"],
      loads: load?["loads"] ?? 0)
  }

  private func rows(ofDataset dataset: Int, _ subject: String, _ db: Database) throws -> Int {
    let sql: String =
      switch Catalog.DatasetSubject(rawValue: subject) {
      case .aggregates: "select count(*) from aggregate where dataset = ?"
      case .incidents: "select count(*) from incident where current = 1 and dataset = ?"
      case .events: "select count(*) from event where current = 1 and dataset = ?"
      case .signals, .reference: EditionTable.rows
      case .measurements, nil:
        """
        select coalesce(sum(c.tests), 0) from cell c
        join origin_dataset o on o.origin = c.origin where o.dataset = ?
        """
      }
    return try Int.fetchOne(db, sql: sql, arguments: [dataset]) ?? 0
  }

  func loads(_ db: Database, where condition: String, _ arguments: StatementArguments) throws -> [LoadSummary] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        select l.*, d.name as dataset_name from load l join dataset d on d.id = l.dataset
        where \(condition) order by l.id
        """, arguments: arguments)
    return try rows.map { row in
      let files = try String.fetchAll(
        db, sql: "select name from file where load = ? order by id", arguments: [row["id"] as Int])
      return LoadSummary(
        id: row["id"], dataset: row["dataset_name"], started: Instant(seconds: row["started"]), files: files,
        rowsRead: row["rows_read"], kept: row["kept"], repeated: row["repeated"], rejected: row["rejected"],
        disagreed: row["disagreed"], span: TimeSpan(first: row["first_time"], last: row["last_time"]),
        toolVersion: row["tool_version"])
    }
  }
}

import GRDB
import Query
import Tables

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Data as they were when a paper was written: the id of all of them, each dataset's own, and the results given until
/// then.
package struct Snapshot: Hashable, Sendable {
  package var name: String
  package var at: Instant
  /// `Identity.data` of every dataset and correction.
  package var dataID: String
  package var toolVersion: String
  /// Each dataset's id by its name.
  package var datasets: [String: String]
  /// The corrections' id; empty for none.
  package var corrections: String
  /// Numbers of the runs that it pins.
  package var runs: [Int]
}

extension Store {
  /// Copies the database, as it stands, into a new file (sqlite.org/backup.html). Throws where the file is there.
  package func backup(to path: String) throws {
    guard access(path, F_OK) != 0 else {
      throw StoreError.cannotOpen(file: path, reason: "it is there already; a backup overwrites nothing")
    }
    do {
      let copy = try DatabaseQueue(path: path)
      try queue.backup(to: copy)
      // The copy is one file, complete without a log beside it.
      try copy.writeWithoutTransaction { db in _ = try String.fetchOne(db, sql: "pragma journal_mode = delete") }
      try copy.close()
    } catch {
      unlink(path)
      throw StoreError.from(error, doing: "backing up to '\(path)'")
    }
  }

  /// Gives back to the system what removed rows took up. Gives the file's size before and after, in bytes.
  package func compact() throws -> (before: Int, after: Int) {
    let doing = "compacting the database"
    guard !isReadOnly else { throw StoreError.readOnly(doing: doing) }
    func size() -> Int {
      guard let path else { return 0 }
      var status = stat()
      return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
    do {
      return try queue.writeWithoutTransaction { db in
        _ = try? db.checkpoint(.truncate)
        let before = size()
        try db.execute(sql: "vacuum")
        _ = try? db.checkpoint(.truncate)
        return (before, size())
      }
    } catch {
      throw StoreError.from(error, doing: doing)
    }
  }

  /// What the data are at this moment, under a name, with the results that no earlier snapshot has.
  package func snapshot(named name: String) throws -> Snapshot {
    let state = try dataState()
    try writing("keeping snapshot \(name)") { db in
      let known = try String.fetchOne(db, sql: "select name from snapshot where name = ?", arguments: [name])
      guard known == nil else { throw StoreError.snapshotExists(name) }
      try db.execute(
        sql: """
          insert into snapshot(name, at, data_id, tool_version, datasets, corrections) values (?, ?, ?, ?, ?, ?)
          """,
        arguments: [name, now(), state.id, toolVersion, JSONObject.encode(state.datasets), state.corrections])
      try db.execute(
        sql: "insert into snapshot_run select ?, id from run where id not in (select run from snapshot_run)",
        arguments: [name])
    }
    return try snapshots().first { $0.name == name }
      ?? Snapshot(
        name: name, at: Instant(seconds: now()), dataID: state.id, toolVersion: toolVersion, datasets: state.datasets,
        corrections: state.corrections, runs: [])
  }

  /// Every snapshot, oldest first.
  package func snapshots() throws -> [Snapshot] {
    try reading("reading snapshots") { db in
      try Row.fetchAll(db, sql: "select * from snapshot order by at, name").map { row in
        Snapshot(
          name: row["name"], at: Instant(seconds: row["at"]), dataID: row["data_id"], toolVersion: row["tool_version"],
          datasets: JSONObject.decode(row["datasets"]), corrections: row["corrections"],
          runs: try Int.fetchAll(
            db, sql: "select run from snapshot_run where snapshot = ? order by run", arguments: [row["name"] as String])
        )
      }
    }
  }

  /// What of a snapshot's data is otherwise now: names of datasets, and `corrections`. Empty where all is as it was.
  package func changes(since snapshot: Snapshot) throws -> [String] {
    let state = try dataState()
    let names = Set(snapshot.datasets.keys).union(state.datasets.keys).sorted()
    return names.filter { snapshot.datasets[$0] != state.datasets[$0] }
      + (snapshot.corrections == state.corrections ? [] : ["corrections"])
  }

  /// The ids of all data, of each dataset and of the corrections.
  private func dataState() throws -> (id: String, datasets: [String: String], corrections: String) {
    let references = try self.references(forDatasets: try datasets().map(\.name))
    let corrections = try self.corrections().filter { $0.kind == .exclude }.map(\.identityLine)
    return (
      Identity.data(references, corrections: corrections),
      Dictionary(references.map { ($0.name, Identity.data([$0])) }) { first, _ in first },
      corrections.isEmpty ? "" : Identity.data([], corrections: corrections)
    )
  }
}

extension CorrectionRecord {
  /// As the data's id counts it.
  package var identityLine: String { "\(kind.rawValue)\t\(subject.rawValue)\t\(name)\t\(text)" }
}

import GRDB
import Tables

extension Store {
  /// Remembers a result that was given.
  package func record(run: RunRecord) throws {
    try writing("recording a run") { db in
      try db.execute(
        sql: """
          insert into run(at, statement, parameters, query_id, data_id, result_id, rows, milliseconds, tool_version)
          values (?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          run.at.seconds, run.statement, JSONObject.encode(run.parameters), run.queryID, run.dataID, run.resultID,
          run.rows, run.milliseconds, run.toolVersion,
        ])
    }
  }

  /// The newest results, oldest first.
  package func runs(limit: Int = 1000) throws -> [RunRecord] {
    try reading("reading runs") { db in
      try Row.fetchAll(db, sql: "select * from run order by id desc limit ?", arguments: [limit]).reversed().map {
        row in
        RunRecord(
          at: Instant(seconds: row["at"]), statement: row["statement"],
          parameters: JSONObject.decode(row["parameters"]), queryID: row["query_id"], dataID: row["data_id"],
          resultID: row["result_id"], rows: row["rows"], milliseconds: row["milliseconds"],
          toolVersion: row["tool_version"])
      }
    }
  }

  /// Adds a statement to the history.
  package func append(history entry: HistoryEntry) throws {
    try writing("keeping the history") { db in
      try db.execute(
        sql: "insert into history(at, text, milliseconds, rows, outcome) values (?, ?, ?, ?, ?)",
        arguments: [entry.at.seconds, entry.text, entry.milliseconds, entry.rows, entry.outcome.rawValue])
    }
  }

  /// The newest statements, oldest first.
  package func recent(limit: Int) throws -> [HistoryEntry] {
    try reading("reading the history") { db in
      try Row.fetchAll(db, sql: "select * from history order by id desc limit ?", arguments: [limit]).reversed().map {
        row in
        HistoryEntry(
          at: Instant(seconds: row["at"]), text: row["text"], milliseconds: row["milliseconds"], rows: row["rows"],
          outcome: HistoryEntry.Outcome(rawValue: row["outcome"]) ?? .error)
      }
    }
  }

  /// A value kept under a name; nil where there is none.
  package func setting(_ name: String) throws -> String? {
    try reading("reading settings") { db in
      try String.fetchOne(db, sql: "select value from setting where name = ?", arguments: [name])
    }
  }

  /// Keeps a value under a name; nil forgets it.
  package func set(_ name: String, to value: String?) throws {
    try writing("keeping settings") { db in
      guard let value else { return try db.execute(sql: "delete from setting where name = ?", arguments: [name]) }
      try db.execute(sql: "insert or replace into setting(name, value) values (?, ?)", arguments: [name, value])
    }
  }
}

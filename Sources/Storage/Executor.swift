import GRDB
import GRDBSQLite
import Query

/// The row that a statement is at. Valid only during the call that receives it; columns count from 0.
package struct RowCursor: ~Copyable {
  fileprivate let statement: OpaquePointer

  package var count: Int { Int(sqlite3_column_count(statement)) }

  package func name(_ column: Int) -> String {
    sqlite3_column_name(statement, Int32(clamping: column)).map { String(cString: $0) } ?? ""
  }

  package func isNull(_ column: Int) -> Bool {
    sqlite3_column_type(statement, Int32(clamping: column)) == SQLITE_NULL
  }

  /// NULL reads as 0.
  package func int(_ column: Int) -> Int { Int(sqlite3_column_int64(statement, Int32(clamping: column))) }

  /// NULL reads as 0.
  package func double(_ column: Int) -> Double { sqlite3_column_double(statement, Int32(clamping: column)) }

  /// nil where NULL.
  package func text(_ column: Int) -> String? {
    guard let bytes = sqlite3_column_text(statement, Int32(clamping: column)) else { return nil }
    let count = Int(sqlite3_column_bytes(statement, Int32(clamping: column)))
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }

  package func value(_ column: Int) -> SQLValue {
    switch sqlite3_column_type(statement, Int32(clamping: column)) {
    case SQLITE_INTEGER: .integer(int(column))
    case SQLITE_FLOAT: .real(double(column))
    case SQLITE_NULL: .null
    default: .text(text(column) ?? "")
    }
  }
}

extension Store {
  /// Runs one statement and shows its rows in order. Statements are prepared once and kept. Throws
  /// `StoreError.interrupted` when `interrupt()` was called meanwhile.
  package func rows(_ sql: Query.SQL, _ body: (borrowing RowCursor) throws -> Void) throws {
    try rows(sql: sql.text, arguments: sql.arguments, body)
  }

  /// Runs one statement and shows its rows in order.
  package func rows(
    sql: String, arguments: [SQLValue] = [], _ body: (borrowing RowCursor) throws -> Void
  ) throws {
    try reading("reading") { db in
      let prepared = try db.cachedStatement(sql: sql).sqliteStatement
      defer {
        sqlite3_reset(prepared)
        sqlite3_clear_bindings(prepared)
      }
      guard sqlite3_bind_parameter_count(prepared) == Int32(clamping: arguments.count) else {
        throw StoreError.database(
          doing: "reading", reason: "\(arguments.count) values for \(sqlite3_bind_parameter_count(prepared)) places")
      }
      for (index, argument) in arguments.enumerated() {
        try check(bind(argument, at: Int32(clamping: index + 1), of: prepared), db, sql)
      }
      try step(prepared, db, sql, body)
    }
  }

  private func step(
    _ prepared: OpaquePointer, _ db: Database, _ sql: String, _ body: (borrowing RowCursor) throws -> Void
  ) throws {
    let cursor = RowCursor(statement: prepared)
    while true {
      guard !interruption.isRaised else {
        interruption.lower()
        throw StoreError.interrupted
      }
      let code = sqlite3_step(prepared)
      guard code == SQLITE_ROW else { return try check(code == SQLITE_DONE ? SQLITE_OK : code, db, sql) }
      try body(cursor)
    }
  }

  private func check(_ code: Int32, _ db: Database, _ sql: String) throws {
    guard code != SQLITE_OK else { return }
    throw DatabaseError(
      resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(db.sqliteConnection)), sql: sql)
  }
}

/// SQLite's marker for memory that it must copy.
let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

private func bind(_ value: SQLValue, at index: Int32, of statement: OpaquePointer) -> Int32 {
  switch value {
  case .null: return sqlite3_bind_null(statement, index)
  case .integer(let value): return sqlite3_bind_int64(statement, index, Int64(value))
  case .real(let value): return sqlite3_bind_double(statement, index, value)
  case .text(""): return sqlite3_bind_text(statement, index, "", 0, transient)
  case .text(var value):
    return value.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { chars in
        sqlite3_bind_text64(
          statement, index, chars.baseAddress, sqlite3_uint64(chars.count), transient, UInt8(SQLITE_UTF8))
      }
    }
  }
}

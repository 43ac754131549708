import GRDB
import GRDBSQLite
import Query
import Text

/// What a statement of SQL gave.
package struct SQLRows: Sendable {
  package var columns: [String] = []
  package var rows: [[SQLValue]] = []
  /// The views that it read, in the order of `SQLView.all`.
  package var views: [SQLView] = []
}

/// Why a statement of SQL was not answered. Offsets are bytes of its text.
package enum SQLFault: Error, Sendable, Hashable {
  /// SQLite's own words.
  case refused(String, offset: Int?)
  case noTable(String, offset: Int?)
  /// With the columns of the views that were read until then.
  case noColumn(String, offset: Int?, known: [String])
  case writes
  case function(String)
  case several
  case empty
  case parameter(String)
  case tooManyRows(Int)
  case repeatedColumn(String)
}

extension Store {
  /// Rows that one statement may give.
  package static let mostSQLRows = 1_000_000

  /// Runs one statement that reads, over the documented views alone. The connection is its own and can only read, and
  /// SQLite's authorizer (sqlite.org/c3ref/set_authorizer.html) refuses everything but selecting while the statement is
  /// compiled: nothing is judged by the text. Stops when `interrupt()` is called, and where there are more rows than
  /// `mostSQLRows`. Throws `SQLFault`.
  package func rows(ofSQL text: String, most: Int = mostSQLRows) throws -> SQLRows {
    guard !text.utf8.contains(0) else { throw SQLFault.refused("the statement holds a zero byte", offset: nil) }
    do {
      let queue = try readingQueue()
      defer { try? queue.close() }
      return try queue.unsafeRead { db in try SQLReading(db.sqliteConnection, interruption).rows(of: text, most: most) }
    } catch let error as DatabaseError {
      let error = StoreError.from(error, doing: "reading")
      if error == .interrupted { interruption.lower() }
      throw error
    } catch StoreError.interrupted {
      interruption.lower()
      throw StoreError.interrupted
    }
  }

  /// How SQLite would go about a statement, a line a step.
  package func plan(ofSQL text: String) throws -> [String] {
    try rows(ofSQL: "explain query plan \(text)").rows.compactMap { row in
      if case .text(let step)? = row.last { step } else { nil }
    }
  }

  /// A connection apart from the store's. A database in memory is copied into it.
  private func readingQueue() throws -> DatabaseQueue {
    do {
      if let path { return try Self.open(path, isReadOnly: true, interruption) }
      let copy = try DatabaseQueue(configuration: Self.configuration(isReadOnly: false, interruption))
      try queue.backup(to: copy)
      return copy
    } catch {
      throw StoreError.from(error, doing: "reading")
    }
  }
}

/// One statement of somebody else's on a connection that nothing else uses.
private final class SQLReading {
  /// Longest text or blob that may come about, in bytes.
  private static let longest: Int32 = 64 << 20
  private static let mostBytes = 1 << 30

  private let connection: OpaquePointer?
  private let interruption: Interruption
  private var views: Set<String> = []
  /// What those views read.
  private var stored: Set<String> = []
  private var fault: SQLFault?
  /// Names of everything stored, and of the tables made as they are read.
  private var tables: Set<String> = ["cell", "measurement", "sqlite_schema", "sqlite_master", "sqlite_temp_schema"]

  init(_ connection: OpaquePointer?, _ interruption: Interruption) throws {
    self.connection = connection
    self.interruption = interruption
    sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, Self.longest)
    sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, 0)
    // What a statement sorts may be more than memory holds.
    sqlite3_exec(connection, "pragma temp_store = file", nil, nil, nil)
    sqlite3_exec(connection, "pragma query_only = on", nil, nil, nil)
    // A table that SQLite makes on its first use is asked for as a change of the schema: made here, it is one that is read.
    for table in ["cell", "measurement", "json_each('[]')", "json_tree('[]')"] {
      sqlite3_exec(connection, "select 1 from \(table) limit 0", nil, nil, nil)
    }
    let names = try RawStatement(connection, "select lower(name) from sqlite_schema where type = 'table'")
    while try names.next() { if let name = names.text(0) { tables.insert(name) } }
  }

  func rows(of text: String, most: Int) throws -> SQLRows {
    let statement = try prepared(text)
    defer { sqlite3_finalize(statement) }
    guard sqlite3_stmt_readonly(statement) != 0 else { throw SQLFault.writes }
    guard sqlite3_bind_parameter_count(statement) == 0 else {
      throw SQLFault.parameter(sqlite3_bind_parameter_name(statement, 1).map { String(cString: $0) } ?? "?")
    }
    var result = SQLRows(views: SQLView.all.filter { views.contains($0.name) })
    result.columns = (0..<sqlite3_column_count(statement)).map { column in
      sqlite3_column_name(statement, column).map { String(cString: $0) } ?? ""
    }
    var seen: Set<String> = []
    if let twice = result.columns.first(where: { !seen.insert($0).inserted }) { throw SQLFault.repeatedColumn(twice) }
    try step(statement, into: &result, most: most)
    return result
  }

  private func step(_ statement: OpaquePointer?, into result: inout SQLRows, most: Int) throws {
    var bytes = 0
    while true {
      guard !interruption.isRaised else { throw StoreError.interrupted }
      switch sqlite3_step(statement) {
      case SQLITE_ROW: break
      case SQLITE_DONE: return
      case SQLITE_INTERRUPT: throw StoreError.interrupted
      default: throw SQLFault.refused(message, offset: nil)
      }
      guard result.rows.count < most, bytes < Self.mostBytes else { throw SQLFault.tooManyRows(result.rows.count) }
      result.rows.append(result.columns.indices.map { value(statement, Int32(clamping: $0), &bytes) })
    }
  }

  private func value(_ statement: OpaquePointer?, _ column: Int32, _ bytes: inout Int) -> SQLValue {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: return .integer(Int(sqlite3_column_int64(statement, column)))
    case SQLITE_FLOAT: return .real(sqlite3_column_double(statement, column))
    case SQLITE_NULL: return .null
    case SQLITE_BLOB:
      let count = Int(sqlite3_column_bytes(statement, column))
      bytes += 2 * count
      let blob = UnsafeRawBufferPointer(start: sqlite3_column_blob(statement, column), count: count)
      return .text(blob.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    default:
      let count = Int(sqlite3_column_bytes(statement, column))
      bytes += count
      let text = UnsafeBufferPointer(start: sqlite3_column_text(statement, column), count: count)
      return .text(String(decoding: text, as: UTF8.self))
    }
  }

  // MARK: compiling

  private func prepared(_ text: String) throws -> OpaquePointer? {
    sqlite3_set_authorizer(
      connection,
      { context, action, first, second, _, inner in
        guard let context else { return SQLITE_DENY }
        let reading = Unmanaged<SQLReading>.fromOpaque(context).takeUnretainedValue()
        let word = { (text: UnsafePointer<CChar>?) in text.map { String(cString: $0) } }
        return reading.allows(action, word(first), word(second), within: word(inner)) ? SQLITE_OK : SQLITE_DENY
      }, Unmanaged.passUnretained(self).toOpaque())
    // The virtual tables' own statements are compiled while this one runs; they are not somebody else's.
    defer { sqlite3_set_authorizer(connection, nil, nil) }
    return try text.withCString { start in
      var rest: UnsafePointer<CChar>? = start
      guard let statement = try next(&rest, from: start) else { throw SQLFault.empty }
      var after = rest
      do {
        guard let other = try next(&after, from: start) else { return statement }
        sqlite3_finalize(other)
      } catch {
        // Whatever stands there is a statement too many, whether or not it could be read.
      }
      sqlite3_finalize(statement)
      throw SQLFault.several
    }
  }

  /// The statement at a place, which moves behind it; nil where only blanks and comments are left.
  private func next(_ place: inout UnsafePointer<CChar>?, from start: UnsafePointer<CChar>) throws -> OpaquePointer? {
    while let text = place, text.pointee != 0 {
      var statement: OpaquePointer?
      var tail: UnsafePointer<CChar>?
      let code = sqlite3_prepare_v2(connection, text, -1, &statement, &tail)
      guard code == SQLITE_OK else {
        if let fault { throw fault }
        let offset = Int(sqlite3_error_offset(connection))
        throw refusal(message, offset: offset < 0 ? nil : text - start + offset)
      }
      place = tail
      if statement != nil { return statement }
      if tail == text { return nil }
    }
    return nil
  }

  private func refusal(_ words: String, offset: Int?) -> SQLFault {
    let (table, column) = ("no such table: ", "no such column: ")
    if words.hasPrefix(table) { return .noTable(String(words.dropFirst(table.count)), offset: offset) }
    guard words.hasPrefix(column) else { return .refused(words, offset: offset) }
    let known = SQLView.all.filter { views.contains($0.name) }.flatMap(\.columns).map(\.name)
    return .noColumn(String(words.dropFirst(column.count)), offset: offset, known: known)
  }

  private var message: String { sqlite3_errmsg(connection).map { String(cString: $0) } ?? "error" }

  /// `inner` is the view that an access is made through.
  private func allows(_ action: Int32, _ first: String?, _ second: String?, within inner: String?) -> Bool {
    switch action {
    case SQLITE_SELECT, SQLITE_RECURSIVE: return true
    case SQLITE_FUNCTION:
      guard let name = second, Self.forbidden.contains(name.lowercased()) else { return true }
      fault = fault ?? .function(name)
      return false
    case SQLITE_READ:
      guard let table = first else { return false }
      if Self.names.contains(table) {
        views.insert(table)
        return true
      }
      // A view reads what is stored; those who ask may not. Of a table of which no column is read SQLite asks with an empty
      // column, and without saying through which view; so it does of a `with` table, which is nothing stored.
      if let inner, Self.names.contains(inner) {
        stored.insert(table)
        // Of a view that is only counted SQLite asks for nothing but what is in it.
        views.insert(inner)
        return true
      }
      if second == "", stored.contains(table) || !tables.contains(table.lowercased()) { return true }
      if Self.tableFunctions.contains(table) { return true }
      fault = fault ?? .noTable(table, offset: nil)
      return false
    default:
      fault = fault ?? .writes
      return false
    }
  }

  private static let names = Set(SQLView.all.map(\.name))

  private static let tableFunctions: Set<String> = ["json_each", "json_tree"]

  /// Functions that reach outside of the data, or give another answer each time.
  private static let forbidden: Set<String> = [
    "load_extension", "fts3_tokenizer", "random", "randomblob", "changes", "total_changes", "last_insert_rowid",
    "current_date", "current_time", "current_timestamp", "sqlite_offset",
  ]
}

import GRDB
import GRDBSQLite

/// Rows in memory that one statement reads as a table, so that SQLite takes thousands in one run: a run for each row
/// costs more than storing it does. An eponymous virtual table (sqlite.org/vtab.html) of columns `c0`, `c1`, ...
final class RowFeed {
  /// How a column's numbers are shown.
  enum Column {
    case integer
    /// `CountryIndex` numbers, as two letters.
    case country
    /// Numbers of texts given to `texts`.
    case text
  }

  /// Rows that are held until `flush`.
  static let capacity = 8192

  private let name: String
  private let connection: OpaquePointer?
  private let state: UnsafeMutablePointer<FeedState>
  private let width: Int
  private var statements: [RawStatement] = []
  private var texts: [String] = []

  /// `sql` makes the statements, run in turn at a flush, from the feed's columns and name.
  init(_ db: Database, name: String, columns: [Column], sql: (_ columns: String, _ name: String) -> [String]) throws {
    self.name = name
    connection = db.sqliteConnection
    width = columns.count
    state = .allocate(capacity: 1)
    state.initialize(to: FeedState(columns: columns, capacity: Self.capacity))
    sqlite3_create_module_v2(connection, name, FeedModule.module, UnsafeMutableRawPointer(state), nil)
    let list = columns.indices.map { "c\($0)" }.joined(separator: ", ")
    statements = try sql(list, name).map { try RawStatement(db, $0) }
  }

  deinit {
    statements = []
    sqlite3_create_module_v2(connection, name, nil, nil, nil)
    state.pointee.deallocate()
    state.deinitialize(count: 1)
    state.deallocate()
  }

  /// A row to be filled, of as many numbers as there are columns. Flushes when there is no room.
  @inline(__always)
  func row() throws -> UnsafeMutablePointer<Int64> {
    if state.pointee.count == Self.capacity { try flush() }
    defer { state.pointee.count &+= 1 }
    return state.pointee.values + state.pointee.count &* width
  }

  /// Rows that are held.
  var count: Int { state.pointee.count }
  var isFull: Bool { count == Self.capacity }

  /// The number of a text.
  func number(ofText number: Int32, _ text: (Int32) -> String) -> Int64 {
    while texts.count <= Int(number) {
      let next = text(Int32(clamping: texts.count))
      texts.append(next)
      state.pointee.add(text: next)
    }
    return Int64(number)
  }

  /// Has the statements take the rows that are held; gives how many each changed.
  @discardableResult
  func flush() throws -> [Int] {
    guard state.pointee.count > 0 else { return [] }
    defer { state.pointee.count = 0 }
    return try statements.map { statement in
      try statement.run()
      return Int(sqlite3_changes(connection))
    }
  }
}

/// What the module's functions see of a feed.
private struct FeedState {
  let columns: UnsafeMutablePointer<RowFeed.Column>
  let width: Int
  let values: UnsafeMutablePointer<Int64>
  var count = 0
  var texts: [UnsafeMutableBufferPointer<CChar>] = []

  init(columns: [RowFeed.Column], capacity: Int) {
    width = columns.count
    self.columns = .allocate(capacity: width)
    self.columns.initialize(from: columns, count: width)
    values = .allocate(capacity: width * capacity)
    values.initialize(repeating: 0, count: width * capacity)
  }

  mutating func add(text: String) {
    let copy = UnsafeMutableBufferPointer<CChar>.allocate(capacity: text.utf8.count + 1)
    _ = copy.initialize(from: text.utf8CString)
    texts.append(copy)
  }

  func deallocate() {
    columns.deallocate()
    values.deallocate()
    for text in texts { text.deallocate() }
  }
}

/// The table and the cursor as SQLite holds them: its own part first.
private struct FeedTable {
  var base = sqlite3_vtab()
  var state: UnsafeMutablePointer<FeedState>
}

private struct FeedCursor {
  var base = sqlite3_vtab_cursor()
  var row = 0
  var state: UnsafeMutablePointer<FeedState>
}

private struct FeedModule: @unchecked Sendable {
  // Written once, before anybody else can see it, and only read afterwards.
  private let pointer: UnsafeMutablePointer<sqlite3_module>

  static var module: UnsafeMutablePointer<sqlite3_module> { shared.pointer }

  private static let shared = FeedModule()

  private init() {
    pointer = .allocate(capacity: 1)
    var module = sqlite3_module()
    module.xConnect = { connection, auxiliary, _, _, table, _ in FeedModule.connect(connection, auxiliary, table) }
    module.xDisconnect = { table in
      UnsafeMutableRawPointer(table)?.assumingMemoryBound(to: FeedTable.self).deallocate()
      return SQLITE_OK
    }
    module.xBestIndex = { _, plan in
      plan?.pointee.estimatedCost = 1
      plan?.pointee.estimatedRows = 1
      return SQLITE_OK
    }
    module.xOpen = { table, cursor in FeedModule.open(table, cursor) }
    module.xClose = { cursor in
      UnsafeMutableRawPointer(cursor)?.assumingMemoryBound(to: FeedCursor.self).deallocate()
      return SQLITE_OK
    }
    module.xFilter = { cursor, _, _, _, _ in
      FeedModule.cursor(cursor)?.pointee.row = 0
      return SQLITE_OK
    }
    module.xNext = { cursor in
      FeedModule.cursor(cursor)?.pointee.row &+= 1
      return SQLITE_OK
    }
    module.xEof = { cursor in
      guard let cursor = FeedModule.cursor(cursor) else { return 1 }
      return cursor.pointee.row >= cursor.pointee.state.pointee.count ? 1 : 0
    }
    module.xColumn = { cursor, context, column in FeedModule.show(cursor, context, column) }
    module.xRowid = { cursor, rowid in
      rowid?.pointee = sqlite3_int64(FeedModule.cursor(cursor)?.pointee.row ?? 0)
      return SQLITE_OK
    }
    pointer.initialize(to: module)
  }

  private static func connect(
    _ connection: OpaquePointer?, _ auxiliary: UnsafeMutableRawPointer?,
    _ table: UnsafeMutablePointer<UnsafeMutablePointer<sqlite3_vtab>?>?
  ) -> Int32 {
    guard let state = auxiliary?.assumingMemoryBound(to: FeedState.self), let table else { return SQLITE_ERROR }
    let columns = (0..<state.pointee.width).map { "c\($0)" }.joined(separator: ", ")
    let code = sqlite3_declare_vtab(connection, "create table feed(\(columns))")
    guard code == SQLITE_OK else { return code }
    let made = UnsafeMutablePointer<FeedTable>.allocate(capacity: 1)
    made.initialize(to: FeedTable(state: state))
    table.pointee = UnsafeMutableRawPointer(made).assumingMemoryBound(to: sqlite3_vtab.self)
    return SQLITE_OK
  }

  private static func open(
    _ table: UnsafeMutablePointer<sqlite3_vtab>?,
    _ cursor: UnsafeMutablePointer<UnsafeMutablePointer<sqlite3_vtab_cursor>?>?
  ) -> Int32 {
    guard let table = UnsafeMutableRawPointer(table)?.assumingMemoryBound(to: FeedTable.self), let cursor else {
      return SQLITE_ERROR
    }
    let made = UnsafeMutablePointer<FeedCursor>.allocate(capacity: 1)
    made.initialize(to: FeedCursor(state: table.pointee.state))
    cursor.pointee = UnsafeMutableRawPointer(made).assumingMemoryBound(to: sqlite3_vtab_cursor.self)
    return SQLITE_OK
  }

  @inline(__always)
  private static func cursor(_ cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>?) -> UnsafeMutablePointer<FeedCursor>?
  {
    UnsafeMutableRawPointer(cursor)?.assumingMemoryBound(to: FeedCursor.self)
  }

  @inline(__always)
  private static func show(
    _ cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>?, _ context: OpaquePointer?, _ column: Int32
  ) -> Int32 {
    guard let cursor = Self.cursor(cursor) else { return SQLITE_ERROR }
    let state = cursor.pointee.state
    let column = Int(column)
    let value = state.pointee.values[cursor.pointee.row &* state.pointee.width &+ column]
    switch state.pointee.columns[column] {
    case .integer: sqlite3_result_int64(context, value)
    case .country: sqlite3_result_text(context, CountryIndex.letters(UInt16(clamping: value)), 2, nil)
    case .text:
      let text = state.pointee.texts[Int(value)]
      sqlite3_result_text(context, text.baseAddress, Int32(clamping: text.count - 1), nil)
    }
    return SQLITE_OK
  }
}

import GRDB
import GRDBSQLite

/// Rows that SQLite reads as a table and that are made as it asks for them (sqlite.org/vtab.html), under a name that
/// every statement of the connection knows.
final class VirtualTable {
  /// What a statement asks of the table: columns that it reads, and constraints that the source takes upon itself.
  struct Plan {
    /// A bit a column.
    var columnsUsed: UInt64 = 0
    /// The columns that are compared, each with its operator, in the order of `arguments`.
    var constraints: [Constraint] = []
  }

  struct Constraint: Equatable {
    enum Comparison: UInt8 { case equal, greaterOrEqual, lessOrEqual }
    var column: Int
    var comparison: Comparison
  }

  let declaration: String
  /// Constraints that the source takes, among those offered; nil where it cannot answer in this way.
  let choose: ([Constraint]) -> (taken: [Constraint], cost: Double)?
  let open: (OpaquePointer?) throws -> VirtualRows

  init(
    declaration: String, choose: @escaping ([Constraint]) -> (taken: [Constraint], cost: Double)?,
    open: @escaping (OpaquePointer?) throws -> VirtualRows
  ) {
    self.declaration = declaration
    self.choose = choose
    self.open = open
  }

  /// Makes the table known to a connection, which keeps it.
  func register(_ name: String, in db: Database) {
    sqlite3_create_module_v2(
      db.sqliteConnection, name, VirtualModule.module, Unmanaged.passRetained(self).toOpaque()
    ) { table in
      if let table { Unmanaged<VirtualTable>.fromOpaque(table).release() }
    }
  }
}

/// A cursor over a virtual table's rows. A class, since it is asked for every column of every row and a protocol's value
/// would have to be found anew each time.
class VirtualRows {
  /// Starts anew. Values are those of the plan's constraints, in their order.
  func start(_ plan: VirtualTable.Plan, _ values: [VirtualValue]) throws {}
  var isAtEnd: Bool { true }
  func advance() throws {}
  func show(_ column: Int, in context: OpaquePointer?) { sqlite3_result_null(context) }
}

enum VirtualValue {
  case null
  case integer(Int64)
  case text(String)

  fileprivate init(_ value: OpaquePointer?) {
    switch sqlite3_value_type(value) {
    case SQLITE_INTEGER, SQLITE_FLOAT: self = .integer(sqlite3_value_int64(value))
    case SQLITE_NULL: self = .null
    default: self = .text(sqlite3_value_text(value).map { String(cString: $0) } ?? "")
    }
  }

  var integer: Int64? { if case .integer(let value) = self { value } else { nil } }
  var text: String? { if case .text(let value) = self { value } else { nil } }
}

/// The table and the cursor as SQLite holds them: its own part first.
private struct HeldTable {
  var base = sqlite3_vtab()
  var definition: Unmanaged<VirtualTable>
  var connection: OpaquePointer?
}

private struct HeldCursor {
  var base = sqlite3_vtab_cursor()
  var rows: Unmanaged<VirtualRows>
}

private struct VirtualModule: @unchecked Sendable {
  // Written once, before anybody else can see it, and only read afterwards.
  private let pointer: UnsafeMutablePointer<sqlite3_module>

  static var module: UnsafeMutablePointer<sqlite3_module> { shared.pointer }

  private static let shared = VirtualModule()

  private init() {
    pointer = .allocate(capacity: 1)
    var module = sqlite3_module()
    module.xConnect = { connection, auxiliary, _, _, table, _ in Self.connect(connection, auxiliary, table) }
    module.xDisconnect = { table in
      guard let held = Self.table(table) else { return SQLITE_ERROR }
      held.pointee.definition.release()
      held.deallocate()
      return SQLITE_OK
    }
    module.xBestIndex = { table, plan in Self.choose(table, plan) }
    module.xOpen = { table, cursor in Self.open(table, cursor) }
    module.xClose = { cursor in
      guard let held = Self.cursor(cursor) else { return SQLITE_ERROR }
      held.pointee.rows.release()
      held.deallocate()
      return SQLITE_OK
    }
    module.xFilter = { cursor, number, text, count, values in
      Self.run(cursor) { rows in
        let plan = Self.plan(number, text)
        try rows.start(plan, (0..<Int(count)).map { VirtualValue(values?[$0]) })
      }
    }
    module.xNext = { cursor in Self.run(cursor) { try $0.advance() } }
    module.xEof = { cursor in Self.rows(cursor)?.isAtEnd == false ? 0 : 1 }
    module.xColumn = { cursor, context, column in
      guard let rows = Self.rows(cursor) else { return SQLITE_ERROR }
      rows.show(Int(column), in: context)
      return SQLITE_OK
    }
    module.xRowid = { _, rowid in
      rowid?.pointee = 0
      return SQLITE_OK
    }
    pointer.initialize(to: module)
  }

  // MARK: what SQLite holds

  @inline(__always)
  private static func table(_ table: UnsafeMutablePointer<sqlite3_vtab>?) -> UnsafeMutablePointer<HeldTable>? {
    UnsafeMutableRawPointer(table)?.assumingMemoryBound(to: HeldTable.self)
  }

  @inline(__always)
  private static func cursor(_ cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>?) -> UnsafeMutablePointer<HeldCursor>?
  {
    UnsafeMutableRawPointer(cursor)?.assumingMemoryBound(to: HeldCursor.self)
  }

  @inline(__always)
  private static func rows(_ cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>?) -> VirtualRows? {
    Self.cursor(cursor)?.pointee.rows.takeUnretainedValue()
  }

  private static func connect(
    _ connection: OpaquePointer?, _ auxiliary: UnsafeMutableRawPointer?,
    _ table: UnsafeMutablePointer<UnsafeMutablePointer<sqlite3_vtab>?>?
  ) -> Int32 {
    guard let auxiliary, let table else { return SQLITE_ERROR }
    let definition = Unmanaged<VirtualTable>.fromOpaque(auxiliary)
    let code = sqlite3_declare_vtab(connection, definition.takeUnretainedValue().declaration)
    guard code == SQLITE_OK else { return code }
    let held = UnsafeMutablePointer<HeldTable>.allocate(capacity: 1)
    held.initialize(to: HeldTable(definition: definition.retain(), connection: connection))
    table.pointee = UnsafeMutableRawPointer(held).assumingMemoryBound(to: sqlite3_vtab.self)
    return SQLITE_OK
  }

  private static func open(
    _ table: UnsafeMutablePointer<sqlite3_vtab>?,
    _ cursor: UnsafeMutablePointer<UnsafeMutablePointer<sqlite3_vtab_cursor>?>?
  ) -> Int32 {
    guard let held = Self.table(table), let cursor else { return SQLITE_ERROR }
    do {
      let rows = try held.pointee.definition.takeUnretainedValue().open(held.pointee.connection)
      let made = UnsafeMutablePointer<HeldCursor>.allocate(capacity: 1)
      made.initialize(to: HeldCursor(rows: Unmanaged.passRetained(rows)))
      cursor.pointee = UnsafeMutableRawPointer(made).assumingMemoryBound(to: sqlite3_vtab_cursor.self)
      return SQLITE_OK
    } catch {
      return report(error, in: table)
    }
  }

  private static func run(
    _ cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>?, _ body: (VirtualRows) throws -> Void
  ) -> Int32 {
    guard let cursor, let rows = rows(cursor) else { return SQLITE_ERROR }
    do {
      try body(rows)
      return SQLITE_OK
    } catch {
      return report(error, in: cursor.pointee.pVtab)
    }
  }

  private static func report(_ error: any Error, in table: UnsafeMutablePointer<sqlite3_vtab>?) -> Int32 {
    let (code, message): (Int32, String) =
      switch error {
      case StoreError.interrupted: (SQLITE_INTERRUPT, "interrupted")
      case StoreError.corrupted(_, let reason): (SQLITE_CORRUPT, reason)
      case let error as DatabaseError: (error.resultCode.rawValue, error.message ?? "")
      default: (SQLITE_ERROR, "\(error)")
      }
    let bytes = message.utf8CString
    if let table, let copy = sqlite3_malloc(Int32(clamping: bytes.count)) {
      bytes.withUnsafeBytes { copy.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(copy), byteCount: $0.count) }
      sqlite3_free(table.pointee.zErrMsg)
      table.pointee.zErrMsg = copy.assumingMemoryBound(to: CChar.self)
    }
    return code
  }

  // MARK: the plan

  private static func choose(
    _ table: UnsafeMutablePointer<sqlite3_vtab>?, _ index: UnsafeMutablePointer<sqlite3_index_info>?
  ) -> Int32 {
    guard let held = Self.table(table), let index else { return SQLITE_ERROR }
    var offered: [(constraint: VirtualTable.Constraint, place: Int)] = []
    for place in 0..<Int(index.pointee.nConstraint) {
      let constraint = index.pointee.aConstraint[place]
      guard constraint.usable != 0, constraint.iColumn >= 0, let comparison = comparison(constraint.op) else {
        continue
      }
      offered.append((VirtualTable.Constraint(column: Int(constraint.iColumn), comparison: comparison), place))
    }
    guard let choice = held.pointee.definition.takeUnretainedValue().choose(offered.map(\.constraint)) else {
      return SQLITE_CONSTRAINT
    }
    var text = ""
    for (number, taken) in choice.taken.enumerated() {
      guard let place = offered.first(where: { $0.constraint == taken })?.place else { return SQLITE_ERROR }
      index.pointee.aConstraintUsage[place].argvIndex = Int32(clamping: number + 1)
      index.pointee.aConstraintUsage[place].omit = taken.comparison == .equal ? 1 : 0
      text += "\(taken.column):\(taken.comparison.rawValue) "
    }
    index.pointee.idxNum = Int32(truncatingIfNeeded: index.pointee.colUsed & 0x7FFF_FFFF)
    index.pointee.estimatedCost = choice.cost
    index.pointee.estimatedRows = Int64(choice.cost / 10) + 1
    let bytes = text.utf8CString
    guard let copy = sqlite3_malloc(Int32(clamping: bytes.count)) else { return SQLITE_NOMEM }
    bytes.withUnsafeBytes { copy.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(copy), byteCount: $0.count) }
    index.pointee.idxStr = copy.assumingMemoryBound(to: CChar.self)
    index.pointee.needToFreeIdxStr = 1
    return SQLITE_OK
  }

  private static func comparison(_ code: UInt8) -> VirtualTable.Constraint.Comparison? {
    switch Int32(code) {
    case SQLITE_INDEX_CONSTRAINT_EQ: .equal
    case SQLITE_INDEX_CONSTRAINT_GE, SQLITE_INDEX_CONSTRAINT_GT: .greaterOrEqual
    case SQLITE_INDEX_CONSTRAINT_LE, SQLITE_INDEX_CONSTRAINT_LT: .lessOrEqual
    default: nil
    }
  }

  private static func plan(_ number: Int32, _ text: UnsafePointer<CChar>?) -> VirtualTable.Plan {
    var plan = VirtualTable.Plan(columnsUsed: UInt64(UInt32(bitPattern: number)))
    for item in (text.map { String(cString: $0) } ?? "").split(separator: " ") {
      let parts = item.split(separator: ":").compactMap { UInt8($0) }
      guard parts.count == 2, let comparison = VirtualTable.Constraint.Comparison(rawValue: parts[1]) else { continue }
      plan.constraints.append(VirtualTable.Constraint(column: Int(parts[0]), comparison: comparison))
    }
    return plan
  }
}

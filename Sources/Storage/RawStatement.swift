import GRDB
import GRDBSQLite

/// A prepared statement of the bulk path, run with SQLite's own calls. Parameters and columns count from 1 and from 0,
/// as SQLite's do. Bindings stay until they are bound again.
final class RawStatement {
  private let handle: OpaquePointer
  private let connection: OpaquePointer?

  convenience init(_ db: Database, _ sql: String) throws { try self.init(db.sqliteConnection, sql) }

  init(_ connection: OpaquePointer?, _ sql: String) throws {
    var prepared: OpaquePointer?
    self.connection = connection
    let code = sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
    guard code == SQLITE_OK, let prepared else {
      throw DatabaseError(
        resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(connection)), sql: sql)
    }
    handle = prepared
  }

  deinit { sqlite3_finalize(handle) }

  @inline(__always)
  func bind(_ index: Int32, _ value: Int64) { sqlite3_bind_int64(handle, index, value) }

  func bind(_ index: Int32, _ value: Int) { sqlite3_bind_int64(handle, index, Int64(value)) }

  func bindNull(_ index: Int32) { sqlite3_bind_null(handle, index) }

  /// Two letters, from memory that is never freed.
  @inline(__always)
  func bind(_ index: Int32, country: UInt16) {
    sqlite3_bind_text(handle, index, CountryIndex.letters(country), 2, nil)
  }

  /// Bytes that stay where they are until the statement has run; what is not UTF-8 is mended first.
  func bind(_ index: Int32, text: UnsafeRawBufferPointer) {
    guard text.count > 0 else {
      sqlite3_bind_text(handle, index, "", 0, transient)
      return
    }
    let chars = text.assumingMemoryBound(to: CChar.self)
    guard String(validating: text, as: UTF8.self) == nil else {
      sqlite3_bind_text64(
        handle, index, chars.baseAddress, sqlite3_uint64(text.count), nil, UInt8(SQLITE_UTF8))
      return
    }
    bind(index, String(decoding: text, as: UTF8.self))
  }

  /// Bytes that stay where they are until the statement has run.
  func bind(_ index: Int32, blob: UnsafeRawBufferPointer) {
    sqlite3_bind_blob64(handle, index, blob.baseAddress, sqlite3_uint64(blob.count), nil)
  }

  func bind(_ index: Int32, _ text: String?) {
    guard var text else { return bindNull(index) }
    guard !text.isEmpty else {
      sqlite3_bind_text(handle, index, "", 0, transient)
      return
    }
    text.withUTF8 { bytes in
      _ = bytes.withMemoryRebound(to: CChar.self) { chars in
        sqlite3_bind_text64(
          handle, index, chars.baseAddress, sqlite3_uint64(chars.count), transient, UInt8(SQLITE_UTF8))
      }
    }
  }

  func bind(_ index: Int32, _ value: Int?) {
    if let value { bind(index, value) } else { bindNull(index) }
  }

  /// Runs a statement that gives no rows.
  @inline(__always)
  func run() throws {
    let code = sqlite3_step(handle)
    sqlite3_reset(handle)
    if code != SQLITE_DONE { try fail(code) }
  }

  /// Goes to the next row; false after the last. `reset` before the next run.
  func next() throws -> Bool {
    let code = sqlite3_step(handle)
    if code == SQLITE_ROW { return true }
    sqlite3_reset(handle)
    if code != SQLITE_DONE { try fail(code) }
    return false
  }

  func reset() { sqlite3_reset(handle) }

  @inline(__always)
  func int(_ column: Int32) -> Int { Int(sqlite3_column_int64(handle, column)) }

  func text(_ column: Int32) -> String? {
    guard let bytes = sqlite3_column_text(handle, column) else { return nil }
    let count = Int(sqlite3_column_bytes(handle, column))
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }

  /// A blob's bytes, valid during the call.
  func withBytes<Result>(_ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    let start = sqlite3_column_blob(handle, column)
    return try body(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
  }

  /// The dense number of a two-letter code.
  func country(_ column: Int32) throws -> UInt16 {
    guard let bytes = sqlite3_column_text(handle, column), sqlite3_column_bytes(handle, column) == 2,
      let country = CountryIndex.number(bytes[0], bytes[1])
    else { throw StoreError.corrupted(doing: "reading countries", reason: "a country is not two letters") }
    return country
  }

  private func fail(_ code: Int32) throws {
    throw DatabaseError(
      resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(connection)))
  }
}

/// Two-letter codes as dense numbers below 676, in the order of the letters, so that they sort as the texts do.
enum CountryIndex {
  static let count: UInt16 = 676

  static func number(_ first: UInt8, _ second: UInt8) -> UInt16? {
    guard (0x41...0x5A).contains(first), (0x41...0x5A).contains(second) else { return nil }
    return UInt16(first - 0x41) * 26 + UInt16(second - 0x41)
  }

  static func number(_ raw: UInt16) -> UInt16? { number(UInt8(raw >> 8), UInt8(raw & 0xFF)) }

  static func text(_ number: UInt16) -> String {
    String(decoding: [UInt8(0x41 + number / 26 % 26), UInt8(0x41 + number % 26)], as: UTF8.self)
  }

  /// The two letters, in memory that lives as long as the program.
  @inline(__always)
  static func letters(_ number: UInt16) -> UnsafePointer<CChar> { table.start + 2 * Int(number % count) }

  private struct Letters: @unchecked Sendable {
    // Written once, before anybody else can see it, and only read afterwards.
    let start: UnsafePointer<CChar>
  }

  private static let table: Letters = {
    let start = UnsafeMutablePointer<CChar>.allocate(capacity: 676 * 2)
    for number in 0..<676 {
      start[2 * number] = CChar(0x41 + number / 26)
      start[2 * number + 1] = CChar(0x41 + number % 26)
    }
    return Letters(start: UnsafePointer(start))
  }()
}

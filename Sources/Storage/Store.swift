import GRDB
import GRDBSQLite

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One database file: measurements, catalogues, what was loaded and what was asked. It has one owner, who calls it from
/// one thread; only `interruption` is for others. Opened for writing by one process and for reading by several (WAL).
package final class Store {
  package enum Access: Sendable { case readWrite, readOnly }

  /// nil: in memory.
  package let path: String?
  /// Opened for reading only, as asked or because the file cannot be written.
  package let isReadOnly: Bool
  package let interruption: Interruption
  /// Written into `load` and `run`.
  package let toolVersion: String
  let queue: DatabaseQueue
  /// Seconds since 1970, for what is recorded.
  let now: @Sendable () -> Int

  /// Opens a file, making it and its folder where they are missing. A file that cannot be written is opened for
  /// reading only.
  package init(
    path: String, access: Access = .readWrite, toolVersion: String, interruption: Interruption = Interruption(),
    now: @escaping @Sendable () -> Int = { time(nil) }
  ) throws(StoreError) {
    self.path = path
    self.interruption = interruption
    self.toolVersion = toolVersion
    self.now = now
    isReadOnly = access == .readOnly || Self.refusesWriting(path)
    if !isReadOnly { try Self.makeFolder(of: path) }
    do {
      queue = try Self.open(path, isReadOnly: isReadOnly, interruption)
      try Self.prepare(queue, file: path, isReadOnly: isReadOnly)
    } catch let error as StoreError {
      throw error
    } catch {
      throw Self.openingError(error, path)
    }
  }

  /// A database in memory.
  package init(
    inMemory toolVersion: String, interruption: Interruption = Interruption(),
    now: @escaping @Sendable () -> Int = { time(nil) }
  ) throws(StoreError) {
    path = nil
    isReadOnly = false
    self.interruption = interruption
    self.toolVersion = toolVersion
    self.now = now
    do {
      queue = try DatabaseQueue(configuration: Self.configuration(isReadOnly: false, interruption))
      try Self.prepare(queue, file: "memory", isReadOnly: false)
    } catch {
      throw Self.openingError(error, "memory")
    }
  }

  /// Stops the statement or load that runs: callable from any thread and from a signal handler.
  package func interrupt() { interruption.raise() }

  /// Throws `StoreError.interrupted` where `interrupt()` was called: for long work between statements.
  package func checkInterruption() throws(StoreError) {
    guard interruption.isRaised else { return }
    interruption.lower()
    throw .interrupted
  }

  static func configuration(isReadOnly: Bool, _ interruption: Interruption) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = isReadOnly
    configuration.busyMode = .timeout(5)
    configuration.maximumReaderCount = 1
    if !isReadOnly { configuration.journalMode = .wal }
    configuration.prepareDatabase { db in
      // Counts in a new file only. A load's rows are appended by the million: fewer, larger pages took a tenth less time.
      try db.execute(sql: "pragma page_size = 16384")
      // 64 MB of pages: the working set of a load stays within it, and a load's memory within 256 MB.
      try db.execute(sql: "pragma cache_size = -65536")
      try db.execute(sql: "pragma temp_store = memory")
      // The log that a large load leaves shrinks again at the next write.
      _ = try Int.fetchOne(db, sql: "pragma journal_size_limit = 67108864")
      // SQLite's own knows the letters of ASCII only: `contains` would find 'Guaidó' and not 'GUAIDÓ'.
      db.add(
        function: DatabaseFunction("lower", argumentCount: 1, pure: true) { values in
          String.fromDatabaseValue(values[0])?.lowercased()
        })
      interruption.watch(db)
      CellRows.table(interruption).register("cell", in: db)
      TestRows.table(interruption).register("measurement", in: db)
    }
    return configuration
  }

  static func open(_ path: String, isReadOnly: Bool, _ interruption: Interruption) throws -> DatabaseQueue {
    let configuration = configuration(isReadOnly: isReadOnly, interruption)
    guard isReadOnly, access(path, F_OK) == 0 else {
      return try DatabaseQueue(path: path, configuration: configuration)
    }
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      _ = try queue.unsafeRead { db in try Int.fetchOne(db, sql: "select count(*) from sqlite_schema") }
      return queue
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN {
      // A WAL database on a medium that cannot hold its shared-memory file: nobody else can be writing to it.
      let escaped = path.map { "?#%".contains($0) ? "%" + String($0.asciiValue ?? 0x25, radix: 16) : String($0) }
      return try DatabaseQueue(path: "file:\(escaped.joined())?immutable=1", configuration: configuration)
    }
  }

  private static func prepare(_ queue: DatabaseQueue, file: String, isReadOnly: Bool) throws {
    let migrator = Schema.migrator
    let known = Set(migrator.migrations)
    let (applied, isForeign) = try queue.unsafeRead { db -> (Set<String>, Bool) in
      let tables = try Int.fetchOne(db, sql: "select count(*) from sqlite_schema where type = 'table'") ?? 0
      guard try db.tableExists("grdb_migrations") else { return ([], tables > 0) }
      return (try String.fetchSet(db, sql: "select identifier from grdb_migrations"), try !db.tableExists("dataset"))
    }
    let unknown = applied.subtracting(known)
    guard !isForeign else { throw StoreError.notADatabase(file: file) }
    guard !unknown.contains(Schema.withdrawnName) else {
      throw StoreError.cannotOpen(
        file: file, reason: "its tests are kept in a form that is no longer read: load its files into a new database")
    }
    guard unknown.isEmpty else { throw StoreError.newerSchema(file: file, unknown: unknown.sorted()) }
    guard applied != known else { return }
    guard !isReadOnly else {
      throw StoreError.cannotOpen(
        file: file, reason: "it is empty or of an older version, and is open for reading only")
    }
    try migrator.migrate(queue)
  }

  private static func openingError(_ error: any Error, _ path: String) -> StoreError {
    switch error {
    case let error as StoreError: error
    case let error as DatabaseError where error.resultCode == .SQLITE_NOTADB: .notADatabase(file: path)
    case let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN:
      .cannotOpen(file: path, reason: error.message ?? "unable to open it")
    default: StoreError.from(error, doing: "opening '\(path)'")
    }
  }

  /// The file is there and its permissions or its medium refuse writing.
  private static func refusesWriting(_ path: String) -> Bool {
    access(path, F_OK) == 0 && access(path, W_OK) != 0
  }

  private static func makeFolder(of path: String) throws(StoreError) {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return }
    let folder = String(path[..<slash])
    guard access(folder, F_OK) != 0 else { return }
    try makeFolder(of: folder)
    guard mkdir(folder, 0o777) == 0 || errno == EEXIST else {
      throw .cannotOpen(file: path, reason: "cannot make the folder '\(folder)': \(String(cString: strerror(errno)))")
    }
  }
}

extension StoreError {
  /// A failure of the database in this program's words.
  static func from(_ error: any Error, doing: String) -> StoreError {
    if let error = error as? StoreError { return error }
    guard let error = error as? DatabaseError else { return .database(doing: doing, reason: "\(error)") }
    let reason = error.message ?? "result code \(error.resultCode.rawValue)"
    return switch error.resultCode {
    case .SQLITE_INTERRUPT, .SQLITE_ABORT: .interrupted
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: .corrupted(doing: doing, reason: reason)
    case .SQLITE_BUSY, .SQLITE_LOCKED: .locked(doing: doing)
    case .SQLITE_FULL: .full(doing: doing)
    case .SQLITE_READONLY: .readOnly(doing: doing)
    default: .database(doing: doing, reason: reason)
    }
  }
}

extension Store {
  /// Reads, with failures told in this program's words.
  func reading<Result>(_ doing: String, _ body: (Database) throws -> Result) throws -> Result {
    do {
      return try queue.unsafeReentrantRead(body)
    } catch let error as DatabaseError {
      throw taken(StoreError.from(error, doing: doing))
    }
  }

  /// Writes in one transaction, with failures told in this program's words.
  func writing<Result>(_ doing: String, _ body: (Database) throws -> Result) throws -> Result {
    guard !isReadOnly else { throw StoreError.readOnly(doing: doing) }
    do {
      return try queue.write(body)
    } catch let error as DatabaseError {
      throw taken(StoreError.from(error, doing: doing))
    }
  }

  /// An interruption that has done its work is over.
  private func taken(_ error: StoreError) -> StoreError {
    if error == .interrupted { interruption.lower() }
    return error
  }
}

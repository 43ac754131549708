import Foundation
import GRDB
import Places
import Query
import Tables
import Testing

@testable import Storage

@Suite struct `The store` {
  @Test func `makes its folder and its file`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a/b/curfew.db")
    _ = try Store(path: path, toolVersion: "test")
    #expect(FileManager.default.fileExists(atPath: path))
    let again = try Store(path: path, toolVersion: "test")
    #expect(try again.datasets().isEmpty)
  }

  @Test func `refuses a file of a newer version in plain words`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("curfew.db")
    do {
      let store = try Store(path: path, toolVersion: "test")
      try store.queue.write { try $0.execute(sql: "insert into grdb_migrations values ('tables of tomorrow')") }
    }
    let error = #expect(throws: StoreError.self) { try Store(path: path, toolVersion: "test") }
    #expect(error == .newerSchema(file: path, unknown: ["tables of tomorrow"]))
    #expect(error?.description.contains("newer version of curfew") == true)
  }

  @Test func `refuses somebody else's database and changes nothing in it`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("other.db")
    try DatabaseQueue(path: path).write { try $0.execute(sql: "create table theirs(a)") }
    #expect(throws: StoreError.notADatabase(file: path)) { try Store(path: path, toolVersion: "test") }
    let tables = try DatabaseQueue(path: path).read { try String.fetchAll($0, sql: "select name from sqlite_schema") }
    #expect(tables == ["theirs"])
  }

  @Test func `refuses a file that is no database`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(String(repeating: "country,start\n", count: 500), to: "table.csv")
    #expect(throws: StoreError.notADatabase(file: path)) { try Store(path: path, toolVersion: "test") }
  }

  @Test func `says that a damaged file is damaged`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("curfew.db")
    do {
      let store = try Store(path: path, toolVersion: "test")
      let tests = (0..<3000).map { MadeUpTest(uid: "uid-\($0)", time: 1_704_650_400 + $0 * 3600, outcome: .anomaly) }
      try store.load(tests, as: "a")
      try store.queue.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    }
    let handle = try #require(FileHandle(forUpdatingAtPath: path))
    let size = try handle.seekToEnd()
    for offset in stride(from: UInt64(40_960), to: size, by: 4096) {
      try handle.seek(toOffset: offset)
      try handle.write(contentsOf: Data(repeating: 0xA5, count: 2048))
    }
    try handle.close()
    let error = #expect(throws: StoreError.self) {
      let store = try Store(path: path, toolVersion: "test")
      _ = try StoredState.dump(store)
    }
    guard case .corrupted = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(error?.description.contains("damaged") == true)
  }

  @Test func `opened for reading reads and refuses to write`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("curfew.db")
    let writer = try Store(path: path, toolVersion: "test")
    try writer.load([MadeUpTest(uid: "one")], as: "a")
    let reader = try Store(path: path, access: .readOnly, toolVersion: "test")
    #expect(reader.isReadOnly)
    #expect(try reader.count("measurement") == 1)
    #expect(throws: StoreError.readOnly(doing: "keeping settings")) { try reader.set("a", to: "b") }
    #expect(throws: StoreError.self) { try reader.undo(load: 1) }
    #expect(throws: StoreError.self) { try reader.load([MadeUpTest(uid: "two")], as: "a") }
  }

  @Test func `a missing file cannot be opened for reading`() throws {
    let folder = try TemporaryFolder()
    #expect(throws: StoreError.self) {
      try Store(path: folder.file("none.db"), access: .readOnly, toolVersion: "test")
    }
  }

  @Test func `an old file opened for reading says why it cannot be`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("empty.db")
    try DatabaseQueue(path: path).write { try $0.execute(sql: "pragma user_version = 1") }
    let error = #expect(throws: StoreError.self) { try Store(path: path, access: .readOnly, toolVersion: "test") }
    #expect(error?.description.contains("open for reading only") == true)
  }

  @Test func `keeps settings, statements and runs`() throws {
    let store = try Store.forTests()
    #expect(try store.setting("pager") == nil)
    try store.set("pager", to: "less")
    #expect(try store.setting("pager") == "less")
    try store.set("pager", to: nil)
    #expect(try store.setting("pager") == nil)
    let entries = [
      HistoryEntry(at: Instant(seconds: 1), text: "show tests\nin PK", milliseconds: 12, rows: 3, outcome: .ok),
      HistoryEntry(at: Instant(seconds: 2), text: "shwo", outcome: .error),
    ]
    for entry in entries { try store.append(history: entry) }
    #expect(try store.recent(limit: 10) == entries)
    #expect(try store.recent(limit: 1) == [entries[1]])
    let run = RunRecord(
      at: Instant(seconds: 3), statement: "rank countries by tests",
      parameters: ["a \"quoted\"": "back\\slash\nline \u{1} é", "b": ""], queryID: "q", dataID: "d", resultID: "r",
      rows: 1, milliseconds: 2, toolVersion: "test")
    try store.record(run: run)
    #expect(try store.runs() == [run])
  }

  @Test func `keeps sets as they were meant`() throws {
    let store = try Store.forTests()
    let pk = try #require(CountryCode("PK"))
    let places = Catalog.UserSet.places(members: ["PK"], countries: [pk])
    try store.save(set: "mine", as: places)
    try store.save(set: "apps", as: .platforms(members: ["x", "@social"], platforms: ["facebook", "x"]))
    #expect(
      try store.sets() == [
        "mine": places, "apps": .platforms(members: ["x", "@social"], platforms: ["facebook", "x"]),
      ])
    #expect(try store.catalog().sets["mine"] == places)
    #expect(try store.delete(set: "mine"))
    #expect(try !store.delete(set: "mine"))
  }

  @Test func `an interrupt stops a statement and the next one runs`() throws {
    let store = try Store.forTests()
    let endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"
    let interruption = store.interruption
    Thread.detachNewThread {
      Thread.sleep(forTimeInterval: 0.05)
      interruption.raise()
    }
    #expect(throws: StoreError.interrupted) { try store.rows(sql: endless) { _ in } }
    #expect(try store.texts("select 1 + 1") == ["2"])
  }

  @Test func `binds and reads every type`() throws {
    let store = try Store.forTests()
    try store.rows("select \(bind: 7), \(bind: .real(0.5)), \(bind: "it's"), \(bind: .null), \(bind: "")") { row in
      #expect(row.count == 5)
      #expect(row.int(0) == 7)
      #expect(row.double(1) == 0.5)
      #expect(row.text(2) == "it's")
      #expect(row.isNull(3) && row.text(3) == nil && row.value(3) == .null)
      #expect(row.text(4) == "" && row.value(4) == .text(""))
    }
    #expect(throws: StoreError.self) { try store.rows(sql: "select ?") { _ in } }
    #expect(throws: StoreError.self) { try store.rows(sql: "select nothing from nowhere") { _ in } }
  }
}

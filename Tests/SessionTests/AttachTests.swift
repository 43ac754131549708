import Foundation
import Render
import Storage
import Testing

@Suite struct AttachTests {
  /// A database in a file: the examples with more events than the bench has.
  private func other() throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("curfew-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let table = folder.appendingPathComponent("more.csv")
    try Data("id,country,start,kind\na,PK,2024-01-07,rally\nb,PK,2024-01-08,rally\n".utf8).write(to: table)
    let file = folder.appendingPathComponent("other.db").path
    let store = try Store(path: file, toolVersion: "test")
    _ = try store.load(LoadRequest(files: [table.path], name: "more"))
    return file
  }

  @Test func `statements are answered from what is attached, say so, and change nothing there`() throws {
    let bench = try Bench(format: .csv)
    let file = try other()
    let own = bench.lines("show events in PK")
    let attached = bench.run("attach \"\(file)\"")
    #expect(attached.status == .ok && attached.text.contains("attached 'other.db', for reading: more"))
    #expect(bench.lines("show events in PK").hasSuffix("\n2\n") && !own.hasSuffix("\n2\n"))
    #expect(bench.run("show events from example-events").status == .statementError)
    #expect(bench.run("exclude event a because \"x\"").status == .dataError)
    #expect(bench.run("load \"\(Bench.root.path)/examples/events.csv\"").status == .dataError)
    #expect(bench.run("attach \"\(file)\"").status == .statementError)
    // The session's own results are still there.
    #expect(bench.lines("#1") == own)
    #expect(bench.run("detach").status == .ok && bench.lines("show events in PK") == own)
    #expect(bench.run("detach").status == .statementError)
    #expect(try Store(path: file, access: .readOnly, toolVersion: "test").datasets().map(\.name) == ["more"])
  }

  @Test func `each answer names the database that it comes from`() throws {
    let bench = try Bench()
    #expect(bench.run("attach \"\(try other())\"").status == .ok)
    for statement in ["show events in PK", "sql \"select count(*) as n from events\"", "list events"] {
      #expect(bench.lines(statement).replacing("\n", with: " ").contains("from the attached database 'other.db'"))
    }
    let script = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).cq").path
    #expect(bench.run("save \"\(script)\" from #1").status == .ok)
    #expect(try String(contentsOfFile: script, encoding: .utf8).contains(", from the attached database 'other.db'"))
    _ = bench.run("detach")
    #expect(!bench.lines("show events in PK").contains("attached"))
  }

  @Test func `what is no database of this program is refused`() throws {
    let bench = try Bench()
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("curfew-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let text = folder.appendingPathComponent("text.db")
    try Data("not a database\n".utf8).write(to: text)
    for path in [folder.path, text.path, folder.appendingPathComponent("none.db").path] {
      #expect(bench.run("attach \"\(path)\"").status != .ok, "\(path)")
      #expect(bench.run("show events in PK").status == .ok)
    }
    #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("none.db").path))
  }
}

import Foundation
import Storage
import Testing

/// What users say of records: apart from the catalogues, and named wherever it changes a figure.
@Suite struct CorrectionTests {
  private let id = "example-incidents:PK-2024-01-07-1"

  private func place(_ name: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("curfew-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder.appendingPathComponent(name).path
  }

  @Test func `an excluded record counts nowhere, and the footer says so`() throws {
    let bench = try Bench()
    let statement = "show incidents in PK during 2024-01"
    let before = bench.run(statement).text
    #expect(before.contains("\n        2\n"), "\(before)")
    let said = bench.run("exclude incident \(id) because \"power was out\"")
    #expect(said.status == .ok && said.text.contains("include incident \(id)"), "\(said.text)")
    let after = bench.run(statement).text
    #expect(after.contains("\n        1\n"), "\(after)")
    #expect(after.contains("excluded by correction: \(id) (power was out)"), "\(after)")
    #expect(dataID(after) != dataID(before), "other data, another id")
    let list = bench.run("list incidents in PK during 2024-01 | keep id").text
    #expect(!list.contains("\n\(id)"), "\(list)")
    // A statement that it does not bear on says nothing of it, and keeps its id.
    let other = bench.run("show incidents in PK during 2023-05").text
    #expect(!other.contains("excluded"), "\(other)")
    #expect(bench.run("include incident \(id)").text == "incident \(id) counts again\n")
    let again = bench.run(statement).text
    #expect(again.contains("\n        2\n") && dataID(again) == dataID(before), "\(again)")
    #expect(bench.run("include incident \(id)").text == "incident \(id) was not excluded\n")
  }

  @Test func `an excluded event opens no window`() throws {
    let bench = try Bench()
    let statement = "show tests in PK during events(actor = opposition, during 2024-01-07)"
    let before = bench.run(statement)
    let listed = bench.run("list events(actor = opposition) in PK during 2024-01-07 | keep id").text
    let event = try #require(listed.split(separator: "\n").first { $0.hasPrefix("pk-2024-01-07") })
    _ = bench.run("exclude event \(event.trimmingCharacters(in: .whitespaces)) because \"it was moved\"")
    let after = bench.run(statement)
    #expect(before.status == .ok && after.text.contains("excluded by correction: pk-2024-01-07"), "\(after.text)")
    #expect(dataID(after.text) != dataID(before.text))
  }

  @Test func `a note stands below the lists that show its record`() throws {
    let bench = try Bench()
    #expect(bench.run("note incident \(id) \"see the court's order\"").status == .ok)
    #expect(bench.run("list incidents in PK during 2024-01").text.contains("note on \(id): see the court's order"))
    #expect(!bench.run("list incidents in PK during 2023").text.contains("note on"))
    #expect(!bench.run("show incidents in PK during 2024-01").text.contains("note on"))
  }

  @Test func `corrections go to a file and come back from it`() throws {
    let bench = try Bench()
    let file = try place("corrections.csv")
    _ = bench.run("exclude incident \(id) because \"said \\\"twice\\\", once\"")
    _ = bench.run("note incident \(id) \"a note\"")
    let listed = bench.run("corrections").text
    #expect(bench.run("corrections to \"\(file)\"").status == .ok)
    let other = try Bench()
    let taken = other.run("corrections from \"\(file)\"")
    #expect(taken.text == "took 2 corrections\n", "\(taken.text)")
    #expect(other.run("corrections").text == listed)
    let empty = try Bench(withExamples: false)
    #expect(empty.run("corrections from \"\(file)\"").text.contains("2 of them of records that are not loaded"))
  }

  @Test(arguments: [
    "", "kind,subject,id\nnote,incidents,x\n", "kind,subject,id,text,at\nboast,incidents,x,y,2024-01-01T00:00:00Z\n",
    "kind,subject,id,text,at\nnote,tests,x,y,2024-01-01T00:00:00Z\n",
    "kind,subject,id,text,at\nnote,incidents,x,y,soon\n",
    "kind,subject,id,text,at\nnote,incidents,,y,2024-01-01T00:00:00Z\n", "kind,subject,id,text,at\n\"note",
  ]) func `a file that holds no corrections is refused whole`(_ text: String) throws {
    let bench = try Bench()
    let file = try place("bad.csv")
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    let refused = bench.run("corrections from \"\(file)\"")
    #expect(refused.status == .dataError, "\(refused.text)")
    #expect(try bench.store.corrections().isEmpty)
  }

  @Test func `a wrong id is told with the nearest`() throws {
    let bench = try Bench()
    let refused = bench.run("exclude incident example-incidents:PK-2024-01-07-2 because \"x\"")
    #expect(refused.status == .statementError && refused.text.contains("did you mean '\(id)'?"), "\(refused.text)")
    for statement in [
      "exclude", "exclude incident", "exclude incident \(id)", "exclude incident \(id) because", "note incident \(id)",
      "exclude dataset x because \"y\"", "corrections on", "corrections to", "backup", "backup x", "snapshot",
    ] {
      #expect(bench.run(statement).status == .statementError, "\(statement)")
    }
  }

  @Test func `a snapshot says later what is otherwise`() throws {
    let bench = try Bench()
    _ = bench.run("show incidents in PK during 2024-01")
    #expect(bench.run("snapshot paper").text.contains("3 datasets, 1 result"))
    #expect(bench.run("snapshot paper").status == .statementError)
    #expect(bench.run("snapshots").text.contains("as it was"))
    _ = bench.run("exclude incident \(id) because \"x\"")
    #expect(bench.run("snapshots").text.contains("otherwise: corrections"))
    _ = bench.run("include incident \(id)")
    #expect(bench.run("snapshots").text.contains("as it was"))
    _ = bench.run("undo load 2")
    #expect(bench.run("snapshots").text.contains("otherwise: example-events"))
  }

  @Test func `a backup is a whole database and overwrites nothing`() throws {
    let bench = try Bench()
    let file = try place("copy.db")
    #expect(bench.run("backup \"\(file)\"").status == .ok)
    let copy = try Store(path: file, access: .readOnly, toolVersion: "test")
    #expect(try copy.datasets() == bench.store.datasets())
    let again = bench.run("backup \"\(file)\"")
    #expect(again.status == .dataError && again.text.contains("overwrites nothing"), "\(again.text)")
  }

  @Test func `compacting gives room back and changes no answer`() throws {
    let file = try place("compact.db")
    let store = try Store(path: file, toolVersion: "test")
    let examples = Bench.root.appendingPathComponent("examples/synthetic-measurements.csv").path
    try store.load(LoadRequest(files: [examples], name: "a"))
    try store.load(LoadRequest(files: [Bench.root.appendingPathComponent("examples/incidents.csv").path], name: "b"))
    try store.undo(load: 1)
    let datasets = try store.datasets()
    let (before, after) = try store.compact()
    #expect(after < before && after > 0)
    #expect(try store.datasets() == datasets)
  }

  private func dataID(_ text: String) -> Substring? {
    text.split(separator: " ").first { $0.hasPrefix("d:") }
  }
}

import Foundation
import Query
import Shell
import Storage
import Testing
import Text

/// Indices, citations, settings and the editor.
@Suite struct SessionCommandTests {
  // MARK: define index

  @Test func `an index is kept in the database and means the same in the next session`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("curfew-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("a.db").path
    let text = "0.5 * interference-rate + (1 - ok-rate) / 2"
    do {
      let store = try Store(path: path, toolVersion: "test")
      let session = Session(store, output: SessionOutput(show: { _ in }, tell: { _ in }))
      #expect(session.run(SourceText("define index harm = \(text)")) == .ok)
      #expect(session.run(SourceText("define index other = tests")) == .ok)
      #expect(session.run(SourceText("define index other = n / tests")) == .ok)
    }
    let indices = try Store(path: path, toolVersion: "test").catalog().indices
    #expect(indices.keys.sorted() == ["harm", "other"])
    #expect(indices["harm"]?.text == text && indices["other"]?.text == "n / tests")
    #expect(indices["harm"]?.expression.value { $0 == .okRate ? 0.5 : 0.25 } == 0.375)
  }

  @Test func `measures and describe know indices`() throws {
    let bench = try Bench()
    #expect(bench.run("define index harm = interference-rate / 2").text == "harm: interference-rate / 2\n")
    #expect(bench.run("measures").text.contains("an index of yours"))
    for statement in ["describe harm", "describe measure harm"] {
      #expect(bench.run(statement).text.contains("formula   interference-rate / 2"), "\(statement)")
    }
    #expect(bench.run("describe harn").text.contains("did you mean 'harm'?"))
    #expect(bench.run("define index tests = n").status == .statementError)
    #expect(bench.run("define index both = tests / incidents").status == .statementError)
  }

  // MARK: cite, sources

  @Test func `a citation names the datasets of the result, with licence and digests, and the result`() throws {
    let bench = try Bench()
    let rank = bench.run("show incidents in PK during 2024").text
    _ = bench.run("show tests in PK")
    let said = bench.run("cite #1").text
    let digest = "48d043abc4942b67628837d2ede1ad3de8c2f983c18b59b60ceba0a43a31ea26"
    let query = try #require(rank.firstMatch(of: /q:[0-9a-f]{8}/)?.output)
    for part in ["@misc{example-incidents,", digest, "@software{curfew,", "version = {test}", String(query), "Licence"]
    {
      #expect(said.contains(part), "\(part): \(said)")
    }
    #expect(!said.contains("synthetic-example"))
    #expect(bench.run("cite").text.contains("@misc{synthetic-example,"))
    #expect(bench.run("cite").text.contains("Synthetic data"))
    let sources = bench.run("sources #1").text
    #expect(sources.contains("example-incidents") && !sources.contains("example-events"), "\(sources)")
    #expect(bench.run("sources").text.contains("example-events"))
  }

  @Test func `a citation without a result is of all that is loaded`() throws {
    let bench = try Bench()
    let said = bench.run("cite").text
    #expect(said.contains("@misc{example-events,") && said.contains("@misc{example-incidents,"), "\(said)")
    let empty = try Bench(withExamples: false)
    #expect(empty.run("cite").text.contains("@software{curfew,"))
  }

  @Test func `nothing of a dataset's words is LaTeX`() throws {
    let bench = try Bench()
    try bench.load(text: try bench.lines(of: "events.csv").joined(separator: "\n") + "\n", as: "a_b-c")
    let said = bench.run("cite").text
    #expect(said.contains("@misc{a-b-c,"), "\(said)")
    _ = bench.run("sql \"select '%&#_$^~{}' as a\"")
    #expect(bench.run("cite").text.contains("\\%\\&\\#\\_\\$\\textasciicircum{}\\textasciitilde{}\\{\\}"))
  }

  // MARK: set

  @Test func `settings last for the session`() throws {
    let bench = try Bench()
    #expect(bench.run("set format = csv").status == .ok)
    #expect(bench.lines("show incidents in PK during 2024") == "incidents\n9\n")
    #expect(bench.lines("set").contains("format,csv,"))
    #expect(bench.run("set format = table").status == .ok)
    #expect(bench.run("set times = on").status == .ok)
    #expect(bench.run("show incidents in PK during 2024").text.contains(/[0-9] (ms|s)\./))
    #expect(bench.run("set times = off").status == .ok)
    #expect(!bench.run("show incidents in PK during 2024").text.contains(/[0-9] (ms|s)\./))
    #expect(bench.run("set pager = off").status == .ok)
    #expect(bench.run("set").text.contains("pager    off"))
    #expect(bench.run("set format = cvs").status == .statementError)
  }

  @Test func `the pager is passed by where it is switched off`() throws {
    final class Paper { var paged = 0, plain = 0 }
    let paper = Paper()
    let store = try Store(inMemory: "test")
    var output = SessionOutput(show: { _ in paper.paged += 1 }, tell: { _ in })
    output.plain = { _ in paper.plain += 1 }
    let session = Session(store, output: output)
    _ = session.run(SourceText("set pager = off\nresults\nset pager = on\nresults"))
    #expect(paper.paged == 1 && paper.plain == 1)
  }

  // MARK: edit, explain

  @Test func `edit runs the last statement as it was changed`() throws {
    final class Paper { var said = "", given = "" }
    let paper = Paper()
    var output = SessionOutput(show: { paper.said += $0 }, tell: { paper.said += $0 })
    output.edit = { text in
      paper.given = text
      return "fmt show n in India"
    }
    let session = Session(try Store(inMemory: "test"), output: output)
    _ = session.run(SourceText("fmt show n in Pakistan"))
    #expect(session.run(SourceText("edit")) == .ok)
    #expect(paper.given == "fmt show n in Pakistan\n")
    #expect(paper.said.hasSuffix("show n in IN\n") && session.editedStatement == "fmt show n in India")
    #expect(try Bench().run("edit").text.contains("needs a prompt"))
  }

  @Test func `explain alone explains the last statement, and explains SQL by SQLite's plan`() throws {
    let bench = try Bench()
    #expect(bench.run("explain").text.contains("'explain' needs a statement"))
    _ = bench.run("show tests in PK")
    #expect(bench.run("explain").text.hasPrefix("canonical\n  show tests in PK\n"))
    let said = bench.run("explain sql \"select * from incidents where dataset = 'x'\"").text
    #expect(said.contains("plan\n  ") && said.contains("SCAN"), "\(said)")
    #expect(bench.run("explain sql \"delete from incident\"").status == .statementError)
  }
}

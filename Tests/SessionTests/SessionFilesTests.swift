import Foundation
import Query
import Shell
import Storage
import Testing
import Text

/// `save`, `log` and `verify`: files that run again.
@Suite final class SessionFilesTests {
  private let folder: URL
  private let bench: Bench

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("curfew-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    bench = try Bench(folder: folder.path)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private func read(_ name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  private func write(_ text: String, _ name: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }

  private func edit(_ name: String, _ old: String, _ new: String) throws {
    let text = try read(name)
    #expect(text.contains(old), "\(name)")
    try write(text.replacingOccurrences(of: old, with: new), name)
  }

  /// `r:` of every result that was shown.
  private func results(_ text: String) -> [String] { text.matches(of: /r:[0-9a-f]{8}/).map { String($0.output) } }

  // MARK: save

  @Test func `what was tried is saved as a script that gives the same results`() throws {
    let tried = bench.run(
      """
      define @inner = x, facebook
      define @outer = @inner, youtube
      show tests in PK on @outer during 2024-01-07 by platform as kept
      show incidents in PK during 2024
      kept | sort tests desc | top 1
      sql "select country, sum(tests) as \\"n\\" from monthly_counts group by 1 order by 1" | top 2
      """)
    #expect(tried.status == .ok, "\(tried.text)")
    let saved = bench.run("save \"x.cq\" from #1..#4")
    #expect(saved.text == "wrote \"x.cq\", 4 statements\n", "\(saved.text)")
    let script = try read("x.cq")
    #expect(
      script.hasPrefix(
        "---\ntitle: Results #1..#4 of a session\nlanguage: 1\nneeds: example-incidents, synthetic-example\n---\n"))
    let other = try Bench()
    let again = other.run("run \"\(folder.path)/x.cq\"")
    #expect(again.status == .ok, "\(again.text)\n\(script)")
    #expect(results(again.text) == results(tried.text) && results(tried.text).count == 4)
    #expect(results(script.replacingOccurrences(of: "-- #", with: "")) == results(tried.text))
    #expect(Language.format(SourceText(script)) == script)
  }

  @Test func `a saved script writes the files that were written`() throws {
    _ = bench.run("show tests in PK by platform | export csv \"t.csv\"")
    _ = bench.run("save \"x.cq\" from #1")
    #expect(try read("x.cq").contains("\n| export csv \"t.csv\"\n"))
  }

  @Test func `a script replaces a file only when it is told to`() throws {
    _ = bench.run("show tests in PK")
    try write("mine", "x.cq")
    let refused = bench.run("save \"x.cq\" from #1")
    #expect(refused.status == .statementError && refused.text.contains("'replace' at the end"), "\(refused.text)")
    #expect(try read("x.cq") == "mine")
    #expect(bench.run("save \"x.cq\" from #1 replace").status == .ok)
    #expect(try read("x.cq").hasSuffix("show tests in PK\n"))
    #expect(bench.run("save \"no/x.cq\" from #1").text.contains("folder"))
    #expect(bench.run("save \"x.cq\" from #1..#9").text.contains("there is no result #9"))
  }

  // MARK: log

  @Test func `a log is a script that gives the same results`() throws {
    let tried = bench.run(
      """
      show tests in PK
      log on "log.cq"
      show tests in PK on x during 2024-01-07 by platform
      it | keep tests
      show incidents in PK during 2024 as kept
      log off
      show tests in IN
      """)
    #expect(tried.status == .ok, "\(tried.text)")
    #expect(bench.run("log off").text == "nothing is logged\n")
    let log = try read("log.cq")
    #expect(log.hasPrefix("-- log of curfew test\n\nshow tests in PK on x"), "\(log)")
    let other = try Bench()
    let again = other.run("run \"\(folder.path)/log.cq\"")
    #expect(
      again.status == .ok && results(again.text) == Array(results(tried.text).dropFirst().prefix(3)), "\(again.text)")
    #expect(results(log) == results(again.text))
  }

  @Test func `what failed is a comment in the log, and a log goes on where it ended`() throws {
    _ = bench.run("log on \"log.cq\"")
    _ = bench.run("show nonsense")
    _ = bench.run("log on \"log.cq\"")
    _ = bench.run("show tests in PK")
    let log = try read("log.cq")
    #expect(log.contains("\n-- failed: show nonsense\n-- error: "), "\(log)")
    #expect(log.components(separatedBy: "-- log of curfew").count == 3)
    let lines = log.split(separator: "\n").filter { !$0.hasPrefix("--") }
    #expect(lines == ["show tests in PK"])
  }

  @Test func `a log does not write into a file of another kind`() throws {
    try write("a,b\n1,2\n", "data.csv")
    #expect(bench.run("log on \"data.csv\"").text.contains("is not a log"))
    #expect(try read("data.csv") == "a,b\n1,2\n")
    #expect(bench.run("log on \"no/log.cq\"").status == .statementError)
  }

  // MARK: verify

  private static let statement = "show blocking-rate in PK on @social during 2024-01-07 by platform with ci"

  @Test(arguments: [
    ("latex", "tex", " digits 1 caption \"A & B\" label \"tab:x\" note \"Mine.\""), ("markdown", "md", " digits 2"),
    ("latex", "tex", " fragment"), ("csv", "csv", ""), ("csv", "csv", " guard"), ("tsv", "tsv", ""),
    ("json", "json", ""),
    ("jsonl", "jsonl", ""), ("table", "txt", ""), ("vega-lite", "vl.json", ""),
    ("svg", "svg", " caption \"A & B -- <C>\" note \"Mine.\" digits 1"), ("svg", "svg", ""),
    ("vega-lite", "vl.json", " caption \"A & B -- <C>\" note \"Mine.\""),
  ])
  func `a file is what its statement gives, until somebody changes it`(
    _ format: String, _ suffix: String, _ options: String
  ) throws {
    let name = "t.\(suffix)"
    _ = bench.run("\(Self.statement) | export \(format) \"\(name)\"\(options)")
    let same = bench.run("verify \"\(name)\"")
    #expect(same.status == .ok && same.text.hasPrefix("\(name): same (q:"), "\(same.text)")
    try edit(name, "facebook", "fakebook")
    let changed = bench.run("verify \"\(name)\"")
    #expect(changed.status == .mismatch && changed.text.contains("edited by hand"), "\(changed.text)")
    if format != "table" {
      #expect(changed.text.contains("1 cell\n") && changed.text.contains("fakebook"), "\(changed.text)")
    }
  }

  @Test(arguments: ["bar", "line", "heat"], ["svg", "vega-lite", "table"])
  func `a chart is drawn again as it was`(_ kind: String, _ format: String) throws {
    _ = bench.run(
      "show tests in PK on @social during 2024-01-06..2024-01-08 by platform per day | chart \(kind) | export csv \"t.csv\" "
        + "| export \(format) \"c.out\"")
    #expect(bench.run("verify \"t.csv\"").status == .ok)
    if format == "table" { try write(read("c.out"), "c.txt") }
    if format == "table" { try write(read("c.out.provenance.json"), "c.txt.provenance.json") }
    let name = format == "table" ? "c.txt" : "c.out"
    let same = bench.run("verify \"\(name)\"")
    #expect(same.status == .ok && same.text.contains("same (q:"), "\(same.text)")
  }

  @Test func `a picture that was retouched is not the same, though no figure in it is`() throws {
    _ = bench.run("\(Self.statement) | export svg \"t.svg\"")
    try edit("t.svg", "height=\"14\" fill=\"#0072B2\"", "height=\"15\" fill=\"#0072B2\"")
    let changed = bench.run("verify \"t.svg\"")
    #expect(
      changed.status == .mismatch && changed.text.contains("edited by hand, though in no cell"), "\(changed.text)")
  }

  @Test func `a picture of a script's parameter says so, and is verified`() throws {
    try write(
      "---\ntitle: x\nlanguage: 1\nparam day: span = 2024-01-07\n---\n"
        + "show tests in PK during $day by platform\n  | export svg \"p.svg\" caption \"On ${day}\"\n", "x.cq")
    let run = bench.run("run \"\(folder.path)/x.cq\"")
    #expect(run.status == .ok, "\(run.text)")
    #expect(try read("p.svg").contains("parameter: day = 2024-01-07") && read("p.svg").contains("On 2024-01-07"))
    let same = bench.run("verify \"p.svg\"")
    #expect(same.status == .ok, "\(same.text)")
  }

  @Test func `what was drawn is saved as it was drawn`() throws {
    _ = bench.run("show tests in PK by platform | chart bar | export svg \"t.svg\"")
    _ = bench.run("show tests in PK by platform per month | chart")
    _ = bench.run("save \"x.cq\" from #1..#2")
    let saved = try read("x.cq")
    #expect(
      saved.contains("\n| chart bar\n| export svg \"t.svg\"\n") && saved.contains("per month\n| chart\n"), "\(saved)")
  }

  @Test func `data that changed are named, with what differs`() throws {
    _ = bench.run("show incidents in PK during 2024 by country | export csv \"t.csv\"")
    _ = bench.run("list incidents in PK during 2024 | export markdown \"l.md\"")
    let head = "country,start,end,extent,platforms"
    try bench.load(text: "\(head)\nPK,2024-12-30,2024-12-31,service-based,x\n", as: "example-incidents")
    let changed = bench.run("verify \"t.csv\"")
    #expect(changed.status == .mismatch, "\(changed.text)")
    for part in ["data changed: example-incidents", "the result differs in 1 cell", "'9' in the file, '10' now"] {
      #expect(changed.text.contains(part), "\(part): \(changed.text)")
    }
    #expect(!changed.text.contains("edited"), "\(changed.text)")
    #expect(bench.run("verify \"l.md\"").status == .mismatch)
  }

  @Test func `an exclusion is a change of the data`() throws {
    _ = bench.run("show incidents in PK during 2024 | export csv \"t.csv\"")
    let list = bench.lines("list incidents in PK during 2024 | keep id")
    let id = try #require(list.matches(of: /example-incidents:PK-2024-[0-9-]+/).first?.output)
    _ = bench.run("exclude incident \(id) because \"a test\"")
    let changed = bench.run("verify \"t.csv\"").text
    #expect(changed.contains("records are excluded otherwise"), "\(changed)")
  }

  @Test func `the statement of a file asks, and does nothing else`() throws {
    _ = bench.run("show tests in PK | export csv \"t.csv\"")
    for statement in ["undo load 1", "load \\\"x\\\"", "it", "show tests in PK; undo load 1", "show tests in Nowhere"] {
      let sidecar = try read("t.csv.provenance.json")
      try edit("t.csv.provenance.json", "\"statement\": \"show tests in PK\"", "\"statement\": \"\(statement)\"")
      let said = bench.run("verify \"t.csv\"")
      #expect(said.status == .mismatch && said.text.contains("cannot be run"), "\(statement): \(said.text)")
      try write(sidecar, "t.csv.provenance.json")
    }
    #expect(bench.run("verify \"t.csv\"").status == .ok)
    #expect(bench.run("loads").text.contains("example-incidents"))
    for (name, text) in [
      ("a.csv", "a,b\n"), ("a.tex", "% Made by curfew 1.\n"), ("a.json", "{}"), ("a.md", "<!-- curfew 1\n"),
    ] {
      try write(text, name)
      #expect(bench.run("verify \"\(name)\"").text.contains("does not say what made it"), "\(name)")
    }
    #expect(bench.run("verify \"none.csv\"").text.contains("cannot be read"))
  }

  @Test func `a result of SQL is verified too`() throws {
    _ = bench.run(
      "sql \"select country, sum(tests) as n from monthly_counts group by 1 order by 1\" | top 3 | export csv \"s.csv\""
    )
    #expect(bench.run("verify \"s.csv\"").text.contains("same (q:"))
  }
}

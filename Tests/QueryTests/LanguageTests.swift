import Query
import Subjects
import Tables
import Testing
import Text

@Suite struct LanguageTests {
  @Test(arguments: [
    "show", "rank countries", "rank countries by", "show tests in", "show tests in PK,", "show tests where",
    "show tests where country =", "show tests where (country = PK", "list events(kind = rally", "show tests during",
    "show tests during 2023..", "show tests |", "show tests where text contains \"abc", "define @x =", "load", "undo",
    "show tests by country as", "show tests min n", "show tests vary", "explain show tests in", "loads 3",
  ])
  func `enter continues what lacks something`(text: String) {
    #expect(!Language.isComplete(text))
  }

  @Test(arguments: [
    "", "show tests", "show tests in PK", "list events(kind = rally)", "measures", "it", "shwo tests in",
    "show tests in PK in", "show tests\n| top 3", "load \"a.csv\"", "explain", "-- a comment", "quit",
  ])
  func `enter runs what is complete, or wrong`(text: String) {
    let isRunnable = Language.isComplete(text)
    #expect(isRunnable == (text != "show tests in PK in"))
  }

  @Test func `a line that starts with a space or a bar continues, any other starts a statement`() {
    let script = "show tests\n  in PK\n\n-- a comment\n| top 3\nlist events; measures\n"
    let statements = Language.parse(SourceText(script)).script.statements
    #expect(statements.count == 3)
    #expect(Language.parse(SourceText(script)).diagnostics.isEmpty)
  }

  @Test func `a string may hold quotes, backslashes and line ends`() {
    let tokens = Language.tokens(of: SourceText("show \"a \\\"b\\\" \\\\ \n c\" x"))
    #expect(tokens.map(\.text) == ["show", "a \"b\" \\ \n c", "x", ""])
  }

  @Test func `two hyphens begin a comment only after a space or at a line's start`() {
    let tokens = Language.tokens(of: SourceText("a-b a--b --c d\n--- e\nf"))
    #expect(tokens.map(\.text) == ["a-b", "a--b", "", "f", ""])
  }

  @Test func `an open string does not swallow the statements after it`() {
    let statements = Language.parse(SourceText("show \"abc\nshow tests\n")).script.statements
    #expect(statements.count == 2)
    #expect(statements.last?.diagnostics.isEmpty == true)
  }

  @Test func `spans of errors are bytes of the source`() throws {
    let text = "show tests in Türkei, Atlantis"
    let statement = try #require(Fixture.first(text))
    guard case .failure(let failure) = Language.resolve(statement, in: Fixture.catalog) else {
      Issue.record("it resolved")
      return
    }
    let words = failure.list.compactMap(\.span).map { SourceText(text)[$0] }
    #expect(words.contains("Atlantis"))
  }

  @Test func `a database without data says what to do`() {
    #expect(
      Fixture.complaints("rank countries by incidents", in: Catalog()).first?.contains("no incidents are loaded")
        == true)
  }

  @Test func `a parameter is a value and never a clause`() throws {
    var catalog = Fixture.catalog
    catalog.parameters["places"] = .words("PK during 2023")
    #expect(Fixture.complaints("show tests in $places", in: catalog).first?.contains("'$places' is not a list") == true)
    catalog.parameters["places"] = .text("PK during 2023")
    #expect(!Fixture.complaints("show tests in $places", in: catalog).isEmpty)
    catalog.parameters["places"] = .words("IN, PK")
    #expect(try Fixture.query("show tests in $places", in: catalog).canonical == "show tests in IN, PK")
  }

  @Test func `last counts back from the newest observation of the datasets that are read`() throws {
    let query = try Fixture.query("list incidents from pulse during last 30d")
    #expect(query.slice.during == .span(Fixture.days("2024-05-02", "2024-06-01")))
  }

  @Test func `every measure is documented`() {
    for measure in Measure.allCases {
      let page = measure.documentation
      for text in [page.summary, page.formula, page.unit, page.range, page.direction, page.missing, page.source] {
        #expect(!text.isEmpty)
      }
    }
  }

  @Test func `every dimension that applies to a subject has a column, and every field a type`() {
    for subject in SubjectKind.allCases {
      #expect(Set(Field.names(of: subject)).count == Field.names(of: subject).count)
    }
  }
}

@Suite struct ScriptHeaderTests {
  static let text = """
    ---
    title: Countries ranked by restrictions
    language: 1
    param period: span = 2023-H1
    param places: places = world
    param least: number = 30
    param heading: text = "A, b"
    param given: name
    needs: incidents
    ---
    rank countries by incidents from access-now in $places during $period
    """

  private func header(_ text: String = text) throws -> ScriptHeader {
    try #require(Language.parse(SourceText(text)).script.header)
  }

  @Test func `a header has title, language, parameters and needs`() throws {
    let header = try header()
    #expect(header.title == "Countries ranked by restrictions")
    #expect(header.parameters.map(\.name) == ["period", "places", "least", "heading", "given"])
    #expect(header.parameters.map(\.fallback) == ["2023-H1", "world", "30", "A, b", nil])
    #expect(header.needs == ["incidents"])
    #expect(Language.parse(SourceText(Self.text)).diagnostics.isEmpty)
  }

  @Test func `parameters are typed, given or their defaults`() throws {
    let values = try header().bind(["period": "2024-01..2024-03", "given": "abc"], in: Fixture.catalog).get()
    #expect(values["period"] == .words("2024-01..2024-03"))
    #expect(values["places"] == .words("world"))
    #expect(values["least"] == .number(30))
    #expect(values["heading"] == .text("A, b"))
  }

  @Test(arguments: [
    (["period": "2024-99"], "not a time"), (["places": "Pakistn"], "not a place"), (["least": "many"], "not a number"),
    (["perod": "2024"], "did you mean 'period'"), (["given": "a, b"], "not one name"),
    (["period": "2023 top 3"], "not a period"), ([:], "has no value"),
  ])
  func `a wrong argument is refused by name`(arguments: [String: String], message: String) throws {
    guard case .failure(let failure) = try header().bind(arguments, in: Fixture.catalog) else {
      Issue.record("it was taken")
      return
    }
    #expect(failure.list.contains { $0.message.contains(message) }, "\(failure.list.map(\.message))")
  }

  @Test(arguments: ["---\nshow tests", "---\nname: x\n---\n", "---\nlanguage: 2\n---\n", "---\nparam in: span\n---\n"])
  func `a broken header says so`(text: String) {
    #expect(!Language.parse(SourceText(text)).diagnostics.isEmpty)
  }
}

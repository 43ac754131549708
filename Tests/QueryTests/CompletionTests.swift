import Query
import Testing
import Text

@Suite struct CompletionTests {
  private func offered(_ text: String, at offset: Int? = nil, in catalog: Catalog = Fixture.catalog) -> [String] {
    Language.completions(for: text, at: offset ?? text.utf8.count, in: catalog).candidates.map(\.text)
  }

  /// Tokens whose vocabulary is closed and that stand for themselves.
  private func isClosed(_ token: Token, after previous: Token?) -> Bool {
    switch token.kind {
    case .name: previous?.text != "as" && previous?.text != "rename" && previous?.text != "="
    case .code, .set: previous.map { $0.kind == .name || $0.text == "," } ?? false
    default: false
    }
  }

  @Test func `before every word of every good statement, that word is offered`() {
    for statement in Statements.queries where !statement.contains("$") {
      let tokens = Language.tokens(of: SourceText(statement))
      var previous: Token?
      for token in tokens {
        defer { previous = token }
        guard isClosed(token, after: previous) else { continue }
        let raw = SourceText(statement)[token.span]
        let typed = raw.utf8.count > 1 ? String(raw.prefix(max(1, raw.count - 1))) : ""
        let prefix = String(decoding: statement.utf8.prefix(token.span.lower), as: UTF8.self) + typed
        let completions = Language.completions(for: prefix, at: prefix.utf8.count, in: Fixture.catalog)
        let found = completions.candidates.contains { $0.text == raw || $0.text == Self.column(raw) }
        if !found && completions.more == 0 && !Self.isOtherSpelling(raw) {
          Issue.record("\(prefix)| offers no \(raw): \(completions.candidates.map(\.text).prefix(8))")
        }
      }
    }
  }

  private static func column(_ name: String) -> String { name.replacing("-", with: "_") }

  /// Accepted, but not offered: the canonical spelling is.
  private static func isOtherSpelling(_ word: String) -> Bool {
    [
      "PAK", "PK-PB", "IN-JK", "south-asia", "platforms", "causes", "country", "AS17557", "land", "n",
      "PK-2024-01-07-1",
    ].contains(word)
  }

  @Test func `what stands first is a verb, a command or an earlier result`() {
    let first = offered("")
    for word in ["show", "rank", "list", "load", "define", "it", "first"] { #expect(first.contains(word)) }
    #expect(!first.contains("in"))
  }

  @Test func `a chart is offered in the kinds that the columns bear, and only a file behind it`() {
    #expect(offered("show tests by country | chart ").filter { $0 != "|" && $0 != "as" } == ["bar"])
    #expect(offered("show tests per day | chart l") == ["line"])
    let around = "compare ok-rate around events(kind = coup) before 7d after 7d by country | chart "
    #expect(Set(offered(around)).isSuperset(of: ["bar", "event-study"]) && !offered(around).contains("line"))
    #expect(offered("sql \"select 1\" | chart ").contains("rank-range"))
    #expect(offered("show tests by country | chart | ") == ["export"])
    #expect(offered("show tests by country | chart bar | export v") == ["vega-lite"])
  }

  @Test func `a word is completed by its beginning, case aside`() {
    #expect(offered("rank countries by inc") == ["incidents"])
    #expect(offered("show tests in pakis") == ["Pakistan"])
    #expect(offered("show tests on face") == ["facebook", "facetime"])
    #expect(offered("show tests in \"United K").contains("\"United Kingdom\""))
  }

  @Test func `only what the verb and the subject take is offered`() {
    #expect(!offered("rank countries by tests ").contains("per"))
    #expect(offered("show tests by ").contains("outcome"))
    #expect(!offered("show tests by ").contains("cause"))
    #expect(offered("list incidents where ").contains("extent"))
    #expect(offered("list incidents from ").contains("access-now"))
    #expect(!offered("list incidents from ").contains("coups"))
    #expect(!offered("show tests in PK ").contains("in"))
  }

  @Test func `values of closed fields, rules, bins and columns are offered`() {
    #expect(
      offered("list incidents where extent = ") == [
        "full-network", "service-based", "throttling", "$file", "$n", "$period", "$places",
      ])
    #expect(offered("show incidents counting sh") == ["shutdown-days"])
    #expect(offered("show tests per ").count == 7)
    #expect(offered("show tests by country | sort ") == ["country", "country_name", "tests"])
    #expect(offered("#4 | keep ") == ["month", "ok_rate", "platform"])
    #expect(offered("list incidents where cause = ex") == ["exams"])
  }

  @Test func `files and saved queries are asked for where they stand`() {
    let files = Language.completions(for: "load ", at: 5, in: Fixture.catalog).candidates
    #expect(files.contains { $0.kind == .file })
    #expect(offered("run ").contains("ranking"))
  }

  @Test func `at most sixty are offered and the rest counted`() {
    let places = Language.completions(for: "show tests in ", at: 14, in: Fixture.catalog)
    #expect(places.candidates.count == Completions.most)
    #expect(places.more > 200)
  }

  @Test func `the word before the cursor is what a candidate replaces`() {
    let completions = Language.completions(for: "show te in PK", at: 7, in: Fixture.catalog)
    #expect(completions.replacing == Span(5, 7))
    #expect(completions.candidates.map(\.text) == ["tests"])
  }
}

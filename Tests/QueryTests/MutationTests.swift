import Query
import Testing
import Text

@Suite struct MutationTests {
  private static let pieces = [
    " ", "(", ")", ",", "|", "\"", "\\", "..", "=", "$", "@", "#", ";", "\n", "\n ", "--", "---", "'", "\u{0}", "é",
    "\u{202E}", "9", "99999999999999999999", "in", "not", "as", "during", "where", "tz", "last", "-", "%>%", "2024-W99",
  ]

  /// Drops, doubles, swaps, inserts and cuts.
  private static func damaged(_ text: String, _ random: inout Random) -> String {
    var characters = Array(text)
    for _ in 0...Int.random(in: 0...2, using: &random) {
      let place = Int.random(in: 0...characters.count, using: &random)
      switch Int.random(in: 0...5, using: &random) {
      case 0: if place < characters.count { characters.remove(at: place) }
      case 1: if place < characters.count { characters.insert(characters[place], at: place) }
      case 2: if place + 1 < characters.count { characters.swapAt(place, place + 1) }
      case 3: characters.insert(contentsOf: pieces.randomElement(using: &random) ?? "", at: place)
      case 4: characters.removeSubrange(place...)
      default: characters.insert(contentsOf: characters.prefix(place), at: place)
      }
    }
    return String(characters.prefix(4000))
  }

  @Test func `no damaged statement traps, and format stays idempotent`() {
    var random = Random(state: 2024)
    let statements = Statements.all
    for round in 0..<3000 {
      guard let statement = statements.randomElement(using: &random) else { return }
      let text = Self.damaged(statement, &random)
      let source = SourceText(text)
      for statement in Language.parse(source).script.statements {
        if case .failure(let failure) = Language.resolve(statement, in: Fixture.catalog) {
          #expect(!failure.list.isEmpty, "\(text)")
          if round % 10 == 0 { _ = failure.list.map { $0.rendered(in: source) } }
        }
      }
      let once = Language.format(source)
      #expect(Language.format(SourceText(once)) == once, "\(text)")
      _ = Language.isComplete(text)
      if round % 20 == 0 {
        let offset = Int.random(in: 0...max(text.utf8.count, 1), using: &random)
        _ = Language.completions(for: text, at: offset, in: Fixture.catalog)
      }
    }
  }

  struct Text: Sendable, CustomTestStringConvertible {
    var text: String
    var testDescription: String { "\(text.prefix(30))... (\(text.utf8.count) bytes)" }

    init(_ text: String) { self.text = text }
  }

  /// Errors that a statement is answered with; the last says how many more there are.
  private static let most = 21

  private static func many(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

  private static func list(_ text: String, _ count: Int, by separator: String = ", ") -> String {
    Array(repeating: text, count: count).joined(separator: separator)
  }

  private static let deep: [String] = [
    "show tests where " + many("(", 10_000) + "country = PK"
      + many(")", 10_000),
    "show tests during " + many("events(during ", 10_000) + "2024",
    many("explain ", 10_000) + "show tests",
    "show tests where " + many("not ", 10_000) + "country = PK",
    "define index b = " + many("(", 10_000) + "n" + many(")", 10_000),
    "define index b = " + many("- ", 10_000) + "n",
    "list events near " + many("events(during ", 10_000) + "2024",
    "associate events(" + many("during events(", 10_000) + "2024",
    "define index b = " + many("(n + ", 10_000) + "n",
    "sql \"" + many("select (", 10_000) + "\"", "sql " + many("(", 10_000),
    "show tests during events(near " + many("events(near ", 10_000) + "events within 1d",
    "compare ok-rate around " + many("events(during ", 10_000) + "2024",
    "list incidents where " + many("not (", 10_000) + "cause is missing",
    "list events without " + many("episodes(during incidents(", 5_000) + "in PK",
    "lag episodes(" + many("where (", 10_000) + "country = PK",
    many("explain fmt ", 5_000) + "define index b = n",
    "show tests | where " + many("(", 10_000) + "tests > 1",
    "rank countries by incidents where country in " + many("(", 10_000),
    "run ranking places=" + many("(", 10_000),
  ]

  @Test(arguments: deep.map(Text.init))
  func `deep nesting is refused or read, never a crash`(text: Text) {
    let source = SourceText(text.text)
    for statement in Language.parse(source).script.statements {
      if case .failure(let failure) = Language.resolve(statement, in: Fixture.catalog) {
        #expect(failure.list.count <= Self.most)
      }
    }
    _ = Language.isComplete(text.text)
    _ = Language.format(source)
  }

  private static let sorted = list("start dsec", 80_000, by: ", ")
  private static let clauses = many("on 2024-01 @social 6h ", 40_000)
  /// One character of a million bytes.
  private static let marks = "a" + many("\u{301}", 500_000)

  private static let long: [String] = [
    "show tests in " + list("PK", 100_000, by: ", "),
    "show tests where " + list("country = PK", 20_000, by: " or "),
    many("show tests\n", 30_000), many("\\\"", 500_000),
    many("'", 20_000), many("-", 1_000_000),
    many("x", 1_000_000), "tz " + many("/", 1_000_000),
    "define index b = " + list("n", 20_000, by: " + "),
    many("-- c\n", 200_000), "select " + many("a, ", 100_000) + "b from tests",
    "show tests " + many("in nowhere ", 2_000),
    "sql \"" + many("select 1, ", 100_000) + "\"",
    "sql \"" + many("x\\\"", 300_000),
    "define index b = " + many("x", 1_000_000),
    "define index b = " + many("blocked-dayz + ", 20_000) + "n",
    "define @mine = " + list("Pakistn", 30_000, by: ", "),
    "list incidents(" + list("form access-now", 10_000, by: ", ") + ")",
    "show tests during " + many("2024..", 150_000),
    "show tests " + many("| keep tests ", 20_000),
    "show tests " + many("| kep tests ", 20_000), "list events sort " + sorted,
    "match " + many("incidents ", 100_000), "rank countries by tests " + clauses,
    "run ranking " + many("places=PK ", 100_000), many("@", 1_000_000),
    "load " + many("\"a.csv\", ", 100_000) + "\"b.csv\"",
    "list episodes " + many("near events within 1d ", 40_000),
    "---\n" + many("param a: span = 2024\n", 40_000) + "---\nshow tests",
    "---\n" + many("x: y\n", 200_000),
    "show tests in " + list("\u{FFFD}", 300_000), "show " + marks,
  ]

  @Test(arguments: long.map(Text.init))
  func `a statement of a megabyte is answered in bounded time`(long: Text) {
    let source = SourceText(long.text)
    let clock = ContinuousClock()
    let time = clock.measure {
      let statements = Language.parse(source).script.statements
      for statement in statements.prefix(3) {
        guard case .failure(let failure) = Language.resolve(statement, in: Fixture.catalog) else { continue }
        #expect(!failure.list.isEmpty && failure.list.count <= Self.most)
        for diagnostic in failure.list.prefix(1) { _ = diagnostic.rendered(in: source) }
      }
      _ = Language.format(source)
    }
    #expect(time < .seconds(90), "\(long.text.prefix(30)): \(time)")
  }

  /// What each verb and command may look like.
  private static let sampled = [
    "show ok-rate in PK on @social during 2024-01-06..2024-01-08 by platform per hour with ci | round ok-rate 2",
    "associate incidents(from access-now) with events(kind = coup) during 2018..2021 within 6h",
    "define index b = 0.5 * blocked-days / (covered-days - 1)", "sql \"select 1\" | top 3 as best",
    "list events near incidents(from pulse, cause = exams) within 1d", "load \"a.csv\" as a map country = \"Land\"",
    "---\ntitle: x\nparam n: number = 3\n---\nshow tests in $places tz Asia/Karachi -- all\n| top 3",
  ]

  @Test(arguments: sampled)
  func `every byte in a statement is answered`(statement: String) {
    let bytes = Array(statement.utf8)
    // Each byte at some places, which are others for each.
    for value in 0...255 {
      for place in stride(from: value % 61, to: bytes.count, by: 61) {
        for isInserted in [true, false] {
          var damaged = bytes
          if isInserted {
            damaged.insert(UInt8(value), at: place)
          } else {
            damaged[place] = UInt8(value)
          }
          Self.answer(String(decoding: damaged, as: UTF8.self))
        }
      }
    }
  }

  /// Whatever it is: a diagnostic that can be shown, or a statement.
  private static func answer(_ text: String) {
    let source = SourceText(text)
    let parsed = Language.parse(source)
    for statement in parsed.script.statements {
      guard case .failure(let failure) = Language.resolve(statement, in: Fixture.catalog) else { continue }
      #expect(!failure.list.isEmpty, "\(text)")
      for diagnostic in failure.list {
        let shown = diagnostic.rendered(in: source)
        #expect(diagnostic.span.map { $0.lower >= 0 && $0.upper <= text.utf8.count } ?? false, "\(shown)")
        #expect(shown.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
      }
    }
    let once = Language.format(source)
    #expect(Language.format(SourceText(once)) == once, "\(text)")
  }
}

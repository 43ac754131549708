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

  private static let deep = [
    "show tests where " + String(repeating: "(", count: 10_000) + "country = PK"
      + String(repeating: ")", count: 10_000),
    "show tests during " + String(repeating: "events(during ", count: 10_000) + "2024",
    String(repeating: "explain ", count: 10_000) + "show tests",
    "show tests where " + String(repeating: "not ", count: 10_000) + "country = PK",
    "define index b = " + String(repeating: "(", count: 10_000) + "n" + String(repeating: ")", count: 10_000),
    "define index b = " + String(repeating: "- ", count: 10_000) + "n",
    "list events near " + String(repeating: "events(during ", count: 10_000) + "2024",
    "associate events(" + String(repeating: "during events(", count: 10_000) + "2024",
  ].map(Text.init)

  @Test(arguments: deep)
  func `deep nesting is refused or read, never a crash`(text: Text) {
    let source = SourceText(text.text)
    for statement in Language.parse(source).script.statements {
      if case .failure(let failure) = Language.resolve(statement, in: Fixture.catalog) {
        #expect(failure.list.count <= 3)
      }
    }
    _ = Language.isComplete(text.text)
    _ = Language.format(source)
  }

  private static let long = [
    "show tests in " + Array(repeating: "PK", count: 100_000).joined(separator: ", "),
    "show tests where " + Array(repeating: "country = PK", count: 20_000).joined(separator: " or "),
    String(repeating: "show tests\n", count: 30_000), String(repeating: "\\\"", count: 500_000),
    String(repeating: "'", count: 20_000), String(repeating: "-", count: 1_000_000),
    String(repeating: "x", count: 1_000_000), "tz " + String(repeating: "/", count: 1_000_000),
    "define index b = " + Array(repeating: "n", count: 20_000).joined(separator: " + "),
    String(repeating: "-- c\n", count: 200_000), "select " + String(repeating: "a, ", count: 100_000) + "b from tests",
    "show tests " + String(repeating: "in nowhere ", count: 2_000),
  ].map(Text.init)

  @Test(arguments: long)
  func `long texts are read in linear time`(long: Text) {
    let text = long.text
    let clock = ContinuousClock()
    let time = clock.measure {
      let statements = Language.parse(SourceText(text)).script.statements
      for statement in statements.prefix(3) { _ = Language.resolve(statement, in: Fixture.catalog) }
      _ = Language.format(SourceText(text))
    }
    #expect(time < .seconds(20), "\(text.prefix(30)): \(time)")
  }
}

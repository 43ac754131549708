import Foundation
import Query
import Testing
import Text

/// Every statement of the golden files, good and bad.
enum Statements {
  static let files: [(name: String, cases: [GoldenFile.Case])] = GoldenTests.files.map { name in
    let text = try? String(contentsOf: GoldenTests.folder.appending(path: name), encoding: .utf8)
    return (name, GoldenFile(text ?? "").cases)
  }

  static let all: [String] = files.flatMap { $0.cases.map(\.statement) }

  static let good: [String] = all.filter { Fixture.complaints($0).isEmpty }

  /// Those that ask.
  static let queries: [String] = good.filter { (try? Fixture.query($0)) != nil }
}

@Suite struct FormatTests {
  @Test func `there are statements to test with`() {
    #expect(Statements.good.count > 100)
    #expect(Statements.queries.count > 60)
  }

  @Test func `formatting twice changes nothing`() {
    for statement in Statements.all {
      let once = Language.format(SourceText(statement))
      #expect(Language.format(SourceText(once)) == once)
    }
  }

  @Test func `the canonical text of a query resolves to the same query`() throws {
    for statement in Statements.queries {
      let query = try Fixture.query(statement)
      let again = try Fixture.query(query.canonical)
      #expect(again.canonical == query.canonical)
      var (left, right) = (query, again)
      (left.notes, right.notes, left.keep) = ([], [], nil)
      left.stages.removeAll { $0.isShown }
      left.slice.placeNames = left.slice.placeNames.filter { $0 != "world" }.sorted()
      right.slice.placeNames = right.slice.placeNames.sorted()
      left.slice.platformNames.sort()
      right.slice.platformNames.sort()
      if left.slice.isAboutTheWorld { left.slice.placeNames = [] }
      #expect(left == right, "\(statement)")
    }
  }

  @Test(arguments: [
    (
      "compare ok-rate",
      ["in PK", "on x", "around events(kind = coup)", "before 7d", "after 3d", "by platform", "min n = 9"]
    ),
    (
      "associate incidents with events",
      ["in PK", "during 2023", "within 6h", "by country", "counting active", "seed 7"]
    ),
    ("lag incidents to events", ["in PK", "between -3d and 3d", "per 6h", "during 2023", "tz Asia/Karachi"]),
    ("similar to incident a-1", ["in PK", "using scope, lead", "top 3", "during 2023", "from pulse"]),
    (
      "list incidents",
      ["near events within 1d", "without events(kind = coup) within 2d", "in PK", "during 2023", "sort start"]
    ),
  ])
  func `nor does it in the other verbs`(head: String, clauses: [String]) throws {
    let expected = try Fixture.query(([head] + clauses).joined(separator: " "))
    var generator = Random(state: 5)
    for _ in 0..<50 {
      let text = ([head] + clauses.shuffled(using: &generator)).joined(separator: " ")
      #expect(try Fixture.query(text) == expected)
    }
  }

  @Test func `the order of clauses never changes the canonical text`() throws {
    let clauses = [
      "from ooni-fastpath", "in PK", "on @social", "during 2024-01", "where network = AS1", "by country", "per day",
      "min n = 5", "sort country", "top 3", "with ci", "tz Asia/Karachi", "seed 3",
    ]
    let expected = try Fixture.query("show ok-rate " + clauses.joined(separator: " ")).canonical
    var generator = Random(state: 11)
    for _ in 0..<200 {
      let shuffled = clauses.shuffled(using: &generator)
      #expect(try Fixture.query("show ok-rate " + shuffled.joined(separator: " ")).canonical == expected)
    }
  }

  @Test func `comments and the header of a script survive`() {
    let script = """
      ---
      title: A title
      param period: span = 2023-H1
      ---
      -- what this is

      rank countries by incidents  -- all of them
        from access-now -- the catalogue
      | top 3


      show tests in Pakistan; list events
      """
    let expected = """
      ---
      title: A title
      param period: span = 2023-H1
      ---
      -- what this is

      -- all of them
      -- the catalogue
      rank country by incidents from access-now counting starts
      | top 3

      show tests in PK
      list events

      """
    #expect(Language.format(SourceText(script)) + "\n" == expected)
  }

  @Test func `a statement that cannot be read stays as it is`() {
    #expect(
      Language.format(SourceText("show  tests   if x\nshow tests in PAK\n")) == "show  tests   if x\nshow tests in PK\n"
    )
  }
}

@Suite struct LayoutTests {
  @Test(arguments: [
    // Two hyphens behind a semicolon, a space without break or a mark of byte order.
    "a b-;--c 1", "show tests\n\u{A0}--c d", "\u{FEFF}--c", "a b\n\u{FEFF}show tests", "\u{FEFF}\u{FEFF}---",
    // A bar that starts a statement, a comment that looks like a header, headers without an end.
    "show tests;| bad 3", "| bad 3;| bad 4", "\n---\nshow tests", ";---", "---\ntitle: x\n\n", "---\r\nshow tests\r",
    // Ends of lines.
    "show tests\r\n", "a b\r c;\rd e", "a b\r\r\rc d", "show tests in\r\nlist events\r\n",
    // Strings without an end.
    "a \"b;c \"d;e \"f", "a \";--b\n-- \"c", "a \\\";--",
  ])
  func `formatting twice changes nothing where texts are odd`(text: String) {
    let once = Language.format(SourceText(text))
    #expect(Language.format(SourceText(once)) == once)
    #expect(Self.firstWords(once) == Self.firstWords(text))
  }

  /// A statement that starts with `|` is about `it`.
  private static func firstWords(_ text: String) -> [String] {
    let tokens = Language.tokens(of: SourceText(text))
    return zip(tokens.indices, tokens).filter { index, token in
      token.kind != .end && (index == 0 || tokens[index - 1].kind == .end)
    }.map { $0.1.isBar ? "it" : $0.1.text }
  }

  @Test func `a comment may follow a semicolon`() {
    #expect(Language.format(SourceText("show tests;-- all\nlist events")) == "show tests\n-- all\nlist events")
  }

  @Test func `nothing of a header without an end is lost`() {
    let text = "---\ntitle: x\nshow tests\n"
    #expect(Language.format(SourceText(text)) == text)
  }

  @Test func `a text with line ends of other systems keeps its last one`() {
    #expect(Language.format(SourceText("show tests\r\nlist events\r\n")) == "show tests\nlist events\n")
  }

  private static let pieces: [[UInt8]] =
    [
      "\r", "\n", "\r\n", "\t", "\n ", ";", "--", ";--", "; -- ", "---", "\n---\n", "\"", "\\\"", "'", "|", "\n|", "(",
      ")",
      ",", "..", "-", "@", "$", "#", "\u{A0}", "\u{FEFF}", "\u{301}", "\u{2028}", "é", "it ", "as ",
    ].map { Array($0.utf8) } + [[0xFF], [0xC2], [0xE2, 0x80], [0xF0, 0x9F], [0xED, 0xA0, 0x80], [0]]

  /// The bytes of some statements with odd pieces among them.
  private static func text(_ random: inout Random) -> String {
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      bytes += Array((Statements.all.randomElement(using: &random) ?? "").utf8.prefix(400))
      bytes += pieces.randomElement(using: &random) ?? []
    }
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let place = Int.random(in: 0...bytes.count, using: &random)
      bytes.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: place)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `formatting twice changes nothing where odd bytes stand among statements`() {
    var random = Random(state: 7)
    for _ in 0..<600 {
      let text = Self.text(&random)
      let once = Language.format(SourceText(text))
      let twice = Language.format(SourceText(once))
      #expect(twice == once, "\(Array(text.utf8))")
    }
  }
}

extension Token {
  fileprivate var isBar: Bool { kind == .symbol && text == "|" }
}

extension Slice {
  fileprivate var isAboutTheWorld: Bool { countries == nil && subdivisions.isEmpty }
}

/// The same numbers on every machine. Source: Steele, Lea and Flood, SplitMix64.
struct Random: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}

extension Stage {
  /// How a result is shown or written is no part of the query.
  fileprivate var isShown: Bool {
    switch self {
    case .chart, .export: true
    case .filter, .sort, .limit, .keep, .drop, .rename, .round, .pivot: false
    }
  }
}

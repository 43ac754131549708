import Query
import Subjects
import Testing
import Text

/// Statements that the language was made for.
enum Documented {
  static let statements = [
    "list episodes in PK on @social during 2024-01-07 with scope",
    "lag episodes(on @social) to events(actor = opposition) in PK between -12h and 12h per 1h",
    "associate episodes(on @social) with events(actor = opposition) in PK during 2023..2024 within 6h",
    "similar to episode PK-2024-01-07-1 top 5",
    "list episodes where platforms >= 3 and level = any near events(class = political) within 1d",
    "compare signal-level from tor-users in PK around event pk-2024-01-07-telethon before 14d after 7d",
    "show blocking-rate, networks in PK on @social during 2024-01-07 by ownership, blocking-kind",
    "list episodes in PK on @social during 2024-01-07 with phases",
    "rank countries by incidents from access-now during 2023-H1 vary counting top 10",
    "show interference-rate, n in PK on @social during 2024-01-06..2024-01-08 by platform per hour",
    "show blocking-rate in PK on x during 2024-02 by network min n = 20 with ci",
    "show tests by outcome, country from ooni-fastpath",
    "rank countries by restriction-index during 2023-H1 min n = 30 top 20 with ci",
    "rank platforms by blocked-days in africa during 2024 top 10",
    "compare blocking-rate in PK on @social around event pk-2024-01-07-telethon before 7d after 7d by platform",
    "compare blocking-rate in sub-saharan-africa around events(kind = election) before 14d after 14d with ci, n",
    "compare restriction-index during 2023-H2 against 2023-H1 by country top 10",
    "associate incidents(from access-now, extent = full-network) with events(kind = coup) during 2018..2021",
    "lag episodes(on @social) to events(kind = protest) in IR between -7d and 7d per 1d",
    "match incidents(from access-now) with incidents(from pulse) during 2023 within 2d by country",
    "match incidents(from access-now, extent = service-based) with episodes(on @social) within 1d by country",
    "list events(kind = election) during 2023 without episodes within 3d",
    "show median-incident-duration from access-now in IN during 2023 by cause",
    "rank countries by restriction-index during 2023-H1 vary min n = 10, 30, 100 top 10",
    "show n, networks, covered-days in PK during 2024-01 by platform",
  ]
}

@Suite struct DocumentedStatementTests {
  @Test(arguments: Documented.statements)
  func `it resolves`(statement: String) {
    #expect(Fixture.complaints(statement).isEmpty)
  }

  /// Ids of episodes and incidents are not among the names that the language is handed.
  private func isRecordID(_ token: Token, after previous: Token?) -> Bool {
    previous?.text == "episode" || previous?.text == "incident"
  }

  @Test(arguments: Documented.statements)
  func `at each prefix the next token is offered, among at most sixty`(statement: String) {
    let source = SourceText(statement)
    var previous: Token?
    for token in Language.tokens(of: source) where token.kind != .end {
      defer { previous = token }
      let raw = source[token.span]
      let isSign = token.kind == .symbol
      let typings = isSign ? [""] : (0..<raw.count).map { String(raw.prefix($0)) }
      for typed in typings {
        let before = String(decoding: statement.utf8.prefix(token.span.lower), as: UTF8.self)
        let text = isSign ? before + " " : before + typed
        let found = Language.completions(for: text, at: text.utf8.count, in: Fixture.catalog)
        #expect(found.candidates.count <= 60)
        if isRecordID(token, after: previous) { continue }
        let isOffered = found.candidates.contains { candidate in
          let isStep = token.kind == .time && raw.hasPrefix(candidate.text) && candidate.text.count > typed.count
          return isStep || candidate.text == raw || Self.isSingular(candidate.text, of: raw)
        }
        // A list that is cut short may leave it off, but not when all but one letter of it is typed.
        let isLast = typed.count == raw.count - 1 && !typed.isEmpty
        let isHidden = found.more > 0 && !isLast
        if !isOffered && !isHidden {
          Issue.record("\(text)| offers no \(raw): \(found.candidates.map(\.text).prefix(9))")
        }
      }
    }
  }

  private static func isSingular(_ word: String, of other: String) -> Bool { other == word + "s" }

  @Test func `a statement is resolved in less than a millisecond where code is optimised`() throws {
    let statements = Documented.statements.compactMap(Fixture.first)
    let clock = ContinuousClock()
    var best = Duration.seconds(60)
    for _ in 0..<5 {
      let time = clock.measure { for statement in statements { _ = Language.resolve(statement, in: Fixture.catalog) } }
      best = min(best, time)
    }
    // Without optimisation it takes some ten times as long.
    #if DEBUG
      let most = Duration.milliseconds(20)
    #else
      let most = Duration.milliseconds(1)
    #endif
    #expect(best / statements.count < most, "\(best / statements.count)")
  }
}

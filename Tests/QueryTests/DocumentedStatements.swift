import Query
import Subjects
import Testing
import Text

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

import Answers
import Query
import Tables
import Text

extension Session {
  /// `sql "..."`, with its stages checked against the columns that it gave.
  func ask(
    sql text: String, keep name: String?, _ statement: Syntax.Statement, of source: SourceText
  ) throws -> SessionStatus {
    let clock = ContinuousClock()
    let start = clock.now
    let bare: Answer
    do {
      bare = placed(try answer(sql: text, statement))
    } catch let diagnostic as Diagnostic {
      throw diagnostic.moved(into: statement, of: text)
    }
    let (answer, stages, diagnostics) = try staged(bare, statement)
    guard let answer else { return report(diagnostics, in: source) }
    let elapsed = clock.now - start
    try publish(answer, stages: stages, number: keep(answer, as: name), seconds: elapsed.seconds)
    try record(answer, milliseconds: Int(elapsed.seconds * 1000))
    return .ok
  }

  /// What the SQL of a statement gives, before its stages.
  func answer(sql text: String, _ statement: Syntax.Statement) throws -> Answer {
    var bare = statement
    if case .sql(let operand, _) = statement.body { bare.body = .sql(operand, Syntax.Tail()) }
    guard case .success(.sql(_, _, _, let canonical)) = Language.resolve(bare, in: try catalog()) else {
      throw Diagnostic(.error, "'sql' takes a statement in quotes")
    }
    return try Answerer(store, catalog: catalog()).answer(
      sql: text, statement: canonical, parameters: parameterTexts)
  }

  /// With the stages of a statement of SQL; without an answer where they do not fit its columns.
  func staged(
    _ bare: Answer, _ statement: Syntax.Statement
  ) throws -> (answer: Answer?, stages: [Stage], diagnostics: [Diagnostic]) {
    guard case .sql(_, let tail) = statement.body else { return (bare, [], []) }
    var known = try catalog()
    known.results[0] = bare.table.columns
    let kept = Syntax.Operand(.result, "0", statement.span)
    switch Language.resolve(Syntax.Statement(span: statement.span, body: .kept(kept, tail)), in: known) {
    case .failure(let diagnostics): return (nil, [], diagnostics.list)
    case .success(.kept(_, let stages, _)):
      let answer = try Answerer(store, catalog: catalog()).answer(
        from: bare, stages: stages, tail: Language.shaping(of: statement))
      return (answer, stages, [])
    case .success: return (nil, [], [])
    }
  }
}

extension Diagnostic {
  /// With its place in the SQL as a place in the statement; nowhere where quotes inside the text move it.
  fileprivate func moved(into statement: Syntax.Statement, of text: String) -> Diagnostic {
    var result = self
    guard let span, case .sql(let operand, _) = statement.body, operand.kind == .string,
      operand.span.count == text.utf8.count + 2
    else {
      result.span = nil
      return result
    }
    let start = operand.span.lower + 1
    result.span = Span(start + min(span.lower, text.utf8.count), start + min(span.upper, text.utf8.count))
    return result
  }
}

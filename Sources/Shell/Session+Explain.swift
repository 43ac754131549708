import Answers
import Query
import Storage
import Tables
import Text

extension Session {
  /// Canonical text, tokens, tree, funnel, plan and SQL of a statement, the last one unless it is given.
  func explain(_ text: String) throws -> SessionStatus {
    let source = SourceText(text.isEmpty ? lastStatement : text)
    let (script, _) = Language.parse(source)
    guard let statement = script.statements.first else {
      throw Diagnostic(.error, "'explain' needs a statement", help: "such as: explain show tests in PK by platform")
    }
    switch Language.resolve(statement, in: try catalog()) {
    case .failure(let diagnostics): return report(diagnostics.list, in: source)
    case .success(.query(let query)): output.show(try explanation(of: query, statement, source))
    case .success(.sql(let text, _, _, let canonical)):
      output.show(try explanation(ofSQL: text, canonical, statement, source))
    case .success(.kept), .success(.command): output.show("tree\n" + indented(Syntax.dump(statement)))
    }
    return .ok
  }

  private func explanation(
    of query: ResolvedQuery, _ statement: Syntax.Statement, _ source: SourceText
  ) throws -> String {
    let answerer = Answerer(store, catalog: try catalog())
    let funnel = try answerer.funnel(query).map { "\($0.label) \($0.count.grouped)" }
    let steps = Explanation(query, dialect: .sqlite)
    var parts = [
      "canonical\n" + indented(query.canonical),
      "tokens\n" + indented(Language.tokens(of: source).map(\.shown).joined(separator: "\n")),
      "tree\n" + indented(Syntax.dump(statement)),
      "funnel\n" + indented(funnel.joined(separator: " -> ")),
      "plan\n" + indented(steps.plan),
    ]
    if let chart = query.stages.chart {
      let kinds = ChartColumns(Shape.columns(of: query, after: query.stages[...]) ?? []).kinds.map(\.rawValue)
      let kind = chart.kind?.rawValue ?? "as the columns are best drawn"
      parts.append("chart\n" + indented("\(kind) (of \(kinds.joined(separator: ", ")))"))
    }
    for (name, sql) in steps.statements {
      let values = sql.arguments.isEmpty ? "" : "\n-- \(sql.arguments.map(\.shown).joined(separator: ", "))"
      parts.append("sql for sqlite: \(name)\n" + indented(sql.text + values))
    }
    return parts.joined(separator: "\n").ended
  }

  /// Its plan is SQLite's own.
  private func explanation(
    ofSQL text: String, _ canonical: String, _ statement: Syntax.Statement, _ source: SourceText
  ) throws -> String {
    let plan: [String]
    do { plan = try store.plan(ofSQL: text) } catch let fault as SQLFault {
      var diagnostic = fault.diagnostic
      diagnostic.span = nil
      throw diagnostic
    }
    let parts = [
      "canonical\n" + indented(canonical),
      "tokens\n" + indented(Language.tokens(of: source).map(\.shown).joined(separator: "\n")),
      "tree\n" + indented(Syntax.dump(statement)), "plan\n" + indented(plan.joined(separator: "\n")),
    ]
    return parts.joined(separator: "\n").ended
  }

  private func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0.printableLine)" }.joined(
      separator: "\n"
    )
    .ended
  }
}

extension Substring {
  fileprivate var printableLine: String { String(self).printable }
}

extension Token {
  /// `name show 0..4`
  fileprivate var shown: String { "\(kind) \(text) \(span.lower)..\(span.upper)" }
}

extension SQLValue {
  fileprivate var shown: String {
    switch self {
    case .null: "null"
    case .integer(let value): String(value)
    case .real(let value): String(value)
    case .text(let value): "'\(value.printable)'"
    }
  }
}

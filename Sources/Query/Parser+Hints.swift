import Platforms
import Subjects
import Tables

/// What to write where a clause has lost its first word.
extension Parser {
  /// Nil where the current token is the operand of nothing that the verb takes, or of too much.
  func hintOfClause() -> String? {
    if current.kind == .name, StageKeyword(rawValue: current.text) != nil { return "write '| \(current.text)'" }
    let clauses = clausesOfOperand().filter { keyword in verb.map(keyword.verbs.contains) ?? false }
    guard !clauses.isEmpty else { return nil }
    let operand = source.text(of: current.span)
    return "write " + clauses.map { "'\($0.rawValue) \(operand)'" }.joined(separator: " or ")
  }

  private func clausesOfOperand() -> [ClauseKeyword] {
    switch current.kind {
    case .time: [.during]
    case .number: TimeSpelling.range(current.text) == nil ? [.top] : [.during]
    case .duration where current.text.hasPrefix("-"): [.between]
    case .duration: verb == .compare ? [.before, .after] : [.within, .per]
    case .set: PlatformCatalog.sets[current.text] == nil ? [.in, .on] : [.on]
    case .name, .code, .word: clausesOfName(current.text)
    case .string, .parameter, .result, .symbol, .foreign, .end: []
    }
  }

  private func clausesOfName(_ name: String) -> [ClauseKeyword] {
    if Names.platform(name, in: .builtIn) != nil { return [.on] }
    if Names.place(name) != nil { return [.in] }
    if Names.dimension(name) != nil { return [.by] }
    if Extra(rawValue: name) != nil { return [.with] }
    return CountingRule(rawValue: name) == nil ? [] : [.counting]
  }
}

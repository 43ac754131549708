import Subjects
import Text

/// Complaints of habits from other languages, with the statement's own words in the advice where they are plain.
extension Parser {
  mutating func complain(habit: Habit, of field: String? = nil) {
    var filled = habit
    if let field { filled.advice = filled.advice.replacing("FIELD", with: field) }
    if let word = wordBehind() {
      for slot in ["'top N'", "'bottom N'"] where word.kind == .number {
        filled.advice = filled.advice.replacing(slot, with: "\(slot.dropLast(2))\(word.text)'")
      }
      if Names.dimension(word.text) != nil {
        filled.advice = filled.advice.replacing("'by DIMENSION'", with: "'by \(word.text)'")
        filled.advice = filled.advice.replacing("tests by DIMENSION'", with: "tests by \(word.text)'")
      }
      let isColumn = word.kind == .name && ClauseKeyword(rawValue: word.text) == nil
      if isColumn { filled.advice = filled.advice.replacing("COLUMN", with: word.text) }
    }
    complain(.habit(filled, as: current.text))
  }

  /// The first word or number behind the current token, `by`, `first` and an opening parenthesis aside.
  private func wordBehind() -> Token? {
    var ahead = 1
    while ahead < 4, peek(ahead).isSymbol("(") || peek(ahead).text.lowercased() == "by" || peek(ahead).text == "first" {
      ahead += 1
    }
    let token = peek(ahead)
    return [.name, .number, .code, .word, .string].contains(token.kind) ? token : nil
  }

  /// `inlist(country, ...)`: the habit is where the field should be, which is inside.
  mutating func complain(call habit: Habit) {
    complain(habit: habit, of: wordBehind().flatMap { $0.kind == .name ? $0.text : nil })
    skipItem()
  }

  /// Up to what starts another item, clause or stage; what `between` has behind its `and` belongs to it.
  mutating func skipItem() {
    let isBetween = current.text.lowercased() == "between"
    advance()
    var open = 0
    var joins = isBetween ? 1 : 0
    while !isAtEnd, !startsTail {
      if current.isSymbol("(") { open += 1 }
      if open == 0 {
        if current.isSymbol(")") || current.isSymbol(",") { return }
        if current.kind == .name, ClauseKeyword(rawValue: current.text) != nil { return }
        if ["and", "or"].contains(current.text.lowercased()) {
          if joins == 0 { return }
          joins -= 1
        }
      }
      if current.isSymbol(")") { open -= 1 }
      index += 1
    }
  }

  /// `x <- show tests`, `x = show tests`
  mutating func complainOfAssignment() -> Bool {
    let sign = peek(1)
    guard current.kind == .name, sign.text == "<-" || sign.isSymbol("="), var habit = Habit.find("<-", in: Habit.signs)
    else { return false }
    habit.advice = habit.advice.replacing("NAME", with: current.text)
    if sign.isSymbol("=") {
      complain(.unexpected("'='", hint: habit.advice), at: sign.span)
    } else {
      complain(.habit(habit, as: sign.text), at: sign.span)
    }
    return true
  }

  /// What a statement of SQL is here; nil where it is more than this language says in one statement.
  func readingOfSQL() -> String? {
    var reading = SQLReading(tokens: Array(tokens[min(index, tokens.count - 1)...].prefix { $0.kind != .end }))
    guard let text = reading.statement() else { return nil }
    var parser = Parser(Lexer.tokens(of: text))
    let statements = parser.statements()
    return statements.count == 1 && parser.diagnostics.isEmpty ? text : nil
  }
}

/// The plain case of `select a, count(*) from t where ... group by ... order by ... limit n`.
struct SQLReading {
  let tokens: [Token]
  private var index = 0

  init(tokens: [Token]) { self.tokens = tokens }

  private var current: Token? { index < tokens.count ? tokens[index] : nil }

  private func isWord(_ word: String) -> Bool { current?.text.lowercased() == word }

  private mutating func take(_ word: String) -> Bool {
    guard isWord(word) else { return false }
    index += 1
    return true
  }

  /// Tokens up to one of the words.
  private mutating func take(upTo words: [String]) -> [Token] {
    let start = index
    while let token = current, !words.contains(token.text.lowercased()) { index += 1 }
    return Array(tokens[start..<index])
  }

  mutating func statement() -> String? {
    guard take("select") else { return nil }
    let ends = ["from", "where", "group", "order", "limit", "having"]
    let columns = take(upTo: ends).filter { !$0.isSymbol(",") }
    guard take("from"), let table = take(upTo: ends).first, let subject = Self.subject(table.text) else { return nil }
    let condition = take("where") ? take(upTo: Array(ends.dropFirst(2))) : []
    let groups = take("group") && take("by") ? take(upTo: Array(ends.dropFirst(3))) : []
    let order = take("order") && take("by") ? take(upTo: ["limit"]) : []
    let limit = take("limit") ? take(upTo: []).first : nil
    guard index == tokens.count else { return nil }
    return text(subject, columns, condition, groups, order, limit)
  }

  private func text(
    _ subject: SubjectKind, _ columns: [Token], _ condition: [Token], _ groups: [Token], _ order: [Token],
    _ limit: Token?
  ) -> String? {
    let isCounted = !groups.isEmpty || columns.contains { $0.text.lowercased() == "count" }
    let counted = subject == .measurements ? Measure.tests.rawValue : subject.rawValue
    let named = columns.compactMap { Measure(rawValue: $0.text.lowercased()) }.first { $0.subject == subject }?.rawValue
    let isAsked = isCounted || (named != nil && named != counted)
    var parts = [isAsked ? "show \(named ?? counted)" : "list \(subject.rawValue)"]
    if !condition.isEmpty { parts.append("where \(condition.map(Self.word).joined(separator: " "))") }
    if isAsked {
      let axes = groups.isEmpty ? columns : groups
      let dimensions = unique(axes.compactMap { Names.dimension($0.text.lowercased())?.rawValue })
      if !dimensions.isEmpty { parts.append("by \(dimensions.joined(separator: ", "))") }
    }
    if let key = order.first, let name = Names.dimension(key.text.lowercased())?.rawValue {
      parts.append("sort \(name)" + (order.last?.text.lowercased() == "desc" ? " desc" : ""))
    }
    if let limit, limit.kind == .number { parts.append("top \(limit.text)") }
    return parts.joined(separator: " ")
  }

  private static func subject(_ table: String) -> SubjectKind? {
    let lower = table.lowercased()
    return lower == "tests" || lower == "measurement" ? .measurements : SubjectKind(rawValue: lower)
  }

  private static func word(_ token: Token) -> String {
    let lower = token.text.lowercased()
    switch token.kind {
    case .string: return Printer.quotedIfNeeded(token.text)
    case .foreign: return token.text == "<>" ? "!=" : token.text == "==" ? "=" : token.text
    default:
      if ["and", "or", "not", "in", "is", "like"].contains(lower) { return lower == "like" ? "contains" : lower }
      return token.text
    }
  }
}

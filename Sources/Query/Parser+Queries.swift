import Subjects
import Text

/// What stands between a verb and its clauses.
extension Parser {
  /// query = show | rank | compare | list | match | associate | lag | similar
  mutating func query(_ verb: Verb) -> Syntax.Query {
    let word = advance()
    self.verb = verb
    let head: Syntax.Head
    switch verb {
    case .show, .compare: head = measures(after: word.text)
    case .rank: head = ranked()
    case .list: head = listed()
    case .match, .associate: head = pair(after: word.text, joinedBy: "with")
    case .lag: head = pair(after: word.text, joinedBy: "to")
    case .similar: head = similar()
    }
    let clauses = clauses(of: verb)
    return Syntax.Query(verb: verb, verbSpan: word.span, head: head, clauses: clauses, tail: tail())
  }

  /// ( "show" | "compare" ) measure { "," measure }
  private mutating func measures(after verb: String) -> Syntax.Head {
    var result: [Syntax.Operand] = []
    repeat {
      guard let measure = measure(after: result.isEmpty ? "'\(verb)'" : "','") else { break }
      result.append(measure)
    } while accept(symbol: ",")
    return result.isEmpty ? .invalid : .measures(result)
  }

  private mutating func measure(after word: String) -> Syntax.Operand? {
    offer(.measure)
    guard let operand = operand() else {
      if let habit = habit(Habit.signs) {
        complain(habit: habit)
        advance()
      } else {
        complain(.expected("a measure after \(word)", found: found))
      }
      return nil
    }
    if subject == nil { subject = Measure(rawValue: operand.text)?.subject }
    return operand
  }

  /// "rank" dimension "by" measure
  private mutating func ranked() -> Syntax.Head {
    offer(.rankable)
    guard let dimension = operand() else {
      complain(.expected("a dimension such as countries after 'rank'", found: found))
      // The `by` is its own and no clause.
      if accept(word: "by") { _ = measure(after: "'by'") }
      return .invalid
    }
    guard accept(word: "by") else {
      complain(.expected("'by' and a measure after 'rank \(dimension.text)'", found: found))
      return .invalid
    }
    guard let measure = measure(after: "'by'") else { return .invalid }
    if current.isSymbol(",") {
      complain(.unexpected(found, hint: "'rank' takes one measure; 'show' takes several"))
      advance()
      _ = operand()
    }
    return .ranked(dimension: dimension, measure: measure)
  }

  /// "list" selection
  private mutating func listed() -> Syntax.Head {
    offer(words: SubjectKind.allCases.map(\.rawValue), .subject)
    guard let word = operand() else {
      complain(.expected("a subject after 'list'", found: found))
      return .invalid
    }
    subject = SubjectKind(rawValue: word.text)
    return .selection(selection(word))
  }

  /// ( "match" | "associate" ) selection "with" selection | "lag" selection "to" selection
  private mutating func pair(after verb: String, joinedBy joiner: String) -> Syntax.Head {
    guard let left = side(after: "'\(verb)'") else {
      skipSelection()
      if accept(word: joiner) { _ = operand().map { inner($0) } }
      return .invalid
    }
    subject = SubjectKind(rawValue: left.subject.text)
    guard accept(word: joiner) else {
      complain(.expected("'\(joiner)' and a selection after '\(verb) \(left.subject.text)'", found: found))
      if peek(1).kind == .name, SubjectKind(rawValue: peek(1).text) != nil {
        advance()
        _ = operand().map { inner($0) }
      }
      return .invalid
    }
    guard let right = side(after: "'\(joiner)'") else { return .invalid }
    other = SubjectKind(rawValue: right.subject.text)
    return .pair(left, right)
  }

  private mutating func side(after word: String) -> Syntax.Selection? {
    offer(words: SubjectKind.records.map(\.rawValue), .subject)
    guard let operand = operand() else {
      complain(.expected("incidents, events or episodes after \(word)", found: found))
      return nil
    }
    return inner(operand)
  }

  /// "similar" "to" ( "episode" | "incident" ) ID
  private mutating func similar() -> Syntax.Head {
    let form = "'to episode ID' or 'to incident ID'"
    guard accept(word: "to") else {
      complain(.expected("\(form) after 'similar'", found: found))
      return .invalid
    }
    let kinds = ["episode": SubjectKind.episodes, "incident": .incidents]
    offer(words: kinds.keys.sorted())
    guard let kind = operand() else {
      complain(.expected("'episode' or 'incident' after 'similar to'", found: found))
      return .invalid
    }
    subject = kinds[kind.text]
    guard subject != nil else {
      let near = Spelling.suggestions(for: kind.text, among: kinds.keys)
      complain(
        near.isEmpty
          ? .expected(form, found: "'\(kind.text)'")
          : .misspelt(kind.text.printable, of: "'episode' or 'incident'", suggestions: near), at: kind.span)
      _ = operand()
      return .invalid
    }
    offer(.record(subject))
    guard let id = expectOperand("an id after 'similar to \(kind.text)', as 'list' shows it") else { return .invalid }
    return .similar(kind: kind, id: id)
  }
}

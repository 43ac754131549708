import Text

extension Syntax {
  /// A statement's tree, one node a line, two spaces a level: for `explain` and the golden files.
  package static func dump(_ statement: Statement) -> String {
    var tree = Tree()
    tree.body(statement.body)
    return tree.lines.joined(separator: "\n")
  }
}

private struct Tree {
  var lines: [String] = []
  var level = 0

  mutating func line(_ text: String) { lines.append(String(repeating: "  ", count: level) + text) }

  mutating func nested(_ title: String, _ inside: (inout Tree) -> Void) {
    line(title)
    level += 1
    inside(&self)
    level -= 1
  }

  func text(_ operand: Syntax.Operand) -> String { "\(operand.kind.rawValue) \(Printer.quoted(operand.text))" }

  mutating func operands(_ list: [Syntax.Operand]) { for operand in list { line(text(operand)) } }

  mutating func body(_ body: Syntax.Body) {
    switch body {
    case .query(let query): self.query(query)
    case .kept(let operand, let tail):
      nested("kept \(text(operand))") { $0.tail(tail) }
    case .sql(let text, let tail):
      nested("sql \(self.text(text))") { $0.tail(tail) }
    case .command(let command): self.command(command)
    case .invalid: line("invalid")
    }
  }

  mutating func query(_ query: Syntax.Query) {
    nested(query.verb.rawValue) { tree in
      switch query.head {
      case .measures(let list): tree.nested("measures") { $0.operands(list) }
      case .ranked(let dimension, let measure):
        tree.line("dimension \(tree.text(dimension))")
        tree.line("measure \(tree.text(measure))")
      case .selection(let selection): tree.selection(selection)
      case .pair(let left, let right):
        tree.selection(left)
        tree.selection(right)
      case .similar(let kind, let id): tree.line("\(kind.text) \(tree.text(id))")
      case .invalid: tree.line("invalid")
      }
      for clause in query.clauses { tree.clause(clause) }
      tree.tail(query.tail)
    }
  }

  mutating func selection(_ selection: Syntax.Selection) {
    nested("selection \(text(selection.subject))") { tree in
      for item in selection.items {
        switch item {
        case .clause(let clause): tree.clause(clause)
        case .condition(let condition): tree.condition(condition)
        }
      }
    }
  }

  mutating func clause(_ clause: Syntax.Clause) {
    nested(clause.keyword.rawValue) { tree in
      switch clause.content {
      case .list(let list): tree.operands(list)
      case .one(let operand): tree.line(tree.text(operand))
      case .during(let during): tree.during(during)
      case .anchor(let anchor): tree.anchor(anchor)
      case .near(let selection, let within):
        tree.selection(selection)
        tree.line("within \(tree.text(within))")
      case .bounds(let from, let to): tree.operands([from, to])
      case .condition(let condition): tree.condition(condition)
      case .sort(let keys): tree.sort(keys)
      case .vary(let parameter, let values): tree.nested(parameter.text) { $0.operands(values) }
      case .invalid: tree.line("invalid")
      }
    }
  }

  mutating func sort(_ keys: [Syntax.SortKey]) {
    for key in keys { line(text(key.column) + (key.isDescending ? " desc" : "")) }
  }

  mutating func during(_ during: Syntax.During) {
    switch during {
    case .parameter(let operand): line(text(operand))
    case .selection(let selection): self.selection(selection)
    case .period(let period): self.period(period)
    }
  }

  mutating func anchor(_ anchor: Syntax.Anchor) {
    switch anchor {
    case .event(let id): line("event \(text(id))")
    case .selection(let selection): self.selection(selection)
    case .period(let period): self.period(period)
    case .parameter(let operand): line(text(operand))
    }
  }

  mutating func period(_ period: Syntax.Period) {
    switch period {
    case .literal(let only): line(text(only))
    case .range(let from, let to): nested("range") { $0.operands([from, to]) }
    case .last(let duration): line("last \(text(duration))")
    case .since(let from): line("since \(text(from))")
    case .until(let to): line("until \(text(to))")
    }
  }

  mutating func condition(_ condition: Syntax.Condition) {
    switch condition {
    case .all(let parts): nested("and") { tree in for part in parts { tree.condition(part) } }
    case .any(let parts): nested("or") { tree in for part in parts { tree.condition(part) } }
    case .not(let part): nested("not") { $0.condition(part) }
    case .compare(let field, let sign, let value): line("\(field.text) \(sign.rawValue) \(self.value(value))")
    case .member(let field, let values):
      nested("\(field.text) in") { tree in for value in values { tree.line(tree.value(value)) } }
    case .missing(let field, let isNegated): line("\(field.text) is \(isNegated ? "not " : "")missing")
    case .invalid: line("invalid")
    }
  }

  func value(_ value: Syntax.Value) -> String {
    switch value {
    case .operand(let operand): text(operand)
    case .range(let from, let to): "range \(text(from)) \(text(to))"
    }
  }

  mutating func tail(_ tail: Syntax.Tail) {
    for stage in tail.stages { nested("| \(stage.keyword.rawValue)") { $0.stage(stage.content) } }
    if let keep = tail.keep { line("as \(text(keep))") }
  }

  mutating func stage(_ content: Syntax.StageContent) {
    switch content {
    case .condition(let condition): self.condition(condition)
    case .sort(let keys): sort(keys)
    case .count(let operand): line(text(operand))
    case .columns(let columns): operands(columns)
    case .rename(let column, let name): operands([column, name])
    case .round(let column, let digits): operands([column, digits])
    case .chart(let kind): if let kind { line(text(kind)) }
    case .export(let format, let file, let options):
      operands([format, file])
      for option in options { line(option.name.text + (option.value.map { " \(text($0))" } ?? "")) }
    case .invalid: line("invalid")
    }
  }

  mutating func command(_ command: Syntax.Command) {
    line("command \(Printer().command(command))")
  }
}

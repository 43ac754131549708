import Text

extension Printer {
  /// Each stage on its own line after a query, on the same line after `it`.
  func tail(_ tail: Syntax.Tail, after separator: String) -> String {
    let stages = tail.stages.map { "\(separator)| \(stage($0))" }.joined()
    return stages + (tail.keep.map { " as \(word($0))" } ?? "")
  }

  /// The stages that change what a result holds.
  func shaping(_ tail: Syntax.Tail) -> String {
    tail.stages.filter { $0.keyword != .export && $0.keyword != .chart }.map { " | \(stage($0))" }.joined()
  }

  private func stage(_ stage: Syntax.Stage) -> String {
    let word = stage.keyword.rawValue
    switch stage.content {
    case .invalid: return word
    case .condition(let condition): return "\(word) \(self.condition(condition, nil))"
    case .sort(let keys): return "\(word) \(sort(keys))"
    case .count(let operand): return "\(word) \(self.word(operand))"
    case .columns(let columns): return "\(word) \(unique(columns.map(column)).joined(separator: ", "))"
    case .rename(let column, let name): return "\(word) \(self.column(column)) = \(self.column(name))"
    case .round(let column, let digits): return "\(word) \(self.column(column)) \(self.word(digits))"
    case .chart(let kind): return kind.map { "\(word) \(self.word($0))" } ?? word
    case .export(let format, let file, let options):
      return
        (["\(word) \(self.word(format)) \(file.kind == .parameter ? self.word(file) : Printer.quoted(file.text))"]
        + options.map(option)).joined(
          separator: " ")
    }
  }

  private func option(_ option: Syntax.Option) -> String {
    guard let value = option.value else { return option.name.text }
    let isText = value.kind == .string || value.kind == .word
    return "\(option.name.text) \(isText ? Printer.quoted(value.text) : word(value))"
  }

  func command(_ command: Syntax.Command) -> String {
    switch command {
    case .load(let files, let name, let format, let mapping, let isDry):
      load(files, name, format, mapping) + (isDry ? " dry-run" : "")
    case .loads: "loads"
    case .rejected(let number): "loads \(word(number)) rejected"
    case .undo(let number): "undo load \(word(number))"
    case .datasets(let operand): "datasets" + (operand.map { " \(word($0))" } ?? "")
    case .define(let set, let members):
      "define @\(set.text) = \(unique(members.map(member)).joined(separator: ", "))"
    case .defineIndex(let name, let expression): "define index \(word(name)) = \(self.expression(expression))"
    case .save(let file, let from, let to, let replaces):
      "save \(fileName(file)) from #\(from.text)" + (from.text == to.text ? "" : "..#\(to.text)")
        + (replaces ? " replace" : "")
    case .cite(let result): "cite" + (result.map { " \(word($0))" } ?? "")
    case .sources(let result): "sources" + (result.map { " \(word($0))" } ?? "")
    case .log(let isOn, let file): "log \(isOn ? "on" : "off")" + (file.map { " \(fileName($0))" } ?? "")
    case .verify(let file): "verify \(fileName(file))"
    case .settings: "set"
    case .set(let name, let value): "set \(name.text) = \(value.text)"
    case .edit: "edit"
    case .run(let name, let arguments):
      (["run \(word(name))"] + arguments.map { "\($0.name.text)=\(argument($0.value))" }).joined(separator: " ")
    case .queries: "queries"
    case .explain(let statement, let text): prefixed("explain", statement, text)
    case .format(let statement, let text): prefixed("fmt", statement, text)
    case .describe(let kind, let name): "describe \(kind.map { "\($0.text) " } ?? "")\(word(name))"
    case .measures: "measures"
    case .platforms: "platforms"
    case .places: "places"
    case .runs: "runs"
    case .history: "history"
    case .results: "results"
    case .correct(let correction, let record, let id, let text):
      ([correction.rawValue, record.text, word(id)]
        + (text.map { [correction == .exclude ? "because" : "", Printer.quoted($0.text)] } ?? []))
        .filter { !$0.isEmpty }.joined(separator: " ")
    case .corrections(let transfer, let file):
      "corrections" + (transfer.map { " \($0.rawValue)" } ?? "") + (file.map { " \(fileName($0))" } ?? "")
    case .backup(let file): "backup \(fileName(file))"
    case .compact: "compact"
    case .attach(let file): "attach \(fileName(file))"
    case .detach: "detach"
    case .snapshot(let name): "snapshot \(word(name))"
    case .snapshots: "snapshots"
    case .help(let topic): "help" + (topic.map { " \($0)" } ?? "")
    case .quit: "quit"
    }
  }

  private func load(
    _ files: [Syntax.Operand], _ name: Syntax.Operand?, _ format: Syntax.Operand?, _ mapping: [Syntax.Assignment]
  ) -> String {
    let files = files.map { $0.kind == .parameter ? word($0) : Printer.quoted($0.text) }
    var text = "load \(files.joined(separator: ", "))"
    if let name { text += " as \(word(name))" }
    if let format { text += " format \(word(format))" }
    let columns = mapping.map { "\(word($0.name)) = \(Printer.quoted($0.value.text))" }
    return columns.isEmpty ? text : "\(text) map \(columns.joined(separator: ", "))"
  }

  /// With no more parentheses than it needs.
  func expression(_ expression: Syntax.Expression) -> String {
    switch expression {
    case .measure(let operand), .number(let operand): return word(operand)
    case .negative(let inner): return "- \(factor(inner, isRight: true))"
    case .binary(let sign, let left, let right) where sign == "*" || sign == "/":
      return "\(factor(left)) \(sign) \(factor(right, isRight: sign == "/"))"
    case .binary(let sign, let left, let right):
      let tail = self.expression(right)
      guard case .binary(let other, _, _) = right, sign == "-", other == "+" || other == "-" else {
        return "\(self.expression(left)) \(sign) \(tail)"
      }
      return "\(self.expression(left)) \(sign) (\(tail))"
    }
  }

  private func factor(_ expression: Syntax.Expression, isRight: Bool = false) -> String {
    let text = self.expression(expression)
    switch expression {
    case .measure, .number, .negative: return text
    case .binary(let sign, _, _): return sign == "+" || sign == "-" || isRight ? "(\(text))" : text
    }
  }

  private func fileName(_ file: Syntax.Operand) -> String {
    file.kind == .parameter ? word(file) : Printer.quoted(file.text)
  }

  private func member(_ operand: Syntax.Operand) -> String {
    Names.place(operand.text) == nil ? platform(operand) : place(operand)
  }

  private func argument(_ value: Syntax.Operand) -> String {
    let plain = value.text.utf8.allSatisfy { $0.isWord || "-.,:@".utf8.contains($0) }
    return plain && !value.text.isEmpty ? value.text : Printer.quoted(value.text)
  }

  private func prefixed(_ word: String, _ statement: Syntax.Statement?, _ text: String) -> String {
    guard !text.isEmpty else { return word }
    return "\(word) \(statement.flatMap { self.statement($0) } ?? text)"
  }
}

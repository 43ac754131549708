import Query
import Render
import Tables
import Text

extension Session {
  /// `save "FILE" from #A..#B`: the statements of those results as a script that gives them again.
  func save(_ numbers: ClosedRange<Int>, to file: String, replacing: Bool) throws {
    let chosen = keptResults.filter { numbers.contains($0.number) }
    guard let first = chosen.first, let last = chosen.last else {
      throw Diagnostic(.error, "there is no such result", help: "'results' lists them")
    }
    let known = try catalog()
    let statements = chosen.map { result in
      (result.number, statement(of: result.answer, number: result.number, name: result.name), result.answer)
    }
    let range = first.number == last.number ? "Result #\(first.number)" : "Results #\(first.number)..#\(last.number)"
    let needs = Set(chosen.filter { !$0.answer.isOfSQL }.flatMap { $0.answer.provenance.datasets.map(\.name) })
    var lines = ["---", "title: \(range) of a session", "language: 1"]
    if !needs.isEmpty { lines.append("needs: \(needs.sorted().joined(separator: ", "))") }
    lines.append("---")
    lines += definitions(in: statements.map(\.1), known)
    for (number, text, answer) in statements {
      let place = answer.notes.first { $0.text.hasPrefix(Self.placeOfAttached) }.map { ", \($0.text)" } ?? ""
      lines += ["-- #\(number)  \(answer.provenance.shortIDs)\(place)", text, ""]
    }
    lines.removeLast()
    do {
      try Render.write(lines.joined(separator: "\n") + "\n", to: place(file), replacing: replacing)
    } catch {
      guard case .exists = error else { throw error }
      throw Diagnostic(
        .error, "\"\(file.printable)\" exists", help: "add 'replace' at the end to replace it, or name another file")
    }
    output.tell("wrote \"\(file.printable)\", \(chosen.count) \(chosen.count == 1 ? "statement" : "statements")\n")
  }

  /// With how it was drawn, and the files that it was written to.
  private func statement(of answer: Answer, number: Int, name: String?) -> String {
    let chart = charts[number].map {
      " | " + (["chart"] + [$0.kind?.rawValue].compactMap { $0 }).joined(separator: " ")
    }
    let files = (exports[number] ?? []).map { " | \(text(of: $0, parameters: answer.provenance.parameters))" }.joined()
    let keep = name.map { " as \($0)" } ?? ""
    return Language.format(SourceText(answer.provenance.statement + (chart ?? "") + files + keep))
  }

  /// With the values of the parameters of the script that it was in.
  private func text(of export: Export, parameters: [String: String]) -> String {
    var words = ["export", export.format, quoted(export.file)]
    for option in ExportOption.allCases {
      guard let value = export.options[option.rawValue] else { continue }
      words.append(option.rawValue)
      guard option.takesValue else { continue }
      let bound = RenderOptions(parameters: parameters).expanded(value)
      words.append(option == .digits ? bound : quoted(bound))
    }
    if export.replaces { words.append("replace") }
    return words.joined(separator: " ")
  }

  private func quoted(_ text: String) -> String {
    "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
  }

  /// The sets and indices of the user's own that statements name: nobody else has them.
  private func definitions(in statements: [String], _ known: Catalog) -> [String] {
    let tokens = statements.flatMap { Language.tokens(of: SourceText($0)) }
    var sets = Set(tokens.filter { $0.kind == .set }.map(\.text)).filter { known.sets[$0] != nil }
    // A set may be made of sets.
    var left = Array(sets)
    while let name = left.popLast() {
      for member in members(of: known.sets[name]) where member.hasPrefix("@") {
        let inner = String(member.dropFirst())
        if known.sets[inner] != nil, sets.insert(inner).inserted { left.append(inner) }
      }
    }
    var lines = ordered(sets, known).map { "define @\($0) = \(members(of: known.sets[$0]).joined(separator: ", "))" }
    // A statement may bring its indices' definitions with it.
    let defined = Set(zip(tokens, tokens.dropFirst()).filter { $0.0.text == "index" }.map(\.1.text))
    let names = Set(tokens.filter { $0.kind == .name }.map(\.text)).subtracting(defined)
    let indices = names.compactMap { known.indices[$0] }
    lines += indices.sorted { $0.name < $1.name }.map { "define index \($0.name) = \($0.text)" }
    return lines.isEmpty ? [] : lines + [""]
  }

  /// Each after those that it is made of.
  private func ordered(_ sets: Set<String>, _ known: Catalog) -> [String] {
    var done: [String] = []
    var rest = sets.sorted()
    while !rest.isEmpty {
      let next = rest.firstIndex { name in
        members(of: known.sets[name]).allSatisfy { !$0.hasPrefix("@") || !rest.contains(String($0.dropFirst())) }
      }
      done.append(rest.remove(at: next ?? 0))
    }
    return done
  }

  private func members(of set: Catalog.UserSet?) -> [String] {
    switch set {
    case .places(let members, _), .platforms(let members, _): members
    case nil: []
    }
  }
}

extension Answer {
  var isOfSQL: Bool { provenance.statement.hasPrefix("sql ") }
}

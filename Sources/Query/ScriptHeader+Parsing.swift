import Subjects
import Text

extension ScriptHeader {
  /// The header at a text's start and where the statements begin; nil where the first line is not `---`.
  static func read(_ text: String) -> (header: ScriptHeader, end: Int, diagnostics: [Diagnostic])? {
    let bytes = Array(text.utf8)
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var lines = Lines(bytes: bytes, offset: start)
    guard let first = lines.next(), first.text == "---" else { return nil }
    var header = ScriptHeader(language: 1, parameters: [], needs: [], span: first.span)
    var diagnostics: [Diagnostic] = []
    while let line = lines.next() {
      if line.text == "---" {
        header.span = header.span.union(line.span)
        return (header, line.span.upper, diagnostics)
      }
      if let problem = header.take(line) { diagnostics.append(Diagnostic(problem, at: line.span)) }
    }
    diagnostics.append(Diagnostic(.openHeader, at: first.span))
    // All of it is taken for the header.
    header.span = Span(first.span.lower, bytes.lastIndex { !$0.isBlank }.map { $0 + 1 } ?? bytes.count)
    return (header, bytes.count, diagnostics)
  }

  private struct Lines {
    let bytes: [UInt8]
    var offset: Int

    /// A line without blanks around it, and its place.
    mutating func next() -> (text: String, span: Span)? {
      guard offset < bytes.count else { return nil }
      var lower = offset
      var upper = bytes[offset...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
      offset = upper
      if offset < bytes.count { offset += bytes[offset...].starts(with: [0x0D, 0x0A]) ? 2 : 1 }
      while lower < upper, bytes[lower].isBlank { lower += 1 }
      while upper > lower, bytes[upper - 1].isBlank { upper -= 1 }
      return (String(decoding: bytes[lower..<upper], as: UTF8.self), Span(lower, upper))
    }
  }

  /// `title: ...`, `language: 1`, `param NAME: TYPE = DEFAULT`, `needs: ...`
  private mutating func take(_ line: (text: String, span: Span)) -> Problem? {
    if line.text.isEmpty || line.text.hasPrefix("--") { return nil }
    guard let colon = line.text.firstIndex(of: ":") else { return .headerLine(line.text.printable) }
    let key = line.text[..<colon].trimmed
    let value = line.text[line.text.index(after: colon)...].trimmed
    switch key {
    case "title": title = value
    case "language":
      guard value == "1" else { return .headerLanguage(value.printable) }
      language = 1
    case "needs": needs += value.split(separator: ",").map(\.trimmed)
    default:
      guard key.hasPrefix("param ") else { return .headerLine(line.text.printable) }
      return take(parameter: key.dropFirst(6).trimmed, value, at: line.span)
    }
    return nil
  }

  private mutating func take(parameter name: String, _ declaration: String, at span: Span) -> Problem? {
    let parts = declaration.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(\.trimmed)
    guard Lexer.kind(of: Array(name.utf8)[...]) == .name else { return .badName(name.printable) }
    guard !Vocabulary.taken.contains(name) || ParameterType(rawValue: name) != nil || Bin(rawValue: name) != nil else {
      return .reserved(name, .parameter)
    }
    guard let type = parts.first.flatMap(ParameterType.init(rawValue:)) else {
      return .headerType(parts.first?.printable ?? "")
    }
    guard !parameters.contains(where: { $0.name == name }) else { return .repeatedName(name) }
    let fallback = parts.count > 1 ? Self.unquoted(parts[1]) : nil
    parameters.append(Parameter(name: name, type: type, fallback: fallback, span: span))
    return nil
  }

  private static func unquoted(_ text: String) -> String {
    let lexer = Lexer.tokens(of: text)
    guard lexer.tokens.count == 2, lexer.tokens[0].kind == .string, lexer.problems.isEmpty else { return text }
    return lexer.tokens[0].text
  }
}

extension ScriptHeader {
  /// Typed values for the parameters, from what was given and the defaults.
  package func bind(
    _ arguments: [String: String], in catalog: Catalog
  ) -> Result<[String: Catalog.Parameter], Diagnostics> {
    var values: [String: Catalog.Parameter] = [:]
    var diagnostics: [Diagnostic] = []
    let known = parameters.map(\.name)
    for name in arguments.keys.sorted() where !known.contains(name) {
      let near = Names.suggestions(for: name, among: known)
      diagnostics.append(Diagnostic(.unknownArgument(name.printable, known: known, suggestions: near), at: nil))
    }
    for parameter in parameters {
      let given = arguments[parameter.name]
      guard let text = given ?? parameter.fallback else {
        diagnostics.append(Diagnostic(.missingArgument(parameter.name, parameter.type.rawValue), at: nil))
        continue
      }
      let place = given == nil ? parameter.span : nil
      switch parameter.type.value(text, in: catalog) {
      case .success(let value): values[parameter.name] = value
      case .failure(let failure):
        diagnostics += failure.list.map { found in
          Diagnostic(.error, "\(parameter.name): \(found.message)", at: place, help: found.help)
        }
      }
    }
    return diagnostics.isEmpty ? .success(values) : .failure(Diagnostics(diagnostics))
  }
}

extension ScriptHeader.ParameterType {
  func value(_ text: String, in catalog: Catalog) -> Result<Catalog.Parameter, Diagnostics> {
    let nowhere = Span(0, text.utf8.count)
    let wrong = { (expected: String) -> Result<Catalog.Parameter, Diagnostics> in
      .failure(Diagnostics([Diagnostic(.badNumber(text.printable, expected: expected), at: nil)]))
    }
    var resolver = Resolver(catalog)
    switch self {
    case .text: return .success(.text(text))
    case .number:
      guard let number = Double(text), number.isFinite else { return wrong("a number") }
      return .success(.number(number))
    case .span:
      guard let period = Substitution.period(text, at: nowhere) else { return wrong("a period such as 2023-H1") }
      if case .last(let duration) = period {
        _ = resolver.duration(duration)
      } else {
        _ = resolver.period(period, over: [])
      }
    case .places, .platforms, .datasets, .name:
      guard let operands = Substitution.operands(text, at: nowhere) else { return wrong("a list of names") }
      if self == .name, operands.count != 1 { return wrong("one name") }
      for operand in operands { check(operand, &resolver) }
    }
    return resolver.diagnostics.isEmpty ? .success(.words(text)) : .failure(Diagnostics(resolver.diagnostics))
  }

  private func check(_ operand: Syntax.Operand, _ resolver: inout Resolver) {
    switch self {
    case .places:
      if operand.kind == .set { _ = resolver.placeSet(operand) } else { _ = resolver.place(operand) }
    case .platforms: _ = resolver.platforms(operand)
    case .datasets:
      let names = resolver.catalog.datasets.map(\.name)
      if !names.contains(operand.text) { resolver.unknown(.dataset, operand, among: names) }
    case .span, .number, .text, .name: break
    }
  }
}

extension StringProtocol {
  var trimmed: String {
    let start = firstIndex { !$0.isWhitespace } ?? endIndex
    let end = lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? start
    return String(self[start..<Swift.max(start, end)])
  }
}

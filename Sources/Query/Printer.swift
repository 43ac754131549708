import Platforms
import Subjects
import Text

/// The canonical form: one text for one meaning, whatever the order and the spelling it was written in.
struct Printer {
  /// Other names of these are printed as their ids.
  var platforms = PlatformCatalog.builtIn

  /// A query with the stages that shape its result (not `export`, nor `as`), on one line: as footers print it and as
  /// `q:` hashes it.
  static func canonical(sql text: Syntax.Operand, _ tail: Syntax.Tail) -> String {
    Printer().sql(text) + Printer().shaping(tail)
  }

  static func canonical(_ query: Syntax.Query, _ subject: SubjectKind, platforms: PlatformCatalog) -> String {
    let printer = Printer(platforms: platforms)
    return printer.query(query, subject) + printer.shaping(query.tail)
  }

  func statement(_ statement: Syntax.Statement) -> String? {
    guard statement.diagnostics.isEmpty else { return nil }
    switch statement.body {
    case .query(let query): return self.query(query) + tail(query.tail, after: "\n")
    case .kept(let operand, let tail): return kept(operand) + self.tail(tail, after: " ")
    case .sql(let text, let tail): return sql(text) + self.tail(tail, after: "\n")
    case .command(.explain(let inner?, _)), .command(.format(let inner?, _)):
      return self.statement(inner).map { "\(statement.body.firstWord) \($0)" }
    case .command(let command): return self.command(command)
    case .invalid: return nil
    }
  }

  func sql(_ text: Syntax.Operand) -> String {
    "sql " + (text.kind == .parameter ? word(text) : Self.quoted(text.text))
  }

  // MARK: queries

  /// The subject of an index that a user defined is known to the resolver alone.
  func query(_ query: Syntax.Query, _ known: SubjectKind? = nil) -> String {
    let subject = known ?? query.subject ?? .measurements
    var parts = [query.verb.rawValue, head(query.head, query.verb)]
    parts += clauses(query.clauses, subject, verb: query.verb)
    return parts.joined(separator: " ")
  }

  private func head(_ head: Syntax.Head, _ verb: Verb) -> String {
    switch head {
    case .measures(let operands): operands.map(word).joined(separator: ", ")
    case .ranked(let dimension, let measure): "\(self.dimension(dimension)) by \(word(measure))"
    case .selection(let selection): self.selection(selection)
    case .pair(let left, let right):
      "\(self.selection(left)) \(verb == .lag ? "to" : "with") \(self.selection(right))"
    case .similar(let kind, let id): "to \(kind.text) \(word(id))"
    case .invalid: ""
    }
  }

  /// In the fixed order, with what is always said.
  private func clauses(_ clauses: [Syntax.Clause], _ subject: SubjectKind?, verb: Verb?) -> [String] {
    ClauseKeyword.allCases.compactMap { keyword in
      if let clause = clauses.first(keyword) { return self.clause(clause, clauses, subject, verb) }
      let isCounted = verb == .associate || verb == .match || (subject == .incidents && verb?.countsIncidents == true)
      return keyword == .counting && isCounted ? "counting starts" : nil
    }
  }

  private func clause(
    _ clause: Syntax.Clause, _ all: [Syntax.Clause], _ subject: SubjectKind?, _ verb: Verb?
  ) -> String? {
    let word = clause.keyword.rawValue
    switch clause.content {
    case .invalid: return nil
    case .list(let operands): return list(clause.keyword, operands).map { "\(word) \($0)" }
    case .one(let operand):
      if clause.keyword == .tz, operand.text == "UTC" || operand.text == "Etc/UTC" { return nil }
      if clause.keyword == .min { return minimum(operand, verb) }
      if clause.keyword == .weighting, operand.text == Weighting.equal.rawValue { return nil }
      return "\(word) \(clause.keyword == .tz ? zone(operand) : self.word(operand))"
    case .during(let during): return "\(word) \(self.during(during))"
    case .anchor(let anchor): return "\(word) \(self.anchor(anchor))"
    case .near(let selection, let within):
      return "\(word) \(self.selection(selection)) within \(self.word(within))"
    case .bounds(let from, let to): return "\(word) \(self.word(from)) and \(self.word(to))"
    case .condition(let condition): return "\(word) \(self.condition(condition, subject))"
    case .sort(let keys): return "\(word) \(sort(keys))"
    case .vary(let parameter, let values): return vary(parameter, values, all, verb)
    }
  }

  private func minimum(_ operand: Syntax.Operand, _ verb: Verb?) -> String? {
    let isStandard = verb.map { operand.text == String(Resolver.minimum(of: $0)) } ?? false
    return isStandard && operand.kind == .number ? nil : "min n = \(word(operand))"
  }

  private func zone(_ operand: Syntax.Operand) -> String {
    operand.kind == .parameter ? word(operand) : operand.text
  }

  private func list(_ keyword: ClauseKeyword, _ operands: [Syntax.Operand]) -> String? {
    switch keyword {
    case .in:
      let names = Set(operands.distinct.map(place))
      return names.contains("world") ? nil : names.sorted().joined(separator: ", ")
    case .on: return Set(operands.distinct.map(platform)).sorted().joined(separator: ", ")
    case .by: return unique(operands.map(dimension)).joined(separator: ", ")
    case .with:
      let order = Extra.allCases.map(\.rawValue)
      let position = { (name: String) in order.firstIndex(of: name) ?? order.count }
      return unique(operands.map(word)).sorted { (position($0), $0) < (position($1), $1) }.joined(separator: ", ")
    default: return unique(operands.map(word)).joined(separator: ", ")
    }
  }

  /// The base first; all of the standard values are not spelt out.
  private func vary(
    _ parameter: Syntax.Operand, _ values: [Syntax.Operand], _ all: [Syntax.Clause], _ verb: Verb?
  ) -> String {
    let keyword: ClauseKeyword
    let standard: [String]
    var base: String
    switch parameter.text {
    case "counting": (keyword, standard, base) = (.counting, Resolver.rules(of: verb).map(\.rawValue), "starts")
    case "weighting": (keyword, standard, base) = (.weighting, Weighting.allCases.map(\.rawValue), "equal")
    case "within":
      base = TimeSpelling.duration(ofSeconds: Resolver.within(of: verb ?? .match))
      (keyword, standard) = (.within, [])
      if let near = all.first(.near) ?? all.first(.without), case .near(_, let within) = near.content {
        base = word(within)
      }
    case let name where DetectorSetting(rawValue: name) != nil:
      // No clause says it otherwise.
      let base = DetectorSetting(rawValue: name).map { [DetectorSetting.text($0.standard)] } ?? []
      let given = values.map { value in Double(value.text).map(DetectorSetting.text) ?? word(value) }
      return "vary \(name) = \(unique(base + given).joined(separator: ", "))"
    default: (keyword, standard, base) = (.min, ["10", "30", "100"], String(Resolver.minimum(of: verb ?? .show)))
    }
    if case .one(let operand) = all.first(keyword)?.content { base = word(operand) }
    let given = values.isEmpty ? standard : values.map(word)
    let list = unique([base] + given)
    let isStandard = list == unique([base] + standard)
    return "vary \(parameter.text)" + (isStandard ? "" : " = \(list.joined(separator: ", "))")
  }

  func sort(_ keys: [Syntax.SortKey]) -> String {
    keys.map { column($0.column) + ($0.isDescending ? " desc" : "") }.joined(separator: ", ")
  }

  // MARK: time and selections

  func during(_ during: Syntax.During) -> String {
    switch during {
    case .parameter(let operand): return word(operand)
    case .selection(let selection): return self.selection(selection)
    case .period(let period): return self.period(period)
    }
  }

  private func anchor(_ anchor: Syntax.Anchor) -> String {
    switch anchor {
    case .event(let id): "event \(word(id))"
    case .selection(let selection): self.selection(selection)
    case .period(let period): self.period(period)
    case .parameter(let operand): word(operand)
    }
  }

  func period(_ period: Syntax.Period) -> String {
    switch period {
    case .literal(let only): word(only)
    case .range(let from, let to): from.text == to.text ? word(from) : "\(word(from))..\(word(to))"
    case .last(let duration): "last \(word(duration))"
    case .since(let from): "since \(word(from))"
    case .until(let to): "until \(word(to))"
    }
  }

  func selection(_ selection: Syntax.Selection) -> String {
    let subject = SubjectKind(rawValue: selection.subject.text)
    var items = clauses(selection.clauses.filter { $0.keyword != .where }, subject, verb: nil)
    if case .condition(let condition) = selection.clauses.first(.where)?.content {
      items.append(self.condition(condition, subject))
    }
    items += selection.conditions.map { self.condition($0, subject) }
    return items.isEmpty ? selection.subject.text : "\(selection.subject.text)(\(items.joined(separator: ", ")))"
  }

  // MARK: names

  /// As written, quoted where it would not be read as the same word.
  func word(_ operand: Syntax.Operand) -> String {
    switch operand.kind {
    case .set: "@\(operand.text)"
    case .parameter: "$\(operand.text)"
    case .result: "#\(operand.text)"
    case .number: Self.trimmed(operand.text)
    case .duration:
      TimeSpelling.seconds(ofDuration: operand.text).map(TimeSpelling.duration(ofSeconds:)) ?? operand.text
    case .time: operand.text
    case .word, .string: Self.quotedIfNeeded(operand.text)
    }
  }

  func kept(_ operand: Syntax.Operand) -> String { word(operand) }

  /// Without zeros that say nothing: `030`, `1.50`.
  private static func trimmed(_ number: String) -> String {
    if TimeSpelling.range(number) != nil { return number }
    if number.hasPrefix("-") { return "-" + trimmed(String(number.dropFirst())) }
    var digits = number[...]
    while digits.count > 1, digits.first == "0", digits.dropFirst().first?.isNumber == true { digits.removeFirst() }
    guard digits.contains("."), digits.allSatisfy({ $0.isNumber || $0 == "." }) else { return String(digits) }
    while digits.last == "0" { digits.removeLast() }
    if digits.last == "." { digits.removeLast() }
    return String(digits)
  }

  static func quotedIfNeeded(_ text: String) -> String {
    switch Lexer.kind(of: Array(text.utf8)[...]) {
    case .name where !Vocabulary.reserved.contains(text) && !text.hasSuffix("-"): text
    case .code where !text.hasSuffix("-"): text
    default: quoted(text)
    }
  }

  static func quoted(_ text: String) -> String {
    var result = "\""
    for character in text.unicodeScalars {
      if character == "\"" || character == "\\" { result.unicodeScalars.append("\\") }
      result.unicodeScalars.append(character)
    }
    return result + "\""
  }

  func place(_ operand: Syntax.Operand) -> String {
    guard operand.kind == .word || operand.kind == .string, let place = Names.place(operand.text) else {
      return word(operand)
    }
    return place.canonical
  }

  func platform(_ operand: Syntax.Operand) -> String {
    guard operand.kind == .word || operand.kind == .string, let id = Names.platform(operand.text, in: platforms) else {
      return word(operand)
    }
    return id
  }

  func dimension(_ operand: Syntax.Operand) -> String {
    operand.kind == .word ? Names.dimension(operand.text)?.rawValue ?? word(operand) : word(operand)
  }

  func column(_ operand: Syntax.Operand) -> String {
    operand.kind == .word ? Self.quotedIfNeeded(operand.text.columnName) : word(operand)
  }
}

extension Syntax.Query {
  /// Of its first measure or its selection; nil where that is not known.
  var subject: SubjectKind? {
    switch head {
    case .measures(let operands): operands.first.flatMap { Measure(rawValue: $0.text)?.subject }
    case .ranked(_, let measure): Measure(rawValue: measure.text)?.subject
    case .selection(let selection), .pair(let selection, _): SubjectKind(rawValue: selection.subject.text)
    case .similar(let kind, _): kind.text == "incident" ? .incidents : .episodes
    case .invalid: nil
    }
  }
}

extension Verb {
  /// Clauses that narrow rows then stand inside the parentheses.
  var hasTwoSelections: Bool { self == .match || self == .associate || self == .lag }

  /// Whether its incidents are counted by a rule, which is then always printed.
  var countsIncidents: Bool {
    switch self {
    case .show, .rank, .compare, .list: true
    case .match, .associate, .lag, .similar: false
    }
  }
}

extension Syntax.Body {
  /// `explain` or `fmt`, which another statement follows.
  fileprivate var firstWord: String {
    if case .command(.format) = self { CommandKeyword.fmt.rawValue } else { CommandKeyword.explain.rawValue }
  }
}

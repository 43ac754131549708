import Subjects
import Tables
import Text

extension Resolver {
  /// `show`, `rank` or `list`; nil after complaining.
  mutating func query(_ query: Syntax.Query) -> ResolvedQuery? {
    let before = diagnostics.count
    let clauses = query.clauses
    zone = self.zone(clauses.first(.tz))
    let head = self.head(query)
    let subject = head.subject ?? .measurements
    let slice = slice(of: head.subject, query)
    var result = ResolvedQuery(verb: query.verb, measures: head.measures, dimensions: head.dimensions, slice: slice)
    result.zone = zone
    result.seed = one(clauses, .seed).flatMap { integer($0, in: 0...Int.max, "a whole number") }.map { UInt64($0) }
    let isKnown = head.subject != nil
    result.dimensions += by(clauses, subject, isKnown: isKnown)
    result.bin = bin(clauses)
    result.counting = counting(clauses, subject, isKnown: isKnown)
    result.minimum = minimum(clauses, query.verb, subject, isKnown: isKnown)
    result.limit = limit(clauses)
    result.extras = extras(clauses, head.measures, subject, verb: query.verb)
    result.vary = vary(clauses, base: result)
    checkChoice(result, at: query.subjectSpan)
    // Columns follow from the query: where that is broken, what names them is not checked.
    guard diagnostics.count == before, !isDamaged else { return nil }
    let columns = Shape.columns(of: result)
    if let clause = clauses.first(.sort), case .sort(let keys) = clause.content {
      result.sort = sort(keys, columns: columns)
    }
    result.stages = stages(query.tail.stages, columns: columns)
    result.keep = keep(query.tail.keep)
    guard diagnostics.count == before else { return nil }
    result.canonical = Printer.canonical(query, platforms: catalog.platforms)
    result.notes = notes
    return result
  }

  // MARK: head

  private typealias Head = (subject: SubjectKind?, measures: [Measure], dimensions: [Dimension])

  private mutating func head(_ query: Syntax.Query) -> Head {
    switch query.head {
    case .measures(let operands):
      let measures = self.measures(operands)
      return (measures.first?.subject, measures, [])
    case .ranked(let dimension, let measure):
      let found = self.measures([measure])
      let ranked = self.dimension(dimension, of: found.first?.subject, isRanked: true)
      return (found.first?.subject, found, ranked.map { [$0] } ?? [])
    case .selection(let selection):
      return (self.subject(selection.subject), [], [])
    case .invalid: return (nil, [], [])
    }
  }

  private mutating func measures(_ operands: [Syntax.Operand]) -> [Measure] {
    var result: [Measure] = []
    for operand in operands {
      guard let measure = measure(operand) else { continue }
      if let first = result.first, first.subject != measure.subject {
        complain(.mixedSubjects(first, measure), at: operand.span)
      } else if result.contains(measure) {
        complain(.repeatedName(measure.rawValue), at: operand.span)
      } else {
        result.append(measure)
      }
    }
    return result
  }

  mutating func measure(_ operand: Syntax.Operand) -> Measure? {
    if let measure = Measure(rawValue: operand.text) { return measure }
    let name = operand.text
    if Vocabulary.laterMeasures.contains(name) {
      complain(.later(.measure, name), at: operand.span)
    } else if let dimension = Names.dimension(name) {
      complain(
        .isOther(.measure, name, isA: .dimension, right: "write 'show MEASURE by \(dimension.rawValue)'"),
        at: operand.span)
    } else if Names.subject(name) != nil {
      complain(
        .isOther(.measure, name, isA: .subject, right: "'show tests' counts them, 'list \(name)' lists them"),
        at: operand.span)
    } else {
      unknown(.measure, operand, among: Measure.allCases.map(\.rawValue))
    }
    return nil
  }

  mutating func subject(_ operand: Syntax.Operand) -> SubjectKind? {
    if operand.kind == .word, let subject = SubjectKind(rawValue: operand.text) { return subject }
    if Vocabulary.laterSubjects.contains(operand.text) {
      complain(.later(.subject, operand.text), at: operand.span)
    } else {
      unknown(.subject, operand, among: SubjectKind.allCases.map(\.rawValue))
    }
    return nil
  }

  mutating func unknown(_ category: Category, _ operand: Syntax.Operand, among known: [String]) {
    let near = Names.suggestions(for: operand.text, among: known)
    if near.count == 1, near[0].lowercased() == operand.text.lowercased() {
      complain(.wrongCase(category, operand.text.printable, right: near[0]), at: operand.span)
    } else {
      complain(.unknown(category, operand.text.printable, suggestions: near), at: operand.span)
    }
  }

  mutating func dimension(
    _ operand: Syntax.Operand, of subject: SubjectKind?, isRanked: Bool = false
  ) -> Dimension? {
    let name = operand.text
    guard let dimension = Names.dimension(name) else {
      if Vocabulary.laterDimensions.contains(name) || Vocabulary.laterDimensions.contains(Names.singular(name)) {
        complain(.later(.dimension, name), at: operand.span)
      } else if Measure(rawValue: name) != nil {
        complain(.isOther(.dimension, name, isA: .measure, right: nil), at: operand.span)
      } else if let bin = Bin(rawValue: name) {
        complain(.isOther(.dimension, name, isA: .bin, right: "write 'per \(bin.rawValue)'"), at: operand.span)
      } else {
        let fitting = Dimension.allCases.filter { dimension in subject.map(dimension.applies) ?? true }.map(\.rawValue)
        unknown(.dimension, operand, among: isRanked ? fitting.map(Names.plural) : fitting)
        diagnostics.setHelp("dimensions: \(fitting.joined(separator: ", "))", at: operand.span)
      }
      return nil
    }
    if let subject, !dimension.applies(to: subject) {
      complain(.dimensionOfOther(dimension, subject), at: operand.span)
      return nil
    }
    guard isKnown(reference: dimension.rawValue) else {
      complain(.noReference(dimension.rawValue), at: operand.span)
      return nil
    }
    return dimension
  }

  /// What rests on reference data has no answer without any.
  func isKnown(reference name: String) -> Bool {
    guard name == Dimension.category.rawValue || name == Dimension.ownership.rawValue else { return true }
    return catalog.vocabulary[name]?.isEmpty == false
  }

  // MARK: clauses that shape the result

  private func one(_ clauses: [Syntax.Clause], _ keyword: ClauseKeyword) -> Syntax.Operand? {
    guard case .one(let operand) = clauses.first(keyword)?.content else { return nil }
    return operand
  }

  private func operands(_ clauses: [Syntax.Clause], _ keyword: ClauseKeyword) -> [Syntax.Operand] {
    guard case .list(let operands) = clauses.first(keyword)?.content else { return [] }
    return operands
  }

  private mutating func zone(_ clause: Syntax.Clause?) -> Zone {
    guard case .one(let operand) = clause?.content else { return .utc }
    if let zone = ZoneName.zone(operand.text) { return zone }
    complain(
      .badZone(operand.text.printable, suggestions: ZoneName.suggestions(for: operand.text)), at: operand.span)
    return .utc
  }

  private mutating func by(
    _ clauses: [Syntax.Clause], _ subject: SubjectKind, isKnown: Bool
  ) -> [Dimension] {
    var result: [Dimension] = []
    for operand in operands(clauses, .by) {
      guard let dimension = dimension(operand, of: isKnown ? subject : nil) else { continue }
      if result.contains(dimension) {
        complain(.repeatedName(dimension.rawValue), at: operand.span)
      } else {
        result.append(dimension)
      }
    }
    return result
  }

  private mutating func bin(_ clauses: [Syntax.Clause]) -> Bin? {
    guard let operand = one(clauses, .per) else { return nil }
    if let bin = Bin(rawValue: operand.text) { return bin }
    unknown(.bin, operand, among: Bin.allCases.map(\.rawValue))
    return nil
  }

  private mutating func counting(
    _ clauses: [Syntax.Clause], _ subject: SubjectKind, isKnown: Bool
  ) -> CountingRule {
    guard let clause = clauses.first(.counting), case .one(let operand) = clause.content else { return .starts }
    if isKnown, subject != .incidents {
      complain(.notForSubject("counting", subject, reason: "counting rules are for incidents"), at: clause.keywordSpan)
    }
    return rule(operand) ?? .starts
  }

  private mutating func rule(_ operand: Syntax.Operand) -> CountingRule? {
    if let rule = CountingRule(rawValue: operand.text) { return rule }
    unknown(.rule, operand, among: CountingRule.allCases.map(\.rawValue))
    return nil
  }

  private mutating func minimum(
    _ clauses: [Syntax.Clause], _ verb: Verb, _ subject: SubjectKind, isKnown: Bool
  ) -> Int? {
    let standard: Int? = isKnown && subject == .measurements && verb != .list ? Self.minimum(of: verb) : nil
    guard let clause = clauses.first(.min), case .one(let operand) = clause.content else { return standard }
    if isKnown, subject != .measurements {
      complain(
        .notForSubject("min n", subject, reason: "'min n' is about tests; '| where' filters a result"),
        at: clause.keywordSpan)
      return nil
    }
    return integer(operand, in: 1...1_000_000_000, "a whole number from 1") ?? standard
  }

  static func minimum(of verb: Verb) -> Int { verb == .rank ? 30 : 1 }

  private mutating func limit(_ clauses: [Syntax.Clause]) -> Limit? {
    for (keyword, end) in [(ClauseKeyword.top, Limit.End.top), (.bottom, .bottom)] {
      guard let operand = one(clauses, keyword) else { continue }
      return integer(operand, in: 1...1_000_000_000, "a whole number from 1").map { Limit(end, $0) }
    }
    return nil
  }

  private mutating func extras(
    _ clauses: [Syntax.Clause], _ measures: [Measure], _ subject: SubjectKind, verb: Verb
  ) -> [Extra] {
    var result: Set<Extra> = []
    for operand in operands(clauses, .with) {
      guard let extra = Extra(rawValue: operand.text) else {
        if Vocabulary.laterExtras.contains(operand.text) {
          complain(.later(.extra, operand.text), at: operand.span)
        } else {
          unknown(.extra, operand, among: Extra.allCases.map(\.rawValue))
        }
        continue
      }
      check(extra, measures, subject, verb: verb, at: operand.span)
      result.insert(extra)
    }
    return Extra.allCases.filter(result.contains)
  }

  private mutating func check(
    _ extra: Extra, _ measures: [Measure], _ subject: SubjectKind, verb: Verb, at span: Span
  ) {
    let isList = verb == .list
    guard isList || !measures.isEmpty else { return }
    switch extra {
    case .sources: break
    case .ci where isList || !measures.contains(where: \.isRate): complain(.needsRate("ci"), at: span)
    case .share where isList || !measures.contains(where: \.isCount):
      complain(.notForSubject("share", subject, reason: "'share' is of a total, so it goes with counts"), at: span)
    case .n, .networks:
      guard isList || subject != .measurements else { return }
      complain(
        .notForSubject(extra.rawValue, subject, reason: "it counts what measures of tests rest on"), at: span)
    case .ci, .share: break
    }
  }

  // MARK: vary

  private mutating func vary(_ clauses: [Syntax.Clause], base: ResolvedQuery) -> Vary? {
    guard let clause = clauses.first(.vary), case .vary(let parameter, let values) = clause.content else { return nil }
    if base.measures.count > 1 { complain(.varyWithMeasures, at: clause.keywordSpan) }
    let subject = base.measures.first?.subject
    if parameter.text == "counting" {
      if let subject, subject != .incidents {
        complain(.notForSubject("counting", subject, reason: "counting rules are for incidents"), at: parameter.span)
      }
      let rules = values.isEmpty ? CountingRule.allCases : values.compactMap { rule($0) }
      return .counting(unique([base.counting] + rules))
    }
    if let subject, subject != .measurements {
      complain(.notForSubject("min n", subject, reason: "'min n' is about tests"), at: parameter.span)
    }
    let numbers = values.compactMap { integer($0, in: 1...1_000_000_000, "a whole number from 1") }
    return .minimum(unique([base.minimum ?? 1] + (values.isEmpty ? [10, 30, 100] : numbers)))
  }

  // MARK: choice of catalogues

  /// Several catalogues record the same things: their counts do not add up.
  private mutating func checkChoice(_ query: ResolvedQuery, at span: Span) {
    let slice = query.slice
    guard let measure = query.measures.first, measure.subject != .measurements, !slice.isFromExplicit,
      slice.datasets.count > 1, !query.dimensions.contains(.dataset)
    else { return }
    complain(.datasetChoice(slice.subject, slice.datasets), at: span)
  }
}

/// In order, without repeats.
func unique<Element: Hashable>(_ values: [Element]) -> [Element] {
  var seen: Set<Element> = []
  return values.filter { seen.insert($0).inserted }
}

extension Syntax.Query {
  /// The word that decides the subject.
  var subjectSpan: Span {
    switch head {
    case .measures(let measures): measures.first?.span ?? verbSpan
    case .ranked(_, let measure): measure.span
    case .selection(let selection): selection.subject.span
    case .invalid: verbSpan
    }
  }
}

extension [Diagnostic] {
  /// A more exact help than the problem's own, for the one just added.
  mutating func setHelp(_ help: String, at span: Span) {
    guard let last = indices.last, self[last].span == span else { return }
    self[last].help = help
  }
}

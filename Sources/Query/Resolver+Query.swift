import Subjects
import Tables
import Text

extension Resolver {
  /// A question; nil after complaining.
  mutating func query(_ query: Syntax.Query) -> ResolvedQuery? {
    let before = diagnostics.count
    let clauses = query.clauses
    zone = self.zone(clauses.first(.tz))
    hasPhases = clauses.has(.around)
    let head = self.head(query)
    let subject = head.subject ?? .measurements
    let isKnown = head.subject != nil
    var result = ResolvedQuery(
      verb: query.verb, measures: head.measures, composites: head.composites, dimensions: head.dimensions,
      slice: slice(of: head.subject, query))
    result.zone = zone
    result.seed = one(clauses, .seed).flatMap { integer($0, in: 0...Int.max, "a whole number") }.map { UInt64($0) }
    result.relation = relation(query, subject)
    result.near = near(clauses, of: head.subject)
    result.dimensions += by(clauses, subjects(of: result), verb: query.verb, isKnown: isKnown)
    result.bin = query.verb == .lag ? nil : bin(clauses)
    result.counting = counting(clauses, result, isKnown: isKnown)
    result.weighting = weighting(clauses, result, isKnown: isKnown)
    result.minimum = minimum(clauses, result, isKnown: isKnown)
    result.limit = limit(clauses)
    result.extras = extras(clauses, result, isKnown: isKnown)
    result.vary = vary(clauses, base: result)
    checkChoice(result, at: query.subjectSpan)
    checkCommonFields(result, clauses)
    // Columns follow from the query: where that is broken, what names them is not checked.
    guard diagnostics.count == before, !isDamaged else { return nil }
    let columns = Shape.columns(of: result)
    if let clause = clauses.first(.sort), case .sort(let keys) = clause.content {
      result.sort = sort(keys, columns: columns)
    }
    result.stages = stages(query.tail.stages, columns: columns)
    result.keep = keep(query.tail.keep)
    guard diagnostics.count == before else { return nil }
    result.canonical = Printer.canonical(query, subject, platforms: catalog.platforms)
    result.notes = notes + result.composites.map { Note(.scope, "\($0.name) = \($0.text)") }
    return result
  }

  // MARK: head

  private struct Head {
    var subject: SubjectKind?
    var measures: [Measure] = []
    var composites: [Composite] = []
    var dimensions: [Dimension] = []
  }

  private mutating func head(_ query: Syntax.Query) -> Head {
    switch query.head {
    case .measures(let operands): return measures(operands, of: query.verb)
    case .ranked(let dimension, let measure):
      var head = measures([measure], of: query.verb)
      let subjects = Self.subjects(head.measures, head.composites)
      head.dimensions = self.dimension(dimension, of: subjects, isRanked: true).map { [$0] } ?? []
      return head
    case .selection(let selection): return Head(subject: self.subject(selection.subject))
    case .pair(let left, _): return Head(subject: record(left.subject, in: "'\(query.verb.rawValue)'"))
    case .similar(let kind, _): return Head(subject: kind.text == "incident" ? .incidents : .episodes)
    case .invalid: return Head()
    }
  }

  /// A subject whose things begin and end.
  mutating func record(_ operand: Syntax.Operand, in place: String) -> SubjectKind? {
    guard let subject = subject(operand) else { return nil }
    guard SubjectKind.records.contains(subject) else {
      complain(.notRecords(subject, in: place), at: operand.span)
      return nil
    }
    return subject
  }

  private mutating func measures(_ operands: [Syntax.Operand], of verb: Verb) -> Head {
    var head = Head()
    for operand in operands {
      if let composite = catalog.indices[operand.text], Measure(rawValue: operand.text) == nil {
        add(composite, to: &head, operand, verb)
      } else if let measure = measure(operand) {
        add(measure, to: &head, operand)
      }
    }
    head.subject = head.measures.first?.subject ?? head.composites.first?.subject
    return head
  }

  private mutating func add(_ measure: Measure, to head: inout Head, _ operand: Syntax.Operand) {
    if let first = head.measures.first, first.subject != measure.subject {
      complain(.mixedSubjects(first, measure), at: operand.span)
    } else if head.measures.contains(measure) {
      complain(.repeatedName(measure.rawValue), at: operand.span)
    } else {
      head.measures.append(measure)
    }
  }

  private mutating func add(
    _ composite: Composite, to head: inout Head, _ operand: Syntax.Operand, _ verb: Verb
  ) {
    guard verb == .show || verb == .rank else {
      return complain(
        .isOther(.measure, composite.name, isA: .index, right: "'show' and 'rank' take indices"), at: operand.span)
    }
    let measures = head.measures + head.composites.flatMap(\.measures)
    if head.composites.contains(composite) {
      complain(.repeatedName(composite.name), at: operand.span)
    } else if let first = measures.first, let clash = composite.measures.first(where: { !$0.goesWith(first) }) {
      complain(.mixedSubjects(first, clash), at: operand.span)
    } else {
      head.composites.append(composite)
    }
  }

  static func subjects(_ measures: [Measure], _ composites: [Composite]) -> [SubjectKind] {
    unique(measures.map(\.subject) + composites.flatMap(\.measures).map(\.subject))
  }

  /// What the rows of a query's result are about.
  func subjects(of query: ResolvedQuery) -> [SubjectKind] {
    let asked = Self.subjects(query.measures, query.composites)
    switch query.relation {
    case .match(let right, _), .associate(let right, _): return [query.slice.subject, right.subject]
    case .lag(let lag): return [query.slice.subject, lag.right.subject]
    case .contrast, .similar, nil: return asked.isEmpty ? [query.slice.subject] : asked
    }
  }

  mutating func measure(_ operand: Syntax.Operand) -> Measure? {
    if let measure = Measure(rawValue: operand.text) { return measure }
    let name = operand.text
    if Measure(rawValue: "\(name)s") != nil {
      complain(.unknown(.measure, name, suggestions: ["\(name)s"]), at: operand.span)
    } else if let dimension = Names.dimension(name) {
      complain(
        .isOther(.measure, name, isA: .dimension, right: "write 'show MEASURE by \(dimension.rawValue)'"),
        at: operand.span)
    } else if Names.subject(name) != nil {
      complain(
        .isOther(.measure, name, isA: .subject, right: "'show tests' counts them, 'list \(name)' lists them"),
        at: operand.span)
    } else {
      unknown(.measure, operand, among: Measure.allCases.map(\.rawValue) + catalog.indices.keys)
    }
    return nil
  }

  mutating func subject(_ operand: Syntax.Operand) -> SubjectKind? {
    if operand.kind == .word, let subject = SubjectKind(rawValue: operand.text) { return subject }
    unknown(.subject, operand, among: SubjectKind.allCases.map(\.rawValue))
    return nil
  }

  mutating func unknown(_ category: Category, _ operand: Syntax.Operand, among known: [String]) {
    let near = near(Names.suggestions(for: operand.text, among: known))
    if near.count == 1, near[0].lowercased() == operand.text.lowercased() {
      complain(.wrongCase(category, operand.text.printable, right: near[0]), at: operand.span)
    } else {
      complain(.unknown(category, operand.text.printable, suggestions: near), at: operand.span)
    }
  }

  /// A dimension of every one of the subjects or, with `isOfAny`, of one of them; any where none is known.
  mutating func dimension(
    _ operand: Syntax.Operand, of subjects: [SubjectKind], isRanked: Bool = false, isOfAny: Bool = false
  ) -> Dimension? {
    guard let dimension = Names.dimension(operand.text) else {
      unknownDimension(operand, of: subjects, isRanked: isRanked)
      return nil
    }
    if dimension == .phase {
      guard hasPhases, !isRanked else {
        complain(.phaseElsewhere, at: operand.span)
        return nil
      }
      return dimension
    }
    let strange = subjects.filter { !dimension.applies(to: $0) }
    if let subject = strange.first, !isOfAny || strange.count == subjects.count {
      complain(.dimensionOfOther(dimension, subject), at: operand.span)
      return nil
    }
    guard isKnown(reference: dimension.rawValue) else {
      complain(.noReference(dimension.rawValue), at: operand.span)
      return nil
    }
    return dimension
  }

  private mutating func unknownDimension(_ operand: Syntax.Operand, of subjects: [SubjectKind], isRanked: Bool) {
    let name = operand.text
    if Measure(rawValue: name) != nil {
      complain(.isOther(.dimension, name, isA: .measure, right: nil), at: operand.span)
    } else if let bin = Bin(rawValue: name) {
      complain(.isOther(.dimension, name, isA: .bin, right: "write 'per \(bin.rawValue)'"), at: operand.span)
    } else {
      let fitting = Dimension.allCases.filter { dimension in subjects.allSatisfy(dimension.applies) }.map(\.rawValue)
      unknown(.dimension, operand, among: isRanked ? fitting.map(Names.plural) : fitting)
      diagnostics.setHelp("dimensions: \(fitting.joined(separator: ", "))", at: operand.span)
    }
  }

  /// What rests on reference data has no answer without any.
  func isKnown(reference name: String) -> Bool {
    guard name == Dimension.category.rawValue || name == Dimension.ownership.rawValue else { return true }
    return catalog.vocabulary[name]?.isEmpty == false
  }
}

extension ResolvedQuery {
  /// The measures that it needs figures of: those named and those that its indices are made of.
  package var asked: [Measure] { unique(measures + composites.flatMap(\.measures)) }
}

extension Measure {
  /// Whether both can stand in one index: over one subject, or over tests and the episodes found in them.
  func goesWith(_ other: Measure) -> Bool {
    let ofTests: Set<SubjectKind> = [.measurements, .episodes]
    return subject == other.subject || (ofTests.contains(subject) && ofTests.contains(other.subject))
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
    case .selection(let selection), .pair(let selection, _): selection.subject.span
    case .similar(let kind, _): kind.span
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

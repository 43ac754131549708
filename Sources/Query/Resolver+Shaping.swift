import Subjects
import Text

/// The clauses that shape a result: how it is split, counted, limited and varied.
extension Resolver {
  func one(_ clauses: [Syntax.Clause], _ keyword: ClauseKeyword) -> Syntax.Operand? {
    guard case .one(let operand) = clauses.first(keyword)?.content else { return nil }
    return operand
  }

  private func operands(_ clauses: [Syntax.Clause], _ keyword: ClauseKeyword) -> [Syntax.Operand] {
    guard case .list(let operands) = clauses.first(keyword)?.content else { return [] }
    return operands
  }

  mutating func zone(_ clause: Syntax.Clause?) -> Zone {
    guard case .one(let operand) = clause?.content else { return .utc }
    if let zone = ZoneName.zone(operand.text) { return zone }
    complain(
      .badZone(operand.text.printable, suggestions: ZoneName.suggestions(for: operand.text)), at: operand.span)
    return .utc
  }

  mutating func by(
    _ clauses: [Syntax.Clause], _ subjects: [SubjectKind], verb: Verb, isKnown: Bool
  ) -> [Dimension] {
    var result: [Dimension] = []
    for operand in operands(clauses, .by) {
      let isOfAny = verb == .associate || verb == .lag
      guard let dimension = dimension(operand, of: isKnown ? subjects : [], isOfAny: isOfAny) else { continue }
      if result.contains(dimension) {
        complain(.repeatedName(dimension.rawValue), at: operand.span)
      } else {
        result.append(dimension)
      }
    }
    return result
  }

  mutating func bin(_ clauses: [Syntax.Clause]) -> Bin? {
    guard let operand = one(clauses, .per) else { return nil }
    if let bin = Bin(rawValue: operand.text) { return bin }
    unknown(.bin, operand, among: Bin.allCases.map(\.rawValue))
    return nil
  }

  mutating func counting(
    _ clauses: [Syntax.Clause], _ query: ResolvedQuery, isKnown: Bool
  ) -> CountingRule {
    guard let clause = clauses.first(.counting), case .one(let operand) = clause.content else { return .starts }
    if isKnown, query.relation.isContrastOrNone, !subjects(of: query).contains(.incidents) {
      complain(
        .notForSubject("counting", query.slice.subject, reason: "counting rules are for incidents"),
        at: clause.keywordSpan)
    }
    return rule(operand, of: query.verb) ?? .starts
  }

  /// The rules that mean something for a verb: what two things are held against each other by is a start or a span.
  static func rules(of verb: Verb?) -> [CountingRule] {
    switch verb {
    case .match, .associate: [.starts, .active]
    case .show, .rank, .compare, .list, .lag, .similar, nil: CountingRule.allCases
    }
  }

  private mutating func rule(_ operand: Syntax.Operand, of verb: Verb) -> CountingRule? {
    let known = Self.rules(of: verb)
    guard let rule = CountingRule(rawValue: operand.text) else {
      unknown(.rule, operand, among: known.map(\.rawValue))
      return nil
    }
    guard known.contains(rule) else {
      complain(.ruleOfOther(rule.rawValue, verb), at: operand.span)
      return nil
    }
    return rule
  }

  mutating func weighting(
    _ clauses: [Syntax.Clause], _ query: ResolvedQuery, isKnown: Bool
  ) -> Weighting? {
    let isWeighted = query.asked.contains(.restrictionIndex)
    guard let clause = clauses.first(.weighting), case .one(let operand) = clause.content else {
      return isWeighted ? .equal : nil
    }
    if isKnown, !isWeighted { complain(.needsIndex("weighting"), at: clause.keywordSpan) }
    return scheme(operand) ?? .equal
  }

  private mutating func scheme(_ operand: Syntax.Operand) -> Weighting? {
    if let scheme = Weighting(rawValue: operand.text) { return scheme }
    unknown(.weighting, operand, among: Weighting.allCases.map(\.rawValue))
    return nil
  }

  mutating func minimum(_ clauses: [Syntax.Clause], _ query: ResolvedQuery, isKnown: Bool) -> Int? {
    let isOfTests = query.asked.contains(where: \.hasMinimum)
    let standard: Int? = isKnown && isOfTests ? Self.minimum(of: query.verb) : nil
    guard let clause = clauses.first(.min), case .one(let operand) = clause.content else { return standard }
    if isKnown, !isOfTests {
      complain(
        .notForSubject("min n", query.slice.subject, reason: "'min n' is about tests; '| where' filters a result"),
        at: clause.keywordSpan)
      return nil
    }
    return integer(operand, in: 1...1_000_000_000, "a whole number from 1") ?? standard
  }

  static func minimum(of verb: Verb) -> Int { verb == .rank || verb == .compare ? 30 : 1 }

  mutating func limit(_ clauses: [Syntax.Clause]) -> Limit? {
    for (keyword, end) in [(ClauseKeyword.top, Limit.End.top), (.bottom, .bottom)] {
      guard let operand = one(clauses, keyword) else { continue }
      return integer(operand, in: 1...1_000_000_000, "a whole number from 1").map { Limit(end, $0) }
    }
    return nil
  }

  mutating func extras(_ clauses: [Syntax.Clause], _ query: ResolvedQuery, isKnown: Bool) -> [Extra] {
    var result: Set<Extra> = []
    for operand in operands(clauses, .with) {
      guard let extra = Extra(rawValue: operand.text) else {
        unknown(.extra, operand, among: Extra.allCases.map(\.rawValue))
        continue
      }
      check(extra, query, isKnown: isKnown, at: operand.span)
      result.insert(extra)
    }
    return Extra.allCases.filter(result.contains)
  }

  private mutating func check(_ extra: Extra, _ query: ResolvedQuery, isKnown: Bool, at span: Span) {
    guard extra.verbs.contains(query.verb) else { return complain(.misplacedExtra(extra, verb: query.verb), at: span) }
    let subject = query.slice.subject
    guard isKnown else { return }
    switch extra {
    case .ci where !query.measures.contains(where: \.hasInterval): complain(.needsRate("ci"), at: span)
    case .share where !query.measures.contains(where: \.isCount):
      complain(.notForSubject("share", subject, reason: "'share' is of a total, so it goes with counts"), at: span)
    case .perMillionPeople, .perMillionUsers:
      guard !query.measures.contains(where: \.isCount) else { return }
      complain(.notForSubject(extra.rawValue, subject, reason: "it divides counts"), at: span)
    case .n, .networks:
      guard !query.asked.contains(where: \.hasMinimum) else { return }
      complain(.notForSubject(extra.rawValue, subject, reason: "it counts what measures of tests rest on"), at: span)
    case .scope, .phases:
      guard subject != .episodes else { return }
      complain(.notForSubject(extra.rawValue, subject, reason: "it is about episodes"), at: span)
    case .sincePrevious:
      guard !SubjectKind.records.contains(subject) else { return }
      complain(.notForSubject(extra.rawValue, subject, reason: "it is about what starts and ends"), at: span)
    case .trend where query.asked.contains(.restrictionIndex):
      complain(
        .notForSubject("trend", subject, reason: "it goes with what 'per' splits, which the index is not"), at: span)
    case .trend:
      guard case .selection = query.slice.during else { return }
      complain(.notForSubject("trend", subject, reason: "it needs one period, without gaps"), at: span)
    case .ci, .share, .sources: break
    }
  }

  // MARK: vary

  mutating func vary(_ clauses: [Syntax.Clause], base: ResolvedQuery) -> Vary? {
    guard let clause = clauses.first(.vary), case .vary(let parameter, let values) = clause.content else { return nil }
    let isRanking = base.verb == .show || base.verb == .rank
    if isRanking, let extra = base.extras.first { complain(.extraBesideVary(extra), at: clause.keywordSpan) }
    if isRanking, base.measures.count + base.composites.count > 1 {
      complain(.varyWithMeasures, at: clause.keywordSpan)
    }
    switch parameter.text {
    case "counting":
      checkVary(parameter, base, when: subjects(of: base).contains(.incidents), "counting rules are for incidents")
      let rules = values.isEmpty ? Self.rules(of: base.verb) : values.compactMap { rule($0, of: base.verb) }
      return .counting(unique([base.counting] + rules))
    case "weighting":
      if !base.asked.isEmpty, base.weighting == nil { complain(.needsIndex("vary weighting"), at: parameter.span) }
      let schemes = values.isEmpty ? Weighting.allCases : values.compactMap { scheme($0) }
      return .weighting(unique([base.weighting ?? .equal] + schemes))
    case "within": return varyWithin(parameter, values, base)
    case let name where DetectorSetting(rawValue: name) != nil: return varyDetector(parameter, values, base)
    default:
      checkVary(parameter, base, when: base.asked.contains(where: \.hasMinimum), "'min n' is about tests")
      let numbers = values.compactMap { integer($0, in: 1...1_000_000_000, "a whole number from 1") }
      return .minimum(unique([base.minimum ?? 1] + (values.isEmpty ? [10, 30, 100] : numbers)))
    }
  }

  private mutating func checkVary(
    _ parameter: Syntax.Operand, _ base: ResolvedQuery, when isRight: Bool, _ reason: String
  ) {
    guard !isRight, !base.asked.isEmpty else { return }
    complain(.notForSubject(parameter.text, base.slice.subject, reason: reason), at: parameter.span)
  }

  private mutating func varyWithin(
    _ parameter: Syntax.Operand, _ values: [Syntax.Operand], _ base: ResolvedQuery
  ) -> Vary? {
    let isNear = base.verb == .show || base.verb == .rank
    guard isNear || base.verb == .match || base.verb == .associate else {
      complain(.misplacedVary("within", verbs: [.match, .associate]), at: parameter.span)
      return nil
    }
    if isNear, base.near.count != 1 {
      complain(.varyNeedsNear(base.near.count), at: parameter.span)
      return nil
    }
    guard !values.isEmpty else {
      complain(.varyNeedsValues("within", "vary within = 6h, 1d, 3d"), at: parameter.span)
      return nil
    }
    let found = values.compactMap { duration($0) }
    switch base.relation {
    case .match(_, let within), .associate(_, let within): return .within(unique([within] + found))
    case .contrast, .lag, .similar: return nil
    case nil: return base.near.first.map { .within(unique([$0.within] + found)) }
    }
  }

  private mutating func varyDetector(
    _ parameter: Syntax.Operand, _ values: [Syntax.Operand], _ base: ResolvedQuery
  ) -> Vary? {
    guard let setting = DetectorSetting(rawValue: parameter.text) else { return nil }
    guard base.verb == .show || base.verb == .rank else {
      complain(.misplacedVary(setting.rawValue, verbs: [.show, .rank]), at: parameter.span)
      return nil
    }
    let isOfEpisodes = base.asked.contains { $0.subject == .episodes || $0 == .restrictionIndex }
    checkVary(parameter, base, when: isOfEpisodes, "it is a setting of how episodes are found")
    guard !values.isEmpty else {
      let example = "vary \(setting.rawValue) = \(setting.example)"
      complain(.varyNeedsValues(setting.rawValue, example), at: parameter.span)
      return nil
    }
    return .detector(setting, unique([setting.standard] + values.compactMap { value($0, of: setting) }))
  }

  private mutating func value(_ operand: Syntax.Operand, of setting: DetectorSetting) -> Double? {
    guard operand.kind == .number, let value = Double(operand.text), setting.range.contains(value) else {
      complain(.badNumber(operand.text.printable, expected: setting.expected), at: operand.span)
      return nil
    }
    return value
  }

  // MARK: choice of catalogues

  /// Several catalogues record the same things: their counts do not add up.
  mutating func checkChoice(_ query: ResolvedQuery, at span: Span) {
    let slice = query.slice
    let isOfRecords = query.asked.contains { $0.subject == .incidents || $0.subject == .events }
    guard isOfRecords, !slice.isFromExplicit, slice.datasets.count > 1, !query.dimensions.contains(.dataset) else {
      return
    }
    complain(.datasetChoice(slice.subject, slice.datasets), at: span)
  }
}

extension Relation? {
  /// Rows are counted, rather than held against others.
  fileprivate var isContrastOrNone: Bool {
    switch self {
    case .contrast, nil: true
    case .match, .associate, .lag, .similar: false
    }
  }
}

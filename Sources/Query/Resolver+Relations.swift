import Subjects
import Tables
import Text

extension Resolver {
  /// What a verb holds its slice against; nil for show, rank and list, and after complaining.
  mutating func relation(_ query: Syntax.Query, _ subject: SubjectKind) -> Relation? {
    switch query.verb {
    case .show, .rank, .list: return nil
    case .compare: return contrast(query).map { .contrast($0) }
    case .match, .associate:
      let within = within(query)
      guard let right = right(of: query) else { return nil }
      return query.verb == .match ? .match(right: right, within: within) : .associate(right: right, within: within)
    case .lag: return lag(query).map { .lag($0) }
    case .similar: return similar(query).map { .similar($0) }
    }
  }

  /// Seconds unless the clause says otherwise: the day itself for `associate`; as far as merging looks for `match`.
  static func within(of verb: Verb) -> Int { verb == .match ? 2 * 86_400 : 0 }

  private mutating func within(_ query: Syntax.Query) -> Int {
    let standard = Self.within(of: query.verb)
    guard case .one(let operand) = query.clauses.first(.within)?.content else { return standard }
    return duration(operand) ?? standard
  }

  // MARK: selections

  /// The second selection.
  private mutating func right(of query: Syntax.Query) -> Slice? {
    guard case .pair(_, let right) = query.head else { return nil }
    return selection(right, in: "'\(query.verb.rawValue)'", outer: query.clauses.only(.in, .during))
  }

  /// A selection of things that begin and end, narrowed by the statement's own clauses too.
  private mutating func selection(
    _ selection: Syntax.Selection, in place: String, outer: [Syntax.Clause]
  ) -> Slice? {
    guard record(selection.subject, in: place) != nil else { return nil }
    return slice(of: selection, outer: outer)
  }

  /// `near` and `without`.
  mutating func near(_ clauses: [Syntax.Clause], of subject: SubjectKind?) -> [Nearness] {
    [ClauseKeyword.near, .without].compactMap { keyword in
      guard let clause = clauses.first(keyword), case .near(let stated, let operand) = clause.content else {
        return nil
      }
      if let subject, !SubjectKind.records.contains(subject) {
        complain(
          .notForSubject(keyword.rawValue, subject, reason: "it chooses incidents, events and episodes"),
          at: clause.keywordSpan)
      }
      let within = duration(operand)
      let selection = selection(stated, in: "'\(keyword.rawValue)'", outer: clauses.only(.in))
      guard let selection, let within else { return nil }
      return Nearness(selection: selection, within: within, isWithout: keyword == .without)
    }
  }

  // MARK: compare

  private mutating func contrast(_ query: Syntax.Query) -> Contrast? {
    let clauses = query.clauses
    switch (clauses.first(.around), clauses.first(.against)) {
    case (nil, nil):
      // The clause that is not there may be the one that could not be read.
      if query.measuresAreKnown, !isDamaged { complain(.needsContrast, at: query.verbSpan) }
      return nil
    case (_?, let against?):
      complain(.contrastTwice, at: against.keywordSpan)
      return nil
    case (nil, let against?): return contrast(against: against, clauses)
    case (let around?, nil): return contrast(around: around, clauses)
    }
  }

  private mutating func contrast(against clause: Syntax.Clause, _ clauses: [Syntax.Clause]) -> Contrast? {
    for keyword in [ClauseKeyword.before, .after] {
      guard let extra = clauses.first(keyword) else { continue }
      complain(.needsOther(keyword, other: .around), at: extra.keywordSpan)
    }
    guard let during = clauses.first(.during) else {
      complain(.needsOther(.against, other: .during), at: clause.keywordSpan)
      return nil
    }
    if case .during(.selection(let selection)) = during.content {
      complain(.spanExpected("during"), at: selection.subject.span)
      return nil
    }
    guard case .during(let against) = clause.content else { return nil }
    guard case .period(let period) = against else {
      if case .selection(let selection) = against { complain(.spanExpected("against"), at: selection.subject.span) }
      return nil
    }
    guard let span = self.period(period, over: catalog.datasets) else { return nil }
    return Contrast(.against(span, text: Printer().period(period)))
  }

  private mutating func contrast(around clause: Syntax.Clause, _ clauses: [Syntax.Clause]) -> Contrast? {
    let before = window(clauses.first(.before))
    let after = window(clauses.first(.after))
    let isStandard = !clauses.has(.before) && !clauses.has(.after)
    guard case .anchor(let stated) = clause.content, let anchor = anchor(stated, clauses) else { return nil }
    return Contrast(
      .around(anchor, before: isStandard ? Self.window : before, after: isStandard ? Self.window : after))
  }

  /// A week either side where neither is said.
  private static let window = 7 * 86_400

  private mutating func window(_ clause: Syntax.Clause?) -> Int? {
    guard case .one(let operand) = clause?.content else { return nil }
    return duration(operand)
  }

  private mutating func anchor(_ anchor: Syntax.Anchor, _ clauses: [Syntax.Clause]) -> Anchor? {
    if case .selection(let stated) = anchor {
      return selection(stated, in: "'around'", outer: clauses.only(.in, .during)).map { .selection($0) }
    }
    if let during = clauses.first(.during) { complain(.aroundSaysWhen, at: during.keywordSpan) }
    switch anchor {
    case .selection, .parameter: return nil
    case .period(let period):
      return self.period(period, over: catalog.datasets).map { .span($0, text: Printer().period(period)) }
    case .event(let id):
      guard catalog.eventIDs.contains(id.text) else {
        unknown(.event, id, among: catalog.eventIDs)
        return nil
      }
      return .event(id: id.text)
    }
  }

  // MARK: lag

  private mutating func lag(_ query: Syntax.Query) -> Lag? {
    var (from, to, per) = (-7 * 86_400, 7 * 86_400, 86_400)
    var span = query.verbSpan
    if let clause = query.clauses.first(.between), case .bounds(let lower, let upper) = clause.content {
      span = clause.span
      guard let least = offset(lower), let most = offset(upper) else { return nil }
      guard least < most else {
        complain(.emptyRange("\(lower.text) and \(upper.text)"), at: clause.span)
        return nil
      }
      (from, to) = (least, most)
    }
    if let clause = query.clauses.first(.per), case .one(let operand) = clause.content {
      span = clause.span
      guard let step = duration(operand) else { return nil }
      per = step
    }
    guard (to - from).isMultiple(of: per), (to - from) / per <= 10_000 else {
      complain(
        .unevenBins(
          TimeSpelling.duration(ofSeconds: per), TimeSpelling.duration(ofSeconds: from),
          TimeSpelling.duration(ofSeconds: to)), at: span)
      return nil
    }
    return right(of: query).map { Lag(right: $0, from: from, to: to, per: per) }
  }

  /// A duration before (negative) or after.
  private mutating func offset(_ operand: Syntax.Operand) -> Int? {
    if operand.kind == .duration, let seconds = TimeSpelling.seconds(ofDuration: operand.text) { return seconds }
    // 0 is the same in every unit.
    if operand.kind == .number, operand.text == "0" { return 0 }
    complain(
      .badNumber(operand.text.printable, expected: "a duration such as -7d, 0h or 12h"), at: operand.span)
    return nil
  }

  // MARK: similar

  private mutating func similar(_ query: Syntax.Query) -> Similar? {
    guard case .similar(let kind, let id) = query.head else { return nil }
    var chosen: Set<Similar.Feature> = []
    if case .list(let operands) = query.clauses.first(.using)?.content {
      for operand in operands {
        guard let feature = Similar.Feature(rawValue: operand.text) else {
          unknown(.feature, operand, among: Similar.Feature.allCases.map(\.rawValue))
          continue
        }
        if !chosen.insert(feature).inserted { complain(.repeatedName(feature.rawValue), at: operand.span) }
      }
    }
    guard !id.text.isEmpty, id.kind != .set, id.kind != .parameter else {
      complain(.badNumber(id.text.printable, expected: "an id"), at: id.span)
      return nil
    }
    let features = Similar.Feature.allCases.filter { chosen.isEmpty || chosen.contains($0) }
    return Similar(subject: kind.text == "incident" ? .incidents : .episodes, id: id.text, features: features)
  }

  // MARK: indices over two subjects

  /// Rows of tests and of episodes are narrowed by what both have.
  mutating func checkCommonFields(_ query: ResolvedQuery, _ clauses: [Syntax.Clause]) {
    guard let clause = clauses.first(.where), let condition = query.slice.condition else { return }
    for subject in Self.subjects(query.measures, query.composites) where subject != query.slice.subject {
      for field in condition.fields.sorted() where Field.named(field, of: subject) == nil {
        complain(.fieldOfOther(field, subject), at: clause.keywordSpan)
      }
    }
  }
}

extension [Syntax.Clause] {
  func only(_ keywords: ClauseKeyword...) -> [Syntax.Clause] { filter { keywords.contains($0.keyword) } }
}

extension Syntax.Query {
  /// False where the head is broken, which is complained of.
  fileprivate var measuresAreKnown: Bool { if case .invalid = head { false } else { true } }
}

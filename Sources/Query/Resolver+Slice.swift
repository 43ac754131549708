import Places
import Platforms
import Subjects
import Tables
import Text

extension Resolver {
  /// The rows that a query is about: its own clauses and, for `list`, those in parentheses, all of which must hold.
  mutating func slice(of subject: SubjectKind?, _ query: Syntax.Query) -> Slice {
    // The windows of `around` are what it compares, so a period narrows what they are around.
    var layers = [query.clauses.has(.around) ? query.clauses.filter { $0.keyword != .during } : query.clauses]
    var conditions: [Syntax.Condition] = []
    switch query.head {
    case .selection(let selection), .pair(let selection, _):
      layers.append(selection.clauses)
      conditions = selection.conditions
    case .measures, .ranked, .similar, .invalid: break
    }
    return slice(of: subject, layers: layers, conditions: conditions, at: query.subjectSpan, verb: query.verb)
  }

  /// The rows of a selection inside a statement, of whose clauses some narrow it too.
  mutating func slice(of selection: Syntax.Selection, outer: [Syntax.Clause] = []) -> Slice? {
    guard let subject = subject(selection.subject) else { return nil }
    var slice = slice(
      of: subject, layers: [outer, selection.clauses], conditions: selection.conditions, at: selection.subject.span,
      verb: .list)
    slice.placeNames.sort()
    slice.platformNames.sort()
    return slice
  }

  private mutating func slice(
    of subject: SubjectKind?, layers: [[Syntax.Clause]], conditions: [Syntax.Condition], at span: Span, verb: Verb
  ) -> Slice {
    var slice = Slice(subject: subject ?? .measurements)
    for clauses in layers {
      if let operands = clauses.operands(.in) { narrow(&slice, in: operands, isKnown: subject != nil) }
      if let operands = clauses.operands(.on) { narrow(&slice, on: operands, at: clauses, isKnown: subject != nil) }
    }
    let choices = layers.compactMap { $0.operands(.from) }
    let datasets = self.datasets(of: subject, choices.map { $0.filter { !$0.isMerged } }, at: span)
    slice.datasets = datasets.map(\.name)
    slice.isFromExplicit = layers.contains { $0.has(.from) }
    if subject != nil, let merged = choices.joined().first(where: \.isMerged) {
      merge(&slice, choices, at: merged.span)
    }
    for clauses in layers { narrow(&slice, during: clauses.first(.during), over: datasets) }
    var parts = conditions
    for clauses in layers {
      if case .condition(let condition) = clauses.first(.where)?.content { parts.append(condition) }
    }
    let (late, own) = lateParts(parts, of: subject)
    slice.condition = conjunction(own, of: subject, verb: verb)
    slice.late = conjunction(late, of: subject, verb: verb)
    return slice
  }

  // MARK: in

  private struct Places {
    var countries: Set<CountryCode>? = []
    var subdivisions: Set<String> = []
    var names: [String] = []
  }

  private mutating func narrow(_ slice: inout Slice, in operands: [Syntax.Operand], isKnown: Bool) {
    var places = Places()
    for operand in operands.distinct { add(operand, to: &places, isKnown ? slice.subject : nil) }
    guard !places.names.isEmpty else { return }
    if places.countries == nil { places.subdivisions = [] }
    let before = Set(slice.countries ?? [])
    let isFirst = slice.countries == nil && slice.subdivisions.isEmpty
    if isFirst {
      slice.countries = places.countries.map { $0.sorted() }
      slice.subdivisions = places.subdivisions.sorted()
    } else {
      slice.subdivisions = Self.common(
        (before, slice.subdivisions), (places.countries, Array(places.subdivisions)))
      if let countries = places.countries { slice.countries = before.intersection(countries).sorted() }
    }
    slice.placeNames = unique(slice.placeNames + places.names)
  }

  /// Subdivisions that are on both sides, named or as part of their country.
  private static func common(
    _ left: (Set<CountryCode>?, [String]), _ right: (Set<CountryCode>?, [String])
  ) -> [String] {
    let holds = { (side: (Set<CountryCode>?, [String]), code: String) in
      guard let countries = side.0, !side.1.contains(code) else { return true }
      return CountryCode(code.prefix(2)).map(countries.contains) ?? false
    }
    let all = Set(left.1).union(right.1)
    return all.filter { holds(left, $0) && holds(right, $0) }.sorted()
  }

  private mutating func add(_ operand: Syntax.Operand, to places: inout Places, _ subject: SubjectKind?) {
    if operand.kind == .set {
      guard let set = placeSet(operand) else { return }
      places.countries?.formUnion(set)
      places.names.append("@\(operand.text)")
      return
    }
    guard let place = place(operand) else { return }
    switch place {
    case .world: places.countries = nil
    case .country(let code): places.countries?.insert(code)
    case .region(let slug): places.countries?.formUnion(PlaceCatalog.region(named: slug)?.members ?? [])
    case .subdivision(let code):
      if let subject, subject == .measurements || subject == .episodes {
        complain(.noSubdivisions(code, subject), at: operand.span)
      }
      places.subdivisions.insert(code)
    }
    places.names.append(place.canonical)
  }

  mutating func place(_ operand: Syntax.Operand) -> Names.Place? {
    let name = operand.text
    if operand.kind == .word || operand.kind == .string, let place = Names.place(name) {
      if place.canonical != name { note(name, as: place.canonical) }
      return place
    }
    if Names.isLowerCode(name), let code = PlaceCatalog.country(spelled: name) {
      complain(.wrongCase(.place, name, right: code.description), at: operand.span)
    } else if let platform = Names.platform(name, in: catalog.platforms) {
      complain(.isOther(.place, name, isA: .platform, right: "write 'on \(platform)'"), at: operand.span)
    } else {
      complain(.unknown(.place, name.printable, suggestions: near(Names.places(near: name))), at: operand.span)
    }
    return nil
  }

  mutating func placeSet(_ operand: Syntax.Operand) -> [CountryCode]? {
    switch catalog.sets[operand.text] {
    case .places(_, let countries): return countries
    case .platforms:
      complain(.isOther(.place, "@\(operand.text)", isA: .set, right: Self.platformSet), at: operand.span)
    case nil where PlatformCatalog.sets[operand.text] != nil:
      complain(.isOther(.place, "@\(operand.text)", isA: .set, right: Self.platformSet), at: operand.span)
    case nil: unknownSet(operand)
    }
    return nil
  }

  private static var platformSet: String { "it holds platforms: write 'on'" }

  private mutating func unknownSet(_ operand: Syntax.Operand) {
    let known = Array(catalog.sets.keys) + PlatformCatalog.sets.keys
    let near = near(Names.suggestions(for: operand.text, among: known)).map { "@\($0)" }
    complain(.unknown(.set, "@\(operand.text.printable)", suggestions: near), at: operand.span)
  }

  // MARK: on

  private mutating func narrow(
    _ slice: inout Slice, on operands: [Syntax.Operand], at clauses: [Syntax.Clause], isKnown: Bool
  ) {
    if isKnown, slice.subject == .events || slice.subject == .signals, let span = clauses.first(.on)?.keywordSpan {
      complain(
        .notForSubject("on", slice.subject, reason: "\(slice.subject.rawValue) have no platforms"), at: span)
    }
    var platforms: Set<String> = []
    var services: Set<String> = []
    var names: [String] = []
    for operand in operands.distinct {
      guard let found = self.platforms(operand) else { continue }
      platforms.formUnion(found.platforms)
      services.formUnion(found.services)
      names.append(found.name)
    }
    guard !names.isEmpty else { return }
    if slice.platforms != nil {
      slice.platforms = platforms.intersection(slice.platforms ?? []).sorted()
      slice.services = services.intersection(slice.services).sorted()
    } else {
      slice.platforms = platforms.sorted()
      slice.services = services.sorted()
    }
    slice.platformNames = unique(slice.platformNames + names)
  }

  /// A platform, a set of them or, in quotes, a service that the catalogue does not have.
  mutating func platforms(
    _ operand: Syntax.Operand
  ) -> (platforms: [String], services: [String], name: String)? {
    if operand.kind == .set { return platformSet(operand).map { ($0, [], "@\(operand.text)") } }
    let name = operand.text
    if operand.kind == .word || operand.kind == .string, let platform = Names.platform(name, in: catalog.platforms) {
      if platform != name { note(name, as: platform) }
      return ([platform], [], platform)
    }
    if operand.kind == .string, !name.isEmpty { return ([], [name], name) }
    if case .country(let code) = Names.place(name) {
      complain(.isOther(.platform, name, isA: .place, right: "write 'in \(code)'"), at: operand.span)
    } else {
      complain(
        .unknown(.platform, name.printable, suggestions: near(Names.platforms(near: name, in: catalog.platforms))),
        at: operand.span)
    }
    return nil
  }

  private mutating func platformSet(_ operand: Syntax.Operand) -> [String]? {
    if case .platforms(_, let platforms) = catalog.sets[operand.text] {
      // A set outlives the file that its platform came of.
      guard let lost = platforms.first(where: { catalog.platforms.platform($0) == nil }) else { return platforms }
      complain(.unknown(.platform, "\(lost.printable) of @\(operand.text)", suggestions: []), at: operand.span)
      return nil
    }
    if case .places = catalog.sets[operand.text] {
      complain(
        .isOther(.platform, "@\(operand.text)", isA: .set, right: "it holds places: write 'in'"), at: operand.span)
      return nil
    }
    if let builtIn = PlatformCatalog.sets[operand.text] { return builtIn }
    unknownSet(operand)
    return nil
  }

  // MARK: from

  private mutating func datasets(
    of subject: SubjectKind?, _ choices: [[Syntax.Operand]], at span: Span
  ) -> [Catalog.Dataset] {
    guard let subject else {
      for operand in choices.joined() where !catalog.datasets.contains(where: { $0.name == operand.text }) {
        unknown(.dataset, operand, among: catalog.datasets.map(\.name))
      }
      return []
    }
    let all = catalog.datasets.filter { $0.subject.serves(subject) }
    var result = all
    var isChosen = false
    for operands in choices where !operands.isEmpty {
      isChosen = true
      let names = Set(operands.compactMap { dataset($0, of: subject) })
      result = result.filter { names.contains($0.name) }
    }
    if all.isEmpty, !isChosen { complain(.noDataset(subject), at: span) }
    return result
  }

  /// `from merged` takes all, `from merged, a, b` those, in the order written.
  private mutating func merge(_ slice: inout Slice, _ choices: [[Syntax.Operand]], at span: Span) {
    guard slice.subject == .incidents || slice.subject == .events else {
      return complain(
        .notForSubject("from merged", slice.subject, reason: "catalogues of incidents and events are merged"), at: span)
    }
    slice.isMerged = true
    let written = choices.joined().map(\.text)
    let place = { (name: String) in written.firstIndex(of: name) ?? written.count }
    slice.datasets.sort { (place($0), $0) < (place($1), $1) }
  }

  private mutating func dataset(_ operand: Syntax.Operand, of subject: SubjectKind) -> String? {
    guard let dataset = catalog.datasets.first(where: { $0.name == operand.text }) else {
      let fitting = catalog.datasets.filter { $0.subject.serves(subject) }.map(\.name)
      let offered = fitting + (subject == .incidents || subject == .events ? ["merged"] : [])
      let isNear = !Names.suggestions(for: operand.text, among: offered).isEmpty
      unknown(.dataset, operand, among: isNear ? offered : catalog.datasets.map(\.name))
      return nil
    }
    guard dataset.subject.serves(subject) else {
      complain(
        .otherSubjectsDataset(dataset.name, subject: dataset.subject.rawValue, wanted: subject), at: operand.span)
      return nil
    }
    return dataset.name
  }

  // MARK: during

  private mutating func narrow(
    _ slice: inout Slice, during clause: Syntax.Clause?, over datasets: [Catalog.Dataset]
  ) {
    guard let clause, case .during(let during) = clause.content else { return }
    let text = Printer(platforms: catalog.platforms).during(during)
    switch during {
    case .parameter: return
    case .period(let period):
      guard let span = self.period(period, over: datasets) else { return }
      guard let earlier = slice.during else {
        (slice.during, slice.duringText) = (.span(span), text)
        return
      }
      guard case .span(let other) = earlier, span.overlaps(other) else {
        complain(.emptyPeriod("\(slice.duringText ?? "") and \(text)"), at: clause.span)
        return
      }
      slice.during = .span(TimeSpan(max(span.start, other.start), min(span.end, other.end)))
      slice.duringText = [slice.duringText, text].compactMap { $0 }.joined(separator: " and ")
    case .selection(let selection):
      guard record(selection.subject, in: "'during'") != nil, let inner = self.slice(of: selection) else { return }
      guard slice.during == nil else {
        complain(.repeatedClause(.during), at: clause.keywordSpan)
        return
      }
      (slice.during, slice.duringText) = (.selection(inner), text)
    }
  }
}

extension Catalog.DatasetSubject {
  /// Whether a subject's rows are made of it. Aggregates are measurements that a publisher counted, of too coarse a
  /// grain to detect episodes in.
  package func serves(_ subject: SubjectKind) -> Bool {
    switch subject {
    case .measurements: self == .measurements || self == .aggregates
    case .episodes: self == .measurements
    case .incidents: self == .incidents
    case .events: self == .events
    case .signals: self == .signals
    }
  }
}

extension Syntax.Operand {
  /// The `merged` of `from merged`.
  var isMerged: Bool { kind == .word && text == "merged" }
}

extension Syntax.Selection {
  var clauses: [Syntax.Clause] {
    items.compactMap { if case .clause(let clause) = $0 { clause } else { nil } }
  }

  var conditions: [Syntax.Condition] {
    items.compactMap { if case .condition(let condition) = $0 { condition } else { nil } }
  }
}

extension [Syntax.Operand] {
  /// Each word once.
  var distinct: [Syntax.Operand] {
    var seen: Set<String> = []
    return filter { $0.kind == .parameter || seen.insert("\($0.kind.rawValue) \($0.text)").inserted }
  }
}

extension [Syntax.Clause] {
  func operands(_ keyword: ClauseKeyword) -> [Syntax.Operand]? {
    guard case .list(let operands) = first(keyword)?.content else { return nil }
    return operands
  }
}

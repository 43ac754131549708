import Places
import Platforms
import Subjects
import Text

extension Resolver {
  mutating func command(_ command: Syntax.Command) -> Command? {
    switch command {
    case .load(let files, let name, let format, let mapping, let isDry):
      return load(files, name, format, mapping, isDry: isDry)
    case .loads: return .loads
    case .rejected(let number):
      return integer(number, in: 1...Int.max, "the number of a load").map { .rejected(load: $0) }
    case .undo(let number): return integer(number, in: 1...Int.max, "the number of a load").map { .undo(load: $0) }
    case .datasets(nil): return .datasets
    case .datasets(let operand?): return dataset(named: operand).map { .dataset($0) }
    case .define(let set, let members): return define(set, members)
    case .run(let name, let arguments): return run(name, arguments)
    case .queries: return .queries
    case .explain(let statement, let text):
      check(statement)
      return .explain(text: text)
    case .format(let statement, let text):
      diagnostics += statement?.diagnostics ?? []
      return .format(text: text)
    case .describe(let kind, let name): return describe(kind, name)
    case .measures: return .measures
    case .platforms: return .platforms
    case .places: return .places
    case .runs: return .runs
    case .history: return .history
    case .results: return .results
    case .defineIndex(let name, let expression): return index(name, expression)
    case .save(let file, let from, let to, let replaces): return save(file, from, to, replaces: replaces)
    case .cite(let operand): return citation(operand) { .cite($0) }
    case .sources(let operand): return citation(operand) { .sources($0) }
    case .log(let isOn, let file):
      guard let file else { return .log(isOn: isOn, file: nil) }
      return text(of: file).map { .log(isOn: isOn, file: $0) }
    case .verify(let file): return text(of: file).map { .verify(file: $0) }
    case .settings: return .settings
    case .set(let name, let value): return setting(name, value)
    case .edit: return .edit
    case .correct(let correction, let record, let id, let text): return correct(correction, record, id, text)
    case .corrections(let transfer?, let file?):
      return text(of: file).map { .transferCorrections(transfer, file: $0) }
    case .corrections: return .corrections
    case .backup(let file): return text(of: file).map { .backup(file: $0) }
    case .compact: return .compact
    case .attach(let file): return text(of: file).map { .attach(file: $0) }
    case .detach: return .detach
    case .snapshot(let name): return self.name(name, for: .snapshot).map { .snapshot(name: $0) }
    case .snapshots: return .snapshots
    case .help(let topic): return .help(topic: topic)
    case .quit: return .quit
    }
  }

  /// What is to be explained is looked through here, so that its mistakes point into this line.
  private mutating func check(_ statement: Syntax.Statement?) {
    guard let statement else { return }
    diagnostics += statement.diagnostics
    var inner = Resolver(catalog)
    _ = inner.statement(statement)
    diagnostics += inner.diagnostics
  }

  private mutating func load(
    _ files: [Syntax.Operand], _ name: Syntax.Operand?, _ format: Syntax.Operand?, _ mapping: [Syntax.Assignment],
    isDry: Bool
  ) -> Command? {
    var substitution = Substitution(catalog.parameters)
    let files = files.map { substitution.one($0) }
    take(substitution.diagnostics)
    let before = diagnostics.count
    let name = name.flatMap { self.name($0, for: .dataset) }
    if let format, !Vocabulary.loadFormats.contains(format.text) {
      unknown(.format, format, among: Vocabulary.loadFormats)
    }
    let columns = pairs(mapping)
    guard diagnostics.count == before else { return nil }
    return .load(files: files.map(\.text), name: name, format: format?.text, mapping: columns, isDry: isDry)
  }

  /// Each name once.
  private mutating func pairs(_ assignments: [Syntax.Assignment]) -> [String: String] {
    var result: [String: String] = [:]
    for assignment in assignments {
      if result[assignment.name.text] != nil {
        complain(.repeatedName(assignment.name.text.printable), at: assignment.name.span)
      }
      result[assignment.name.text] = assignment.value.text
    }
    return result
  }

  private mutating func dataset(named operand: Syntax.Operand) -> String? {
    if catalog.datasets.contains(where: { $0.name == operand.text }) { return operand.text }
    unknown(.dataset, operand, among: catalog.datasets.map(\.name))
    return nil
  }

  private mutating func run(_ name: Syntax.Operand, _ arguments: [Syntax.Assignment]) -> Command? {
    let before = diagnostics.count
    if name.kind != .string, !catalog.savedQueries.contains(name.text) {
      unknown(.query, name, among: catalog.savedQueries)
    }
    let values = pairs(arguments)
    return diagnostics.count == before ? .run(name: name.text, arguments: values) : nil
  }

  mutating func text(of operand: Syntax.Operand) -> String? {
    var substitution = Substitution(catalog.parameters)
    let text = substitution.one(operand).text
    let before = diagnostics.count
    take(substitution.diagnostics)
    return diagnostics.count == before ? text : nil
  }

  private mutating func correct(
    _ correction: Correction, _ record: Syntax.Operand, _ id: Syntax.Operand, _ text: Syntax.Operand?
  ) -> Command? {
    let subject: SubjectKind
    switch record.text {
    case "incident": subject = .incidents
    case "event": subject = .events
    default:
      unknown(.record, record, among: Correction.records)
      return nil
    }
    return .correct(correction, subject: subject, id: id.text, text: text?.text ?? "")
  }

  // MARK: define

  /// All places or all platforms, decided by the first member.
  private mutating func define(_ set: Syntax.Operand, _ members: [Syntax.Operand]) -> Command? {
    let before = diagnostics.count
    if PlatformCatalog.sets[set.text] != nil {
      complain(.reserved("@\(set.text)", .set), at: set.span)
    }
    let name = self.name(set, for: .set) ?? set.text
    let isPlatforms = members.first.map(namesPlatforms) ?? false
    let command = isPlatforms ? definePlatforms(name, members) : definePlaces(name, members)
    return diagnostics.count == before ? command : nil
  }

  private func namesPlatforms(_ operand: Syntax.Operand) -> Bool {
    if operand.kind == .set {
      if case .platforms = catalog.sets[operand.text] { return true }
      return catalog.sets[operand.text] == nil && PlatformCatalog.sets[operand.text] != nil
    }
    return Names.place(operand.text) == nil
      && (operand.kind == .string || Names.platform(operand.text, in: catalog.platforms) != nil)
  }

  private mutating func definePlatforms(_ name: String, _ members: [Syntax.Operand]) -> Command {
    var names: [String] = []
    var platforms: Set<String> = []
    for member in members {
      guard let found = self.platforms(member) else { continue }
      if !found.services.isEmpty {
        complain(
          .unknown(
            .platform, member.text.printable,
            suggestions: near(Names.platforms(near: member.text, in: catalog.platforms))),
          at: member.span)
      }
      names.append(found.name)
      platforms.formUnion(found.platforms)
    }
    return .definePlatforms(name: name, members: unique(names), platforms: platforms.sorted())
  }

  private mutating func definePlaces(_ name: String, _ members: [Syntax.Operand]) -> Command {
    var names: [String] = []
    var countries: Set<CountryCode> = []
    for member in members {
      if member.kind == .set {
        guard let set = placeSet(member) else { continue }
        names.append("@\(member.text)")
        countries.formUnion(set)
        continue
      }
      guard let place = place(member) else { continue }
      names.append(place.canonical)
      switch place {
      case .world: countries.formUnion(PlaceCatalog.countries.map(\.code))
      case .country(let code): countries.insert(code)
      case .region(let slug): countries.formUnion(PlaceCatalog.region(named: slug)?.members ?? [])
      case .subdivision(let code):
        complain(.isOther(.set, code, isA: .place, right: "sets hold countries and regions"), at: member.span)
      }
    }
    return .definePlaces(name: name, members: unique(names), countries: countries.sorted())
  }

  // MARK: describe

  private mutating func describe(_ kind: Syntax.Operand?, _ operand: Syntax.Operand) -> Command? {
    let name = operand.text
    switch kind?.text {
    case "measure":
      if let index = index(named: name) { return .describeIndex(index) }
      return measure(operand).map { .describeMeasure($0) }
    case "platform": return platforms(operand).flatMap { $0.platforms.first }.map { .describePlatform($0) }
    case "dataset": return dataset(named: operand).map { .describeDataset($0) }
    case "place": return describePlace(operand)
    default: break
    }
    if let measure = Measure(rawValue: name) { return .describeMeasure(measure) }
    if let index = index(named: name) { return .describeIndex(index) }
    if let dataset = catalog.datasets.first(where: { $0.name == name }) { return .describeDataset(dataset.name) }
    if let platform = Names.platform(name, in: catalog.platforms) { return .describePlatform(platform) }
    if Names.place(name) != nil { return describePlace(operand) }
    let known =
      Measure.allCases.map(\.rawValue) + catalog.indices.keys.sorted() + catalog.datasets.map(\.name)
      + catalog.platforms.platforms.map(\.id)
      + PlaceCatalog.countries.map(\.name)
    let near = Names.suggestions(for: name, among: known)
    complain(.unknown(.describable, name.printable, suggestions: near), at: operand.span)
    return nil
  }

  private func index(named name: String) -> Composite? {
    Measure(rawValue: name) == nil ? catalog.indices[name] : nil
  }

  private mutating func describePlace(_ operand: Syntax.Operand) -> Command? {
    guard let place = place(operand) else { return nil }
    if case .country(let code) = place { return .describePlace(code) }
    complain(
      .isOther(
        .describable, place.canonical, isA: .place, right: "'describe place' takes a country; 'places' lists regions"),
      at: operand.span)
    return nil
  }
}

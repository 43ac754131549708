import Places
import Platforms
import Subjects
import Tables
import Text

extension Language {
  /// What may stand at a byte offset: the parser reads the text before the word there and says what it would take.
  package static func completions(for text: String, at offset: Int, in catalog: Catalog) -> Completions {
    let bytes = Array(text.utf8)
    let end = min(max(offset, 0), bytes.count)
    let start = openString(bytes[..<end]) ?? wordStart(bytes[..<end])
    let before = String(decoding: bytes[..<start], as: UTF8.self)
    let typed = String(decoding: bytes[start..<end], as: UTF8.self)
    var parser = Parser(Lexer.tokens(of: before, from: ScriptHeader.read(before)?.end ?? 0))
    let statements = parser.statements()
    let candidates = Candidates(catalog: catalog, statement: statements.last, typed: typed)
    let found = parser.expectations.flatMap { candidates.of($0) }
    let matching = unique(found.filter { matches($0.text, typed) }).sorted { ($0.rank, $0.text) < ($1.rank, $1.text) }
    return Completions(
      candidates: Array(matching.prefix(Completions.most)), more: max(0, matching.count - Completions.most),
      replacing: Span(start, end))
  }

  /// Where a string that is open at the cursor begins.
  private static func openString(_ bytes: ArraySlice<UInt8>) -> Int? {
    let lexer = Lexer.tokens(of: String(decoding: bytes, as: UTF8.self))
    guard lexer.hasOpenString else { return nil }
    return lexer.tokens.last { $0.kind == .string }?.span.lower
  }

  /// Where the word before the cursor begins; its `@`, `$`, `#` or `"` belongs to it.
  private static func wordStart(_ bytes: ArraySlice<UInt8>) -> Int {
    var start = bytes.endIndex
    let dot = UInt8(ascii: ".")
    while start > bytes.startIndex, isPartOfWord(bytes[start - 1]) {
      // What follows `..` is a word of its own.
      if bytes[start - 1] == dot, start - 1 > bytes.startIndex, bytes[start - 2] == dot { break }
      start -= 1
    }
    if start > bytes.startIndex, "@$#\"".utf8.contains(bytes[start - 1]) { start -= 1 }
    return start
  }

  private static func isPartOfWord(_ byte: UInt8) -> Bool { byte.isWord || "-/.:".utf8.contains(byte) }

  /// By prefix, case aside, and quoted names also by what is in the quotes.
  private static func matches(_ candidate: String, _ typed: String) -> Bool {
    if typed.isEmpty || candidate.isEmpty { return true }
    let lower = typed.lowercased()
    if candidate.columnName.hasPrefix(lower.columnName) { return true }
    return candidate.lowercased().hasPrefix(lower)
      || (candidate.hasPrefix("\"") && candidate.dropFirst().lowercased().hasPrefix(lower))
  }
}

extension Completion {
  /// Words of the grammar before the long lists of names.
  fileprivate var rank: Int {
    switch kind {
    case .verb, .measure, .field, .subject, .value, .column, .span: 0
    case .dimension, .dataset, .platform, .keyword: 1
    case .command, .set, .parameter, .result, .query, .format, .option, .file: 2
    case .country, .place, .zone: 3
    case .sign: 4
    }
  }
}

/// Turns what the parser expects into names.
private struct Candidates {
  let catalog: Catalog
  let statement: Syntax.Statement?
  let typed: String

  func of(_ expectation: Expectation) -> [Completion] {
    switch expectation {
    case .word(let word, let kind): [Completion(word, kind)]
    case .kept:
      catalog.keptNames.keys.map { Completion($0, .result) }
        + catalog.results.keys.map { Completion("#\($0)", .result) }
    case .result: catalog.results.keys.map { Completion("#\($0)", .result) }
    case .operandOfIndex: Measure.allCases.map { Completion($0.rawValue, .measure, detail: $0.subject.rawValue) }
    case .measure:
      Measure.allCases.map { Completion($0.rawValue, .measure, detail: $0.subject.rawValue) }
        + catalog.indices.keys.map { Completion($0, .measure, detail: "index") } + parameters
    case .rankable: Dimension.allCases.map { Completion(Names.plural($0.rawValue), .dimension) }
    case .dimension(let subject): dimensions(subject)
    case .place(let subject): places(subject)
    case .platform: platforms
    case .dataset(let subject): datasets(subject)
    case .period: periods
    case .field(let subject): fields(subject)
    case .value(let field): values(field)
    case .rule: CountingRule.allCases.map { Completion($0.rawValue, .value) }
    case .weighting: Weighting.allCases.map { Completion($0.rawValue, .value) }
    case .feature: Similar.Feature.allCases.map { Completion($0.rawValue, .value) }
    case .duration: Self.durations.map { Completion($0, .value) } + parameters
    case .offset:
      (Self.durations.map { "-\($0)" } + ["0h"] + Self.durations).map { Completion($0, .value) } + parameters
    case .count: Self.counts.map { Completion($0, .value) } + parameters
    case .setting(let setting): setting.examples.map { Completion($0, .value) } + parameters
    case .record(let subject):
      (subject == .events ? catalog.eventIDs.map { Completion(Printer.quotedIfNeeded($0), .value) } : []) + parameters
    case .bin: Bin.allCases.map { Completion($0.rawValue, .value) }
    case .extra: Extra.allCases.map { Completion($0.rawValue, .value) }
    case .zone: ["UTC", "local"].map { Completion($0, .zone) } + ZoneName.known.map { Completion($0, .zone) }
    case .column: columns
    case .file: [Completion("", .file)]
    case .loadFormat: Vocabulary.loadFormats.map { Completion($0, .format) }
    case .mappable: unique(SubjectKind.allCases.flatMap(Field.names)).map { Completion($0, .field) }
    case .chartKind: chartKinds
    case .exportFormat: Vocabulary.exportFormats.map { Completion($0, .format) }
    case .exportOption: ExportOption.allCases.map { Completion($0.rawValue, .option) }
    case .member: places(nil) + platforms
    case .query: catalog.savedQueries.map { Completion($0, .query) }
    case .describable:
      Measure.allCases.map { Completion($0.rawValue, .measure) } + platforms + places(nil) + datasets(nil)
    case .topic: topics
    }
  }

  private var parameters: [Completion] {
    catalog.parameters.keys.map { Completion("$\($0)", .parameter) }
  }

  private static let durations = ["1h", "6h", "12h", "1d", "2d", "3d", "7d", "14d", "30d"]
  private static let counts = ["5", "10", "15", "20", "30", "50", "100"]

  private func dimensions(_ subject: SubjectKind?) -> [Completion] {
    Dimension.allCases.filter { subject.map($0.applies) ?? true }.map { Completion($0.rawValue, .dimension) }
  }

  private func places(_ subject: SubjectKind?) -> [Completion] {
    let countries = PlaceCatalog.countries.flatMap { country in
      [
        Completion(country.code.description, .country, detail: country.name),
        Completion(spelled(country.name), .country, detail: country.code.description),
      ]
    }
    let regions = PlaceCatalog.regions.map { Completion($0.slug, .place, detail: $0.title) }
    let sets = catalog.sets.compactMap { name, set in
      if case .places = set { Completion("@\(name)", .set) } else { nil }
    }
    return [Completion("world", .place)] + countries + regions + sets + parameters
  }

  /// In quotes where it is more than one word.
  private func spelled(_ name: String) -> String {
    name.utf8.allSatisfy { $0.isWord || $0 == UInt8(ascii: "-") } ? name : Printer.quoted(name)
  }

  private var platforms: [Completion] {
    let known = catalog.platforms.platforms.map { Completion($0.id, .platform, detail: $0.title) }
    let builtIn = PlatformCatalog.sets.keys.map { Completion("@\($0)", .set) }
    let sets = catalog.sets.compactMap { name, set in
      if case .platforms = set { Completion("@\(name)", .set) } else { nil }
    }
    return known + builtIn + sets + parameters
  }

  private func datasets(_ subject: SubjectKind?) -> [Completion] {
    let fitting = catalog.datasets.filter { dataset in subject.map(dataset.subject.serves) ?? true }
    let merged = subject == .incidents || subject == .events ? [Completion("merged", .dataset)] : []
    return fitting.map { Completion($0.name, .dataset, detail: $0.subject.rawValue) } + merged + parameters
  }

  /// The years and months that the data span.
  private var periods: [Completion] {
    let spans = catalog.datasets.compactMap(\.span)
    guard let first = spans.map(\.start).min(), let last = spans.map(\.end).max() else { return parameters }
    let years = first.day.civil.year...max(first.day.civil.year, last.advanced(by: -1).day.civil.year)
    let halves = years.suffix(20).flatMap { ["\($0)", "\($0)-H1", "\($0)-H2"] }
    return (halves + within(years)).map { Completion($0, .span) } + parameters
  }

  /// The parts of the year, month or day that is begun: what is typed tells how far to go into detail.
  private func within(_ years: ClosedRange<Int>) -> [String] {
    guard let year = Int(typed.prefix(4)), years.contains(year), typed.count >= 4 else { return [] }
    let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    let months = (1...12).map { "\(year)-\(two($0))" }
    if typed.count < 7 { return (1...4).map { "\(year)-Q\($0)" } + months }
    guard let month = months.first(where: typed.hasPrefix) else { return (1...53).map { "\(year)-W\(two($0))" } }
    guard typed.contains("T") else {
      return (1...31).map { "\(month)-\(two($0))" }.filter { TimeSpelling.range($0) != nil }
    }
    return (0...23).map { "\(typed.prefix { $0 != "T" })T\(two($0))" }
  }

  private func fields(_ subject: SubjectKind?) -> [Completion] {
    guard let subject else { return columns }
    return Field.table(of: subject).map { Completion($0.name, .field, detail: $0.expected) }
  }

  private func values(_ name: String) -> [Completion] {
    let field = SubjectKind.allCases.lazy.compactMap { Field.named(name, of: $0) }.first
    let known: [Completion]
    switch field?.kind {
    case .word(let words): known = words.map { Completion($0, .value) }
    case .place: known = places(nil)
    case .placeGroup: known = PlaceCatalog.regions.map { Completion($0.slug, .place, detail: $0.title) }
    case .platform: known = platforms
    case .dataset: known = datasets(nil)
    case .time: known = periods
    case .open, .prose:
      let words =
        (catalog.vocabulary[field?.name ?? name] ?? []) + (name == "event" || name == "id" ? catalog.eventIDs : [])
      known = words.map { Completion(Printer.quotedIfNeeded($0), .value) }
    case .network, .duration, .whole, nil: known = []
    }
    return known + parameters
  }

  /// What the columns can be drawn as; everything where they are not known yet.
  private var chartKinds: [Completion] {
    let kinds = found.map { ChartColumns($0).kinds } ?? ChartKind.allCases
    return kinds.map { Completion($0.rawValue, .value) }
  }

  private var columns: [Completion] { (found ?? []).map { Completion($0.name, .column, detail: $0.title) } }

  /// Columns of the statement as far as it is written; nil where only the data know them.
  private var found: [Column]? {
    var resolver = Resolver(catalog)
    switch statement?.body {
    case .kept(let operand, let tail): return resolver.columns(of: operand, tail)
    case .query(let query): return resolver.columns(of: query)
    case .sql, .command, .invalid, nil: return nil
    }
  }

  private var topics: [Completion] {
    let words = Vocabulary.statements + ClauseKeyword.allCases.map(\.rawValue) + StageKeyword.allCases.map(\.rawValue)
    return unique(words).map { Completion($0, .keyword) }
  }
}

extension Resolver {
  /// The columns after those stages that are complete.
  mutating func columns(of query: Syntax.Query) -> [Column]? {
    var shown = query
    shown.tail = Syntax.Tail()
    shown.clauses.removeAll { if case .invalid = $0.content { true } else { $0.keyword == .sort } }
    guard let resolved = self.query(shown) else { return nil }
    return after(query.tail, Shape.columns(of: resolved))
  }

  mutating func columns(of operand: Syntax.Operand, _ tail: Syntax.Tail) -> [Column]? {
    result(operand).flatMap { after(tail, $0.1) }
  }

  private mutating func after(_ tail: Syntax.Tail, _ columns: [Column]) -> [Column]? {
    stages(tail.stages.dropLast(), columns: columns).reduce(Optional(columns)) { columns, stage in
      columns.flatMap { Shape.apply(stage, to: $0) }
    }
  }
}

import Analysis
import Places
import Query
import Storage
import Subjects
import Tables
import Text

/// Resolved statements in, answers out: fetches, computes, notes what must be known, says where it came from.
package struct Answerer {
  let store: Store
  let catalog: Catalog
  let dialect: Dialect
  let memory: EpisodeMemory

  package init(
    _ store: Store, catalog: Catalog, dialect: Dialect = .sqlite, memory: EpisodeMemory = EpisodeMemory()
  ) {
    self.store = store
    self.catalog = catalog
    self.memory = memory
    self.dialect = dialect
  }

  /// Throws a `Diagnostic` where the statement would give a wrong figure, `StoreError` where the database fails.
  package func answer(_ query: ResolvedQuery, parameters: [String: String] = [:]) throws -> Answer {
    let clock = ZoneClock(query.zone)
    let windows = try self.windows(query, clock)
    var found = try compute(query, clock, windows)
    if found.table.rows.isEmpty || found.isEmpty {
      found.notes.insert(contentsOf: try emptiness(query, windows), at: 0)
    }
    try store.checkInterruption()
    let table = try staged(found.table, query.stages)
    var notes = query.notes
    notes.append(contentsOf: found.notes)
    notes.append(contentsOf: try provisos(query, windows))
    let exclusions = try exclusions(query, clock, windows)
    notes.append(contentsOf: exclusions.notes)
    notes = shaped(notes, from: found.table, to: table)
    return Answer(
      title: Title(query).text, table: table, notes: notes,
      provenance: try provenance(query, table, clock, windows, exclusions, parameters))
  }

  /// A table that some statement gave before, with stages applied; `tail` is their canonical text.
  package func answer(from earlier: Answer, stages: [Stage], tail: String) throws -> Answer {
    var answer = earlier
    answer.table = try staged(earlier.table, stages)
    answer.notes = shaped(earlier.notes, from: earlier.table, to: answer.table)
    answer.provenance.statement += tail
    answer.provenance.queryID = Identity.query(answer.provenance.statement)
    answer.provenance.resultID = Identity.result(answer.table)
    return answer
  }

  /// Throws a `Diagnostic` where a pivot would lose rows.
  private func staged(_ table: Table, _ stages: [Stage]) throws -> Table {
    try stages.reduce(table) { table, stage in
      if case .pivot(let name) = stage, table.clashes(pivotedOn: name) {
        throw Diagnostic(
          .error, "several rows have the same place in a pivot on '\(name)': all but one would be lost",
          help: "keep every column of 'by' and 'per' until after 'pivot'")
      }
      return table.applying(stage)
    }
  }

  /// A tail that leaves rows out says how many are left.
  private func shaped(_ notes: [Note], from before: Table, to after: Table) -> [Note] {
    guard before.rows.count != after.rows.count else { return notes }
    let notes = notes.filter { !$0.text.hasSuffix("left by the tail") }
    return [Note(.scope, "\(Counted.phrase(after.rows.count, "row")) left by the tail")] + notes
  }

  // MARK: computing

  struct Found {
    var table: Table
    var notes: [Note]
    /// No row rests on any data.
    var isEmpty: Bool
  }

  func compute(_ query: ResolvedQuery, _ clock: ZoneClock, _ windows: SelectionWindows?) throws -> Found {
    if query.extras.contains(.trend) { return try trended(query, clock, windows) }
    if let relation = query.relation { return try related(relation, query, clock) }
    if !query.composites.isEmpty { return try composed(query, clock, windows) }
    switch (query.verb, query.slice.subject) {
    case (.list, .measurements):
      let table = try ListAnswer(query: query, clock: clock).table(ofTestsIn: store, dialect: dialect, windows: windows)
      return Found(table: table, notes: [Note(.scope, Counted.phrase(table.rows.count, "test"))], isEmpty: false)
    case (.list, .signals): return try listSignals(query, clock)
    case (.list, _): return try listRecords(query, clock, windows)
    case (_, .measurements): return try measurements(query, clock, windows)
    case (_, .incidents), (_, .events), (_, .episodes): return try records(query, clock, windows)
    case (_, .signals): return try signalFigures(query, clock)
    }
  }

  private func measurements(
    _ query: ResolvedQuery, _ clock: ZoneClock, _ windows: SelectionWindows?
  ) throws -> Found {
    var (rows, found) = try measurementRows(query, clock, windows)
    let reference = try perMillion(rows, query)
    (rows, found) = (reference.rows, found + reference.notes)
    var builder = ResultBuilder(query)
    let table = builder.table(rows)
    let notes = [scope(of: builder.omissions, query)] + found + intervals(of: builder.shown)
    return Found(table: table, notes: notes, isEmpty: rows.allSatisfy { ($0.n ?? 0) == 0 && !$0.hasFigures })
  }

  /// The groups of a statement over measurements, before they are ranked and limited.
  func measurementRows(
    _ query: ResolvedQuery, _ clock: ZoneClock, _ windows: SelectionWindows?
  ) throws -> (rows: [ResultRow], notes: [Note]) {
    let (singles, aggregates) = split(query.slice.datasets)
    try ProbeKindCheck(query: query).refuse(store)
    try OverlapCheck(slice: query.slice, singles: singles, aggregates: aggregates).refuse(store)
    try GrainCheck(query: query, aggregates: aggregates).refuse(store)
    let result = try MeasurementAnswer(
      query: query, store: store, dialect: dialect, clock: clock, windows: windows, singles: singles,
      aggregates: aggregates
    ).result()
    return (result.rows, result.notes)
  }

  /// What the intervals rest on, where they rest on less than the spread between networks.
  private func intervals(of rows: [ResultRow]) -> [Note] {
    let marks = rows.flatMap(\.figures).map(\.marks)
    return [RateMarks.oneNetwork, .noSpread].compactMap { mark in
      let count = marks.count { $0.contains(mark) }
      return count > 0 ? Note(.caution, "\(mark.words.joined()) (\(Counted.phrase(count, "row")))") : nil
    }
  }

  private func records(_ query: ResolvedQuery, _ clock: ZoneClock, _ windows: SelectionWindows?) throws -> Found {
    var (rows, found) = try sideBySide(query) { try recordRows($0, clock, windows) }
    let reference = try perMillion(rows, query)
    (rows, found) = (reference.rows, found + reference.notes)
    var builder = ResultBuilder(query)
    let isCount = query.measures.allSatisfy { $0 != .restrictionIndex }
    let listed = query.verb == .rank && isCount ? rows.filter(\.countsSomething) : rows
    let result = builder.table(listed)
    let counting =
      query.measures.contains(.incidents) && query.vary == nil
      ? [Note(.scope, "counting \(query.counting.rawValue)")] : []
    return Found(
      table: result, notes: [scope(of: builder.omissions, query)] + counting + found,
      isEmpty: isCount ? rows.allSatisfy { !$0.countsSomething } : !rows.contains(where: \.hasFigures))
  }

  /// The groups of a statement over records, before they are ranked and limited.
  func recordRows(
    _ query: ResolvedQuery, _ clock: ZoneClock, _ windows: SelectionWindows?
  ) throws -> (rows: [ResultRow], notes: [Note]) {
    if query.measures.contains(.restrictionIndex) { return try indexRows(query, clock) }
    let coverage = try catalogues(query.slice)
    let period = RecordPeriod(query: query, clock: clock, windows: windows, coverage: coverage)
    let chosen = try selected(
      query.slice, clock, settings: EpisodeSettings(query.detector), withGaps: query.showsGaps)
    let kept = try filtered(chosen.records, query, clock, coverage, isInPeriod: period.contains)
    let answer = RecordAnswer(
      query: query, records: kept.records, clock: clock, windows: windows, coverage: coverage,
      measured: query.slice.subject == .episodes ? try measuredDays(query.slice) : nil,
      costs: query.measures.contains(.cost) ? try CostReference(store) : nil, pause: store.checkInterruption)
    let (rows, remarks) = try answer.rows()
    var notes = chosen.notes + kept.notes + remarks.notes
    if case .span(let span) = query.slice.during { notes += coverage.gaps(in: clock.localSpan(span)) }
    if query.slice.subject != .episodes { notes += uncovered(query.slice, coverage) }
    return (rows, notes)
  }

  /// Countries asked for that the catalogues do not cover add nothing, which is not the same as nothing there.
  private func uncovered(_ slice: Slice, _ coverage: CatalogueCoverage) -> [Note] {
    guard let countries = slice.countries else { return [] }
    let missing = coverage.uncovered(among: countries)
    guard !missing.isEmpty, missing.count < countries.count else { return [] }
    let codes = missing.prefix(8).map(\.description).joined(separator: ", ") + (missing.count > 8 ? ", ..." : "")
    return [Note(.caution, "not covered: \(missing.count) of \(countries.count) countries (\(codes))")]
  }

  private func listRecords(_ query: ResolvedQuery, _ clock: ZoneClock, _ windows: SelectionWindows?) throws -> Found {
    let coverage = try catalogues(query.slice)
    let period = RecordPeriod(query: query, clock: clock, windows: windows, coverage: coverage)
    let chosen = try selected(query.slice, clock, withGaps: query.showsGaps)
    let kept = try filtered(
      chosen.records.filter(period.contains), query, clock, coverage, isInPeriod: { _ in true })
    let records = kept.records
    let table = ListAnswer(query: query, clock: clock).table(of: records)
    let noun = query.slice.subject.noun
    let notes =
      [Note(.scope, Counted.phrase(table.rows.count, noun))] + chosen.notes + kept.notes
      + (try remarks(on: records, query.slice.subject))
    return Found(table: table, notes: notes, isEmpty: false)
  }

  /// Records of a slice in their countries, in order of start, merged where it says so; the period is not applied.
  /// `withGaps`: the statement shows how long after the one before each started.
  func selected(
    _ slice: Slice, _ clock: ZoneClock, settings: EpisodeSettings = EpisodeSettings(), withGaps: Bool = false
  ) throws -> (records: [StoredRecord], notes: [Note]) {
    var chosen = try chosen(slice, clock, settings)
    if withGaps || slice.late?.fields.contains(Dimension.sincePrevious.rawValue) == true {
      chosen.records = chosen.records.withGaps(clock, isMerged: slice.isMerged)
    }
    guard let late = slice.late else { return chosen }
    chosen.records = chosen.records.filter { late.holds(LateFields(record: $0, clock: clock)) }
    return chosen
  }

  private func chosen(
    _ slice: Slice, _ clock: ZoneClock, _ settings: EpisodeSettings
  ) throws -> (records: [StoredRecord], notes: [Note]) {
    if slice.subject == .episodes { return try episodes(slice, clock, settings: settings) }
    guard slice.isMerged else { return (try fetch(slice), []) }
    let merging = try merged(slice, clock)
    return (
      merging.records.sorted { ($0.start.instant, $0.name) < ($1.start.instant, $1.name) },
      [merging.note(slice.datasets)]
    )
  }

  /// The stored records of a slice, those of each of its datasets.
  func fetch(_ slice: Slice, isExcluded: Bool = false) throws -> [StoredRecord] {
    var records = RecordQuery(slice)
    records.isExcluded = isExcluded
    let reader = RecordReader(table: records.table)
    var found: [StoredRecord] = []
    try store.rows(records.sql(dialect)) { row in
      if let record = reader.record(row) { found.append(record) }
    }
    return found
  }

  /// What a slice's catalogues cover; none of episodes, whose coverage is what was measured.
  func catalogues(_ slice: Slice) throws -> CatalogueCoverage {
    try CatalogueCoverage(
      slice.subject == .episodes ? [] : slice.datasets, table: RecordQuery(slice).table, store: store)
  }

  func split(_ datasets: [String]) -> (singles: [String], aggregates: [String]) {
    let aggregates = Set(catalog.datasets.filter { $0.subject == .aggregates }.map(\.name))
    return (datasets.filter { !aggregates.contains($0) }, datasets.filter(aggregates.contains))
  }

  /// The selection of `during events(...)`, as times in countries.
  func windows(_ query: ResolvedQuery, _ clock: ZoneClock) throws -> SelectionWindows? {
    guard case .selection(let stated) = query.slice.during else { return nil }
    let selection = narrowed(stated, by: query)
    let coverage = try catalogues(selection)
    var period: TimeSpan?
    if case .span(let span) = selection.during { period = clock.localSpan(span) }
    return SelectionWindows(try selected(selection, clock).records, within: period, clock: clock, coverage: coverage)
  }

  /// The statement's own places apply to the selection too.
  func narrowed(_ selection: Slice, by query: ResolvedQuery) -> Slice {
    guard let outer = query.slice.countries else { return selection }
    var selection = selection
    selection.countries = selection.countries?.filter(outer.contains) ?? outer
    return selection
  }

  // MARK: provenance

  private func provenance(
    _ query: ResolvedQuery, _ table: Table, _ clock: ZoneClock, _ windows: SelectionWindows?,
    _ exclusions: Exclusions, _ parameters: [String: String]
  ) throws -> Provenance {
    var names = query.slices.flatMap(\.datasets)
    var fields = Set(query.dimensions.map(\.rawValue)).union(query.slice.condition?.fields ?? [])
    if query.readsPlatforms { fields.insert(Dimension.platform.rawValue) }
    fields.formUnion(query.extras.compactMap { $0.indicator?.rawValue })
    if query.asked.contains(.cost) { fields.insert(Measure.cost.rawValue) }
    if query.readsUsers { fields.insert(Store.platformUsers) }
    names += try store.referenceDatasets(for: fields) + eventDatasets(query)
    let references = try store.references(forDatasets: names)
    let period = PeriodText(query: query, clock: clock, windows: windows, catalog: catalog)
    let statement = query.canonical
    return Provenance(
      statement: statement, parameters: parameters, datasets: references, period: period.text,
      toolVersion: store.toolVersion, queryID: Identity.query(statement, parameters: [:]),
      dataID: Identity.data(references, corrections: exclusions.identityLines), resultID: Identity.result(table))
  }
}

extension ResolvedQuery {
  /// Platforms are weighted by their users.
  var readsUsers: Bool {
    if case .weighting(let schemes) = vary { return schemes.contains(.users) || weighting == .users }
    return weighting == .users
  }

  fileprivate var showsGaps: Bool { dimensions.contains(.sincePrevious) || extras.contains(.sincePrevious) }
}

extension ResultRow {
  var hasFigures: Bool { figures.contains { !$0.value.isMissing } }
  /// Some figure is not zero.
  var countsSomething: Bool { figures.contains { ($0.value.double ?? 0) != 0 } }
}

/// `1 test`, `3,000 tests`
enum Counted {
  static func phrase(_ count: Int, _ noun: String) -> String {
    "\(count.grouped) \(count == 1 ? noun : Plural.of(noun))"
  }
}

import Analysis
import Places
import Query
import Storage
import Subjects
import Tables
import Text

/// What stands above a table: `countries by incidents`, `blocking rate and n by platform, hour`.
struct Title {
  let text: String

  init(_ query: ResolvedQuery) {
    let slice = query.slice
    var words: String
    switch query.verb {
    case .rank:
      let dimension = query.dimensions.first?.rawValue ?? "row"
      words = "\(Plural.of(dimension)) by \(Title.names(query.measures))"
    case .list: words = slice.subject.rawValue
    case .match, .associate, .lag: words = "\(query.verb.rawValue) of \(slice.subject.rawValue)"
    case .similar: words = "similar \(slice.subject.rawValue)"
    case .show, .compare:
      words = Title.names(query.measures)
      let axes = query.dimensions.map(\.rawValue) + (query.bin.map { [$0.rawValue] } ?? [])
      if !axes.isEmpty { words += " by \(axes.joined(separator: ", "))" }
    }
    if !slice.placeNames.isEmpty { words += " in \(slice.placeNames.joined(separator: ", "))" }
    if !slice.platformNames.isEmpty { words += " on \(slice.platformNames.joined(separator: ", "))" }
    if let during = slice.duringText { words += " during \(during)" }
    text = words
  }

  private static func names(_ measures: [Measure]) -> String { measures.map(\.rawValue).joined(separator: ", ") }
}

/// The resolved period as every footer prints it: `2023-01-01..2023-06-30 UTC (181 d)`.
struct PeriodText {
  let query: ResolvedQuery
  let clock: ZoneClock
  let windows: SelectionWindows?
  let catalog: Catalog

  var text: String? {
    if case .contrast(let contrast) = query.relation, let text = self.text(of: contrast) { return text }
    if case .selection = query.slice.during { return held }
    return span.map(describe)
  }

  /// The period of a statement without `during events(...)`, in its own zone; nil where nothing is loaded.
  var span: TimeSpan? {
    switch query.slice.during {
    case .span(let span): return known(clock.localSpan(span))
    case .selection: return nil
    case nil:
      return wholeDays(of: spansOfData)
    }
  }

  var spansOfData: [TimeSpan] {
    catalog.datasets.filter { query.slice.datasets.contains($0.name) }.compactMap(\.span)
  }

  /// From the first day of some spans to the last.
  func wholeDays(of spans: [TimeSpan]) -> TimeSpan? {
    guard let start = spans.map(\.start).min(), let end = spans.map(\.end).max() else { return nil }
    let last = clock.local(end.advanced(by: -1), in: .withheld).day
    return TimeSpan(clock.local(start, in: .withheld).day.start, last.advanced(by: 1).start)
  }

  /// `since` and `until` have no other side: what is said is where the data begin or end.
  private func known(_ span: TimeSpan) -> TimeSpan {
    let (first, last) = (span.start.day.civil.0, span.end.day.civil.0)
    guard first < 1000 || last > 9000 else { return span }
    let held = spansOfData
    guard let start = held.map(\.start).min(), let end = held.map(\.end).max() else { return span }
    let begin = first < 1000 ? min(start.day.start, span.end) : span.start
    let stop = last > 9000 ? max(end.advanced(by: 86_399).day.start, span.start) : span.end
    return begin < stop ? TimeSpan(begin, stop) : span
  }

  /// The times that are held against each other; nil around a selection, whose own period is said.
  private func text(of contrast: Contrast) -> String? {
    switch contrast.kind {
    case .against(let against, _):
      guard case .span(let during) = query.slice.during else { return nil }
      return "\(describe(clock.localSpan(during))) against \(describe(clock.localSpan(against)))"
    case .around(let anchor, let before, let after):
      let windows = [(before, "before"), (after, "after")].compactMap { seconds, word in
        seconds.map { "\(TimeSpelling.duration(ofSeconds: $0)) \(word)" }
      }
      let times = windows.joined(separator: " and ")
      switch anchor {
      case .event(let id): return "event \(id), \(times)"
      case .span(let span, _): return "\(describe(clock.localSpan(span))), \(times)"
      case .selection(let selection):
        let period = if case .span(let span) = selection.during { " of \(describe(clock.localSpan(span)))" } else { "" }
        return "\(Plural.of(selection.subject.noun))\(period), \(times)"
      }
    }
  }

  private func describe(_ local: TimeSpan) -> String {
    let isDays = local.start.clock == "00:00:00" && local.end.clock == "00:00:00"
    guard isDays else {
      return "\(local.start.iso.prefix(16))..\(local.end.iso.prefix(16)) \(clock.name) (\(hours(local)))"
    }
    let first = local.start.day
    let last = local.end.advanced(by: -1).day
    let days = Int(last.number) - Int(first.number) + 1
    let dates = first == last ? first.iso : "\(first.iso)..\(last.iso)"
    return "\(dates) \(clock.name) (\(days.grouped) d)"
  }

  private func hours(_ span: TimeSpan) -> String {
    span.seconds % 3600 == 0 ? "\(span.seconds / 3600) h" : "\(span.seconds / 60) min"
  }

  private var held: String {
    guard let windows else { return "no period" }
    let countries = windows.spans.count
    var noun = "event"
    if case .selection(let selection) = query.slice.during, selection.subject == .incidents { noun = "incident" }
    var text = "\(Counted.phrase(windows.records, noun)) in \(countries) \(countries == 1 ? "country" : "countries")"
    if windows.coarse > 0 { text += ", \(windows.coarse) of them known only to the day" }
    return text
  }
}

/// Records that `list` shows: those that start in the period, or with `counting active` are in force in it.
struct RecordPeriod {
  let query: ResolvedQuery
  let clock: ZoneClock
  let windows: SelectionWindows?
  let coverage: CatalogueCoverage

  func contains(_ record: StoredRecord) -> Bool {
    let analysis = clock.analysisClock(in: record.country)
    let period: [TimeSpan]
    switch query.slice.during {
    case nil: return true
    case .span(let span): period = [clock.localSpan(span)]
    case .selection:
      period = (windows?.spans[record.country] ?? []).map {
        TimeSpan(clock.local($0.start, in: record.country), clock.local($0.end, in: record.country))
      }
    }
    guard query.counting == .active, let incident = record.incident else {
      let start = analysis.local(record.start).start
      return period.contains { $0.contains(start) }
    }
    let times = IncidentTimes(incident, snapshot: coverage.snapshot(of: record.dataset), clock: analysis)
    return period.contains { $0.overlaps(times.span) }
  }
}

extension Answerer {
  /// `12 of 41 countries; 29 below n = 30`
  func scope(of omissions: Omissions, _ query: ResolvedQuery) -> Note {
    let noun = query.verb == .rank || query.dimensions.count == 1 ? query.dimensions.first?.rawValue ?? "row" : "row"
    let plural = noun == "row" ? "rows" : Plural.of(noun)
    let shown = query.bin == nil ? min(omissions.shown, omissions.eligible) : omissions.shown
    var text =
      shown < omissions.eligible
      ? "\(shown.grouped) of \(omissions.eligible.grouped) \(plural)"
      : "\(omissions.eligible.grouped) \(omissions.eligible == 1 ? noun : plural)"
    if omissions.eligible == 0, omissions.shown > 0 {
      text = "\(Counted.phrase(omissions.shown, "row")), none with data"
    } else if query.bin != nil || query.dimensions.count > 1 {
      text = Counted.phrase(omissions.shown, "row")
    }
    if omissions.suppressed > 0, let minimum = query.minimum {
      text += "; \(omissions.suppressed.grouped) below n = \(minimum)"
    }
    if omissions.unnamed > 0 { text += "; what has no known \(noun) is left out" }
    return Note(.scope, text)
  }

  /// What must be known of the datasets that were read.
  func provisos(_ query: ResolvedQuery, _ windows: SelectionWindows?) throws -> [Note] {
    var notes: [Note] = []
    var names = Set(query.slices.flatMap(\.datasets))
    if query.readsUsers { names.formUnion(try store.referenceDatasets(for: [Store.platformUsers])) }
    let synthetic = catalog.datasets.filter { names.contains($0.name) && $0.isSynthetic }.map(\.name)
    if !synthetic.isEmpty {
      notes.append(Note(.caution, "synthetic data, not measurements of anything: \(synthetic.joined(separator: ", "))"))
    }
    let catalogues = query.slice.datasets
    if [.incidents, .events].contains(query.slice.subject), query.verb != .list, query.relation == nil,
      catalogues.count > 1,
      !query.slice.isMerged
    {
      notes.append(
        Note(
          .caution,
          "records of \(catalogues.joined(separator: ", ")) are added: what more than one of them recorded counts more than once"
        ))
    }
    if query.slice.subject == .incidents { notes += try twins(query.slice.datasets) }
    if query.slice.subject == .measurements {
      notes += try unmarked(query.slice.datasets) + IdentityCheck(slice: query.slice).notes(store)
    }
    if query.zone == .local, query.slice.during != nil {
      notes.append(Note(.scope, "local days are those of each capital"))
    }
    return notes
  }

  /// Raw measurements that were scored while no fingerprints were loaded.
  private func unmarked(_ datasets: [String]) throws -> [Note] {
    var names: [String] = []
    try store.rows("select name from dataset where unmarked and name in \(list: datasets) order by name") {
      names.append($0.text(0) ?? "")
    }
    guard !names.isEmpty else { return [] }
    return [
      Note(
        .caution,
        "scored without fingerprints of block pages, so that no test is confirmed by one: \(names.joined(separator: ", "))"
      )
    ]
  }

  /// Where a dataset holds two vintages of one catalogue in different words, its incidents may count twice: said from one
  /// in twenty on, since a few are in every catalogue.
  private func twins(_ datasets: [String]) throws -> [Note] {
    var notes: [Note] = []
    try store.rows(
      """
      select d.name, d.twins from dataset d where d.name in \(list: datasets) and d.twins * 20 > (
        select count(*) from incident i where i.dataset = d.id and i.current = 1) order by 1
      """
    ) { row in
      notes.append(
        Note(
          .caution,
          "\(Counted.phrase(row.int(1), "incident")) of \(row.text(0) ?? "") with the country, start and area of another may count twice"
        ))
    }
    return notes
  }

  /// Why nothing was found: `no rows. in PK 3,000 -> on signal 371 -> during 2024-01-07 0`.
  func emptiness(_ query: ResolvedQuery, _ windows: SelectionWindows?) throws -> [Note] {
    let steps = try funnel(query, windows)
    guard steps.last?.count == 0 else { return [] }
    var text = "no rows. " + steps.map { "\($0.label) \($0.count.grouped)" }.joined(separator: " -> ")
    let nearest = try nearest(query.slice)
    if !nearest.isEmpty { text += ". nearest: " + nearest.joined(separator: ", ") }
    if query.slice.subject == .measurements { text += ". not measured, which is not the same as not blocked" }
    return [Note(.empty, text)]
  }

  /// Rows that are left after each clause.
  package func funnel(_ query: ResolvedQuery) throws -> [(label: String, count: Int)] {
    try funnel(query, try windows(query, ZoneClock(query.zone)))
  }

  private func funnel(_ query: ResolvedQuery, _ windows: SelectionWindows?) throws -> [(label: String, count: Int)] {
    let steps = try Funnel.steps(of: query.slice, dialect, windows: windows?.cellWindows).map { step in
      var count = 0
      try store.rows(step.sql) { count = $0.int(0) }
      return (label: step.label, count: count)
    }
    return try steps + [lateStep(query, windows)].compactMap { $0 }
  }

  /// Records of the period that conditions which are asked last leave; nil where there are none of these.
  private func lateStep(_ query: ResolvedQuery, _ windows: SelectionWindows?) throws -> (label: String, count: Int)? {
    guard let late = query.slice.late else { return nil }
    let clock = ZoneClock(query.zone)
    let period = RecordPeriod(query: query, clock: clock, windows: windows, coverage: try catalogues(query.slice))
    let left = try selected(query.slice, clock).records.filter(period.contains)
    return ("where \(late.fields.sorted().joined(separator: ", "))", Set(left.map(\.id)).count)
  }

  private func nearest(_ slice: Slice) throws -> [String] {
    // Conditions that are asked last are not in it.
    guard slice.late == nil, let sql = Funnel.nearest(to: slice, dialect) else { return [] }
    var days: [String] = []
    try store.rows(sql) { row in
      days.append("\(Day(number: Int32(clamping: row.int(0))).iso) (\(row.int(1).grouped))")
    }
    return days
  }
}

import Analysis
import Places
import Platforms
import Query
import Storage
import Subjects
import Tables

/// `show` and `rank` over measurements: fetches what the plan says, folds it, and computes each group's figures.
struct MeasurementAnswer {
  let query: ResolvedQuery
  let store: Store
  let dialect: Dialect
  let clock: ZoneClock
  var windows: SelectionWindows?
  /// Datasets of the statement that hold single tests, and that hold published counts.
  let singles: [String]
  let aggregates: [String]

  struct Result {
    var rows: [ResultRow]
    var notes: [Note]
  }

  func result() throws -> Result {
    let plan = MeasurementPlan(query)
    let fold = MeasurementFold(query, clock: clock, targets: try TargetNames(store))
    try each(plan.counts) { fold.add($0) }
    if let coverage = plan.coverage { try each(coverage) { fold.addCoverage($0) } }
    if let weights = plan.weights, let baseline = plan.baseline {
      let baselines = try worldwide(baseline, fold.targets)
      try each(weights) { row in fold.addWeight(row, baseline: baselines.baseline(of: row)) }
    }
    let rows = try MeasurementFigures(fold: fold, plan: plan).rows(filling: fill(fold), pause: store.checkInterruption)
    return Result(rows: rows, notes: notes(fold))
  }

  // MARK: fetching

  private func each(_ cells: CellQuery, _ body: (borrowing CellRow) -> Void) throws {
    let held = windows?.cellWindows
    if !singles.isEmpty {
      var own = cells
      own.slice.datasets = singles
      let reader = CellRowReader(own, grain: own.time)
      try store.rows(own.sql(dialect, windows: held)) { body(reader.read($0)) }
    }
    if !aggregates.isEmpty {
      var sums = cells
      sums.slice.datasets = aggregates
      let reader = CellRowReader(sums, grain: .hour)
      try store.rows(sums.aggregateSQL(dialect, windows: held)) { body(reader.read($0)) }
    }
  }

  /// Of the whole world and of whole months, whatever the statement's own windows.
  private func worldwide(_ baseline: CellQuery, _ targets: TargetNames) throws -> WorldwideBaselines {
    var rows = BaselineRows(targets)
    var world = self
    world.windows = nil
    try world.each(baseline) { rows.add($0) }
    return WorldwideBaselines(rows)
  }

  // MARK: rows that were asked for and not found

  /// Groups that the statement names one by one: they have a row even where nothing was measured.
  private func fill(_ fold: MeasurementFold) -> [[Int]] {
    guard query.verb == .show, !query.dimensions.isEmpty || query.bin != nil else { return [] }
    var axes: [[Int]] = []
    for dimension in query.dimensions {
      guard let axis = axis(of: dimension, fold) else { return [] }
      axes.append(axis)
    }
    if let bins = fold.bins {
      guard let axis = binAxis(bins, fold) else { return [] }
      axes.append(axis)
    }
    let size = axes.reduce(1) { $0 * max(1, $1.count) }
    guard size <= 20_000 else { return [] }
    return axes.reduce([[]]) { keys, axis in keys.flatMap { key in axis.map { key + [$0] } } }
  }

  private func axis(of dimension: Dimension, _ fold: MeasurementFold) -> [Int]? {
    // What a condition has excluded was not asked for.
    guard query.slice.condition?.fields.contains(dimension.rawValue) != true else {
      return query.bin == nil ? nil : Array(Set(fold.keys.map { $0[query.dimensions.firstIndex(of: dimension) ?? 0] }))
    }
    let position = query.dimensions.firstIndex(of: dimension) ?? 0
    let found = Set(fold.keys.map { $0[position] })
    switch dimension {
    case .country where query.slice.countries != nil && query.slice.placeNames.count == query.slice.countries?.count:
      return Array(found.union((query.slice.countries ?? []).map { Int($0.raw) }))
    case .platform where query.slice.platforms != nil:
      return Array(found.union((query.slice.platforms ?? []).map { fold.intern($0) }))
    case .outcome, .blockingKind: return [0]
    default: return query.bin == nil ? nil : Array(found)
    }
  }

  private func binAxis(_ bins: BinCalendar, _ fold: MeasurementFold) -> [Int]? {
    guard case .span(let span) = query.slice.during else { return nil }
    let country = query.slice.countries?.first ?? .withheld
    guard clock.isSame(for: query.slice.countries) else { return nil }
    let hours = TimeSpan(span.start.hourCeiling, span.end.hourCeiling)
    return bins.indices(in: hours, most: 20_000) { clock.isLocal ? $0 : clock.local($0, in: country) }
  }

  // MARK: notes

  private func notes(_ fold: MeasurementFold) -> [Note] {
    var notes: [Note] = []
    if windows?.cutsHours == true {
      notes.append(Note(.caution, "hour cells: a stored hour that an event touches counts whole"))
    }
    if fold.hasPartialHours || cutsHours {
      notes.append(Note(.caution, "hour cells: a stored hour counts whole, where it starts"))
    }
    if query.measures.contains(.blockingRate) {
      notes.append(
        Note(.scope, "blocking-rate is above each target's median in the other countries (n >= 30) of its month"))
      if fold.assumesBaselines {
        notes.append(Note(.caution, "some baselines are assumed to be 0.02: fewer than 5 other countries with n >= 30"))
      }
    }
    if query.dimensions.contains(.dataset) || query.dimensions.contains(.publisher) {
      notes.append(Note(.caution, "a test counts in each dataset that holds it: the rows do not add up"))
    }
    return notes
  }

  private var cutsHours: Bool {
    if case .span(let span) = query.slice.during { !span.keepsHours } else { false }
  }
}

extension ZoneClock {
  /// Whether the countries share one clock, so that their bins are the same.
  func isSame(for countries: [CountryCode]?) -> Bool { !isLocal || countries?.count == 1 }
}

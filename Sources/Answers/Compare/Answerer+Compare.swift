import Analysis
import Places
import Query
import Storage
import Subjects
import Tables
import Text

extension Answerer {
  func compare(_ contrast: Contrast, _ query: ResolvedQuery, _ clock: ZoneClock) throws -> Found {
    let phases = try phases(contrast, query, clock)
    if query.slice.subject == .signals { return try compareSignals(contrast, query, clock, phases) }
    guard query.slice.subject == .measurements else { return try compareRecords(contrast, query, clock, phases) }
    if let measure = query.measures.first(where: { $0 == .coveredHours || $0 == .coveredDays }) {
      throw Diagnostic(
        .error, "'\(measure.rawValue)' is not compared: phases differ in length",
        help: "compare a rate, 'tests' or 'n'")
    }
    if let dimension = query.dimensions.first(where: { $0 == .outcome || $0 == .blockingKind }) {
      throw Diagnostic(
        .error, "'compare' does not go by \(dimension.rawValue)", help: "'show' does: once for each of the two times")
    }
    let cells = try fold(query, phases, clock)
    let answer = CompareAnswer(
      query: query, contrast: contrast, phases: phases, cells: cells)
    let (rows, remarks) = try answer.rows(pause: store.checkInterruption)
    let (table, omissions) = CompareTable(query).table(rows)
    let notes = [scope(of: omissions, query)] + phases.notes(query) + remarks.notes(query) + leftOut(query)
    return Found(table: table, notes: notes, isEmpty: rows.isEmpty)
  }

  /// Published counts have no hours, and so no times before and after.
  private func leftOut(_ query: ResolvedQuery) -> [Note] {
    let aggregates = split(query.slice.datasets).aggregates
    guard !aggregates.isEmpty else { return [] }
    return [Note(.caution, "published counts are not compared: \(aggregates.joined(separator: ", "))")]
  }

  // MARK: counts

  private func fold(_ query: ResolvedQuery, _ phases: ComparePhases, _ clock: ZoneClock) throws -> CompareFold {
    let (singles, aggregates) = split(query.slice.datasets)
    try ProbeKindCheck(query: query).refuse(store)
    try OverlapCheck(slice: query.slice, singles: singles, aggregates: aggregates).refuse(store)
    guard aggregates.isEmpty || !singles.isEmpty else { throw Self.needsHours(aggregates) }
    var inner = query
    inner.verb = .show
    inner.slice.during = phases.period.map { .span($0) }
    inner.slice.datasets = singles
    if let countries = phases.countries { inner.slice.countries = countries }
    let plan = MeasurementPlan(inner)
    let targets = try TargetNames(store)
    let cells = CompareFold(MeasurementFold(query, clock: clock, targets: targets))
    guard phases.period != nil else { return cells }
    let isBlocking = query.measures.contains(.blockingRate)
    var keys = Set(plan.counts.keys).union([.country, .network])
    if isBlocking { keys.insert(.target) }
    let baselines = try isBlocking ? plan.baseline.map { try worldwide($0, targets) } : nil
    func read(_ slice: Slice, by time: TimeKey?, _ body: (borrowing CellRow) -> Void) throws {
      let counts = CellQuery(
        keys: CellKey.allCases.filter(keys.contains), time: time, figures: .outcomes, slice: slice)
      let reader = CellRowReader(counts, grain: time)
      try store.rows(counts.sql(dialect, windows: phases.windows)) { body(reader.read($0)) }
    }
    if let times = phases.times {
      // The same times everywhere: each is a slice, and its hours need not be told apart.
      for (phase, time) in times.enumerated() {
        inner.slice.during = .span(time)
        try read(inner.slice, by: isBlocking ? .month : nil) { row in
          cells.add(row, at: (0, phase), baseline: baselines?.baseline(of: row))
        }
      }
    } else {
      try read(inner.slice, by: .hour) { row in
        guard let place = phases.place(of: row) else { return }
        cells.add(row, at: place, baseline: baselines?.baseline(of: row))
      }
    }
    return cells
  }

  private static func needsHours(_ datasets: [String]) -> Diagnostic {
    Diagnostic(
      .error, "'compare' needs single tests, and \(datasets.joined(separator: ", ")) holds published counts",
      help: "load raw measurements or a table of them")
  }

  private func worldwide(_ query: CellQuery, _ targets: TargetNames) throws -> WorldwideBaselines {
    let reader = CellRowReader(query, grain: query.time)
    var rows = BaselineRows(targets)
    try store.rows(query.sql(dialect)) { rows.add(reader.read($0)) }
    return WorldwideBaselines(rows)
  }
}

/// The table of a `compare`: what is suppressed, ordered by the size of the difference, limited.
struct CompareTable {
  private let query: ResolvedQuery

  init(_ query: ResolvedQuery) { self.query = query }

  /// The rows under one value of `vary`, or all.
  struct Part {
    /// The value, in a column of its own.
    var label: [Value] = []
    /// Tests less failures that a rate needs.
    var minimum: Int?
    var rows: [ResultRow]
  }

  /// The same rows under each `min n`.
  func table(_ rows: [ResultRow]) -> (Table, Omissions) {
    table(alternatives.map { Part(label: $0.0, minimum: $0.1, rows: rows) })
  }

  func table(_ parts: [Part]) -> (Table, Omissions) {
    var omissions = Omissions()
    var body: [[Value]] = []
    for (number, part) in parts.enumerated() {
      let judged = part.rows.map { suppressed($0, part.minimum) }
      if number == 0 {
        omissions.suppressed = judged.count { row in row.figures.contains { $0.value == .missing(.suppressed) } }
        omissions.eligible = judged.count(where: \.hasFigures)
      }
      let ordered = limited(isByPhase ? judged.sorted { $0.order < $1.order } : judged.sorted(by: Self.precedes))
      body += ordered.map { part.label + $0.heads + $0.figures.map(\.value) + $0.supports }
    }
    omissions.shown = body.count
    let table = Table(columns: Shape.columns(of: query), rows: body)
    return (query.sort.isEmpty ? table : table.sorted(by: query.sort), omissions)
  }

  private var isByPhase: Bool { query.dimensions.contains(.phase) }

  private var alternatives: [([Value], Int?)] {
    guard case .minimum(let values) = query.vary else { return [([], query.minimum)] }
    return values.map { ([.text("\($0)")], $0) }
  }

  /// Rates of a time with too few tests lose their figures, and with them what rests on that time. Counts are right
  /// however small they are.
  private func suppressed(_ row: ResultRow, _ minimum: Int?) -> ResultRow {
    guard let minimum, row.phaseN.contains(where: { $0 < minimum }) else { return row }
    var row = row
    let pairs = isByPhase ? [] : query.contrast?.pairs ?? []
    var place = 0
    for (number, measure) in query.measures.enumerated() {
      let width = query.extras.contains(.ci) && measure.hasInterval ? 3 : 1
      for n in row.phaseN {
        if measure.obeysMinimum, n < minimum { suppress(&row, place..<place + width, n) }
        place += width
      }
      for (first, second) in pairs {
        let n = min(row.phaseN[first], row.phaseN[second])
        if measure.obeysMinimum, n < minimum {
          suppress(&row, place..<place + 4, n)
          if number == 0, (first, second) == pairs[0] { row.size = nil }
        }
        place += 4
      }
    }
    return row
  }

  private func suppress(_ row: inout ResultRow, _ places: Range<Int>, _ n: Int) {
    for place in places where row.figures.indices.contains(place) {
      row.figures[place] = .missing(n == 0 ? .noData : .suppressed)
    }
  }

  private func limited(_ rows: [ResultRow]) -> [ResultRow] {
    guard let limit = query.limit else { return rows }
    let known = rows.filter { $0.size != nil }
    return Array(limit.end == .top ? known.prefix(limit.count) : known.suffix(limit.count))
  }

  /// The largest difference first, whichever way it goes.
  private static func precedes(_ left: ResultRow, _ right: ResultRow) -> Bool {
    switch (left.size.map(abs), right.size.map(abs)) {
    case (let a?, let b?) where a != b: a > b
    case (_?, nil): true
    case (nil, _?): false
    default: left.order < right.order
    }
  }
}

extension ResolvedQuery {
  var contrast: Contrast? { if case .contrast(let contrast) = relation { contrast } else { nil } }
}

extension Contrast {
  /// Which times are held against each other, the one that is taken away first.
  var pairs: [(Int, Int)] {
    if case .against = kind { return [(1, 0)] }
    return Shape.times(of: self).count == 3 ? [(0, 1), (0, 2)] : [(0, 1)]
  }
}

extension ComparePhases {
  func notes(_ query: ResolvedQuery) -> [Note] {
    var notes: [Note] = []
    if isOfEvents, query.dimensions.contains(.phase) {
      notes.append(Note(.scope, "the tests of \(Counted.phrase(count, "event")) put together"))
    } else if isOfEvents {
      notes.append(Note(.scope, "\(Counted.phrase(count, "event")), each counting once"))
    }
    if isByDay { notes.append(Note(.scope, "by whole days, since some records are known only to the day")) }
    if notCovered > 0 { notes.append(Note(.scope, "not covered: \(Counted.phrase(notCovered, "event"))")) }
    if overlapping > 0 {
      notes.append(
        Note(.caution, "\(Counted.phrase(overlapping, "event")) whose windows overlap in a country left out"))
    }
    if undated > 0 {
      notes.append(Note(.caution, "\(Counted.phrase(undated, "event")) known only to the month or year left out"))
    }
    if cutsHours, query.slice.subject == .measurements {
      notes.append(Note(.caution, "hour cells: a stored hour belongs to the time in which it starts"))
    }
    if !areEqual, query.measures.contains(where: \.isCount) {
      notes.append(Note(.caution, "the times differ in length: counts are not like for like"))
    }
    return notes
  }
}

extension CompareAnswer.Remarks {
  func notes(_ query: ResolvedQuery) -> [Note] {
    var notes = causes.sorted().map { Note(.caution, $0) }
    if leftOut > 0 {
      notes.append(Note(.scope, "\(Counted.phrase(leftOut, "event")) without tests in one of the times left out"))
    }
    if isWithoutSpread {
      notes.append(Note(.caution, "all or none in one of the times: intervals rest on those of both rates too"))
    }
    if query.measures.contains(.blockingRate) {
      notes.append(
        Note(.scope, "blocking-rate is above each target's median in the other countries (n >= 30) of its month"))
      if assumesBaseline {
        notes.append(Note(.caution, "some baselines are assumed to be 0.02: fewer than 5 other countries with n >= 30"))
      }
    }
    if query.measures.contains(where: \.isRate) {
      notes.append(Note(.scope, "intervals of differences by 1,000 draws, seed \(query.seed ?? 1)"))
    }
    return notes
  }
}

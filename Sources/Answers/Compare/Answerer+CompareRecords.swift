import Analysis
import Places
import Query
import Storage
import Subjects
import Tables
import Text

extension Answerer {
  /// `compare` over records: the same count at each time, and what it changed by.
  func compareRecords(
    _ contrast: Contrast, _ query: ResolvedQuery, _ clock: ZoneClock, _ phases: ComparePhases
  ) throws -> Found {
    guard !query.dimensions.contains(.phase) else {
      throw Diagnostic(
        .error, "'by phase' goes with measures of tests", help: "leave it out: each time has a column of its own")
    }
    if query.measures.contains(.restrictionIndex) { return try compareIndex(contrast, query, clock, phases) }
    var phases = phases
    if !phases.isEverywhere {
      let coverage =
        try query.slice.subject == .episodes
        ? measuredDays(query.slice) : SideCoverage.catalogues(catalogues(query.slice), in: nil)
      phases.keepCovered(by: coverage)
    }
    let times = Shape.times(of: contrast)
    var notes: [Note] = []
    var parts: [CompareTable.Part] = []
    for (label, own) in alternatives(query) {
      var answers: [[ResultRow]] = []
      for phase in times.indices {
        let (rows, found) = try rows(own, phases, phase, clock)
        answers.append(rows)
        for note in found where !notes.contains(note) { notes.append(note) }
      }
      let rows = CompareRecords(query: own, contrast: contrast, phases: phases, answers: answers).rows
      parts.append(CompareTable.Part(label: label, minimum: own.minimum, rows: rows))
    }
    let (table, omissions) = CompareTable(query).table(parts)
    let scope = [scope(of: omissions, query)] + phases.notes(query)
    return Found(table: table, notes: scope + notes, isEmpty: parts.allSatisfy(\.rows.isEmpty))
  }

  /// The statement under each counting rule of `vary`, or as it is.
  private func alternatives(_ query: ResolvedQuery) -> [(label: [Value], query: ResolvedQuery)] {
    guard case .counting(let rules) = query.vary else { return [([], query)] }
    return rules.map { rule in
      var own = query
      (own.counting, own.vary) = (rule, nil)
      return ([.text(rule.rawValue)], own)
    }
  }

  private func rows(
    _ query: ResolvedQuery, _ phases: ComparePhases, _ phase: Int, _ clock: ZoneClock
  ) throws -> ([ResultRow], [Note]) {
    var own = query
    own.verb = .show
    own.relation = nil
    own.slice.during = nil
    var windows: SelectionWindows?
    if phases.isEverywhere, let span = phases.units.first?.spans[phase] {
      own.slice.during = .span(clock.statementSpan(span))
    } else {
      windows = SelectionWindows(phases.spans(of: phase), clock: clock)
      own.slice.during = .selection(Slice(subject: .events))
    }
    return try recordRows(own, clock, windows)
  }
}

/// Rows of each time put side by side.
private struct CompareRecords {
  let query: ResolvedQuery
  let contrast: Contrast
  let phases: ComparePhases
  let answers: [[ResultRow]]

  var rows: [ResultRow] {
    var heads: [[Value]: ResultRow] = [:]
    for row in answers.joined() where heads[row.heads] == nil { heads[row.heads] = row }
    let found = answers.map { rows in Dictionary(rows.map { ($0.heads, $0) }) { first, _ in first } }
    return heads.values.compactMap { head in
      var row = head
      // Where there was no event, nothing was looked at.
      let events = phases.count(in: query.countries(of: head.heads))
      guard events > 0 else { return nil }
      let figures = query.measures.indices.map { measure in found.map { $0[head.heads]?.figures[measure] } }
      row.figures = figures.enumerated().flatMap { cells($1, of: query.measures[$0]) }
      row.size = figures.first.flatMap { change($0.map { $0?.value }, query.measures.first).value?.double }
      row.n = nil
      row.supports = Shape.columns(of: query).contains { $0.name == "events" } ? [.integer(events)] : []
      return row
    }.sorted { $0.order < $1.order }
  }

  private func cells(_ found: [Figure?], of measure: Measure) -> [Figure] {
    // A group that a time has no row for was counted there and found to be none, unless the measure is no count.
    let own = found.map { $0?.value ?? (measure.isCount ? .integer(0) : .missing(.noData)) }
    let hasBounds = query.extras.contains(.ci) && measure.hasInterval
    var figures = zip(own, found).flatMap { value, figure -> [Figure] in
      let bounds = [figure?.low, figure?.high].map { Figure($0 ?? .missing(.noData)) }
      return [Figure(value)] + (hasBounds ? bounds : [])
    }
    for pair in pairs {
      let (difference, ratio) = change(own, measure, pair)
      figures += [difference ?? .missing(.noData), .missing(.noData), .missing(.noData), ratio ?? .missing(.noData)]
        .map { Figure($0) }
    }
    return figures
  }

  private var pairs: [(Int, Int)] { contrast.pairs }

  private func change(_ values: [Value?], _ measure: Measure?) -> (value: Value?, ratio: Value?) {
    guard let measure, let pair = pairs.first else { return (nil, nil) }
    let found = change(values.map { $0 ?? (measure.isCount ? .integer(0) : .missing(.noData)) }, measure, pair)
    return (found.difference, found.ratio)
  }

  private func change(_ values: [Value], _ measure: Measure, _ pair: (Int, Int)) -> (difference: Value?, ratio: Value?)
  {
    guard let first = values[pair.0].double, let second = values[pair.1].double else { return (nil, nil) }
    let difference = second - first
    let isWhole = measure.isCount && difference == difference.rounded()
    let change: Value =
      isWhole ? Int(exactly: difference).map { .integer($0) } ?? .number(difference) : .number(difference.rounded12)
    return (change, first > 0 ? .number((second / first).rounded12) : nil)
  }
}

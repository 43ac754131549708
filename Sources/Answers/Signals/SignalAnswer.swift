import Analysis
import Places
import Query
import Storage
import Subjects
import Tables
import Text

/// Values of series in the groups of a statement.
struct SignalGroups {
  struct Group {
    var heads: [Value] = []
    var order: [OrderPart] = []
    var bin: Int?
    var levels: [Double] = []
    var series: Set<Int> = []
    var sources: Set<String> = []
    /// Values without an expected one.
    var without = 0
  }

  let query: ResolvedQuery
  let clock: ZoneClock

  /// `isIn`: which values count, by their local time.
  func groups(_ series: [SignalSeries], isIn: (SignalSeries, SignalSeries.Point) -> Bool) -> [Group] {
    let calendar = query.bin.map(BinCalendar.init)
    var groups: [[Value]: Group] = [:]
    for (number, own) in series.enumerated() {
      let head = heads(of: own)
      for point in own.points where isIn(own, point) {
        var key = head
        if let calendar {
          let index = calendar.index(of: local(point, own))
          key.heads.append(.text(calendar.label(index)))
          key.order.append(.number(index))
          key.bin = index
        }
        groups[key.heads, default: key].add(point, of: own, number: number)
      }
    }
    return groups.values.sorted { $0.order < $1.order }
  }

  func local(_ point: SignalSeries.Point, _ series: SignalSeries) -> Instant {
    // A day's value is of a calendar day in any zone.
    series.step >= 86_400 ? point.time : clock.local(point.time, in: series.country ?? .withheld)
  }

  func heads(of series: SignalSeries) -> Group {
    var group = Group()
    for dimension in query.dimensions {
      let head: RecordHeads.Head
      switch dimension {
      case .country: head = series.country.map(Heads.country) ?? ([.missing(.unknown), .missing(.unknown)], .last)
      case .subregion: head = text(series.country.flatMap { PlaceCatalog.country($0)?.subregion })
      case .region: head = text(series.country.flatMap { PlaceCatalog.country($0)?.region })
      case .subdivision: head = text(series.subdivision)
      case .network: head = series.network.map { ([.text("AS\($0)")], .number($0)) } ?? text(nil)
      case .series: head = text(series.name)
      case .dataset: head = text(series.dataset)
      case .publisher: head = text(series.publisher)
      default: head = text(nil)
      }
      group.heads += head.values
      group.order.append(head.order)
    }
    return group
  }

  private func text(_ text: String?) -> RecordHeads.Head {
    text.map { ([.text($0)], .text($0)) } ?? ([.missing(.unknown)], .last)
  }

  /// The median of a group's values.
  static func figure(_ measure: Measure, _ levels: [Double]) -> Double? {
    let values = measure == .signalDrop ? levels.map { max(0, 1 - $0) } : levels
    return values.sorted().median
  }
}

extension SignalGroups.Group {
  mutating func add(_ point: SignalSeries.Point, of own: SignalSeries, number: Int) {
    series.insert(number)
    sources.insert(own.dataset)
    guard let level = point.level else {
      without += 1
      return
    }
    levels.append(level)
  }
}

extension Answerer {
  /// `show` and `rank` over signals.
  func signalFigures(_ query: ResolvedQuery, _ clock: ZoneClock) throws -> Found {
    let period = try signalPeriod(query, clock)
    let groups = SignalGroups(query: query, clock: clock)
    let found = groups.groups(try signals(query.slice)) { series, point in
      period.map { $0(series, groups.local(point, series)) } ?? true
    }
    let rows = found.map { group -> ResultRow in
      var row = ResultRow(heads: group.heads, order: group.order, figures: [])
      row.bin = group.bin
      row.figures = query.measures.map { measure in
        SignalGroups.figure(measure, group.levels).map { Figure(.number($0.rounded12)) } ?? .missing(.noData)
      }
      row.sources = group.sources.sorted().joined(separator: ", ")
      return row
    }
    var builder = ResultBuilder(query)
    let table = builder.table(rows)
    return Found(
      table: table, notes: [scope(of: builder.omissions, query)] + notes(found),
      isEmpty: rows.allSatisfy { !$0.hasFigures })
  }

  /// nil: all time.
  private func signalPeriod(
    _ query: ResolvedQuery, _ clock: ZoneClock
  ) throws -> ((SignalSeries, Instant) -> Bool)? {
    switch query.slice.during {
    case nil: return nil
    case .span(let span):
      let local = clock.localSpan(span)
      return { _, instant in local.contains(instant) }
    case .selection:
      let windows = try windows(query, clock)
      return { series, instant in
        guard let country = series.country else { return false }
        return windows?.spans[country]?.contains { span in
          let local = TimeSpan(clock.local(span.start, in: country), clock.local(span.end, in: country))
          return local.overlaps(TimeSpan(instant, instant.advanced(by: max(1, series.step))))
        } ?? false
      }
    }
  }

  private func notes(_ groups: [SignalGroups.Group]) -> [Note] {
    var notes = [
      Note(.scope, "the median over each row's values, each over what the weeks before or the publisher expect")
    ]
    let mixed = groups.count { $0.series.count > 1 }
    if mixed > 0 {
      notes.append(
        Note(.caution, "\(Counted.phrase(mixed, "row")) of several series put together: 'by series' tells them apart"))
    }
    let without = groups.reduce(0) { $0 + $1.without }
    if without > 0 {
      notes.append(Note(.scope, "\(Counted.phrase(without, "value")) without two of the four weeks before left out"))
    }
    return notes
  }

  /// `list signals`: the values themselves.
  func listSignals(_ query: ResolvedQuery, _ clock: ZoneClock) throws -> Found {
    let period = try signalPeriod(query, clock)
    let groups = SignalGroups(query: query, clock: clock)
    var rows: [[Value]] = []
    for series in try signals(query.slice) {
      for point in series.points where period.map({ $0(series, groups.local(point, series)) }) ?? true {
        rows.append(row(point, of: series, groups, query))
      }
    }
    let table = Table(columns: Shape.columns(of: query), rows: rows).sorted(
      by: query.sort.isEmpty ? [SortKey("time")] : query.sort)
    var limited = table
    if let limit = query.limit {
      limited.rows = limit.end == .top ? Array(table.rows.prefix(limit.count)) : table.rows.suffix(limit.count)
    }
    return Found(table: limited, notes: [Note(.scope, Counted.phrase(limited.rows.count, "value"))], isEmpty: false)
  }

  private func row(
    _ point: SignalSeries.Point, of series: SignalSeries, _ groups: SignalGroups, _ query: ResolvedQuery
  ) -> [Value] {
    let number = { (number: Double?) -> Value in number.map { .number($0.rounded12) } ?? .missing(.noData) }
    let place = series.country.map { Heads.country($0).values } ?? [.missing(.unknown), .missing(.unknown)]
    var row: [Value] =
      [series.step >= 86_400 ? .instant(point.time) : groups.clock.value(point.time, in: series.country ?? .withheld)]
      + place
    row.append(series.network.map { .text("AS\($0)") } ?? .missing(.notApplicable))
    row += [.text(series.name), number(point.value), number(point.expected), number(point.lower), number(point.upper)]
    row.append(.text(series.dataset))
    if query.extras.contains(.sources) { row.append(series.publisher.map(Value.text) ?? .missing(.unknown)) }
    return row
  }

  // MARK: compare

  /// `compare` over signals: medians of each time; several events count once each and are drawn.
  func compareSignals(
    _ contrast: Contrast, _ query: ResolvedQuery, _ clock: ZoneClock, _ phases: ComparePhases
  ) throws -> Found {
    guard !query.dimensions.contains(.phase) else {
      throw Diagnostic(
        .error, "'by phase' goes with measures of tests", help: "leave it out: each time has a column of its own")
    }
    let groups = SignalGroups(query: query, clock: clock)
    let series = try signals(query.slice)
    var comparison = SignalComparison(query: query, contrast: contrast, phases: phases)
    for own in series {
      let head = groups.heads(of: own)
      for point in own.points {
        let local = groups.local(point, own)
        let value = TimeSpan(local, local.advanced(by: max(1, own.step)))
        for place in phases.places(of: value, in: own.country ?? .withheld) {
          comparison.add(point, to: head, unit: place.unit, phase: place.phase)
        }
      }
    }
    let rows = comparison.rows
    let (table, omissions) = CompareTable(query).table(rows)
    let notes = [scope(of: omissions, query)] + phases.notes(query) + comparison.notes
    return Found(table: table, notes: notes, isEmpty: rows.isEmpty)
  }
}

extension ComparePhases {
  /// The phases that a value belongs to. What is of a whole day that an event touches is of the event's own time.
  func places(of value: TimeSpan, in country: CountryCode) -> [(unit: Int, phase: Int)] {
    let own = units.indices.filter { units[$0].country == nil || units[$0].country == country }
    return own.compactMap { unit in
      let spans = units[unit].spans
      if value.seconds >= 86_400, spans.count > 1, !isOfPeriods {
        let during = spans.count == 3 || startsBefore ? 1 : 0
        if spans[during].overlaps(value) { return (unit, during) }
      }
      return spans.firstIndex { $0.contains(value.start) }.map { (unit, $0) }
    }
  }
}

/// Medians by group, unit and phase.
private struct SignalComparison {
  let query: ResolvedQuery
  let contrast: Contrast
  let phases: ComparePhases
  private var heads: [[Value]: SignalGroups.Group] = [:]
  private var levels: [[Value]: [Int: [Int: [Double]]]] = [:]

  init(query: ResolvedQuery, contrast: Contrast, phases: ComparePhases) {
    self.query = query
    self.contrast = contrast
    self.phases = phases
  }

  mutating func add(_ point: SignalSeries.Point, to head: SignalGroups.Group, unit: Int, phase: Int) {
    guard let level = point.level else { return }
    heads[head.heads] = head
    levels[head.heads, default: [:]][unit, default: [:]][phase, default: []].append(level)
  }

  private var times: [String] { Shape.times(of: contrast) }

  private var pairs: [(Int, Int)] { contrast.pairs }

  var rows: [ResultRow] {
    heads.values.sorted { $0.order < $1.order }.map { head in
      var row = ResultRow(heads: head.heads, order: head.order, figures: [])
      let units = (levels[head.heads] ?? [:]).sorted { $0.key < $1.key }.map(\.value)
      for measure in query.measures {
        let complete = units.compactMap { unit -> [Double]? in
          let figures = times.indices.compactMap { SignalGroups.figure(measure, unit[$0] ?? []) }
          return figures.count == times.count ? figures : nil
        }
        row.figures += figures(complete)
      }
      row.size = row.figures.indices.contains(times.count) ? row.figures[times.count].value.double : nil
      row.supports = Shape.columns(of: query).contains { $0.name == "events" } ? [.integer(units.count)] : []
      return row
    }
  }

  private func figures(_ units: [[Double]]) -> [Figure] {
    let value = { (number: Double?) in number.map { Figure(.number($0.rounded12)) } ?? .missing(.noData) }
    let means = times.indices.map { phase in
      units.isEmpty ? nil : units.reduce(0) { $0 + $1[phase] } / Double(units.count)
    }
    return means.map(value)
      + pairs.flatMap { first, second -> [Figure] in
        let found = PhaseComparison(
          events: units.map { EventFigures(first: $0[first], second: $0[second]) }, seed: query.seed ?? 1,
          range: -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude)
        let bounds = phases.isOfEvents ? found.difference.interval.value : nil
        return [
          value(found.difference.value.value), value(bounds?.lower), value(bounds?.upper),
          value(found.ratio.value.value),
        ]
      }
  }

  var notes: [Note] {
    var notes = [Note(.scope, "medians of values over what the weeks before or the publisher expect")]
    if !phases.isOfEvents { notes.append(Note(.caution, "one event or period: nothing to draw an interval from")) }
    return notes
  }
}

import Analysis
import Places
import Query
import Subjects
import Tables
import Text

/// The times that `compare` holds against each other, for each event in its country.
struct ComparePhases {
  /// An event in one country, or a period in all.
  struct Unit {
    /// nil: every country.
    var country: CountryCode?
    /// One a phase, in the order of `Shape.times(of:)`; on a wall clock of the country, disjoint.
    var spans: [TimeSpan]

    /// From the first phase to the last.
    var hull: TimeSpan {
      spans.dropFirst().reduce(spans.first ?? TimeSpan(Instant(seconds: 0), Instant(seconds: 0))) {
        TimeSpan(min($0.start, $1.start), max($0.end, $1.end))
      }
    }
  }

  private(set) var units: [Unit] = []
  /// Events whose windows meet another's of their country: neither counts.
  private(set) var overlapping = 0
  /// Events of which the day is not known.
  private(set) var undated = 0
  /// Whether events are what is drawn, or networks.
  let isOfEvents: Bool
  /// Two periods: none of them is an event's own time.
  private(set) var isOfPeriods = false
  /// Times are of whole days.
  private(set) var isByDay = false
  /// The first phase is the time before.
  private(set) var startsBefore = false
  let clock: ZoneClock
  private var byCountry: [CountryCode: [Int]] = [:]
  private var everywhere: [Int] = []

  /// Two periods, or the times about one.
  init(_ spans: [TimeSpan], clock: ZoneClock, isOfPeriods: Bool, startsBefore: Bool = false) {
    self.clock = clock
    self.isOfPeriods = isOfPeriods
    self.startsBefore = startsBefore
    isOfEvents = false
    units = [Unit(country: nil, spans: spans)]
    everywhere = [0]
  }

  /// The times about events: `before` and `after` in seconds, nil where they are not asked for.
  /// `isByDay`: what is counted is known only to the day, so that the event's own time is its days.
  init(_ events: [Occurrence], before: Int?, after: Int?, isOne: Bool, isByDay: Bool, clock: ZoneClock) {
    self.isByDay = isByDay
    self.clock = clock
    isOfEvents = !isOne
    startsBefore = before != nil
    let dated = events.filter { !$0.isDayUnknown }
    undated = events.count - dated.count
    for (country, members) in Dictionary(grouping: dated, by: \.country).sorted(by: { $0.key < $1.key }) {
      let units = members.map { Unit($0, before: before, after: after, isByDay: isByDay) }.sorted {
        $0.hull.start < $1.hull.start
      }
      var latest: Instant?
      var meets = [Bool](repeating: false, count: units.count)
      for (index, unit) in units.enumerated() {
        // One that reaches over the next may reach over those behind it too.
        if let latest, unit.hull.start < latest { meets[index] = true }
        latest = max(latest ?? unit.hull.end, unit.hull.end)
      }
      for index in units.indices.dropLast() where units[index].hull.end > units[index + 1].hull.start {
        meets[index] = true
      }
      for (index, unit) in units.enumerated() {
        guard !meets[index] else {
          overlapping += 1
          continue
        }
        byCountry[country, default: []].append(self.units.count)
        self.units.append(unit)
      }
    }
  }

  /// Events outside of what a catalogue or the measurements cover, left out: nothing found there means nothing.
  private(set) var notCovered = 0

  /// Keeps the events of which every phase is covered.
  mutating func keepCovered(by coverage: SideCoverage) {
    let all = byCountry
    for (country, members) in all {
      let days = coverage.days(of: country)
      byCountry[country] = members.filter { member in
        guard let hull = units[member].hull.days else { return false }
        return days.contains { $0.lowerBound <= hull.lowerBound && $0.upperBound >= hull.upperBound }
      }
    }
    notCovered = units.count - everywhere.count - byCountry.values.reduce(0) { $0 + $1.count }
  }

  /// Events (or periods) that count.
  var count: Int { everywhere.count + byCountry.values.reduce(0) { $0 + $1.count } }

  /// Those of some countries; nil: of all.
  func count(in countries: [CountryCode]?) -> Int {
    guard let countries, everywhere.isEmpty else { return count }
    return Set(countries).reduce(0) { $0 + (byCountry[$1]?.count ?? 0) }
  }

  /// Which unit and phase an hour belongs to: the one in which it starts.
  func place(of hour: Instant, in country: CountryCode) -> (unit: Int, phase: Int)? {
    let local = clock.local(hour, in: country)
    for unit in everywhere + (byCountry[country] ?? []) {
      if let phase = units[unit].spans.firstIndex(where: { $0.contains(local) }) { return (unit, phase) }
    }
    return nil
  }

  /// Where and when the hour of a row of counts belongs.
  func place(of row: borrowing CellRow) -> (unit: Int, phase: Int)? {
    guard let hour = row.instant else { return nil }
    return place(of: hour, in: row.country ?? .withheld)
  }

  /// The phases as periods of the statement, where they are the same in every country and none reaches into another.
  var times: [TimeSpan]? {
    guard let unit = everywhere.first, everywhere.count == 1, byCountry.isEmpty, !clock.isLocal else { return nil }
    let spans = units[unit].spans.sorted { $0.start < $1.start }
    guard zip(spans, spans.dropFirst()).allSatisfy({ $0.end <= $1.start }) else { return nil }
    return units[unit].spans.map(clock.statementSpan)
  }

  /// The hours that are to be read of each country; nil: of all countries those of `period`.
  var windows: [CountryWindow]? {
    guard everywhere.isEmpty else { return nil }
    var spans: [CountryCode: [TimeSpan]] = [:]
    for (country, members) in byCountry {
      spans[country] = members.map { clock.utc(units[$0].hull, in: country) }
    }
    return spans.sorted { $0.key < $1.key }.flatMap { country, spans in
      spans.map { TimeSpan($0.start.hourFloor, $0.end.hourCeiling) }.merged.map {
        CountryWindow(country: country, hours: $0.start.unixHour...max($0.start.unixHour, $0.end.unixHour - 1))
      }
    }
  }

  /// All that is read, a day more on either side for zones.
  var period: TimeSpan? {
    guard let first = units.map(\.hull.start).min(), let last = units.map(\.hull.end).max() else { return nil }
    return TimeSpan(first.advanced(by: -86_400), last.advanced(by: 86_400))
  }

  /// One period in all countries, not events in theirs.
  var isEverywhere: Bool { !everywhere.isEmpty }

  /// A phase of the period, or of a country's first event, on the wall clock there; nil where there is none.
  func span(of phase: Int, in country: CountryCode) -> TimeSpan? {
    (everywhere.first ?? byCountry[country]?.first).map { units[$0].spans[phase] }
  }

  /// A phase's local spans in each country.
  func spans(of phase: Int) -> [CountryCode: [TimeSpan]] {
    byCountry.mapValues { members in members.map { units[$0].spans[phase] } }
  }

  var countries: [CountryCode]? { everywhere.isEmpty ? byCountry.keys.sorted() : nil }

  /// Some phase starts or ends within an hour.
  var cutsHours: Bool { units.contains { $0.spans.contains { !$0.keepsHours } } }

  /// Phases last equally long in every unit, so that counts can be held against each other.
  var areEqual: Bool { units.allSatisfy { Set($0.spans.map(\.seconds)).count == 1 } }
}

extension TimeSpan {
  /// From the start of its first day to the end of its last.
  fileprivate var wholeDays: TimeSpan {
    TimeSpan(start.day.start, max(start, end.advanced(by: -1)).day.advanced(by: 1).start)
  }
}

extension ComparePhases.Unit {
  fileprivate init(_ event: Occurrence, before: Int?, after: Int?, isByDay: Bool) {
    country = event.country
    let span = isByDay ? event.span.wholeDays : event.span
    spans =
      (before.map { [TimeSpan(span.start.advanced(by: -$0), span.start)] } ?? []) + [span]
      + (after.map { [TimeSpan(span.end, span.end.advanced(by: $0))] } ?? [])
  }
}

extension Answerer {
  /// The times of a `compare`. Throws a `Diagnostic` where the event is in none of the statement's countries.
  func phases(_ contrast: Contrast, _ query: ResolvedQuery, _ clock: ZoneClock) throws -> ComparePhases {
    switch contrast.kind {
    case .against(let against, _):
      guard case .span(let during) = query.slice.during else {
        return ComparePhases([], clock: clock, isOfPeriods: true)
      }
      return ComparePhases([clock.localSpan(during), clock.localSpan(against)], clock: clock, isOfPeriods: true)
    case .around(.span(let span, _), let before, let after):
      let local = clock.localSpan(span)
      let earlier = before.map { [TimeSpan(local.start.advanced(by: -$0), local.start)] } ?? []
      let later = after.map { [TimeSpan(local.end, local.end.advanced(by: $0))] } ?? []
      return ComparePhases(earlier + [local] + later, clock: clock, isOfPeriods: false, startsBefore: before != nil)
    case .around(.selection(let selection), let before, let after):
      let side = try side(narrowed(selection, by: query), clock)
      var period: TimeSpan?
      if case .span(let span) = selection.during { period = clock.localSpan(span) }
      let chosen = side.occurrences.filter { period?.contains($0.start.start) ?? true }
      return ComparePhases(
        chosen, before: before, after: after, isOne: false, isByDay: try isByDay(query, clock), clock: clock)
    case .around(.event(let id), let before, let after):
      return ComparePhases(
        try event(id, query, clock), before: before, after: after, isOne: true, isByDay: try isByDay(query, clock),
        clock: clock)
    }
  }

  /// Whether some of the records that are counted are known only to the day: before an event's hour or after it cannot be
  /// said of these.
  private func isByDay(_ query: ResolvedQuery, _ clock: ZoneClock) throws -> Bool {
    guard [.incidents, .events].contains(query.slice.subject) else { return false }
    return try selected(query.slice, clock).records.contains { $0.start.precision >= .day }
  }

  /// The datasets of the event that a statement is around.
  func eventDatasets(_ query: ResolvedQuery) throws -> [String] {
    // What leads to a restriction is sought among all events.
    if case .similar = query.relation { return catalog.datasets.filter { $0.subject == .events }.map(\.name) }
    guard case .contrast(let contrast) = query.relation, case .around(.event(let id), _, _) = contrast.kind else {
      return []
    }
    var datasets: [String] = []
    try store.rows(
      "select distinct d.name from event e join dataset d on d.id = e.dataset where e.current = 1 and e.name = \(bind: id)"
    ) { row in datasets.append(row.text(0) ?? "") }
    return datasets
  }

  private func event(_ id: String, _ query: ResolvedQuery, _ clock: ZoneClock) throws -> [Occurrence] {
    let names = catalog.datasets.filter { $0.subject == .events }.map(\.name)
    let slice = Slice(
      subject: .events, datasets: names, condition: .compare(field: "id", .equal, .text(id)))
    let found = try side(slice, clock).occurrences
    let asked = query.slice.countries
    let chosen = found.filter { asked?.contains($0.country) ?? true }
    guard chosen.isEmpty, let first = found.first else { return chosen }
    throw Diagnostic(
      .error, "event \(id) was in \(first.country), which the statement does not ask about",
      help: "write 'in \(first.country)', or leave 'in' out")
  }
}

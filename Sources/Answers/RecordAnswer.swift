import Analysis
import Places
import Query
import Storage
import Subjects
import Tables
import Text

/// `show` and `rank` over incidents and events: groups the records, and counts each group by the rules.
struct RecordAnswer {
  let query: ResolvedQuery
  let records: [StoredRecord]
  let clock: ZoneClock
  let windows: SelectionWindows?
  let coverage: CatalogueCoverage
  /// Of episodes: the days on which each country was measured.
  var measured: SideCoverage?
  /// Of `cost`.
  var costs: CostReference?
  /// Called now and then in long work; may throw.
  let pause: () throws -> Void

  /// What the counting left for the footer to say. The rules of a `vary` look at the same records, so what each left
  /// out is kept apart and said once.
  struct Remarks {
    struct Left: Hashable {
      var unknownEnds = 0
      var unnamedPlatforms = 0
      var cutAtSnapshot = 0
      var reversedEnds = 0
      var unclassified = 0
    }

    var rules: [CountingRule: Left] = [:]
    var withoutDuration = 0
    /// Episodes of which the start or the end is not in the measurements.
    var withoutLength = 0
    var cost: CostTally?
    var multiple = false
  }

  struct Group {
    var heads: [Value]
    var order: [OrderPart]
    var country: CountryCode?
    /// The one platform that the group is about, under `by platform`.
    var platform: String?
    var members: [StoredRecord] = []
  }

  /// Throws a `Diagnostic` where the period has more bins than a table can show.
  func rows() throws -> (rows: [ResultRow], remarks: Remarks) {
    let bins = try self.bins()
    var remarks = remarks()
    let rows = try groups(&remarks).flatMap { group -> [ResultRow] in
      guard let bins else { return [row(group, bin: nil)] }
      return try bins.map { bin in
        try pause()
        return row(group, bin: bin)
      }
    }
    return (rows, remarks)
  }

  /// Of the records themselves, each once however many groups and bins it stands in.
  private func remarks() -> Remarks {
    var remarks = Remarks()
    var seen: Set<Int> = []
    let records = records.filter { seen.insert($0.id).inserted }
    let everything = Group(heads: [], order: [], members: records)
    let rules: [CountingRule] =
      if case .counting(let rules) = query.vary { rules } else {
        query.measures.contains(.incidents) ? [query.counting] : []
      }
    for rule in rules { remarks.rules[rule] = tally(everything, rule: rule, bin: nil).left }
    if query.measures.contains(.medianIncidentDuration) {
      remarks.withoutDuration = durations(everything, nil).left
    }
    if query.measures.contains(.cost) { remarks.cost = cost(records, nil) }
    if query.measures.contains(.medianEpisodeDuration) {
      remarks.withoutLength = EpisodeFigures(clock: clock) { spans(in: $0, bin: nil) }.withoutLength(records)
    }
    return remarks
  }

  // MARK: groups

  /// A record stands in each of its values; the rows then do not add up, which the footer says.
  private func groups(_ remarks: inout Remarks) -> [Group] {
    let heads = RecordHeads(platforms: query.slice.platforms, clock: clock)
    var groups: [[Value]: Group] = [:]
    for record in records {
      let keys = query.dimensions.map { heads.values(of: $0, in: record) }
      if keys.contains(where: { $0.count > 1 }) { remarks.multiple = true }
      for combination in combinations(keys) {
        let heads = combination.flatMap(\.values)
        let group = Group(
          heads: heads, order: combination.map(\.order), country: country(combination), platform: platform(combination))
        groups[heads, default: group].members.append(record)
      }
    }
    for missing in named where groups[missing.heads] == nil { groups[missing.heads] = missing }
    return groups.values.sorted { $0.order < $1.order }
  }

  private func combinations(_ keys: [[RecordHeads.Head]]) -> [[RecordHeads.Head]] {
    keys.reduce([[]]) { partial, choices in partial.flatMap { head in choices.map { head + [$0] } } }
  }

  private func country(_ combination: [RecordHeads.Head]) -> CountryCode? {
    guard let position = query.dimensions.firstIndex(of: .country) else { return nil }
    return combination[position].values.first?.string.flatMap { CountryCode($0) }
  }

  private func platform(_ combination: [RecordHeads.Head]) -> String? {
    query.dimensions.firstIndex(of: .platform).flatMap { combination[$0].values.first?.string }
  }

  /// Countries that the statement names one by one have a row even where nothing was recorded; without dimensions there
  /// is one row.
  private var named: [Group] {
    if query.dimensions.isEmpty { return [Group(heads: [], order: [])] }
    guard query.verb == .show, query.dimensions == [.country], let countries = query.slice.countries,
      countries.count == query.slice.placeNames.count
    else { return [] }
    return countries.map { code in
      let head = Heads.country(code)
      return Group(heads: head.values, order: [head.order], country: code)
    }
  }

  // MARK: time

  /// Local spans in which a country's records count; nil: all time.
  private func period(in country: CountryCode) -> [TimeSpan]? {
    switch query.slice.during {
    case nil: nil
    case .span(let span): [clock.localSpan(span)]
    case .selection:
      (windows?.spans[country] ?? []).map {
        TimeSpan(clock.local($0.start, in: country), clock.local($0.end, in: country))
      }
    }
  }

  /// Each bin and its local span.
  private func bins() throws -> [(index: Int, span: TimeSpan)]? {
    guard let bin = query.bin else { return nil }
    let calendar = BinCalendar(bin)
    guard let span = binSpan else { return [] }
    guard let indices = calendar.indices(in: span, most: 20_000, local: { $0 }) else {
      throw Diagnostic(
        .error, "'per \(bin.rawValue)' over this period is more than 20,000 rows for each group",
        help: "choose a shorter period with 'during', or longer bins")
    }
    return indices.map { ($0, calendar.span(of: $0)) }
  }

  private var binSpan: TimeSpan? {
    if case .span(let span) = query.slice.during { return clock.localSpan(span) }
    // What is still in force reaches beyond its start.
    let spans = records.map { record in record.incident.map { times(of: record, $0).span } ?? record.span }
    guard let first = spans.map(\.start).min(), let last = spans.map(\.end).max() else { return nil }
    return TimeSpan(first, last)
  }

  // MARK: figures

  private func row(_ group: Group, bin: (index: Int, span: TimeSpan)?) -> ResultRow {
    var row = ResultRow(heads: group.heads, order: group.order, figures: [])
    if let bin, let name = query.bin {
      row.heads.append(.text(BinCalendar(name).label(bin.index)))
      row.order.append(.number(bin.index))
      row.bin = bin.index
    }
    if case .counting(let rules) = query.vary {
      row.figures = rules.map { count(group, rule: $0, bin: bin?.span) }
    } else {
      row.figures = query.measures.map { figure($0, group, bin?.span) }
    }
    let datasets = Set(group.members.flatMap(\.sources).map(\.dataset))
    row.sources = datasets.isEmpty ? nil : datasets.sorted().joined(separator: ", ")
    return row
  }

  private func figure(_ measure: Measure, _ group: Group, _ bin: TimeSpan?) -> Figure {
    switch measure {
    case .incidents: count(group, rule: query.counting, bin: bin)
    case .medianIncidentDuration: durations(group, bin).median
    case .events: events(group, bin)
    case .cost: cost(group.members, bin).figure
    case .episodes, .blockedHours, .blockedDays, .networksBlocked, .medianEpisodeDuration, .medianOnsetGap:
      episodes(measure, group, bin)
    default: .missing(.notApplicable)
    }
  }

  /// The spans to count in: nil where all time counts.
  private func spans(in country: CountryCode, bin: TimeSpan?) -> [TimeSpan]? {
    guard let bin else { return period(in: country) }
    return period(in: country)?.intersection(with: bin) ?? [bin]
  }

  private func isCovered(_ group: Group, _ bin: TimeSpan?) -> Bool {
    if let measured {
      let days = (bin.map { [$0] } ?? spanOfStatement)?.compactMap(\.days)
      return measured.hasDays(of: group.country.map { [$0] } ?? query.slice.countries, in: days)
    }
    return coverage.covers(
      group.country.map { [$0] } ?? query.slice.countries, within: bin.map { [$0] } ?? spanOfStatement)
  }

  private var spanOfStatement: [TimeSpan]? {
    if case .span(let span) = query.slice.during { [clock.localSpan(span)] } else { nil }
  }

  private func count(_ group: Group, rule: CountingRule, bin: TimeSpan?) -> Figure {
    let found = tally(group, rule: rule, bin: bin)
    return found.records == 0 && !isCovered(group, bin) ? .missing(.notCovered) : Figure(.integer(found.figure))
  }

  private func tally(
    _ group: Group, rule: CountingRule, bin: TimeSpan?
  ) -> (figure: Int, records: Int, left: Remarks.Left) {
    // Under `during events(...)` each country has windows of its own, and so a tally of its own; days are then distinct
    // within a country.
    let parts: [[StoredRecord]] =
      windows == nil
      ? [group.members] : Dictionary(grouping: group.members, by: \.country).sorted { $0.key < $1.key }.map(\.value)
    var (figure, records, left) = (0, 0, Remarks.Left())
    for members in parts {
      let country = members.first?.country ?? .withheld
      // A platform's row has its own platform-days, not those of others that were hit with it.
      let platforms = group.platform.map { [$0] } ?? query.slice.platforms
      var tally = IncidentTally(
        rule: rule, period: spans(in: country, bin: bin), platforms: platforms.map(Set.init))
      for record in members {
        guard let incident = record.incident else { continue }
        tally.add(incident, times: times(of: record, incident))
      }
      figure += tally.figure
      records += tally.records
      left.add(tally)
    }
    return (figure, records, left)
  }

  private func times(of record: StoredRecord, _ incident: Incident) -> IncidentTimes {
    IncidentTimes(
      incident, snapshot: coverage.snapshot(of: record.dataset), clock: clock.analysisClock(in: record.country))
  }

  private func durations(_ group: Group, _ bin: TimeSpan?) -> (median: Figure, left: Int) {
    // A country's windows choose the records, so that the median is over all of them.
    var tally = DurationTally(period: windows == nil ? spans(in: .withheld, bin: bin) : nil)
    for record in group.members {
      guard let incident = record.incident else { continue }
      let times = times(of: record, incident)
      guard windows == nil || LocalPeriod(spans(in: record.country, bin: bin)).contains(times.span.start) else {
        continue
      }
      tally.add(times)
    }
    let median = tally.median.map { Figure(.number($0.rounded12)) } ?? .missing(.noData)
    return (median, tally.unknownEnds + tally.ongoing + tally.reversedEnds)
  }

  /// No episode where nothing was measured is no data, never zero.
  private func episodes(_ measure: Measure, _ group: Group, _ bin: TimeSpan?) -> Figure {
    let figures = EpisodeFigures(clock: clock) { spans(in: $0, bin: bin) }
    let figure = figures.figure(measure, of: group.members)
    return figure.value.double == 0 && !isCovered(group, bin) ? .missing(.noData) : figure
  }

  /// Of incidents that start in the period.
  private func cost(_ members: [StoredRecord], _ bin: TimeSpan?) -> CostTally {
    var tally = CostTally()
    guard let costs else { return tally }
    for record in members {
      let occurrence = Occurrence(record, clock: clock, snapshot: coverage.snapshot(of: record.dataset))
      guard spans(in: record.country, bin: bin)?.contains(where: { $0.contains(occurrence.start.start) }) ?? true else {
        continue
      }
      tally.add(costs.finding(occurrence))
    }
    return tally
  }

  private func events(_ group: Group, _ bin: TimeSpan?) -> Figure {
    var seen: Set<Int> = []
    for record in group.members {
      let start = clock.analysisClock(in: record.country).local(record.start).start
      if LocalPeriod(spans(in: record.country, bin: bin)).contains(start) { seen.insert(record.id) }
    }
    return seen.isEmpty && !isCovered(group, bin) ? .missing(.notCovered) : Figure(.integer(seen.count))
  }
}

extension RecordAnswer.Remarks.Left {
  mutating func add(_ tally: IncidentTally) {
    unknownEnds += tally.unknownEnds
    unnamedPlatforms += tally.unnamedPlatforms
    cutAtSnapshot += tally.cutAtSnapshot
    reversedEnds += tally.reversedEnds
    unclassified += tally.unclassified
  }
}

extension RecordAnswer.Remarks {
  /// What the footer says of the counting.
  var notes: [Note] {
    var notes = [
      note(\.unknownEnds, "with an unknown end count their start day only"),
      note(\.cutAtSnapshot, "still in force end at the catalogue's last day"),
      note(\.reversedEnds, "end before they start: their start's unit counts", kind: .caution),
      note(\.unnamedPlatforms, "name no platform and count no platform-days"),
      note(\.unclassified, "without a stated extent or scope are not counted by it"),
    ].compactMap { $0 }
    if withoutDuration > 0 {
      notes.append(Note(.scope, "\(withoutDuration) without a known end are not in the median"))
    }
    if let cost { notes += cost.notes }
    if withoutLength > 0 {
      notes.append(
        Note(.scope, "\(withoutLength) that had begun or went on outside the measurements are not in the median"))
    }
    if multiple { notes.append(Note(.caution, "a record counts in each of its values: the rows do not add up")) }
    return notes
  }

  private func note(_ left: KeyPath<Left, Int>, _ words: String, kind: Note.Kind = .scope) -> Note? {
    let most = rules.values.map { $0[keyPath: left] }.max() ?? 0
    return most > 0 ? Note(kind, "\(most) \(words)") : nil
  }
}

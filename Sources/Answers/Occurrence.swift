import Analysis
import Places
import Query
import Storage
import Subjects
import Tables

/// A record in one of its countries with its times on that country's clock: what relations hold against each other.
struct Occurrence {
  var record: StoredRecord
  /// The unit in which it starts, in local time.
  var start: TimeSpan
  /// From its start to its end, in local time.
  var span: TimeSpan
  /// Whether the end is said, or is an event's own unit.
  var isEndKnown: Bool

  var country: CountryCode { record.country }
  /// Known to no finer than the day.
  var isDateOnly: Bool { record.start.precision >= .day }
  /// Which day it started is not known.
  var isDayUnknown: Bool { record.start.precision > .day }
  var firstDay: Int { Int(start.start.day.number) }
  var lastDay: Int { max(firstDay, Int(span.end.advanced(by: -1).day.number)) }

  init(_ record: StoredRecord, clock: ZoneClock, snapshot: Day?) {
    self.record = record
    let local = clock.analysisClock(in: record.country)
    start = local.local(record.start)
    switch record.body {
    case .incident(let incident):
      let times = IncidentTimes(incident, snapshot: snapshot, clock: local)
      span = times.span
      isEndKnown = times.end == .known
    case .event(let event):
      let end = event.end.map(local.local) ?? start
      span = TimeSpan(start.start, max(start.end, end.end))
      isEndKnown = true
    case .episode(let episode):
      span = local.local(episode.span)
      isEndKnown = !episode.isOngoing
    }
  }

  /// Its days, both ends in, with `within` seconds more on either side. A thing known only to the day is widened by
  /// whole days.
  func days(widenedBy within: Int) -> ClosedRange<Int> {
    if isDateOnly {
      let days = within / 86_400
      return firstDay - days...lastDay + days
    }
    let first = Int(span.start.advanced(by: -within).day.number)
    return first...max(first, Int(span.end.advanced(by: within - 1).day.number))
  }
}

/// The records of a selection with what its datasets could have recorded: outside that, nothing found means nothing.
struct Side {
  var slice: Slice
  var occurrences: [Occurrence]
  var coverage: SideCoverage
}

/// The days on which each country is covered, disjoint and in order.
enum SideCoverage {
  /// By catalogues: whole spans, of the world or of the countries that have records, of these only those that the
  /// selection is about; nil: all.
  case catalogues(CatalogueCoverage, in: Set<CountryCode>?)
  /// By measurements: the country-days with a test that did not fail.
  case measured([CountryCode: [ClosedRange<Int>]])

  func days(of country: CountryCode) -> [ClosedRange<Int>] {
    switch self {
    case .measured(let days): return days[country] ?? []
    case .catalogues(let coverage, let places):
      guard places?.contains(country) ?? true else { return [] }
      return coverage.datasets.compactMap { dataset in
        guard dataset.coversWorld || dataset.countries.contains(country), let span = dataset.span else { return nil }
        return span.days
      }.mergedDays
    }
  }

  /// Whether some country was covered on some of the days; nil leaves the question open for that axis.
  func hasDays(of countries: [CountryCode]?, in days: [ClosedRange<Int>]?) -> Bool {
    guard case .measured(let measured) = self else { return true }
    let candidates = countries.map { $0.compactMap { measured[$0] } } ?? Array(measured.values)
    return candidates.contains { own in days.map { $0.contains(where: own.meet) } ?? !own.isEmpty }
  }

  /// First and last day of any country.
  var hull: ClosedRange<Int>? {
    let ranges: [ClosedRange<Int>]
    switch self {
    case .measured(let days): ranges = days.values.flatMap { $0 }
    case .catalogues(let coverage, _): ranges = coverage.datasets.compactMap { $0.span?.days }
    }
    guard let first = ranges.map(\.lowerBound).min(), let last = ranges.map(\.upperBound).max() else { return nil }
    return first...last
  }
}

extension TimeSpan {
  /// Days that it touches; nil where it is empty.
  var days: ClosedRange<Int>? {
    let first = Int(start.day.number)
    let last = Int(end.advanced(by: -1).day.number)
    return start < end && first <= last ? first...last : nil
  }
}

extension [ClosedRange<Int>] {
  /// Disjoint and in order; neighbours are joined.
  var mergedDays: [ClosedRange<Int>] {
    var result: [ClosedRange<Int>] = []
    for range in sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = result.last, range.lowerBound <= last.upperBound + 1 {
        result[result.count - 1] = last.lowerBound...Swift.max(last.upperBound, range.upperBound)
      } else {
        result.append(range)
      }
    }
    return result
  }

  /// Days in both; both disjoint and in order.
  func intersection(_ other: [ClosedRange<Int>]) -> [ClosedRange<Int>] {
    var result: [ClosedRange<Int>] = []
    var (left, right) = (0, 0)
    while left < count, right < other.count {
      let first = Swift.max(self[left].lowerBound, other[right].lowerBound)
      let last = Swift.min(self[left].upperBound, other[right].upperBound)
      if first <= last { result.append(first...last) }
      if self[left].upperBound < other[right].upperBound { left += 1 } else { right += 1 }
    }
    return result
  }

  /// Whether some day of `range` is among them; disjoint and in order.
  func meet(_ range: ClosedRange<Int>) -> Bool { contains { $0.overlaps(range) } }
}

/// What is known of a thing by its country alone.
private struct PlaceFields: ConditionRow {
  let country: CountryCode

  func texts(_ field: String) -> [String]? {
    switch field {
    case "country": [country.description]
    case "subregion": [PlaceCatalog.country(country)?.subregion].compactMap { $0 }
    case "region": [PlaceCatalog.country(country)?.region].compactMap { $0 }
    default: nil
    }
  }

  func instant(_ field: String) -> Instant? { nil }
  func duration(_ field: String) -> Int? { nil }
}

extension Side {
  /// The days that a statement of two sides is about: those of its period, else all, that both sides can cover. A period
  /// that reaches beyond that would be shifted round days on which nothing could be found.
  func calendar(with other: Side, in period: ClosedRange<Int>?) -> ClosedRange<Int>? {
    guard let own = coverage.hull, let others = other.coverage.hull, own.overlaps(others) else { return nil }
    let shared = own.clamped(to: others)
    guard let period else { return shared }
    return period.overlaps(shared) ? period.clamped(to: shared) : nil
  }
}

extension ResolvedQuery {
  /// The local days of `during`; nil where it is not said, or says events.
  func periodDays(_ clock: ZoneClock) -> ClosedRange<Int>? {
    if case .span(let span) = slice.during { clock.localSpan(span).days } else { nil }
  }
}

extension Answerer {
  /// The records of a selection, whatever its period, and what its datasets cover.
  func side(_ slice: Slice, _ clock: ZoneClock) throws -> Side {
    if slice.subject == .episodes {
      let occurrences = try selected(slice, clock, withGaps: true).records.map {
        Occurrence($0, clock: clock, snapshot: nil)
      }
      return Side(slice: slice, occurrences: occurrences, coverage: try measuredDays(slice))
    }
    let coverage = try CatalogueCoverage(slice.datasets, table: RecordQuery(slice).table, store: store)
    let occurrences = try selected(slice, clock, withGaps: true).records.map {
      Occurrence($0, clock: clock, snapshot: coverage.snapshot(of: $0.dataset))
    }
    return Side(slice: slice, occurrences: occurrences, coverage: .catalogues(coverage, in: places(of: slice)))
  }

  /// The countries that a selection is about, by its places and what its condition says of them; nil: all.
  private func places(of slice: Slice) -> Set<CountryCode>? {
    guard let condition = slice.condition, !condition.fields.isDisjoint(with: ["country", "subregion", "region"]) else {
      return slice.countries.map(Set.init)
    }
    let asked = slice.countries ?? PlaceCatalog.countries.map(\.code)
    return Set(asked.filter { !condition.rulesOut(PlaceFields(country: $0)) })
  }

  /// The days on which each country had a test of the slice's platforms that did not fail.
  func measuredDays(_ slice: Slice) throws -> SideCoverage {
    var own = Slice(subject: .measurements, datasets: try episodeDatasets(slice))
    own.countries = places(of: slice)?.sorted()
    own.platforms = slice.platforms ?? EpisodeFinder.usual.platforms
    let query = CellQuery(keys: [.country], time: .day, figures: .tested, slice: own)
    let reader = CellRowReader(query, grain: .day)
    var days: [CountryCode: [ClosedRange<Int>]] = [:]
    try store.rows(query.sql(dialect)) { row in
      let cell = reader.read(row)
      guard let country = cell.country, let instant = cell.instant else { return }
      let day = Int(instant.day.number)
      days[country, default: []].append(day...day)
    }
    return .measured(days.mapValues(\.mergedDays))
  }
}

import Places
import Subjects
import Tables

/// Bins that a stored time column can be grouped by, finest first.
package enum TimeKey: Int, Sendable, Hashable, Comparable {
  case hour, day, month

  package static func < (left: TimeKey, right: TimeKey) -> Bool { left.rawValue < right.rawValue }

  package var name: String {
    switch self {
    case .hour: "hour"
    case .day: "day"
    case .month: "month"
    }
  }
}

/// What rows of counts are grouped by before they reach the analysis.
package enum CellKey: String, Sendable, Hashable, CaseIterable {
  case country, network, ownership, platform, target, category, test, dataset, publisher
}

/// One pass over the cells: what is grouped, and which rows.
package struct CellQuery: Sendable, Hashable {
  package enum Figures: Sendable, Hashable {
    /// tests, anomaly, confirmed, failure
    case outcomes
    /// and the five blocking kinds
    case kinds
    /// tests less failures, groups without any left out
    case tested
  }

  package var keys: [CellKey]
  package var time: TimeKey?
  package var figures: Figures
  package var slice: Slice

  package init(keys: [CellKey], time: TimeKey?, figures: Figures, slice: Slice) {
    self.keys = keys
    self.time = time
    self.figures = figures
    self.slice = slice
  }
}

/// What must be fetched for `show` and `rank` over measurements.
package struct MeasurementPlan: Sendable, Hashable {
  package var counts: CellQuery
  /// Distinct hours or days with a test that did not fail, if a measure counts them.
  package var coverage: CellQuery?
  /// Each group's tests by target and month, to weight the baselines by.
  package var weights: CellQuery?
  /// Interference by country, target and month, worldwide, for the baselines themselves.
  package var baseline: CellQuery?

  package init(_ query: ResolvedQuery) {
    let groups = MeasurementPlan.groups(of: query)
    var slice = query.slice
    var time = query.bin.map { MeasurementPlan.timeKey(of: $0, zone: query.zone) }
    if query.zone == .local, case .span(let span) = slice.during {
      // Each country has its own stretch of time: hours of a day more on either side are fetched, and chosen by its clock.
      slice.during = .span(span.wideningByDay)
      time = .hour
    }
    var keys = groups
    if MeasurementPlan.needsNetworks(query) { keys.insert(.network) }
    counts = CellQuery(
      keys: ordered(keys), time: time, figures: query.dimensions.contains(.blockingKind) ? .kinds : .outcomes,
      slice: slice)
    if let grain = MeasurementPlan.coverageGrain(of: query) {
      coverage = CellQuery(
        keys: ordered(groups), time: min(time ?? grain, grain), figures: .tested, slice: slice)
    }
    guard query.measures.contains(.blockingRate) else { return }
    weights = CellQuery(
      keys: ordered(groups.union([.country, .target])), time: time ?? .month, figures: .tested, slice: slice)
    var world = slice
    world.countries = nil
    world.placeNames = []
    world.condition = nil
    if case .span(let span) = world.during { world.during = .span(span.wideningToMonths) } else { world.during = nil }
    baseline = CellQuery(keys: [.country, .target], time: .month, figures: .outcomes, slice: world)
  }

  private static func groups(of query: ResolvedQuery) -> Set<CellKey> {
    var keys: Set<CellKey> = query.zone == .local ? [.country] : []
    for dimension in query.dimensions {
      switch dimension {
      case .country, .subregion, .region: keys.insert(.country)
      case .network: keys.insert(.network)
      case .ownership: keys.insert(.ownership)
      case .platform: keys.insert(.platform)
      case .target: keys.insert(.target)
      case .category: keys.insert(.category)
      case .test: keys.insert(.test)
      case .dataset: keys.insert(.dataset)
      case .publisher: keys.insert(.publisher)
      case .subdivision, .outcome, .blockingKind, .cause, .extent, .scope, .access, .orderedBy, .kind, .eventClass,
        .actor, .event, .level, .series, .minute, .sincePrevious, .phase:
        break
      }
    }
    return keys
  }

  private static func needsNetworks(_ query: ResolvedQuery) -> Bool {
    query.extras.contains(.networks) || query.measures.contains(.networks)
      || (query.extras.contains(.ci) && query.measures.contains(where: \.isRate))
  }

  private static func coverageGrain(of query: ResolvedQuery) -> TimeKey? {
    if query.measures.contains(.coveredHours) { return .hour }
    return query.measures.contains(.coveredDays) ? dayGrain(query.zone) : nil
  }

  /// UTC days are stored; days of another zone are made of hours.
  private static func dayGrain(_ zone: Zone) -> TimeKey { zone == .utc ? .day : .hour }

  private static func timeKey(of bin: Bin, zone: Zone) -> TimeKey {
    switch bin {
    case .hour: .hour
    case .day, .week: dayGrain(zone)
    case .month, .quarter, .half, .year: zone == .utc ? .month : .hour
    }
  }
}

private func ordered(_ keys: Set<CellKey>) -> [CellKey] { CellKey.allCases.filter(keys.contains) }

extension Instant {
  var isMidnight: Bool { seconds.flooredRemainder(by: 86_400) == 0 }

  /// Months since year 0, as the month cells count them.
  package var monthNumber: Int {
    let (year, month, _) = day.civil
    return year * 12 + month - 1
  }

  /// The first instant of a month cell.
  package init(monthNumber: Int) {
    let year = monthNumber.flooredDivision(by: 12)
    self = (Day(year: year, month: monthNumber - year * 12 + 1, day: 1) ?? Day(number: 0)).start
  }
}

extension TimeSpan {
  /// No clock on earth is further from UTC.
  var wideningByDay: TimeSpan { TimeSpan(start.advanced(by: -86_400), end.advanced(by: 86_400)) }

  /// The whole UTC months that it touches.
  var wideningToMonths: TimeSpan {
    let last = end.advanced(by: -1)
    return TimeSpan(
      Instant(monthNumber: start.monthNumber), Instant(monthNumber: max(start, last).monthNumber + 1))
  }
}

extension Condition {
  /// Every field that it reads.
  package var fields: Set<String> {
    switch self {
    case .all(let parts), .any(let parts): parts.reduce(into: []) { $0.formUnion($1.fields) }
    case .not(let part): part.fields
    case .compare(let field, _, _), .member(let field, _), .missing(let field, _): [field]
    }
  }
}

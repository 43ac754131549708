import Analysis
import Places
import Query
import Storage
import Subjects
import Tables

/// `cost`: what incidents cost by the GDP share method (Documentation/methods/cost.md). Only incidents of the whole
/// network in the whole country have one: of anything less nobody says what share was cut off.
struct CostReference {
  private let gdp: CountryFigures
  private let digitalShare: CountryFigures

  init(_ store: Store) throws {
    gdp = try CountryFigures(.gdp, store)
    digitalShare = try CountryFigures(.digitalShare, store)
  }

  private static func factor(_ found: (year: Int, value: Double)?, over: Double, _ name: String) -> CostFactor? {
    found.map { found in
      let value = found.value / over
      return CostFactor(value: value, low: value, high: value, source: "\(name) of \(found.year)")
    }
  }

  enum Finding {
    case cost(IntervalEstimate)
    /// Not of the whole network in the whole country.
    case partial
    case withoutEnd
    case withoutFigures
  }

  func finding(_ occurrence: Occurrence) -> Finding {
    guard let incident = occurrence.record.incident, incident.extents.contains(.fullNetwork),
      incident.scope == .national
    else { return .partial }
    guard occurrence.isEndKnown, case .known(let end) = incident.end else { return .withoutEnd }
    let year = occurrence.start.start.day.civil.0
    let whole = CostFactor(value: 1, low: 1, high: 1, source: "national, full-network")
    let days = Day(year: year, month: 12, day: 31).flatMap { last in
      Day(year: year, month: 1, day: 1).map { Int(last.number - $0.number) + 1 }
    }
    let found = ShutdownCost.estimate(
      gdp: Self.factor(gdp.standing(occurrence.country, in: year), over: 1, "GDP"),
      digitalShare: Self.factor(digitalShare.standing(occurrence.country, in: year), over: 100, "digital share"),
      affectedShare: whole,
      hours: hours(occurrence, until: end), daysOfYear: days ?? 365)
    return found.value.map { .cost($0.dollars) } ?? .withoutFigures
  }

  /// From as late as it can have begun to as early as it can have ended, and the other way round.
  private func hours(_ occurrence: Occurrence, until end: Moment) -> CostFactor {
    let unit = end.span.seconds
    let most = Double(occurrence.span.seconds) / 3600
    let least = max(0, Double(occurrence.span.seconds - occurrence.start.seconds - unit) / 3600)
    return CostFactor(value: (least + most) / 2, low: least, high: most, source: "its start and end")
  }
}

/// What the incidents of a row come to, and what was left out of it.
struct CostTally {
  private(set) var sum = IntervalEstimate(value: 0, lower: 0, upper: 0)
  private(set) var counted = 0
  private(set) var partial = 0
  private(set) var withoutEnd = 0
  private(set) var withoutFigures = 0

  mutating func add(_ finding: CostReference.Finding) {
    switch finding {
    case .cost(let cost):
      counted += 1
      sum.value += cost.value
      sum.lower += cost.lower
      sum.upper += cost.upper
    case .partial: partial += 1
    case .withoutEnd: withoutEnd += 1
    case .withoutFigures: withoutFigures += 1
    }
  }

  /// No cost where no incident has one.
  var figure: Figure {
    guard counted > 0 else { return .missing(.noData) }
    return Figure(
      .number(sum.value.rounded12), low: .number(sum.lower.rounded12), high: .number(sum.upper.rounded12))
  }

  var notes: [Note] {
    let left = [
      (partial, "not of the whole network in the whole country"), (withoutEnd, "without a known end"),
      (withoutFigures, "without a figure of GDP or its digital share"),
    ]
    return [Note(.scope, "cost of \(Counted.phrase(counted, "incident")), low and high as bounds, not as an interval")]
      + left.filter { $0.0 > 0 }.map { Note(.caution, "\($0.0) \($0.1) \($0.0 == 1 ? "is" : "are") not in the cost") }
  }
}

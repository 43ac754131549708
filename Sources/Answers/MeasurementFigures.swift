import Analysis
import Places
import Query
import Subjects
import Tables

/// Each group's figures from its counts.
struct MeasurementFigures {
  let fold: MeasurementFold
  let plan: MeasurementPlan
  private let networks: [[Counts]]
  private let hasNetworks: Bool

  init(fold: MeasurementFold, plan: MeasurementPlan) {
    self.fold = fold
    self.plan = plan
    hasNetworks = plan.counts.keys.contains(.network)
    networks = hasNetworks ? fold.networksByGroup() : []
  }

  private var query: ResolvedQuery { fold.query }

  /// One row a group and part. `filling` are keys that must have a row; `pause` is called now and then, and may throw.
  func rows(filling keys: [[Int]], pause: () throws -> Void) throws -> [ResultRow] {
    var rows: [ResultRow] = []
    for group in fold.keys.indices {
      if group % 128 == 0 { try pause() }
      rows += parts.map { row(fold.keys[group], group: group, part: $0) }
    }
    for parts in keys {
      var key = GroupKey()
      for (position, part) in parts.enumerated() { key[position] = part }
      guard fold.groups[key] == nil else { continue }
      rows += self.parts.map { row(key, group: nil, part: $0) }
    }
    return rows
  }

  /// The parts that a group's rows are about.
  private var parts: [Part] {
    let outcomes: [Part] = query.dimensions.contains(.outcome) ? Outcome.allCases.map { .outcome($0) } : []
    var kinds: [Part] = query.dimensions.contains(.blockingKind) ? BlockingKind.allCases.map { .kind($0) } : []
    if !kinds.isEmpty, query.measures.contains(.tests) { kinds.append(.untouched) }
    let split = outcomes + kinds
    return split.isEmpty ? [.whole] : split
  }

  // MARK: one row

  /// A group's values in the dimensions, without figures.
  func heads(of group: Int) -> ResultRow {
    var row = ResultRow(heads: [], order: [], figures: [])
    for (position, dimension) in query.dimensions.enumerated() {
      let head = self.head(dimension, fold.keys[group][position], .whole)
      row.heads += head.values
      row.order.append(head.order)
    }
    return row
  }

  private func row(_ key: GroupKey, group: Int?, part: Part) -> ResultRow {
    let counts = group.map { fold.counts[$0] } ?? Counts()
    let own = group.flatMap { hasNetworks ? networks[$0] : nil }
    var row = ResultRow(heads: [], order: [], figures: [], n: counts.n)
    for (position, dimension) in query.dimensions.enumerated() {
      let head = self.head(dimension, key[position], part)
      row.heads += head.values
      row.order.append(head.order)
    }
    if let bins = fold.bins {
      let index = key[query.dimensions.count]
      row.heads.append(.text(bins.label(index)))
      row.order.append(.number(index))
      row.bin = index
    }
    row.networks = own.map { $0.count { $0.n > 0 } }
    row.figures =
      query.vary == nil
      ? query.measures.map { figure($0, group: group, counts: counts, networks: own, part: part) }
      : alternatives(group: group, counts: counts, networks: own, part: part)
    return row
  }

  /// `vary min n`: the same figure, kept or suppressed.
  private func alternatives(group: Int?, counts: Counts, networks: [Counts]?, part: Part) -> [Figure] {
    guard case .minimum(let values) = query.vary, let measure = query.measures.first else { return [] }
    let figure = figure(measure, group: group, counts: counts, networks: networks, part: part)
    return values.map { counts.n < $0 ? .missing(.suppressed) : figure }
  }

  private func figure(
    _ measure: Measure, group: Int?, counts: Counts, networks: [Counts]?, part: Part
  ) -> Figure {
    switch measure {
    case .tests: return count(part.numerator(of: .tests, in: counts), isMeasured: counts.tests > 0)
    case .n: return count(part.numerator(of: .n, in: counts), isMeasured: counts.tests > 0)
    case .networks: return count(networks?.count { $0.n > 0 }, isMeasured: counts.tests > 0)
    case .coveredHours: return Figure(.integer(group.map(fold.hoursCovered) ?? 0))
    case .coveredDays: return Figure(.integer(group.map(fold.daysCovered) ?? 0))
    case .okRate, .anomalyRate, .confirmedRate, .interferenceRate, .failureRate, .blockingRate:
      return rate(measure, group: group, counts: counts, networks: networks, part: part)
    case .incidents, .medianIncidentDuration, .events, .episodes, .blockedHours, .blockedDays, .networksBlocked,
      .medianEpisodeDuration, .medianOnsetGap, .restrictionIndex, .signalLevel, .signalDrop, .cost:
      return .missing(.notApplicable)
    }
  }

  private func count(_ value: Int?, isMeasured: Bool) -> Figure {
    guard let value else { return .missing(.notApplicable) }
    return isMeasured ? Figure(.integer(value)) : .missing(.noData)
  }

  private func rate(
    _ measure: Measure, group: Int?, counts: Counts, networks: [Counts]?, part: Part
  ) -> Figure {
    guard let k = part.numerator(of: measure, in: counts) else { return .missing(.notApplicable) }
    let denominator = { (counts: Counts) in measure == .failureRate ? counts.tests : counts.n }
    guard denominator(counts) > 0 else { return .missing(.noData) }
    guard measure != .blockingRate else {
      return blocking(group: group, counts: counts, networks: networks, part: part)
    }
    guard let networks else { return figure(Double(k) / Double(denominator(counts)), nil, nil) }
    let estimate = RateEstimate(
      networks.map { NetworkCounts(n: denominator($0), k: part.numerator(of: measure, in: $0) ?? 0) })
    return figure(estimate?.rate, estimate?.lower, estimate?.upper, estimate?.marks ?? [])
  }

  /// Interference above the group's baseline; under `by blocking-kind` the kinds share it as they share interference.
  private func blocking(group: Int?, counts: Counts, networks: [Counts]?, part: Part) -> Figure {
    let own = networks ?? [counts]
    guard let baseline = group.flatMap(fold.baseline),
      let estimate = RateEstimate(own.map { NetworkCounts(n: $0.n, k: $0.interference) })?.above(baseline)
    else { return .missing(.noData) }
    let share: Double
    switch part {
    case .whole: share = 1
    case .kind, .outcome, .untouched:
      let k = part.numerator(of: .blockingRate, in: counts) ?? 0
      share = counts.interference > 0 ? Double(k) / Double(counts.interference) : 0
    }
    guard networks != nil else { return figure(estimate.rate * share, nil, nil) }
    return figure(estimate.rate * share, estimate.lower * share, estimate.upper * share, estimate.marks)
  }

  private func figure(_ rate: Double?, _ low: Double?, _ high: Double?, _ marks: RateMarks = []) -> Figure {
    let value = { (number: Double?) -> Value in number.map { .number($0.rounded12) } ?? .missing(.noData) }
    return Figure(value(rate), low: value(low), high: value(high), marks: marks)
  }

  // MARK: heads

  private func head(_ dimension: Dimension, _ part: Int, _ split: Part) -> (values: [Value], order: OrderPart) {
    switch (dimension, split) {
    case (.outcome, .outcome(let outcome)): return ([.text("\(outcome)")], .number(Int(outcome.rawValue)))
    case (.blockingKind, .kind(.none)): return ([.text("unknown")], .number(Int(UInt8.max)))
    case (.blockingKind, .kind(let kind)): return ([.text(kind.name)], .number(Int(kind.rawValue)))
    case (.blockingKind, .untouched): return ([.text("none")], .last)
    case (.outcome, _), (.blockingKind, _): return ([.missing(.notApplicable)], .last)
    default: break
    }
    // A host that is in no platform of the catalogue is known to be in none.
    if dimension == .platform, part == unknownKey { return ([.missing(.notApplicable)], .last) }
    guard part != unknownKey else {
      return (Array(repeating: .missing(.unknown), count: dimension == .country ? 2 : 1), .last)
    }
    switch dimension {
    case .country: return Heads.country(CountryCode(raw: UInt16(clamping: part)))
    case .network:
      return part == 0 ? ([.text("AS0")], .number(0)) : ([.text("AS\(part)")], .number(part))
    default:
      let text = fold.names.texts.indices.contains(part) ? fold.names.texts[part] : ""
      return ([.text(text)], .text(text))
    }
  }
}

/// How dimension values stand in a table.
enum Heads {
  /// The code and the name beside it; withheld countries say so.
  static func country(_ code: CountryCode) -> (values: [Value], order: OrderPart) {
    let name = code == .withheld ? "withheld" : PlaceCatalog.country(code)?.name ?? "unassigned code"
    return ([.text(code.description), .text(name)], .text(code.description))
  }
}

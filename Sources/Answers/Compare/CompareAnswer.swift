import Analysis
import Places
import Query
import Storage
import Subjects
import Tables

/// `compare` over measurements: each group's figures in each phase, their difference and ratio with intervals.
struct CompareAnswer {
  let query: ResolvedQuery
  let contrast: Contrast
  let phases: ComparePhases
  let cells: CompareFold

  struct Remarks: Hashable {
    var leftOut = 0
    var causes: Set<String> = []
    var isWithoutSpread = false
    var assumesBaseline = false
  }

  private var times: [String] { Shape.times(of: contrast) }

  func rows(pause: () throws -> Void) throws -> (rows: [ResultRow], remarks: Remarks) {
    var remarks = Remarks()
    let heads = MeasurementFigures(fold: cells.fold, plan: MeasurementPlan(query))
    var rows: [ResultRow] = []
    for group in cells.fold.keys.indices {
      try pause()
      var row = heads.heads(of: group)
      row.order.append(.number(0))
      let own = cells.cells(of: group)
      let n = times.indices.map { phase in
        own.filter { $0.phase == phase }.reduce(0) { $0 + (cells.counts[$1]?.n ?? 0) }
      }
      row.n = n.min()
      if query.dimensions.contains(.phase) {
        rows += phaseRows(row, own, n)
        continue
      }
      row.figures = query.measures.flatMap { figures($0, own, &remarks) }
      row.supports = supports(own, n)
      row.phaseN = n
      row.size = query.measures.first.flatMap { row.figures[width(of: $0) * times.count].value.double }
      rows.append(row)
    }
    remarks.assumesBaseline = cells.baselines.values.contains(where: \.isAssumed)
    return (rows, remarks)
  }

  /// `by phase`: the figures of each phase by themselves, over all tests of the phase.
  private func phaseRows(_ group: ResultRow, _ own: [CompareFold.Key], _ n: [Int]) -> [ResultRow] {
    times.enumerated().map { index, time in
      let cells = own.filter { $0.phase == index }
      var row = group
      let position = query.dimensions.firstIndex(of: .phase) ?? 0
      let before = query.dimensions.prefix(position).reduce(0) { $0 + Shape.columns(of: $1).count }
      row.heads[before] = .text(time)
      row.order[position] = .number(index)
      row.n = n[index]
      row.phaseN = [n[index]]
      row.figures = query.measures.flatMap { measure -> [Figure] in
        let found = rate(measure, cells)
        let figure = Figure(Self.value(found.value, measure))
        guard query.extras.contains(.ci), measure.hasInterval else { return [figure] }
        return [figure, Figure(Self.value(found.low)), Figure(Self.value(found.high))]
      }
      row.supports = phaseSupports(cells, n[index])
      return row
    }
  }

  private func phaseSupports(_ own: [CompareFold.Key], _ n: Int) -> [Value] {
    let names = Set(Shape.columns(of: query).map(\.name))
    var values: [Value] = []
    if names.contains("n"), !hasMeasure("n") { values.append(.integer(n)) }
    if names.contains("networks"), !hasMeasure("networks") {
      values.append(.integer(Set(own.filter { (cells.counts[$0]?.n ?? 0) > 0 }.map(\.network)).count))
    }
    if names.contains("events") { values.append(.integer(Set(own.map(\.unit)).count)) }
    return values
  }

  // MARK: one measure

  /// In the order of the shape's columns.
  private func figures(_ measure: Measure, _ own: [CompareFold.Key], _ remarks: inout Remarks) -> [Figure] {
    let rates = times.indices.map { phase in rate(measure, own.filter { $0.phase == phase }) }
    let units = complete(measure, own)
    if phases.isOfEvents {
      if query.dimensions.isEmpty { remarks.leftOut = max(remarks.leftOut, phases.count - units.count) }
    }
    let base = phases.isOfEvents ? means(units) : rates.map { $0.value }
    var figures: [Figure] = []
    for phase in times.indices {
      let value = base[phase]
      var figure = Figure(value.map { Self.value($0, measure) } ?? .missing(.noData))
      if query.extras.contains(.ci), measure.hasInterval {
        if !phases.isOfEvents {
          (figure.low, figure.high) = (Self.value(rates[phase].low), Self.value(rates[phase].high))
        }
        figures += [figure, Figure(figure.low), Figure(figure.high)]
      } else {
        figures.append(figure)
      }
    }
    for (first, second) in pairs {
      figures += difference(measure, own, units, from: first, to: second, &remarks)
    }
    return figures
  }

  /// Which phases are held against each other: the earlier first. `against` is what `during` is held against.
  private var pairs: [(Int, Int)] { contrast.pairs }

  private func difference(
    _ measure: Measure, _ own: [CompareFold.Key], _ units: [[Double]], from first: Int, to second: Int,
    _ remarks: inout Remarks
  ) -> [Figure] {
    let seed = query.seed ?? 1
    let found: PhaseComparison
    if phases.isOfEvents || !measure.isRate {
      let events =
        phases.isOfEvents
        ? units.map { EventFigures(first: $0[first], second: $0[second]) }
        : [
          EventFigures(
            first: rate(measure, own.filter { $0.phase == first }).value,
            second: rate(measure, own.filter { $0.phase == second }).value)
        ]
      let limit = measure.isRate ? 1 : Double.greatestFiniteMagnitude
      found = PhaseComparison(events: events, seed: seed, range: -limit...limit)
    } else {
      found = PhaseComparison(networks: networkPhases(measure, own, first, second), seed: seed)
    }
    if found.isWithoutSpread { remarks.isWithoutSpread = true }
    if measure.isRate || phases.isOfEvents {
      for cause in [found.difference.interval.cause, found.ratio.value.cause] {
        if let cause { remarks.causes.insert(cause.words) }
      }
    }
    let interval = found.difference.interval.value
    return [
      Figure(Self.value(found.difference.value.value, measure)), Figure(Self.value(interval?.lower)),
      Figure(Self.value(interval?.upper)), Figure(Self.value(found.ratio.value.value)),
    ]
  }

  private func networkPhases(
    _ measure: Measure, _ own: [CompareFold.Key], _ first: Int, _ second: Int
  ) -> [NetworkPhases] {
    let empty = PhaseCounts(n: 0, k: 0)
    var networks: [Int: NetworkPhases] = [:]
    for key in own where key.phase == first || key.phase == second {
      let counts = phaseCounts(measure, key)
      if key.phase == first {
        networks[key.network, default: NetworkPhases(first: empty, second: empty)].first += counts
      } else {
        networks[key.network, default: NetworkPhases(first: empty, second: empty)].second += counts
      }
    }
    return networks.sorted { $0.key < $1.key }.map(\.value)
  }

  private func phaseCounts(_ measure: Measure, _ key: CompareFold.Key) -> PhaseCounts {
    let counts = cells.counts[key] ?? Counts()
    let n = measure == .failureRate ? counts.tests : counts.n
    let baseline = cells.baselines[key]?.sum ?? 0
    return PhaseCounts(
      n: n, k: Part.whole.numerator(of: measure, in: counts) ?? 0, baseline: measure == .blockingRate ? baseline : 0)
  }

  // MARK: one phase

  /// The pooled figure of some cells, with its interval where it is a rate.
  private func rate(_ measure: Measure, _ own: [CompareFold.Key]) -> (value: Double?, low: Double?, high: Double?) {
    let counts = own.reduce(into: Counts()) { $0 += cells.counts[$1] ?? Counts() }
    guard measure.isRate else {
      switch measure {
      case .tests: return (Double(counts.tests), nil, nil)
      case .n: return (Double(counts.n), nil, nil)
      default:
        return (Double(Set(own.filter { (cells.counts[$0]?.n ?? 0) > 0 }.map(\.network)).count), nil, nil)
      }
    }
    var byNetwork: [Int: PhaseCounts] = [:]
    for key in own { byNetwork[key.network, default: PhaseCounts(n: 0, k: 0)] += phaseCounts(measure, key) }
    let networks = byNetwork.sorted { $0.key < $1.key }.map(\.value)
    guard var estimate = RateEstimate(networks.map { NetworkCounts(n: $0.n, k: $0.k) }) else { return (nil, nil, nil) }
    if measure == .blockingRate {
      let baseline = own.reduce(into: GroupBaseline()) { $0.add(cells.baselines[$1] ?? GroupBaseline()) }
      guard let above = estimate.above(baseline) else { return (nil, nil, nil) }
      estimate = above
    }
    return (estimate.rate, estimate.lower, estimate.upper)
  }

  /// Each unit's figures in all phases, of those that have one in each.
  private func complete(_ measure: Measure, _ own: [CompareFold.Key]) -> [[Double]] {
    let units = Dictionary(grouping: own, by: \.unit)
    return units.sorted { $0.key < $1.key }.compactMap { _, keys -> [Double]? in
      let figures = times.indices.compactMap { phase in rate(measure, keys.filter { $0.phase == phase }).value }
      return figures.count == times.count ? figures : nil
    }
  }

  /// Each unit counts once.
  private func means(_ units: [[Double]]) -> [Double?] {
    times.indices.map { phase in
      units.isEmpty ? nil : units.reduce(0) { $0 + $1[phase] } / Double(units.count)
    }
  }

  // MARK: cells of the table

  private func supports(_ own: [CompareFold.Key], _ n: [Int]) -> [Value] {
    var values: [Value] = []
    let names = Set(Shape.columns(of: query).map(\.name))
    for (index, time) in times.enumerated() where names.contains("n_\(time)") && !hasMeasure("n") {
      values.append(.integer(n[index]))
    }
    for (index, time) in times.enumerated() where names.contains("networks_\(time)") && !hasMeasure("networks") {
      let networks = Set(own.filter { $0.phase == index && (cells.counts[$0]?.n ?? 0) > 0 }.map(\.network))
      values.append(.integer(networks.count))
    }
    if names.contains("events") { values.append(.integer(Set(own.map(\.unit)).count)) }
    return values
  }

  private func hasMeasure(_ name: String) -> Bool { query.measures.contains { $0.columnName == name } }

  /// Columns of a measure at one time.
  private func width(of measure: Measure) -> Int { query.extras.contains(.ci) && measure.hasInterval ? 3 : 1 }

  private static func value(_ number: Double?, _ measure: Measure? = nil) -> Value {
    guard let number else { return .missing(.noData) }
    if let measure, measure.isCount, number == number.rounded(), let whole = Int(exactly: number) {
      return .integer(whole)
    }
    return .number(number.rounded12)
  }
}

extension PhaseCounts {
  static func += (sum: inout PhaseCounts, counts: PhaseCounts) {
    sum.n += counts.n
    sum.k += counts.k
    sum.baseline += counts.baseline
  }
}

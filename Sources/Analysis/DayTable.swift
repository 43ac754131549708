/// Country-days by whether they are event days and whether they are restriction days.
package struct DayTable: Sendable, Hashable {
  /// Event days with a restriction.
  package var both = 0
  /// Event days without.
  package var eventOnly = 0
  /// Restriction days without an event.
  package var restrictionOnly = 0
  package var neither = 0

  package init() {}

  /// Cells are days, none negative.
  package init(both: Int, eventOnly: Int, restrictionOnly: Int, neither: Int) {
    self.both = max(0, both)
    self.eventOnly = max(0, eventOnly)
    self.restrictionOnly = max(0, restrictionOnly)
    self.neither = max(0, neither)
  }

  /// From the sizes of the sets and of what they share.
  init(covered: Int, events: Int, restrictions: Int, both: Int) {
    self.init(
      both: both, eventOnly: events - both, restrictionOnly: restrictions - both,
      neither: covered - events - restrictions + both)
  }

  package var eventDays: Int { both + eventOnly }
  package var otherDays: Int { restrictionOnly + neither }
  package var restrictionDays: Int { both + restrictionOnly }
  package var total: Int { eventDays + otherDays }

  /// Whether it has event days, days without, and a restriction: without these it tells nothing of a ratio.
  var isInformative: Bool { eventDays > 0 && otherDays > 0 && restrictionDays > 0 }

  /// Why no ratio can be had, if so.
  var cause: MissingCause? {
    if total == 0 { return .nothingCovered }
    if eventDays == 0 { return .noEvents }
    if otherDays == 0 { return .noDaysWithoutEvents }
    return restrictionDays == 0 ? .noRestrictions : nil
  }

  static func + (left: DayTable, right: DayTable) -> DayTable {
    DayTable(
      both: left.both + right.both, eventOnly: left.eventOnly + right.eventOnly,
      restrictionOnly: left.restrictionOnly + right.restrictionOnly, neither: left.neither + right.neither)
  }
}

/// How many times as often restrictions are on event days: 0 or more, 1 is no association.
package struct RiskRatio: Sendable, Hashable {
  package var ratio: Double
  package var lower: Double
  package var upper: Double
  /// 0.5 was added to all four cells, because one was zero.
  package var isCorrected: Bool
  /// Countries that the ratio rests on; 1 for a crude one.
  package var strata: Int
}

extension DayTable {
  /// Crude ratio of the shares of days with a restriction, interval on the log scale (D. Katz et al., Biometrics 34,
  /// 1978). 0.5 is added to all cells where one is zero.
  package func riskRatio(confidence: Double = 0.95) -> Estimate<RiskRatio> {
    if let cause { return .missing(cause) }
    let isCorrected = min(both, eventOnly, restrictionOnly, neither) == 0
    let added = isCorrected ? 0.5 : 0
    let a = Double(both) + added
    let c = Double(restrictionOnly) + added
    let eventDays = Double(eventDays) + 2 * added
    let otherDays = Double(otherDays) + 2 * added
    return .known(
      RiskRatio(
        ratio: a / eventDays / (c / otherDays), variance: 1 / a - 1 / eventDays + 1 / c - 1 / otherDays,
        confidence: confidence, isCorrected: isCorrected, strata: 1))
  }

  /// Ratio over strata (N. Mantel, W. Haenszel, JNCI 22, 1959) with the interval of S. Greenland and J. Robins,
  /// Biometrics 41, 1985. At least two strata must have event days, other days and restrictions.
  package static func mantelHaenszelRatio(_ tables: [DayTable], confidence: Double = 0.95) -> Estimate<RiskRatio> {
    if let cause = tables.reduce(DayTable(), +).cause { return .missing(cause) }
    let informative = tables.filter(\.isInformative)
    guard informative.count >= 2 else { return .missing(.fewerCountries(than: 2, found: informative.count)) }
    var r = 0.0
    var s = 0.0
    var p = 0.0
    for table in informative {
      let total = Double(table.total)
      let eventDays = Double(table.eventDays)
      let otherDays = Double(table.otherDays)
      let a = Double(table.both)
      let c = Double(table.restrictionOnly)
      r += a * otherDays / total
      s += c * eventDays / total
      p += ((a + c) * eventDays * otherDays - a * c * total) / (total * total)
    }
    guard s > 0 else { return .missing(.noneOutsideEvents) }
    guard r > 0 else { return .missing(.noneInEvents) }
    return .known(
      RiskRatio(
        ratio: r / s, variance: p / (r * s), confidence: confidence, isCorrected: false, strata: informative.count))
  }
}

extension RiskRatio {
  /// `variance`: of the ratio's logarithm.
  fileprivate init(ratio: Double, variance: Double, confidence: Double, isCorrected: Bool, strata: Int) {
    let z = Distributions.normalQuantile((1 + confidence) / 2)
    let factor = Distributions.exp(z * max(0, variance).squareRoot())
    self.init(
      ratio: ratio, lower: ratio / factor, upper: ratio * factor, isCorrected: isCorrected, strata: strata)
  }
}

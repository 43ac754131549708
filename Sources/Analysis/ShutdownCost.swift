/// A factor of a cost: best figure, the least and the most that it could be, and who says so.
package struct CostFactor: Sendable, Hashable {
  package var value: Double
  package var low: Double
  package var high: Double
  package var source: String

  package init(value: Double, low: Double, high: Double, source: String) {
    self.value = value
    self.low = low
    self.high = high
    self.source = source
  }
}

/// A rough cost to a country's economy, as a share of its gross domestic product: GDP per hour x digital share x affected
/// share x hours, after D. West, *Internet shutdowns cost countries $2.4 billion last year* (Brookings, 2016), which counts
/// GDP per day (Documentation/methods/cost.md). US$ of the year of the GDP figure.
package struct ShutdownCost: Sendable, Hashable {
  package var dollars: IntervalEstimate
  /// In the order GDP, digital share, affected share, hours.
  package var sources: [String]
}

extension ShutdownCost {
  /// - Parameters:
  ///   - gdp: of the year, US$, above 0.
  ///   - digitalShare: of GDP that depends on what was cut, 0...1.
  ///   - affectedShare: of the population or of networks that was cut off, 0...1.
  ///   - hours: 0 or more.
  ///   - daysOfYear: 365 or 366.
  package static func estimate(
    gdp: CostFactor?, digitalShare: CostFactor?, affectedShare: CostFactor?, hours: CostFactor?, daysOfYear: Int = 365
  ) -> Estimate<ShutdownCost> {
    let limits: [(String, CostFactor?, ClosedRange<Double>)] = [
      ("GDP", gdp, 0...Double.greatestFiniteMagnitude), ("the digital share of GDP", digitalShare, 0...1),
      ("the affected share", affectedShare, 0...1), ("the duration", hours, 0...Double.greatestFiniteMagnitude),
    ]
    guard (365...366).contains(daysOfYear) else { return .missing(.impossible("a year of \(daysOfYear) days")) }
    var cost = IntervalEstimate(value: 1, lower: 1, upper: 1)
    var sources: [String] = []
    for (name, factor, limits) in limits {
      guard let factor else { return .missing(.noFigure(of: name)) }
      guard [factor.value, factor.low, factor.high].allSatisfy(limits.contains),
        factor.low <= factor.value, factor.value <= factor.high
      else { return .missing(.impossible("\(name) out of range")) }
      cost.value *= factor.value
      cost.lower *= factor.low
      cost.upper *= factor.high
      sources.append(factor.source)
    }
    let hoursOfYear = Double(daysOfYear) * 24
    let dollars = IntervalEstimate(
      value: cost.value / hoursOfYear, lower: cost.lower / hoursOfYear, upper: cost.upper / hoursOfYear)
    guard dollars.upper.isFinite else { return .missing(.impossible("a cost beyond all figures")) }
    return .known(ShutdownCost(dollars: dollars, sources: sources))
  }
}

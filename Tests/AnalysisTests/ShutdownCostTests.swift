import Analysis
import Testing

@Suite struct ShutdownCostTests {
  static func factor(_ value: Double, _ low: Double? = nil, _ high: Double? = nil) -> CostFactor {
    CostFactor(value: value, low: low ?? value, high: high ?? value, source: "a table")
  }

  @Test func `a day of a tenth of the economy, by hand`() throws {
    let cost = try #require(
      ShutdownCost.estimate(
        gdp: Self.factor(365e9), digitalShare: Self.factor(0.1, 0.05, 0.2), affectedShare: Self.factor(0.5, 0.5, 1),
        hours: Self.factor(24, 12, 24)
      ).value)
    // A day's product of one billion.
    #expect(agree(cost.dollars.value, 50e6) && agree(cost.dollars.lower, 12.5e6) && agree(cost.dollars.upper, 200e6))
    #expect(cost.sources.count == 4)
    let leap = ShutdownCost.estimate(
      gdp: Self.factor(366e9), digitalShare: Self.factor(1), affectedShare: Self.factor(1), hours: Self.factor(24),
      daysOfYear: 366)
    #expect(agree(leap.value?.dollars.value ?? 0, 1e9))
  }

  @Test func `no hours cost nothing`() {
    let cost = ShutdownCost.estimate(
      gdp: Self.factor(1e9), digitalShare: Self.factor(0.1), affectedShare: Self.factor(1), hours: Self.factor(0))
    #expect(cost.value?.dollars == IntervalEstimate(value: 0, lower: 0, upper: 0))
  }

  @Test func `a factor that is missing or cannot be gives no cost, and is named`() {
    let one = Self.factor(1)
    #expect(
      ShutdownCost.estimate(gdp: nil, digitalShare: one, affectedShare: one, hours: one).cause == .noFigure(of: "GDP"))
    #expect(
      ShutdownCost.estimate(gdp: one, digitalShare: nil, affectedShare: one, hours: one).cause?.words
        == "no figure of the digital share of GDP")
    let impossible: [(CostFactor, CostFactor, CostFactor, Int)] = [
      (Self.factor(-1), one, one, 365), (one, Self.factor(1.5), one, 365), (one, one, Self.factor(.nan), 365),
      (one, Self.factor(0.5, 0.6, 0.7), one, 365), (one, one, one, 0), (Self.factor(.infinity), one, one, 365),
      (Self.factor(.greatestFiniteMagnitude), one, Self.factor(1e10), 365),
    ]
    for (gdp, share, hours, days) in impossible {
      let cost = ShutdownCost.estimate(
        gdp: gdp, digitalShare: share, affectedShare: one, hours: hours, daysOfYear: days)
      #expect(cost.value == nil && cost.cause != nil)
    }
  }
}

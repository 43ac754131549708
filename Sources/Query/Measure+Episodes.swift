import Subjects

extension Measure {
  /// Of the measures over episodes.
  var episodeDocumentation: MeasureDocumentation {
    switch self {
    case .blockedHours:
      Self.detected(
        "country-hours with a restriction", "distinct hours of each country with at least one restricted hour", "h")
    case .blockedDays:
      Self.detected(
        "country-days with a restriction",
        "distinct days of each country with at least one restricted hour, summed over countries, union over platforms",
        "d")
    case .networksBlocked:
      Self.detected("networks that enforced a restriction", "distinct networks restricted in some episode", "count")
    case .medianEpisodeDuration:
      Self.detected("median length of episodes", "median of (end - onset); ongoing episodes are left out", "h")
    case .medianOnsetGap:
      Self.detected(
        "median time from one onset to the next", "median of onset_i+1 - onset_i within a country", "h",
        direction: "more is rarer")
    case .restrictionIndex: Self.index
    default:
      Self.detected("restrictions detected in measurements", "number of episodes that start in the period", "count")
    }
  }

  /// Of the measures over signals, and of the cost.
  var otherDocumentation: MeasureDocumentation {
    switch self {
    case .signalLevel:
      Self.signal("connectivity as a share of what is expected", "L = value / expected", "less is worse")
    case .signalDrop:
      Self.signal("connectivity lost, as a share of what is expected", "max(0, 1 - value / expected)", "more is worse")
    default: Self.costs
    }
  }

  private static let detector = """
    episodes of the detector: hidden Markov chains over hours, pooled over networks and platforms, that must survive \
    without their strongest network
    """

  private static func detected(
    _ summary: String, _ formula: String, _ unit: String, direction: String = "more is more restricted"
  ) -> MeasureDocumentation {
    MeasureDocumentation(
      summary: summary, formula: formula, unit: unit, range: "0 and up", direction: direction,
      missing: "country episodes unless 'where level' says otherwise; hours that are not measured are not open",
      source: detector)
  }

  private static let index = MeasureDocumentation(
    summary: "how much of a basket of platforms was restricted, for how long and on how many networks",
    formula: """
      100 x sum w exposure / sum w over platforms covered on at least 20% of the days; exposure = sum over covered hours \
      of P(restricted) x share of networks restricted, over covered hours; w by 'weighting'
      """,
    unit: "index", range: "0 to 100", direction: "more is more restricted",
    missing: "fewer than half of the basket covered is 'no data'; under 'min n' a row is suppressed and counted",
    source: "\(detector); interval: 1,000 draws of networks and whole weeks")

  private static func signal(_ summary: String, _ formula: String, _ direction: String) -> MeasureDocumentation {
    MeasureDocumentation(
      summary: summary,
      formula: """
        \(formula); expected = median of the same hour of the week over the four weeks before, or what the publisher \
        expected; the median over the row's values
        """,
      unit: "share", range: "0 and up", direction: direction,
      missing: "fewer than two of the four weeks before is 'no data'", source: "the signal datasets")
  }

  private static let costs = MeasureDocumentation(
    summary: "what restrictions cost the economy, as an estimate with its range",
    formula: "sum of GDP per hour x digital share x affected share x hours", unit: "US$", range: "0 and up",
    direction: "more is costlier", missing: "a country without reference data is 'no data'",
    source: "the catalogues; reference data on GDP and the digital economy")
}

import Places

/// What the index knows of one country: platforms in the basket's order.
package struct IndexCountry: Sendable {
  package var code: CountryCode
  /// nil where a platform was not measured.
  package var platforms: [PlatformExposure?]
  /// Users by platform; only `users` looks at them.
  package var users: [Double?]

  package init(code: CountryCode, platforms: [PlatformExposure?], users: [Double?] = []) {
    self.code = code
    self.platforms = platforms
    self.users = users
  }
}

/// The country restriction index, 0 (never restricted) to 100 (every platform, all the time, on all networks), with its
/// interval and the interval of its rank (Documentation/methods/restriction-index.md).
package struct RestrictionIndex: Sendable, Hashable {
  package struct Row: Sendable, Hashable {
    package var code: CountryCode
    /// 0...100.
    package var index: Estimate<Double>
    package var interval: Estimate<Bounds>
    /// No exposure at all: `interval.upper` is a limit from the number of covered weeks.
    package var isLimit: Bool
    /// Platforms of the basket that count, and their exposures, 0...1, in the basket's order.
    package var platforms: Int
    package var exposures: [Double?]
    /// The best and the worst rank that the draws leave open, 1 for the highest index; nil without an index.
    package var ranks: ClosedRange<Int>?
  }

  /// By country code.
  package var rows: [Row]
}

extension RestrictionIndex {
  package struct Settings: Sendable, Hashable {
    /// Platforms in the basket.
    package var basket: Int
    /// Days of the period.
    package var days: Int
    package var weighting: IndexWeighting
    /// Of a platform and the period.
    package var minN: Int
    package var seed: UInt64
    package var draws: Int
    package var confidence: Double

    package init(
      basket: Int, days: Int, weighting: IndexWeighting = .equal, minN: Int = 30, seed: UInt64, draws: Int = 1_000,
      confidence: Double = 0.95
    ) {
      self.basket = basket
      self.days = days
      self.weighting = weighting
      self.minN = minN
      self.seed = seed
      self.draws = max(2, draws)
      self.confidence = confidence
    }
  }

  package init(_ input: [IndexCountry], _ settings: Settings, pause: () throws -> Void) throws {
    let countries = input.sorted { $0.code < $1.code }
    let weekDraws = ResampledCounts(weeksOf: countries, settings, stream: 0)
    var figures: [RankedFigure?] = []
    rows = []
    for country in countries {
      try pause()
      let drawing = try CountedBasket(country, settings).drawing(weekDraws, settings, pause: pause)
      rows.append(drawing.row)
      figures.append(drawing.figure)
    }
    let ranks = try RankIntervals.ranks(figures, confidence: settings.confidence, pause: pause)
    for (place, range) in ranks.enumerated() { rows[place].ranks = range }
  }
}

extension ResampledCounts {
  /// Whole weeks, drawn for all countries alike.
  init(weeksOf countries: [IndexCountry], _ settings: RestrictionIndex.Settings, stream: UInt64) {
    let weeks = countries.lazy.flatMap(\.platforms).compactMap { $0?.weeks }.max() ?? 0
    self.init(units: weeks, draws: settings.draws, SeededRandom(seed: settings.seed, stream: stream))
  }
}

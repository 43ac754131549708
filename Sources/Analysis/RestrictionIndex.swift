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
    let weeks = countries.lazy.flatMap(\.platforms).compactMap { $0?.weeks }.max() ?? 0
    let weekDraws = ResampledCounts(units: weeks, draws: settings.draws, SeededRandom(seed: settings.seed))
    var figures: [RankedFigure?] = []
    rows = []
    for country in countries {
      try pause()
      let basket = CountedBasket(country, settings)
      var row = basket.row
      guard let index = row.index.value else {
        rows.append(row)
        figures.append(nil)
        continue
      }
      let drawing = try basket.interval(about: index, weekDraws, settings, pause: pause)
      row.interval = drawing.interval
      figures.append(drawing.figure)
      rows.append(row)
    }
    let ranks = try RankIntervals.ranks(figures, confidence: settings.confidence, pause: pause)
    for (place, range) in ranks.enumerated() { rows[place].ranks = range }
  }
}

/// The platforms of one country that count.
private struct CountedBasket {
  private(set) var row: RestrictionIndex.Row
  private(set) var isExposed = false
  private var counted: [PlatformExposure] = []
  private var weights: [Double] = []
  private let weighting: IndexWeighting
  private let confidence: Double

  init(_ country: IndexCountry, _ settings: RestrictionIndex.Settings) {
    weighting = settings.weighting
    confidence = settings.confidence
    let exposures = (0..<max(0, settings.basket)).map { place -> Double? in
      guard country.platforms.indices.contains(place), let platform = country.platforms[place] else { return nil }
      // A fifth of the period's days, in whole numbers.
      guard platform.n >= settings.minN, 5 * platform.coveredDays >= settings.days else { return nil }
      return platform.exposure
    }
    row = RestrictionIndex.Row(
      code: country.code, index: .missing(.noMeasurements), interval: .missing(.noMeasurements), isLimit: false,
      platforms: 0, exposures: exposures, ranks: nil)
    for (place, exposure) in exposures.enumerated() {
      guard exposure != nil, let platform = country.platforms[place] else { continue }
      var weight = 1.0
      if weighting == .users {
        guard country.users.indices.contains(place), let users = country.users[place], users > 0, users.isFinite else {
          row.exposures[place] = nil
          continue
        }
        weight = users
      }
      counted.append(platform)
      weights.append(weight)
    }
    settle(settings)
  }

  private mutating func settle(_ settings: RestrictionIndex.Settings) {
    row.platforms = counted.count
    isExposed = counted.contains(where: \.isExposed)
    guard settings.basket > 0, 2 * counted.count >= settings.basket, !counted.isEmpty else {
      let cause = MissingCause.fewerPlatforms(than: max(1, (settings.basket + 1) / 2), found: counted.count)
      row.index = .missing(cause)
      row.interval = .missing(cause)
      return
    }
    row.index = .known(100 * put(counted.map { $0.exposure ?? 0 }, weights))
    row.isLimit = !isExposed
  }

  /// Exposures as one, 0...1.
  private func put(_ exposures: [Double], _ weights: [Double]) -> Double {
    switch weighting {
    case .any: return exposures.max() ?? 0
    case .equal, .users:
      let all = weights.reduce(0, +)
      return all > 0 ? min(1, zip(exposures, weights).reduce(0) { $0 + $1.0 * $1.1 } / all) : 0
    }
  }

  /// The interval, and what ranks go by.
  func interval(
    about index: Double, _ weekDraws: ResampledCounts, _ settings: RestrictionIndex.Settings, pause: () throws -> Void
  ) throws -> (interval: Estimate<Bounds>, figure: RankedFigure) {
    let weeks = counted.map { $0.byWeek.filter { $0 > 0 }.count }.min() ?? 0
    guard weeks > 0 else { return (.missing(.fewerWeeks(than: 1, found: 0)), .loose(index)) }
    // What so many weeks without an exception leave open.
    let open = 1 - Distributions.exp(Distributions.log(1 - confidence) / Double(weeks))
    guard isExposed else { return (.known(Bounds(0, 100 * open)), .limited(upper: 100 * open)) }
    let networks = counted.map { $0.byNetwork.filter { $0 > 0 }.count }.min() ?? 0
    guard networks >= 3 else { return (.missing(.fewerNetworks(than: 3, found: networks)), .loose(index)) }
    guard weeks >= 3 else { return (.missing(.fewerWeeks(than: 3, found: weeks)), .loose(index)) }
    let drawn = try drawn(weekDraws, settings, pause: pause)
    let interval = DrawnInterval(effective: effective, confidence: confidence)
    var bounds = interval.percentiles(drawn, about: index)
    if bounds.upper - bounds.lower < 1e-9 {
      bounds = Bounds(index * (1 - open), index + (100 - index) * open)
    }
    return (
      .known(Bounds(max(0, bounds.lower), min(100, bounds.upper))),
      .drawn(index, drawn.map { ($0 - index) * interval.relativeWidth })
    )
  }

  /// As many networks or weeks of one size would say as much, on the platform that has the fewest.
  var effective: Double {
    counted.flatMap { [$0.byNetwork, $0.byWeek] }.reduce(.infinity) { least, sizes in
      let sum = sizes.reduce(0, +)
      let squares = sizes.reduce(0) { $0 + $1 * $1 }
      return squares > 0 ? min(least, sum * sum / squares) : least
    }
  }

  /// The index in each draw of networks and weeks.
  func drawn(
    _ weekDraws: ResampledCounts, _ settings: RestrictionIndex.Settings, pause: () throws -> Void
  ) throws -> [Double] {
    let networks = counted.map(\.networks).max() ?? 0
    let random = SeededRandom(seed: settings.seed, stream: UInt64(row.code.raw))
    let networkDraws = ResampledCounts(units: networks, draws: settings.draws, random)
    // A platform that is never restricted is not in any draw either.
    let rows = counted.map { $0.isExposed ? ExposureRows($0, weekStride: weekDraws.stride) : nil }
    return try (0..<settings.draws).map { draw in
      if draw % 64 == 0 { try pause() }
      var exposures: [Double] = []
      var kept: [Double] = []
      for place in counted.indices {
        guard let rows = rows[place] else {
          exposures.append(0)
          kept.append(weights[place])
          continue
        }
        guard let drawn = rows.exposure(weekDraws, networkDraws, draw) else { continue }
        exposures.append(drawn)
        kept.append(weights[place])
      }
      return 100 * put(exposures, kept)
    }
  }
}

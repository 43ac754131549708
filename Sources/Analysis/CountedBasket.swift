/// The platforms of one country that count.
struct CountedBasket {
  private var row: RestrictionIndex.Row
  private var isExposed = false
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
        // More than there are people is no figure.
        guard country.users.indices.contains(place), let users = country.users[place], users > 0, users < 1e11 else {
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

  /// A row with its interval, and the draws that it is from.
  struct Drawing {
    var row: RestrictionIndex.Row
    /// What ranks go by; nil where there is no index.
    var figure: RankedFigure?
    /// None where nothing was drawn.
    var drawn: [Double] = []
    var effective = 0.0

    /// Whether the draws show how far the index could be off: where they are all but the same, they do not.
    var isSpread: Bool {
      guard let least = drawn.min(), let most = drawn.max() else { return false }
      return most - least >= 0.05
    }
  }

  func drawing(
    _ weekDraws: ResampledCounts, _ settings: RestrictionIndex.Settings, pause: () throws -> Void
  ) throws -> Drawing {
    var drawing = Drawing(row: row)
    guard let index = row.index.value else { return drawing }
    let weeks = counted.map { $0.byWeek.filter { $0 > 0 }.count }.min() ?? 0
    let networks = counted.map { $0.byNetwork.filter { $0 > 0 }.count }.min() ?? 0
    // What so many weeks without an exception leave open.
    let open = weeks > 0 ? 1 - Distributions.exp(Distributions.log(1 - confidence) / Double(weeks)) : 1
    guard isExposed else {
      drawing.row.interval = .known(Bounds(0, 100 * open))
      drawing.figure = .limited(upper: 100 * open)
      return drawing
    }
    guard networks >= 3, weeks >= 3 else {
      drawing.row.interval = .missing(
        networks < 3 ? .fewerNetworks(than: 3, found: networks) : .fewerWeeks(than: 3, found: weeks))
      drawing.figure = .loose(index)
      return drawing
    }
    drawing.drawn = try drawn(about: index, weekDraws, settings, pause: pause)
    drawing.effective = effective
    let interval = DrawnInterval(effective: effective, confidence: confidence)
    var bounds = interval.percentiles(drawing.drawn, about: index)
    if !drawing.isSpread { bounds = Bounds(index * (1 - open), index + (100 - index) * open) }
    drawing.row.interval = .known(Bounds(max(0, bounds.lower), min(100, bounds.upper)))
    drawing.figure = .drawn(index, drawing.drawn.map { ($0 - index) * interval.relativeWidth })
    return drawing
  }

  /// As many networks or weeks of one size would say as much, on the platform that has the fewest.
  private var effective: Double {
    counted.flatMap { [$0.byNetwork, $0.byWeek] }.reduce(.infinity) { least, sizes in
      let sum = sizes.reduce(0, +)
      let squares = sizes.reduce(0) { $0 + $1 * $1 }
      return squares > 0 ? min(least, sum * sum / squares) : least
    }
  }

  /// The index in each draw of networks and weeks; a draw in which nothing was measured is the one before it again.
  private func drawn(
    about index: Double, _ weekDraws: ResampledCounts, _ settings: RestrictionIndex.Settings, pause: () throws -> Void
  ) throws -> [Double] {
    let networks = counted.map(\.networks).max() ?? 0
    let random = SeededRandom(seed: settings.seed, stream: UInt64(row.code.raw))
    let networkDraws = ResampledCounts(units: networks, draws: settings.draws, random)
    // A platform that is never restricted is not in any draw either.
    let rows = counted.map { $0.isExposed ? ExposureRows($0, weekStride: weekDraws.stride) : nil }
    var last = index
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
      if !exposures.isEmpty { last = 100 * put(exposures, kept) }
      return last
    }
  }
}

/// The chains of one country: evidence of its cells, summed over networks, one chain a platform and one for all.
struct CountrySearch {
  let settings: EpisodeSettings
  let bins: Int
  let binsPerHour: Int
  let networks: Int
  let platforms: Int
  /// The worldwide medians.
  let medians: [Double]
  let cells: SortedCells
  /// For each cell.
  private(set) var weighed: [WeighedCell] = []
  /// c, by platform.
  private(set) var countryBaselines: [Double]
  /// For each platform, and last for the pool.
  private(set) var series: [RestrictionSeries] = []
  /// Evidence of each platform by the bin, summed over networks.
  private(set) var own: [SummedEvidence] = []
  /// Platform by platform, whether a bin lies in a long restriction of its own.
  private(set) var excluded: [[Bool]] = []
  private let months: EpisodeMonths
  private let chain: StateChain
  private var work = ChainWork()

  init(_ country: EpisodeCountry, settings: EpisodeSettings, pause: () throws -> Void) throws {
    try country.validate()
    self.settings = settings
    bins = country.bins
    binsPerHour = country.binsPerHour
    networks = country.networks
    platforms = country.baselines.count
    medians = country.baselines
    cells = try SortedCells(
      country.cells, bins: bins, networks: networks, platforms: platforms, correlation: settings.correlation,
      pause: pause)
    countryBaselines = medians
    months = EpisodeMonths(starts: country.months, bins: country.bins)
    chain = settings.countryChain(binsPerHour: binsPerHour)
  }

  /// Two passes: one on the worldwide medians, which says when it was quiet, and one on the baselines of the quiet.
  mutating func search(pause: () throws -> Void) throws {
    weighed = try weighedAgainstMedians(pause: pause)
    // The first pass is asked about bins with tests only.
    try findSeries(settled: 0.9, pause: pause)
    let baselines = try EpisodeBaselines(
      cells, quiet: try quietWeights(pause: pause), medians: medians, months: months, settings: settings, pause: pause)
    countryBaselines = baselines.countryRates
    weighed = try baselines.weighed(pause: pause)
    try findSeries(settled: .infinity, pause: pause)
  }

  private mutating func findSeries(settled: Double, pause: () throws -> Void) throws {
    try sumOwn(pause: pause)
    series = []
    excluded = []
    for platform in 0..<platforms {
      try pause()
      let found = own[platform].series(chain, settled: settled, work: &work)
      excluded.append(longRestrictions(found))
      series.append(found)
    }
    let pool = try sumPool(pause: pause)
    series.append(pool.series(chain, settled: settled, work: &work))
  }

  // MARK: evidence

  private func weighedAgainstMedians(pause: () throws -> Void) throws -> [WeighedCell] {
    var weighers = medians.map { CellWeigher(baseline: $0, settings: settings) }
    var weighed: [WeighedCell] = []
    weighed.reserveCapacity(cells.count)
    for cell in 0..<cells.count {
      if cell & 0x7FFF == 0 { try pause() }
      weighed.append(
        weighers[Int(cells.platform[cell])].weigh(n: cells.n[cell], k: cells.k[cell], weight: cells.weight[cell]))
    }
    return weighed
  }

  private mutating func sumOwn(pause: () throws -> Void) throws {
    own = [SummedEvidence](repeating: SummedEvidence(bins: bins), count: platforms)
    for cell in 0..<cells.count {
      if cell & 0x7FFF == 0 { try pause() }
      own[Int(cells.platform[cell])].add(
        bin: Int(cells.bin[cell]), throttled: weighed[cell].throttled, blocked: weighed[cell].blocked)
    }
  }

  /// The pool: platforms within a network, then networks.
  private func sumPool(pause: () throws -> Void) throws -> SummedEvidence {
    let mixture = settings.networkMixture
    var pool = SummedEvidence(bins: bins)
    var cell = 0
    var last: Int32 = -1
    while cell < cells.count {
      let network = cells.network[cell]
      let bin = cells.bin[cell]
      if network != last { try pause() }
      last = network
      var throttled = 0.0
      var blocked = 0.0
      var isMeasured = false
      while cell < cells.count, cells.bin[cell] == bin, cells.network[cell] == network {
        if !excluded[Int(cells.platform[cell])][Int(bin)] {
          throttled += weighed[cell].pooled.throttled
          blocked += weighed[cell].pooled.blocked
          isMeasured = true
        }
        cell += 1
      }
      guard isMeasured else { continue }
      pool.add(bin: Int(bin), throttled: mixture(throttled), blocked: mixture(blocked))
    }
    return pool
  }

  // MARK: chains

  private func longRestrictions(_ series: RestrictionSeries) -> [Bool] {
    var inside = [Bool](repeating: false, count: bins)
    let least = settings.longRestriction * Double(binsPerHour)
    for run in series.runs(settings) where Double(run.bins.count) >= least {
      for bin in run.bins.clamped(to: 0..<bins) { inside[bin] = true }
    }
    return inside
  }

  /// Of each cell, what a test of it counts for in a baseline: its weight times P(open).
  private func quietWeights(pause: () throws -> Void) throws -> [Double] {
    var quiet: [Double] = []
    quiet.reserveCapacity(cells.count)
    for cell in 0..<cells.count {
      if cell & 0x7FFF == 0 { try pause() }
      let platform = Int(cells.platform[cell])
      let bin = Int(cells.bin[cell])
      let pooled = excluded[platform][bin] ? 0 : series[platforms].restricted[bin]
      quiet.append((1 - max(series[platform].restricted[bin], pooled)) * cells.weight[cell])
    }
    return quiet
  }
}

/// Evidence of a country by the bin.
struct SummedEvidence: Sendable {
  private(set) var throttled: [Double]
  private(set) var blocked: [Double]
  private(set) var isMeasured: [Bool]

  init(bins: Int) {
    throttled = [Double](repeating: 0, count: bins)
    blocked = throttled
    isMeasured = [Bool](repeating: false, count: bins)
  }

  mutating func add(bin: Int, throttled: Double, blocked: Double) {
    self.throttled[bin] += throttled
    self.blocked[bin] += blocked
    isMeasured[bin] = true
  }

  /// What the chain of a country makes of it.
  func series(_ chain: StateChain, settled: Double = .infinity, work: inout ChainWork) -> RestrictionSeries {
    var input = ChainEvidence()
    for bin in isMeasured.indices where isMeasured[bin] {
      let evidence = EpisodeEvidence(throttled: throttled[bin], blocked: blocked[bin])
      input.append(bin: Int32(bin), evidence, rest: 0, hasFailing: false)
    }
    chain.probabilities(
      stops: input.stops, likelihoods: input.likelihoods, bins: isMeasured.count, settled: settled, work: &work)
    return RestrictionSeries(work.probabilities, states: chain.states, bins: isMeasured.count)
  }

  /// Evidence over some bins, of the better of the two kinds.
  func restricted(in range: Range<Int>) -> Double {
    let range = range.clamped(to: 0..<throttled.count)
    return max(throttled[range].reduce(0, +), blocked[range].reduce(0, +))
  }

  /// Whether evidence of either kind adds up to more than nothing.
  func isPositive(in range: Range<Int>) -> Bool { restricted(in: range) > 0 }
}

/// Probabilities of one chain by the bin.
struct RestrictionSeries: Sendable {
  private(set) var restricted: [Double]
  private(set) var failing: [Double]

  /// Nothing is likely anywhere.
  init() { (restricted, failing) = ([], []) }

  init(_ probabilities: [Double], states: Int, bins: Int) {
    failing =
      states > RestrictionState.failing
      ? column(RestrictionState.failing, of: probabilities, states: states, bins: bins) : []
    restricted = probabilities.withUnsafeBufferPointer { all in
      Array(unsafeUninitializedCapacity: bins) { out, count in
        for bin in 0..<bins {
          let first = bin * states
          let blocked = all[first + RestrictionState.short] + all[first + RestrictionState.long]
          out.initializeElement(at: bin, to: min(1, all[first + RestrictionState.throttled] + blocked))
        }
        count = bins
      }
    }
  }

  func runs(_ settings: EpisodeSettings) -> [EpisodeRun] {
    EpisodeRun.runs(bins: restricted.count, high: settings.restricted, low: settings.open) { restricted[$0] }
  }

  func failingRuns(_ settings: EpisodeSettings) -> [EpisodeRun] {
    EpisodeRun.runs(bins: failing.count, high: settings.restricted, low: settings.open) { failing[$0] }
  }
}

/// One state's probabilities.
private func column(_ state: Int, of probabilities: [Double], states: Int, bins: Int) -> [Double] {
  probabilities.withUnsafeBufferPointer { all in
    Array(unsafeUninitializedCapacity: bins) { out, count in
      for bin in 0..<bins { out.initializeElement(at: bin, to: all[bin * states + state]) }
      count = bins
    }
  }
}

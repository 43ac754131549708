/// The same platforms in every country, by the hour: made once, and asked about each country without its own part.
///
/// Each country's sum is bounded as a network's is within a country, and countries are added up. A country that
/// interferes with a platform anyhow cannot show that it fails, and counts for nothing there.
package struct EpisodeWorld: Sendable {
  let bins: Int
  let platforms: Int
  private let settings: EpisodeSettings
  private let cells: SortedCells
  /// By country and then platform.
  private let rates: [CellRates?]
  /// For each platform, and last for all.
  private let sums: [SummedEvidence]

  /// - Parameters:
  ///   - cells: `network` is the number of a country, from 0.
  ///   - bins, baselines: as in `EpisodeCountry`; the baselines are worldwide medians.
  ///   - pause: called every few milliseconds of work; what it throws ends it.
  /// - Throws: `EpisodeInputError` for counts that contradict themselves.
  package init(
    cells: [EpisodeCell], bins: Int, baselines: [Double], settings: EpisodeSettings = EpisodeSettings(),
    pause: () throws -> Void = {}
  ) throws {
    try EpisodeCountry(bins: bins, networks: 0, baselines: baselines, cells: []).validate()
    let countries = Int(cells.reduce(-1) { max($0, $1.network) }) + 1
    guard countries <= 1 << 16 else { throw EpisodeInputError.size }
    let sorted = try SortedCells(
      cells, bins: bins, networks: countries, platforms: baselines.count, correlation: settings.correlation,
      pause: pause)
    try self.init(sorted, bins: bins, baselines: baselines, settings: settings, pause: pause)
  }

  /// The same from counts that were taken in their order.
  package init(
    counts: EpisodeWorldCounts, baselines: [Double], pause: () throws -> Void = {}
  ) throws {
    guard baselines.count == counts.platforms else { throw EpisodeInputError.size }
    try EpisodeCountry(bins: counts.bins, networks: 0, baselines: baselines, cells: []).validate()
    var cells = counts.cells
    cells.finish(networks: counts.countries)
    try self.init(cells, bins: counts.bins, baselines: baselines, settings: counts.settings, pause: pause)
  }

  private init(
    _ cells: SortedCells, bins: Int, baselines: [Double], settings: EpisodeSettings, pause: () throws -> Void
  ) throws {
    self.bins = bins
    self.settings = settings
    self.cells = cells
    platforms = baselines.count
    let countries = cells.networks
    rates = EpisodeWorld.rates(self.cells, countries: countries, baselines: baselines, settings: settings)
    var sums = [SummedEvidence](repeating: SummedEvidence(bins: bins), count: baselines.count + 1)
    for country in 0..<countries {
      try pause()
      EpisodeWorld.visit(self.cells, country, rates: rates, platforms: baselines.count, settings: settings) {
        sums[$0].add(bin: $1, throttled: $2, blocked: $3)
      }
    }
    self.sums = sums
  }

  /// The sums over the other countries; nil: over all. Evidence is in steps, so that what was added can be taken away.
  func sums(without country: Int?) -> [SummedEvidence] {
    guard let country, country >= 0, country < cells.networks else { return sums }
    var others = sums
    EpisodeWorld.visit(cells, country, rates: rates, platforms: platforms, settings: settings) {
      others[$0].add(bin: $1, throttled: -$2, blocked: -$3)
    }
    return others
  }

  /// Tests of some platforms in some bins, in the countries that count there.
  func tests(platforms wanted: Set<Int>, in range: Range<Int>, without country: Int?) -> Int {
    var counts = TestCounts()
    for other in 0..<cells.networks where other != country {
      for cell in cells.indices(network: other, bins: range) {
        let platform = Int(cells.platform[cell])
        if wanted.contains(platform), rates[other * platforms + platform] != nil { counts.add(n: cells.n[cell], k: 0) }
      }
    }
    return counts.n
  }

  private static func rates(
    _ cells: SortedCells, countries: Int, baselines: [Double], settings: EpisodeSettings
  ) -> [CellRates?] {
    let platforms = baselines.count
    var hits = [Double](repeating: 0, count: countries * platforms)
    var tests = hits
    for cell in 0..<cells.count {
      let index = Int(cells.network[cell]) * platforms + Int(cells.platform[cell])
      hits[index] += cells.weight[cell] * Double(cells.k[cell])
      tests[index] += cells.weight[cell] * Double(cells.n[cell])
    }
    return hits.indices.map { index in
      let prior = settings.priorTests
      let rate = (hits[index] + prior * baselines[index % platforms]) / (tests[index] + prior)
      return rate > settings.greatestBaseline ? nil : CellRates(baseline: rate, settings: settings)
    }
  }

  /// What one country has to say: platform (or their number, for all of them), bin, evidence of both kinds.
  private static func visit(
    _ cells: SortedCells, _ country: Int, rates: [CellRates?], platforms: Int, settings: EpisodeSettings,
    _ body: (Int, Int, Double, Double) -> Void
  ) {
    var memo = MixedMemo(platforms: platforms, settings: settings)
    var cell = cells.starts[country]
    let end = cells.starts[country + 1]
    while cell < end {
      let bin = cells.bin[cell]
      var first: MixedEvidence?
      var throttled = 0.0
      var blocked = 0.0
      var isSeveral = false
      while cell < end, cells.bin[cell] == bin {
        let platform = Int(cells.platform[cell])
        if let rates = rates[country * platforms + platform] {
          let mixed = memo.mixed(rates, platform, n: cells.n[cell], k: cells.k[cell], weight: cells.weight[cell])
          body(platform, Int(bin), mixed.throttled, mixed.blocked)
          throttled += mixed.platformThrottled
          blocked += mixed.platformBlocked
          isSeveral = first != nil
          if first == nil { first = mixed }
        }
        cell += 1
      }
      if !isSeveral, let first {
        body(platforms, Int(bin), first.aloneThrottled, first.aloneBlocked)
      } else {
        body(platforms, Int(bin), memo.mixture(throttled), memo.mixture(blocked))
      }
    }
  }
}

/// Counts of a platform by the hour and country, taken in the order of country, bin and platform.
package struct EpisodeWorldCounts: Sendable {
  fileprivate var cells = SortedCells()
  fileprivate let bins: Int
  fileprivate let platforms: Int
  fileprivate let settings: EpisodeSettings
  fileprivate private(set) var countries = 0

  package init(bins: Int, platforms: Int, settings: EpisodeSettings) {
    self.bins = bins
    self.platforms = platforms
    self.settings = settings
  }

  /// `network` is the number of a country, from 0.
  ///
  /// - Throws: `EpisodeInputError` for counts that contradict themselves or come out of their order.
  package mutating func add(_ cell: EpisodeCell) throws {
    guard cell.n > 0, (0...cell.n).contains(cell.k), cell.probes >= 0 else { throw EpisodeInputError.counts(cell) }
    guard (0..<bins).contains(Int(cell.bin)), (0..<1 << 16).contains(Int(cell.network)),
      (0..<platforms).contains(Int(cell.platform)), cells.add(cell, correlation: settings.correlation)
    else { throw EpisodeInputError.outside(cell) }
    countries = Int(cell.network) + 1
  }
}

/// A cell's evidence as it counts among countries, among platforms, and among countries where no other platform was tested
/// in its bin.
private struct MixedEvidence {
  var throttled: Double
  var blocked: Double
  var platformThrottled: Double
  var platformBlocked: Double
  var aloneThrottled: Double
  var aloneBlocked: Double
}

/// What the few small cells of which most of a country consists come to, worked out once.
private struct MixedMemo {
  /// n up to which cells are remembered.
  private static let most = 4
  private static let stride = (most + 1) * (most + 1)
  let mixture: NetworkMixture
  private let platformMixture: PlatformMixture
  private var known: [(weight: Double, evidence: MixedEvidence)?]

  init(platforms: Int, settings: EpisodeSettings) {
    mixture = settings.countryMixture
    platformMixture = settings.platformMixture
    known = Array(repeating: nil, count: platforms * Self.stride)
  }

  mutating func mixed(_ rates: CellRates, _ platform: Int, n: Int, k: Int, weight: Double) -> MixedEvidence {
    guard n <= Self.most else { return mixed(rates, n: n, k: k, weight: weight) }
    let place = platform * Self.stride + n * (Self.most + 1) + k
    if let found = known[place], found.weight == weight { return found.evidence }
    let evidence = mixed(rates, n: n, k: k, weight: weight)
    known[place] = (weight, evidence)
    return evidence
  }

  private func mixed(_ rates: CellRates, n: Int, k: Int, weight: Double) -> MixedEvidence {
    let evidence = rates.evidence(n: n, k: k, weight: weight)
    let (throttled, blocked) = (platformMixture(evidence.throttled), platformMixture(evidence.blocked))
    return MixedEvidence(
      throttled: mixture(evidence.throttled), blocked: mixture(evidence.blocked), platformThrottled: throttled,
      platformBlocked: blocked, aloneThrottled: mixture(throttled), aloneBlocked: mixture(blocked))
  }
}

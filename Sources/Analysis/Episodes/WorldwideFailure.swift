/// Where platforms failed in the other countries: each country's sum, bounded as a network's is within a country.
struct WorldwideFailure {
  /// For each platform, and last for all.
  private let series: [RestrictionSeries]
  private let own: [SummedEvidence]
  private let pooled: SummedEvidence
  private let settings: EpisodeSettings

  /// Nothing failed where nothing is known of other countries.
  init(_ country: EpisodeCountry, settings: EpisodeSettings, pause: () throws -> Void) throws {
    self.settings = settings
    let platforms = country.baselines.count
    guard !country.elsewhere.isEmpty else {
      series = []
      own = []
      pooled = SummedEvidence(bins: 0)
      return
    }
    let countries = Int(country.elsewhere.reduce(0) { max($0, $1.network) }) + 1
    guard countries <= 1 << 16 else { throw EpisodeInputError.size }
    let cells = try SortedCells(
      country.elsewhere, bins: country.bins, networks: countries, platforms: platforms,
      correlation: settings.correlation)
    try pause()
    let sums = WorldwideFailure.sums(cells, country: country, countries: countries, settings: settings)
    let chain = settings.countryChain(binsPerHour: country.binsPerHour)
    var work = ChainWork()
    var series: [RestrictionSeries] = []
    for sum in sums {
      try pause()
      series.append(sum.series(chain, work: &work))
    }
    self.series = series
    own = Array(sums.dropLast())
    pooled = sums.last ?? SummedEvidence(bins: country.bins)
  }

  /// Whether a platform fails elsewhere in a fifth of some bins (any of five hours), or over all of them taken together.
  func holds(platform: Int, in range: Range<Int>) -> Bool {
    guard let pool = series.last else { return false }
    let range = range.clamped(to: 0..<pool.restricted.count)
    let isPooled = own[platform].isPositive(in: range)
    let together = max(own[platform].restricted(in: range), isPooled ? pooled.restricted(in: range) : 0)
    if together >= settings.worldwideEvidence { return true }
    let failing = range.count { bin in
      max(series[platform].restricted[bin], isPooled ? pool.restricted[bin] : 0) > settings.restricted
    }
    return failing > 0 && Double(failing) >= settings.worldwideShare * Double(range.count)
  }

  /// A country that interferes with a platform anyhow cannot show that it fails.
  private static func sums(
    _ cells: SortedCells, country: EpisodeCountry, countries: Int, settings: EpisodeSettings
  ) -> [SummedEvidence] {
    let platforms = country.baselines.count
    var hits = [Double](repeating: 0, count: countries * platforms)
    var tests = hits
    for cell in 0..<cells.count {
      let index = Int(cells.network[cell]) * platforms + Int(cells.platform[cell])
      hits[index] += cells.weight[cell] * Double(cells.k[cell])
      tests[index] += cells.weight[cell] * Double(cells.n[cell])
    }
    let rates = hits.indices.map { index -> CellRates? in
      let prior = settings.priorTests
      let rate = (hits[index] + prior * country.baselines[index % platforms]) / (tests[index] + prior)
      return rate > settings.greatestBaseline ? nil : CellRates(baseline: rate, settings: settings)
    }
    return add(cells, rates: rates, platforms: platforms, bins: country.bins, settings: settings)
  }

  private static func add(
    _ cells: SortedCells, rates: [CellRates?], platforms: Int, bins: Int, settings: EpisodeSettings
  ) -> [SummedEvidence] {
    let countryMixture = settings.countryMixture
    let platformMixture = settings.platformMixture
    var sums = [SummedEvidence](repeating: SummedEvidence(bins: bins), count: platforms + 1)
    var cell = 0
    while cell < cells.count {
      let country = cells.network[cell]
      let bin = cells.bin[cell]
      var pooled = EpisodeEvidence()
      while cell < cells.count, cells.bin[cell] == bin, cells.network[cell] == country {
        let platform = Int(cells.platform[cell])
        if let rates = rates[Int(country) * platforms + platform] {
          let evidence = rates.evidence(n: cells.n[cell], k: cells.k[cell], weight: cells.weight[cell])
          sums[platform].add(
            bin: Int(bin), throttled: countryMixture(evidence.throttled), blocked: countryMixture(evidence.blocked))
          pooled += evidence.map(platformMixture.callAsFunction)
        }
        cell += 1
      }
      sums[platforms].add(
        bin: Int(bin), throttled: countryMixture(pooled.throttled), blocked: countryMixture(pooled.blocked))
    }
    return sums
  }
}

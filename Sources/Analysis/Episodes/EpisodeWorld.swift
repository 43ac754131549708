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
    self.bins = bins
    self.settings = settings
    platforms = baselines.count
    self.cells = try SortedCells(
      cells, bins: bins, networks: countries, platforms: baselines.count, correlation: settings.correlation,
      pause: pause)
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
    let mixture = settings.countryMixture
    let platformMixture = settings.platformMixture
    var cell = cells.starts[country]
    let end = cells.starts[country + 1]
    while cell < end {
      let bin = cells.bin[cell]
      var throttled = 0.0
      var blocked = 0.0
      while cell < end, cells.bin[cell] == bin {
        let platform = Int(cells.platform[cell])
        if let rates = rates[country * platforms + platform] {
          let evidence = rates.evidence(n: cells.n[cell], k: cells.k[cell], weight: cells.weight[cell])
          body(platform, Int(bin), mixture(evidence.throttled), mixture(evidence.blocked))
          throttled += platformMixture(evidence.throttled)
          blocked += platformMixture(evidence.blocked)
        }
        cell += 1
      }
      body(platforms, Int(bin), mixture(throttled), mixture(blocked))
    }
  }
}

/// Where platforms failed in the other countries. Chains are run for the platforms that are asked about.
struct WorldwideFailure {
  private let settings: EpisodeSettings
  /// For each platform, and last for all; empty: nothing is known of other countries.
  private let sums: [SummedEvidence]
  private let chain: StateChain
  private var series: [RestrictionSeries?]
  private var work = ChainWork()

  init(_ country: EpisodeCountry, settings: EpisodeSettings, pause: () throws -> Void) throws {
    self.settings = settings
    if let world = country.world {
      guard world.bins == country.bins, world.platforms == country.baselines.count else {
        throw EpisodeInputError.size
      }
      sums = world.sums(without: country.numberInWorld)
    } else if country.elsewhere.isEmpty {
      sums = []
    } else {
      let world = try EpisodeWorld(
        cells: country.elsewhere, bins: country.bins, baselines: country.baselines, settings: settings, pause: pause)
      sums = world.sums(without: nil)
    }
    chain = settings.countryChain(binsPerHour: country.binsPerHour)
    series = Array(repeating: nil, count: sums.count)
  }

  /// Whether a platform fails elsewhere in a tenth of some bins (any of ten hours), or over all of them taken together.
  mutating func holds(platform: Int, in range: Range<Int>) -> Bool {
    guard let pool = sums.last, platform < sums.count - 1 else { return false }
    let range = range.clamped(to: 0..<pool.isMeasured.count)
    let isPooled = sums[platform].isPositive(in: range)
    let together = max(sums[platform].restricted(in: range), isPooled ? pool.restricted(in: range) : 0)
    if together >= settings.worldwideEvidence { return true }
    let own = probabilities(platform)
    let pooled = isPooled ? probabilities(sums.count - 1) : nil
    let failing = range.count { max(own[$0], pooled?[$0] ?? 0) > settings.restricted }
    return failing > 0 && Double(failing) >= settings.worldwideShare * Double(range.count)
  }

  private mutating func probabilities(_ index: Int) -> [Double] {
    if let known = series[index] { return known.restricted }
    let found = sums[index].series(chain, work: &work)
    series[index] = found
    return found.restricted
  }
}

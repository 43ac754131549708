/// Where platforms failed in the other countries. Chains are run for the platforms that are asked about.
struct WorldwideFailure {
  private let settings: EpisodeSettings
  private let world: EpisodeWorld?
  /// The country's own number in it.
  private let own: Int?
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
      (self.world, own) = (world, country.numberInWorld)
    } else if country.elsewhere.isEmpty {
      (world, own) = (nil, nil)
    } else {
      world = try EpisodeWorld(
        cells: country.elsewhere, bins: country.bins, baselines: country.baselines, settings: settings, pause: pause)
      own = nil
    }
    sums = world?.sums(without: own) ?? []
    chain = settings.countryChain(binsPerHour: country.binsPerHour)
    series = Array(repeating: nil, count: sums.count)
  }

  /// Whether a platform fails elsewhere over some bins taken together, or in a tenth of them (any of ten hours).
  ///
  /// Platforms that fail worldwide do so together: where all of them taken together fail, one goes with them unless its
  /// own tests speak against it. `isAlone`: of what one network shows, which more often has a reason of its own.
  mutating func holds(platform: Int, in range: Range<Int>, isAlone: Bool) -> Bool {
    guard let pool = sums.last, platform < sums.count - 1 else { return false }
    let range = range.clamped(to: 0..<pool.isMeasured.count)
    let evidence = sums[platform].restricted(in: range)
    let least = isAlone ? settings.worldwideNetworkEvidence : settings.worldwideEvidence
    if evidence >= least { return true }
    if evidence > -settings.worldwideDoubt, pool.restricted(in: range) >= least { return true }
    let own = probabilities(platform)
    let pooled = evidence > 0 ? probabilities(sums.count - 1) : nil
    let failing = range.count { max(own[$0], pooled?[$0] ?? 0) > settings.restricted }
    return failing > 0 && Double(failing) >= settings.worldwideShare * Double(range.count)
  }

  /// Tests of some platforms in the other countries, in some bins: those that could show a failure.
  func tests(platforms: [Int], in range: Range<Int>) -> Int {
    world?.tests(platforms: Set(platforms), in: range, without: own) ?? 0
  }

  private mutating func probabilities(_ index: Int) -> [Double] {
    if let known = series[index] { return known.restricted }
    let found = sums[index].series(chain, work: &work)
    series[index] = found
    return found.restricted
  }
}

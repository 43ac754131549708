/// Episodes of one country from its counts (Documentation/methods/episodes.md).
package enum EpisodeDetector {
  /// - Parameters:
  ///   - country: counts by the bin, network and platform. Their order, and how networks are numbered, mean nothing.
  ///   - settings: every parameter.
  ///   - pause: called every few milliseconds of work; what it throws ends the search.
  /// - Throws: `EpisodeInputError` for counts that contradict themselves.
  @discardableResult
  package static func detect(
    country: EpisodeCountry, settings: EpisodeSettings = EpisodeSettings(), pause: () throws -> Void = {}
  ) throws -> EpisodeReport {
    var search = try CountrySearch(country, settings: settings, pause: pause)
    try search.search(pause: pause)
    let worldwide = try WorldwideFailure(country, settings: settings, pause: pause)
    var networks = try NetworkSearch(search, country: country)
    var assembly = EpisodeAssembly(search: search, worldwide: worldwide)
    try assembly.addCountry(networks, pause: pause)
    try assembly.addNetworks(&networks, pause: pause)
    try pause()
    let silences = try SilenceSearch(country, settings: settings).episodes()
    return EpisodeReport(
      episodes: (assembly.episodes + silences).sorted(by: Episode.comesBefore),
      restricted: assembly.restrictedByPlatform(), covered: search.own.map(\.isMeasured),
      networksMeasured: assembly.networksMeasured, hasRest: !country.rest.isEmpty,
      hasTooFewNetworks: assembly.hasTooFewNetworks, baselines: search.countryBaselines)
  }
}

/// From stretches of the chains to episodes.
struct EpisodeAssembly {
  let search: CountrySearch
  private var worldwide: WorldwideFailure
  let networksMeasured: Int
  private(set) var episodes: [Episode] = []
  /// Of each network, stretches of the country's chains that rest on it alone.
  private var alone: [Int: [EpisodePiece]] = [:]

  init(search: CountrySearch, worldwide: WorldwideFailure) {
    self.search = search
    self.worldwide = worldwide
    networksMeasured = (0..<search.networks).count { search.cells.starts[$0] < search.cells.starts[$0 + 1] }
  }

  var hasTooFewNetworks: Bool { networksMeasured < search.settings.leastNetworks }

  /// Stretches that stand without their strongest network; those that do not are that network's. Where the rest of the
  /// list fails too it is each network's own matter.
  mutating func addCountry(_ networks: NetworkSearch, pause: () throws -> Void) throws {
    var corroborated: [EpisodePiece] = []
    for piece in try search.pieces(pause: pause) {
      if networks.isFault(in: piece.run.bins) { continue }
      if !hasTooFewNetworks, search.isCorroborated(piece.sums) {
        corroborated.append(piece)
      } else if let strongest = piece.sums.max(by: { $0.evidence < $1.evidence }) {
        alone[strongest.network, default: []].append(piece)
      }
    }
    add(corroborated, level: .country)
  }

  mutating func addNetworks(_ networks: inout NetworkSearch, pause: () throws -> Void) throws {
    let known = episodes
    for network in 0..<search.networks {
      try pause()
      let found = networks.find(network: network)
      let others = (found.restrictions + (alone[network] ?? [])).filter { piece in
        !known.contains { $0.explains(piece) }
      }
      add(others, level: .network(network), only: network)
      for piece in found.failing {
        if let episode = search.episode([piece], level: .failing(network), only: network) { episodes.append(episode) }
      }
    }
  }

  /// What fails elsewhere too is apart from what does not.
  private mutating func add(_ pieces: [EpisodePiece], level: Episode.Level, only network: Int? = nil) {
    var restrictions: [EpisodePiece] = []
    var failures: [EpisodePiece] = []
    for piece in pieces {
      var failing: [Int] = []
      for platform in piece.platforms
      where worldwide.holds(
        platform: platform, in: piece.run.bins, isAlone: network != nil)
      {
        failing.append(platform)
      }
      if failing.isEmpty {
        restrictions.append(piece)
      } else {
        failures.append(search.part(of: piece, platforms: failing, only: network))
        let left = search.part(of: piece, platforms: piece.platforms.filter { !failing.contains($0) }, only: network)
        if search.stands(left, alone: network != nil) { restrictions.append(left) }
      }
    }
    let found =
      search.merged(restrictions).compactMap { search.episode($0, level: level, only: network) }
      + search.merged(failures).compactMap { search.episode($0, level: .worldwideFailure, only: network) }
    for var episode in found where network == nil || episode.tests >= search.settings.leastNetworkTests {
      episode.testsElsewhere = worldwide.tests(platforms: episode.platforms, in: episode.bins)
      episode.isWorldUnseen =
        episode.level != .worldwideFailure && episode.testsElsewhere < search.settings.leastTestsElsewhere
      episodes.append(episode)
    }
  }

  /// Each platform's own probability, and the pool's inside country episodes that hold the platform; 0 where the platform
  /// fails worldwide.
  func restrictedByPlatform() -> [[Double]] {
    var restricted = search.series.dropLast().map(\.restricted)
    guard let pool = search.series.last?.restricted else { return restricted }
    for episode in episodes where episode.level == .country || episode.level == .worldwideFailure {
      for platform in episode.platforms {
        for bin in episode.bins.clamped(to: 0..<search.bins) {
          if episode.level == .worldwideFailure {
            restricted[platform][bin] = 0
          } else if !search.excluded[platform][bin] {
            restricted[platform][bin] = max(restricted[platform][bin], pool[bin])
          }
        }
      }
    }
    return restricted
  }
}

extension CountrySearch {
  /// A stretch of the pool with some of its platforms.
  fileprivate func part(of piece: EpisodePiece, platforms: [Int], only network: Int?) -> EpisodePiece {
    var part = piece
    part.platforms = platforms
    part.sums = networkSums(
      bins: piece.run.bins, platforms: Set(platforms), isPooled: piece.isPooled,
      networks: network.map { $0..<$0 + 1 })
    return part
  }

  /// Whether what is left of a stretch, once what fails worldwide is out of it, is a restriction by itself.
  fileprivate func stands(_ piece: EpisodePiece, alone: Bool) -> Bool {
    guard !piece.platforms.isEmpty else { return false }
    guard alone else { return isCorroborated(piece.sums) }
    return piece.sums.contains { $0.evidence >= settings.corroboration }
  }
}

extension Episode {
  /// Whether a network's stretch is a part of this: it shares a platform, and half of it lies inside.
  fileprivate func explains(_ piece: EpisodePiece) -> Bool {
    guard !Set(platforms).isDisjoint(with: piece.platforms) else { return false }
    let inside = piece.run.bins.clamped(to: bins).count
    return 2 * inside >= piece.run.bins.count
  }

  static func comesBefore(_ left: Episode, _ right: Episode) -> Bool {
    if left.onset.estimate != right.onset.estimate { return left.onset.estimate < right.onset.estimate }
    if left.level.rank != right.level.rank { return left.level.rank < right.level.rank }
    return left.platforms.lexicographicallyPrecedes(right.platforms)
  }
}

extension Episode.Level {
  fileprivate var rank: (Int, Int) {
    switch self {
    case .country: (0, 0)
    case .worldwideFailure: (1, 0)
    case .silence: (2, 0)
    case .network(let network): (3, network)
    case .failing(let network): (4, network)
    }
  }
}

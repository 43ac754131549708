/// Evidence of a cell, by itself and as it counts among others.
struct WeighedCell: Sendable {
  var evidence: EpisodeEvidence
  /// Among networks.
  var throttled: Double
  var blocked: Double
  /// Among the platforms of its network.
  var pooled: EpisodeEvidence
}

/// Weighs the cells of one network and platform. Most have a test or two, and the same is not worked out again.
struct CellWeigher {
  private let rates: CellRates
  private let networkMixture: NetworkMixture
  private let platformMixture: PlatformMixture
  private var known: [(weight: Double, cell: WeighedCell)?]
  private static let greatest = 4

  init(baseline: Double, settings: EpisodeSettings) {
    rates = CellRates(baseline: baseline, settings: settings)
    networkMixture = settings.networkMixture
    platformMixture = settings.platformMixture
    known = Array(repeating: nil, count: (CellWeigher.greatest + 1) * (CellWeigher.greatest + 1))
  }

  mutating func weigh(n: Int, k: Int, weight: Double) -> WeighedCell {
    guard n <= CellWeigher.greatest else { return weighed(n: n, k: k, weight: weight) }
    let place = n * (CellWeigher.greatest + 1) + k
    // As many tests weigh differently where their probes are known.
    if let found = known[place], found.weight == weight { return found.cell }
    let cell = weighed(n: n, k: k, weight: weight)
    known[place] = (weight, cell)
    return cell
  }

  private func weighed(n: Int, k: Int, weight: Double) -> WeighedCell {
    let evidence = rates.evidence(n: n, k: k, weight: weight)
    return WeighedCell(
      evidence: evidence, throttled: networkMixture(evidence.throttled), blocked: networkMixture(evidence.blocked),
      pooled: evidence.map(platformMixture.callAsFunction))
  }
}

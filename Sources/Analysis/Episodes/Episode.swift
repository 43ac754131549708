/// What was found: a stretch in which tests of some platforms were interfered with, failed, or were not made.
package struct Episode: Sendable, Hashable {
  package enum Level: Sendable, Hashable {
    /// A restriction in force in the country, seen in several networks.
    case country
    /// A restriction that one network alone shows.
    case network(Int)
    /// A network that fails for everything: never called a restriction.
    case failing(Int)
    /// The platforms fail in other countries too: not a restriction.
    case worldwideFailure
    /// Hardly any test of any target where many were expected: shown, never called a restriction of platforms.
    case silence
  }

  package enum Scope: Sendable, Hashable { case network, partial, national }

  package enum PhaseKind: Sendable, Hashable { case throttled, blocked }

  /// A part of an episode of one kind, in whole bins.
  package struct Phase: Sendable, Hashable {
    package var kind: PhaseKind
    package var bins: Range<Int>
    /// The share of anomalies in the networks that enforce it; nil: no test in a whole bin.
    package var share: Double?
  }

  package var level: Level
  /// Ascending; of a silence none.
  package var platforms: [Int]
  package var onset: EpisodeEdge
  package var offset: EpisodeEdge
  package var scope: Scope
  package var phases: [Phase]
  /// Bins inside of which nothing can be said: not open, not restricted.
  package var insufficient: [Range<Int>]
  /// Networks with tests inside, and those of them that show it; both ascending.
  package var networksTested: [Int]
  package var networksRestricted: [Int]
  /// Tests of the platforms inside, and those that were interfered with; of a silence the tests expected and those made.
  package var tests: Int
  package var affected: Int
  /// The greatest probability inside.
  package var peak: Double

  /// Tests of its platforms inside, in other countries that could show a worldwide failure; of a silence and of a network
  /// that fails for everything 0.
  package var testsElsewhere = 0
  /// A restriction that could as well be a worldwide failure, since hardly anything was tested elsewhere.
  package var isWorldUnseen = false

  /// Inside, in whole bins.
  package var bins: Range<Int> { EpisodeRun(onset: onset, offset: offset).bins }
}

/// All that the detector says of a country.
package struct EpisodeReport: Sendable {
  /// By onset, then level and platforms.
  package var episodes: [Episode]
  /// P(restricted) by the bin, one series a platform: the greater of its own and, in country episodes that hold the
  /// platform, the pooled one.
  package var restricted: [[Double]]
  /// Tests of each platform, by the bin.
  package var covered: [[Bool]]
  /// Networks with tests in the period.
  package var networksMeasured: Int
  /// The rest of the test list was known: without it, network episodes hold failing networks.
  package var hasRest: Bool
  /// Too few networks for country episodes.
  package var hasTooFewNetworks: Bool
  /// The baseline of each platform in the country (c), before networks.
  package var baselines: [Double]
}

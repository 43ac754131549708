/// Every parameter of the detector, with the values that the bench decided (Documentation/methods/episodes.md).
///
/// Rates, shares and probabilities are 0...1; times are hours whatever the length of a bin.
package struct EpisodeSettings: Sendable, Hashable {
  // MARK: evidence of a cell

  /// rho: the correlation of two tests in a cell whose probes are not known.
  package var correlation = 0.05
  /// The interference rate of a blocked cell.
  package var blockedRate = 0.9
  /// The least interference rate of a throttled cell, and how far above its baseline it lies at least.
  package var throttledRate = 0.5
  package var throttledRise = 0.3
  /// The interference rate of a network that fails for everything, and of the rest of the test list then.
  package var failingRate = 0.65

  // MARK: baseline

  /// s: tests' worth of the worldwide median in a country's baseline, and of the country's in a network's.
  package var priorTests = 30.0
  package var leastBaseline = 0.01
  package var greatestBaseline = 0.30

  // MARK: sums over networks and platforms

  /// eps: the share of networks that do not enforce a restriction of their country.
  package var exemptNetworks = 0.15
  /// delta: the share of network-hours that are bad by themselves.
  package var badNetworkHours = 0.02
  /// The share of platforms that a restriction of several leaves alone.
  package var exemptPlatforms = 0.3
  /// A platform inside a restriction of its own of as many hours stays out of the pool.
  package var longRestriction = 72.0

  // MARK: states of a country, by the hour

  /// Mean stays. Open ends in throttled, short or long with the shares below.
  package var openStay = 300.0
  package var throttledStay = 5.0
  package var shortStay = 5.0
  package var longStay = 720.0
  package var openToThrottled = 0.3
  package var openToShort = 0.66
  package var openToLong = 0.04
  package var throttledToShort = 0.25
  package var throttledToLong = 0.05
  package var shortToThrottled = 0.15
  package var longToThrottled = 0.05

  // MARK: states of a network

  /// Open leaves for failing as often as for a restriction.
  package var networkOpenStay = 720.0
  /// Mean stays in cells of an hour and in shorter ones.
  package var networkHourlyStays = NetworkStays(throttled: 3, short: 3, long: 720, failing: 3)
  package var networkFineStays = NetworkStays(throttled: 1, short: 0.75, long: 720, failing: 2)

  /// Mean stays of a network's states, in hours.
  package struct NetworkStays: Sendable, Hashable {
    package var throttled: Double
    package var short: Double
    package var long: Double
    package var failing: Double
  }

  // MARK: from probabilities to episodes

  /// Restricted from P(restricted) above the first until it is below the second.
  package var restricted = 0.8
  package var open = 0.2
  /// Log evidence that must be left without the strongest network.
  package var corroboration = 3.0
  /// Networks measured in the period that a country episode needs.
  package var leastNetworks = 3
  /// Tests that an episode of one network needs: after a long gap two would do for its chain.
  package var leastNetworkTests = 3
  /// National: from this share of at least so many networks with tests.
  package var nationalShare = 0.6
  package var nationalNetworks = 3
  /// Of whole hours: below this share of anomalies in the enforcing networks it is throttling.
  package var throttledShare = 0.68
  /// Mean stay in a phase, in hours.
  package var phaseStay = 24.0
  /// Tests in enforcing networks that a phase of its own needs.
  package var phaseTests = 8.0
  /// Platforms are one episode if they overlap with onsets as near as this, or this much of both in common.
  package var mergeOnsets = 3.0
  package var mergeOverlap = 0.5

  /// Log evidence, summed over networks, that the rest of the test list fails too: then it is a fault that networks share,
  /// and no restriction of the country.
  package var faultEvidence = 0.5

  // MARK: worldwide failure

  /// delta among countries.
  package var badCountryHours = 0.05
  /// Log evidence of the other countries over an episode, of several networks and of one.
  package var worldwideEvidence = 2.0
  package var worldwideNetworkEvidence = 4.0
  /// A platform goes with the others of which there is as much, unless more than this speaks against its own failing.
  package var worldwideDoubt = 2.0
  /// Or the share of an episode's bins in which its platforms fail elsewhere, one bin at least.
  package var worldwideShare = 0.1
  /// Tests in other countries inside an episode below which a worldwide failure goes unseen too often: of four tests, at
  /// the 0.7 that such a failure shows, 8% have one interfered with at most; of five 3%.
  package var leastTestsElsewhere = 5

  // MARK: silence

  /// What is left of the tests of a country in a silence.
  package var silentLevel = 0.05
  /// The weight of an hour's evidence: hours are not independent.
  package var silenceWeight = 0.7
  package var audibleStay = 1440.0
  package var silentStay = 24.0
  package var leastSilence = 2.0
  /// A network's tests of an hour count up to so many times its mean, and up to `leastCap` anyhow.
  package var volumeCap = 6.0
  package var leastCap = 3.0
  /// Networks that fell to this share or less of what was expected, at least `leastExpected`, ...
  package var fallenLevel = 0.1
  package var leastExpected = 2.0
  /// ... are at least so many, carry so much of what was expected, and so many tests without the largest of them.
  package var fallenNetworks = 2
  package var fallenShare = 0.7
  package var fallenOthers = 4.0

  package init() {}
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Log evidence of a cell for each way in which it may not be open, against its baseline.
struct EpisodeEvidence: Sendable, Hashable {
  var throttled = 0.0
  var blocked = 0.0
  var failing = 0.0

  static func += (left: inout EpisodeEvidence, right: EpisodeEvidence) {
    left.throttled += right.throttled
    left.blocked += right.blocked
    left.failing += right.failing
  }

  /// The better of the two kinds of restriction.
  var restricted: Double { max(throttled, blocked) }

  func map(_ change: (Double) -> Double) -> EpisodeEvidence {
    EpisodeEvidence(throttled: change(throttled), blocked: change(blocked), failing: change(failing))
  }
}

/// `l(p) = w [ k ln(p/q) + (n - k) ln((1-p)/(1-q)) ]` of one network and platform, whose logarithms are taken once.
struct CellRates: Sendable {
  private var throttledHit: Double
  private var throttledMiss: Double
  private var blockedHit: Double
  private var blockedMiss: Double
  private var failingHit: Double
  private var failingMiss: Double

  init(baseline: Double, settings: EpisodeSettings) {
    let q = settings.bounded(baseline)
    let throttled = openShare(max(settings.throttledRate, q + settings.throttledRise))
    let blocked = openShare(settings.blockedRate)
    let failing = openShare(settings.failingRate)
    throttledHit = log(throttled / q)
    throttledMiss = log((1 - throttled) / (1 - q))
    blockedHit = log(blocked / q)
    blockedMiss = log((1 - blocked) / (1 - q))
    failingHit = log(failing / q)
    failingMiss = log((1 - failing) / (1 - q))
  }

  func evidence(n: Int, k: Int, weight: Double) -> EpisodeEvidence {
    let hits = weight * Double(k)
    let misses = weight * Double(n - k)
    return EpisodeEvidence(
      throttled: stepped(hits * throttledHit + misses * throttledMiss),
      blocked: stepped(hits * blockedHit + misses * blockedMiss),
      failing: stepped(hits * failingHit + misses * failingMiss))
  }
}

/// How evidence of one network counts among several: `ln((1-eps) e^l + eps) - ln((1-delta) + delta e^l)`, so that one
/// that does not enforce cannot rule a restriction out, and one that is bad by itself cannot prove it.
struct NetworkMixture: Sendable {
  var exempt: Double
  var bad: Double

  func callAsFunction(_ evidence: Double) -> Double {
    let likelihood = exp(evidence)
    return stepped(log(((1 - exempt) * likelihood + exempt) / ((1 - bad) + bad * likelihood)))
  }
}

/// How evidence of one platform counts among several: `ln((1-eta) e^l + eta)`.
struct PlatformMixture: Sendable {
  var exempt: Double

  func callAsFunction(_ evidence: Double) -> Double { stepped(log((1 - exempt) * exp(evidence) + exempt)) }
}

extension EpisodeSettings {
  /// A baseline within the bounds in which a restriction can show.
  func bounded(_ rate: Double) -> Double { min(greatestBaseline, max(leastBaseline, rate)) }

  /// ln eps: no network speaks more against a restriction than by not enforcing it.
  var leastNetworkSum: Double { log(openShare(exemptNetworks)) }

  var networkMixture: NetworkMixture { NetworkMixture(exempt: exemptNetworks, bad: badNetworkHours) }
  var countryMixture: NetworkMixture { NetworkMixture(exempt: exemptNetworks, bad: badCountryHours) }
  var platformMixture: PlatformMixture { PlatformMixture(exempt: exemptPlatforms) }
}

/// Kept off 0 and 1, where a logarithm has no value.
private func openShare(_ rate: Double) -> Double { min(0.999, max(0.001, rate)) }

/// To a multiple of 2^-32 within +-300. Sums of such numbers are exact, so that they are the same in every order, and
/// the last digit in which machines' logarithms differ is gone.
private func stepped(_ evidence: Double) -> Double {
  guard evidence > -300 else { return -300 }
  return (min(evidence, 300) * 0x1p32).rounded() * 0x1p-32
}

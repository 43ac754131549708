#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The states of the two chains, in the order of their numbers: open, throttled, short block, long block and, of a
/// network, failing.
enum RestrictionState {
  static let open = 0
  static let throttled = 1
  static let short = 2
  static let long = 3
  static let failing = 4
}

extension EpisodeSettings {
  /// Open, throttled, short and long block of a country.
  func countryChain(binsPerHour: Int) -> StateChain {
    let bins = Double(binsPerHour)
    return StateChain([
      leaving(openStay * bins, from: RestrictionState.open, to: [0, openToThrottled, openToShort, openToLong]),
      leaving(
        throttledStay * bins, from: RestrictionState.throttled,
        to: [1 - throttledToShort - throttledToLong, 0, throttledToShort, throttledToLong]),
      leaving(shortStay * bins, from: RestrictionState.short, to: [1 - shortToThrottled, shortToThrottled, 0, 0]),
      leaving(longStay * bins, from: RestrictionState.long, to: [1 - longToThrottled, longToThrottled, 0, 0]),
    ])
  }

  /// The same of a network, and failing, which can be told from a restriction only where the rest of the test list is
  /// known. Open leaves for failing as often as for a restriction.
  func networkChain(binsPerHour: Int, hasFailing: Bool) -> StateChain {
    let bins = Double(binsPerHour)
    let stays = binsPerHour == 1 ? networkHourlyStays : networkFineStays
    // Long restrictions are as many as a country's.
    let toLong = min(1, openToLong * networkOpenStay / openStay)
    let others = (1 - toLong) / (openToThrottled + openToShort)
    let shares = [0, openToThrottled * others, openToShort * others, toLong]
    var rows = [
      leaving(networkOpenStay * bins, from: RestrictionState.open, to: shares),
      leaving(
        stays.throttled * bins, from: RestrictionState.throttled,
        to: [1 - throttledToShort - throttledToLong, 0, throttledToShort, throttledToLong]),
      leaving(stays.short * bins, from: RestrictionState.short, to: [1 - shortToThrottled, shortToThrottled, 0, 0]),
      leaving(stays.long * bins, from: RestrictionState.long, to: [1 - longToThrottled, longToThrottled, 0, 0]),
    ]
    guard hasFailing else { return StateChain(rows) }
    for row in rows.indices { rows[row].append(0) }
    rows[RestrictionState.open] = leaving(
      networkOpenStay * bins / 2, from: RestrictionState.open, to: shares.map { $0 / 2 } + [0.5])
    rows.append(leaving(stays.failing * bins, from: RestrictionState.failing, to: [1, 0, 0, 0, 0]))
    return StateChain(rows)
  }

  /// Throttled and blocked.
  func phaseChain(binsPerHour: Int) -> StateChain {
    let stay = phaseStay * Double(binsPerHour)
    return StateChain([leaving(stay, from: 0, to: [0, 1]), leaving(stay, from: 1, to: [1, 0])])
  }

  /// Audible and silent.
  func silenceChain(binsPerHour: Int) -> StateChain {
    let bins = Double(binsPerHour)
    return StateChain([
      leaving(audibleStay * bins, from: 0, to: [0, 1]), leaving(silentStay * bins, from: 1, to: [1, 0]),
    ])
  }
}

/// A row of a transition matrix: the mean stay in bins, and the shares of what leaves.
private func leaving(_ stay: Double, from state: Int, to shares: [Double]) -> [Double] {
  let leave = 1 / max(1, stay)
  var row = shares.map { $0 * leave }
  row[state] += 1 - leave
  return row
}

/// Evidence by the bin, as a chain takes it: only bins with any.
struct ChainEvidence {
  private(set) var stops: [Int32] = []
  private(set) var likelihoods: [Double] = []

  /// Bins ascend. Without `failing` the states are four, else five.
  mutating func append(bin: Int32, _ evidence: EpisodeEvidence, rest: Double, hasFailing: Bool) {
    stops.append(bin)
    let failing = hasFailing ? evidence.failing + rest : -Double.infinity
    let greatest = max(0, evidence.throttled, evidence.blocked, failing)
    likelihoods.append(scaled(0, greatest))
    likelihoods.append(scaled(evidence.throttled, greatest))
    let blocked = scaled(evidence.blocked, greatest)
    likelihoods.append(blocked)
    likelihoods.append(blocked)
    if hasFailing { likelihoods.append(scaled(failing, greatest)) }
  }

  /// Of two states, the evidence for the second.
  mutating func append(bin: Int32, second evidence: Double) {
    stops.append(bin)
    likelihoods.append(scaled(0, max(0, evidence)))
    likelihoods.append(scaled(evidence, max(0, evidence)))
  }

  mutating func removeAll() {
    stops.removeAll(keepingCapacity: true)
    likelihoods.removeAll(keepingCapacity: true)
  }

  private func scaled(_ evidence: Double, _ greatest: Double) -> Double { exp(max(evidence - greatest, -460)) }
}

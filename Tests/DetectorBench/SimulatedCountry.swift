import Analysis
import Foundation

/// A restriction that is true in a simulated country.
struct TrueRestriction {
  var platforms: [Int]
  /// Hours from the start, not whole.
  var start: Double
  var end: Double
  /// Interference in the networks that enforce it.
  var rate: Double
  /// The share of networks that enforce it, besides the state's; nil: that one network alone.
  var enforcing: Double = 0.85
  var onlyNetwork: Int?

  var hours: Double { end - start }
}

/// What a country is simulated with.
struct Simulation {
  var seed: UInt64
  var hours = 8760
  var binsPerHour = 1
  var platforms = 4
  /// Tests an hour and platform in the country.
  var volume = 2.0
  var restrictions: (inout Random, Int) -> [TrueRestriction] = { _, _ in [] }
  /// Hours without tests but for a twentieth of them.
  var shutdowns: (inout Random) -> [(start: Double, end: Double)] = { _ in [] }
  /// Hours in which a share of tests of some platforms fail everywhere.
  var failures: [(start: Double, end: Double, platforms: [Int])] = []
  /// Hours in which everything fails in all networks, the rest of the list too.
  var faults: [(start: Double, end: Double, platforms: [Int])] = []
  var countriesElsewhere = 0
  var volumeElsewhere = 0.0
  var hasRest = true
}

/// A country-year with its truth.
struct SimulatedCountry {
  var country: EpisodeCountry
  var truth: [TrueRestriction]
  var shutdowns: [(start: Double, end: Double)]
}

extension Simulation {
  func make() -> SimulatedCountry {
    var random = Random(seed: seed)
    let networks = Int(exp(random.between(log(3), log(41))))
    let truth = restrictions(&random, networks)
    let dark = shutdowns(&random)
    var maker = CellMaker(simulation: self, networks: networks, truth: truth, dark: dark, random: random)
    maker.makeAll()
    let country = EpisodeCountry(
      bins: hours * binsPerHour, binsPerHour: binsPerHour, networks: networks, baselines: maker.medians,
      cells: maker.cells, rest: hasRest ? maker.rest : [], restBaseline: 0.05, elsewhere: maker.elsewhere,
      months: Array(stride(from: 730 * binsPerHour, to: hours * binsPerHour, by: 730 * binsPerHour)))
    return SimulatedCountry(country: country, truth: truth, shutdowns: dark)
  }
}

/// Draws the cells of a country, network by network.
private struct CellMaker {
  let simulation: Simulation
  let networks: Int
  let truth: [TrueRestriction]
  let dark: [(start: Double, end: Double)]
  var random: Random
  var cells: [EpisodeCell] = []
  var rest: [EpisodeCell] = []
  var elsewhere: [EpisodeCell] = []
  var medians: [Double] = []
  private var bases: [Double] = []
  private var drift: [Double] = []
  private var shares: [Double] = []
  private var enforces: [[Bool]] = []
  private var bursts: [Burst] = []

  struct Burst {
    var network: Int
    var platform: Int
    var bin: Int
    var n: Int
    var isBad: Bool
  }

  init(
    simulation: Simulation, networks: Int, truth: [TrueRestriction], dark: [(start: Double, end: Double)],
    random: Random
  ) {
    self.simulation = simulation
    self.networks = networks
    self.truth = truth
    self.dark = dark
    self.random = random
  }

  mutating func makeAll() {
    let sizes = (0..<networks).map { _ in exp(1.3 * random.normal()) }
    shares = sizes.map { $0 / sizes.reduce(0, +) }
    bases = (0..<simulation.platforms).map { _ in exp(random.between(log(0.01), log(0.15))) }
    medians = bases.map { min(0.3, $0 * exp(0.3 * random.normal())) }
    drift = bases.map { _ in random.between(0, 2 * Double.pi) }
    // Network 0 is the state's.
    enforces = truth.map { enforcing($0) }
    makeBursts()
    let flaky = random.below(networks)
    for network in 0..<networks { makeNetwork(network, isFlaky: network == flaky) }
    makeElsewhere()
  }

  /// The state's network always does; those that do not carry at most 30% of the tests, or it would not be national.
  private mutating func enforcing(_ restriction: TrueRestriction) -> [Bool] {
    if let only = restriction.onlyNetwork { return (0..<networks).map { $0 == only } }
    var enforces = (0..<networks).map { $0 == 0 || random.chance(restriction.enforcing) }
    var exempt = 0.0
    for network in (0..<networks).sorted(by: { shares[$0] < shares[$1] }) where !enforces[network] {
      if exempt + shares[network] > 0.3 { enforces[network] = true } else { exempt += shares[network] }
    }
    return enforces
  }

  private mutating func makeBursts() {
    var hour = random.exponential(240)
    while hour < Double(simulation.hours) {
      let n = 10 + random.below(50)
      bursts.append(
        Burst(
          network: random.below(networks), platform: random.below(simulation.platforms),
          bin: Int(hour * Double(simulation.binsPerHour)), n: n, isBad: random.chance(0.2)))
      hour += random.exponential(240)
    }
  }

  private mutating func makeNetwork(_ network: Int, isFlaky: Bool) {
    let bins = simulation.hours * simulation.binsPerHour
    let own = bases.map { min(0.3, $0 * exp(0.4 * random.normal())) }
    let restBase = 0.05 * exp(0.3 * random.normal())
    // A large network has more probes, and each of them comes and goes.
    var changes = (0..<1 + Int(12 * shares[network])).map { _ in random.exponential(500) }
    var present = [Bool](repeating: true, count: changes.count)
    var failEnd = -1.0
    var failStart = isFlaky ? random.exponential(120) : Double.infinity
    var failRate = 0.65
    for bin in 0..<bins {
      let hour = Double(bin) / Double(simulation.binsPerHour)
      for probe in changes.indices where hour >= changes[probe] {
        present[probe].toggle()
        changes[probe] = hour + random.exponential(present[probe] ? 500 : 80)
      }
      if hour >= failStart {
        failEnd = hour + random.between(1, 6)
        failRate = random.between(0.5, 0.8)
        failStart = failEnd + random.exponential(120)
      }
      let active = Double(present.count(where: { $0 })) / Double(present.count)
      guard active > 0 else { continue }
      let mean = active * rate(hour) * shares[network] / Double(simulation.binsPerHour) * random.gamma(2) / 2
      let isFault = simulation.faults.contains { $0.start < hour + 0.5 && hour + 0.5 < $0.end }
      let fail = isFault ? 0.65 : hour < failEnd ? failRate : nil
      for platform in 0..<simulation.platforms {
        makeCell(network, platform, bin, hour, mean: mean, own: own[platform], failing: fail)
      }
      if simulation.hasRest { makeRest(network, bin, mean: 3 * mean, base: fail ?? restBase) }
    }
    for burst in bursts where burst.network == network && burst.bin < bins {
      let rate = burst.isBad ? 0.95 : own[burst.platform]
      let k = random.binomial(burst.n, rate)
      cells.append(cell(burst.bin, network, burst.platform, burst.n, k))
    }
  }

  /// Tests an hour and platform: by day and week, and hardly any in a shutdown.
  private func rate(_ hour: Double) -> Double {
    let day = 1 + 0.6 * sin(2 * Double.pi * (hour - 9) / 24)
    let week = Int(hour / 24) % 7 >= 5 ? 0.75 : 1.1
    let isDark = dark.contains { $0.start <= hour && hour < $0.end }
    return simulation.volume * day * week * (isDark ? 0.03 : 1)
  }

  private mutating func makeCell(
    _ network: Int, _ platform: Int, _ bin: Int, _ hour: Double, mean: Double, own: Double, failing: Double?
  ) {
    let n = random.poisson(mean)
    guard n > 0 else { return }
    let length = 1 / Double(simulation.binsPerHour)
    let base = min(0.4, own * (1 + 0.4 * sin(2 * Double.pi * hour / 8760 + drift[platform])))
    var restricted = 0
    var rate = 0.0
    for (index, restriction) in truth.enumerated()
    where restriction.platforms.contains(platform) && enforces[index][network] {
      let common = min(restriction.end, hour + length) - max(restriction.start, hour)
      guard common > 0 else { continue }
      restricted = random.binomial(n, common / length)
      rate = restriction.rate
    }
    for failure in simulation.failures
    where failure.platforms.contains(platform) && failure.start < hour + length && hour < failure.end {
      restricted = random.binomial(n, min(1, failure.end - hour, hour + length - failure.start))
      rate = 0.7
    }
    let k =
      random.binomial(restricted, spread(rate, restricted))
      + random.binomial(n - restricted, spread(failing ?? base, n - restricted))
    cells.append(cell(bin, network, platform, n, k))
  }

  /// The rate of one cell: tests of a network and hour are alike.
  private mutating func spread(_ rate: Double, _ n: Int) -> Double {
    guard n > 1, rate > 0, rate < 1 else { return rate }
    let size = 1 / 0.05 - 1
    return random.beta(rate * size, (1 - rate) * size)
  }

  private mutating func makeRest(_ network: Int, _ bin: Int, mean: Double, base: Double) {
    let n = random.poisson(mean)
    if n > 0 { rest.append(cell(bin, network, 0, n, random.binomial(n, spread(base, n)))) }
  }

  private mutating func makeElsewhere() {
    for country in 0..<simulation.countriesElsewhere {
      let own = bases.map { min(0.3, $0 * exp(0.4 * random.normal())) }
      for bin in 0..<simulation.hours * simulation.binsPerHour {
        let hour = Double(bin) / Double(simulation.binsPerHour)
        for platform in 0..<simulation.platforms {
          let n = random.poisson(simulation.volumeElsewhere / Double(simulation.binsPerHour))
          guard n > 0 else { continue }
          let isFailing = simulation.failures.contains {
            $0.platforms.contains(platform) && $0.start < hour + 0.5 && hour + 0.5 < $0.end
          }
          let rate = isFailing ? 0.7 : own[platform]
          elsewhere.append(cell(bin, country, platform, n, random.binomial(n, spread(rate, n))))
        }
      }
    }
  }

  private func cell(_ bin: Int, _ network: Int, _ platform: Int, _ n: Int, _ k: Int) -> EpisodeCell {
    EpisodeCell(bin: Int32(bin), network: Int32(network), platform: Int32(platform), n: n, k: k)
  }
}

import Foundation

/// What is simulated, and how often.
struct Scenario {
  var name: String
  var volume: Double
  var years: Int
  var change: (inout Simulation) -> Void

  /// `evening, one platform@2`
  var label: String { "\(name)@\(volumeText)" }
  var volumeText: String { volume == volume.rounded() ? "\(Int(volume))" : "\(volume)" }

  func simulation(seed: UInt64) -> Simulation {
    var simulation = Simulation(seed: seed)
    simulation.volume = volume
    change(&simulation)
    return simulation
  }
}

/// Several restrictions a year, some weeks apart, that start between two hours of the day.
func evenings(
  _ platforms: [Int], hours: ClosedRange<Double>, rate: ClosedRange<Double> = 0.85...0.97, from first: Double = 300,
  every: Double = 700, count: Int = 12, alone: Bool = false
) -> (inout Random, Int) -> [TrueRestriction] {
  { random, networks in
    (0..<count).map { index in
      let day = ((first + Double(index) * every + random.between(0, every * 0.4)) / 24).rounded(.down) * 24
      let start = day + random.between(15, 20)
      return TrueRestriction(
        platforms: platforms, start: start, end: start + random.between(hours.lowerBound, hours.upperBound),
        rate: random.between(rate.lowerBound, rate.upperBound),
        onlyNetwork: alone ? random.below(min(3, networks)) : nil)
    }
  }
}

/// A ban of some platforms from a time that is not on the hour.
func ban(days: ClosedRange<Double>, count: Int, platforms: Int) -> (inout Random, Int) -> [TrueRestriction] {
  { random, _ in
    (0..<count).map { index in
      let first = 8760 / Double(count) * Double(index) + 400
      let start = first + random.between(0, 240)
      return TrueRestriction(
        platforms: Array(0..<1 + random.below(platforms)), start: start,
        end: start + 24 * random.between(days.lowerBound, days.upperBound), rate: random.between(0.85, 0.97))
    }
  }
}

/// Nothing, but a platform's ban all year.
func bannedAllYear(_ random: inout Random, _: Int) -> [TrueRestriction] {
  [TrueRestriction(platforms: [0], start: 0, end: 8760, rate: random.between(0.85, 0.97))]
}

/// Half a year's ban of one platform, and evenings of the others meanwhile.
func eveningsDuringBan(_ random: inout Random, _ networks: Int) -> [TrueRestriction] {
  let ban = TrueRestriction(platforms: [0], start: 1500.3, end: 6500.7, rate: random.between(0.85, 0.97))
  return [ban] + evenings([1, 2, 3], hours: 3...5, from: 1800, every: 550, count: 8)(&random, networks)
}

/// Shutdowns after the first eight weeks.
func shutdowns(_ random: inout Random) -> [(start: Double, end: Double)] {
  (0..<8).map { index in
    let start = 1400 + Double(index) * 880 + random.between(0, 300)
    return (start, start + random.between(6, 48))
  }
}

/// A platform, or all of them, fails in every country for one to six hours.
func failures(_ random: inout Random) -> [(start: Double, end: Double, platforms: [Int])] {
  (0..<7).map { index in
    let start = 250 + Double(index) * 360 + random.between(0, 100)
    return (start, start + random.between(1, 6), random.chance(0.5) ? [0, 1, 2, 3] : [random.below(4)])
  }
}

/// Counts of one bin of time, network and platform.
///
/// Cells of the same three are added up; their order means nothing.
package struct EpisodeCell: Sendable, Hashable {
  /// Hours (or quarters of an hour) from the start of the period, from 0.
  package var bin: Int32
  /// The caller's number of a network, from 0; of a country in `EpisodeCountry.elsewhere`.
  package var network: Int32
  /// The caller's number of a platform, from 0; 0 for the rest of the test list.
  package var platform: Int32
  /// Tests less failures.
  package var n: Int
  /// Anomalies and confirmed.
  package var k: Int
  /// Distinct probes, 0 where they are not known.
  package var probes: Int

  package init(bin: Int32, network: Int32, platform: Int32, n: Int, k: Int, probes: Int = 0) {
    self.bin = bin
    self.network = network
    self.platform = platform
    self.n = n
    self.k = k
    self.probes = probes
  }
}

/// What is known of one country over one period: all that the detector looks at.
package struct EpisodeCountry: Sendable {
  /// Bins of the period, without a gap, at most 2^24.
  package var bins: Int
  /// 1, or 4 where times finer than an hour are kept.
  package var binsPerHour: Int
  /// Networks are 0..<networks, at most 2^20.
  package var networks: Int
  /// b of each platform, the median rate in other countries; as many as there are platforms, at most 255.
  package var baselines: [Double]
  /// Bins at which a month of the calendar begins; empty: baselines are one for all of the period.
  package var months: [Int]
  package var cells: [EpisodeCell]
  /// What else was tested by the hour and network: without it a failing network looks like a restricting one.
  package var rest: [EpisodeCell]
  package var restBaseline: Double
  /// The same platforms in other countries, by the hour and country; empty: worldwide failures cannot be seen.
  package var elsewhere: [EpisodeCell]
  /// The same, made once for all countries, with this one's number in it; it goes before `elsewhere`.
  package var world: EpisodeWorld?
  package var numberInWorld: Int?
  /// Tests of all targets by the hour and network, in n; empty: those of `cells` and `rest`.
  package var volume: [EpisodeCell]

  package init(
    bins: Int, binsPerHour: Int = 1, networks: Int, baselines: [Double], cells: [EpisodeCell], rest: [EpisodeCell] = [],
    restBaseline: Double = 0.02, elsewhere: [EpisodeCell] = [], world: EpisodeWorld? = nil, numberInWorld: Int? = nil,
    volume: [EpisodeCell] = [], months: [Int] = []
  ) {
    self.bins = bins
    self.binsPerHour = binsPerHour
    self.networks = networks
    self.baselines = baselines
    self.months = months
    self.cells = cells
    self.rest = rest
    self.restBaseline = restBaseline
    self.elsewhere = elsewhere
    self.world = world
    self.numberInWorld = numberInWorld
    self.volume = volume
  }
}

/// Why counts are refused. What contradicts itself is never repaired.
package enum EpisodeInputError: Error, Sendable, Hashable {
  /// More bins, networks or platforms than there may be, or fewer than none; bins an hour other than 1 and 4.
  case size
  /// A baseline outside 0...1.
  case baseline(platform: Int)
  /// A bin, network or platform outside the country's.
  case outside(EpisodeCell)
  /// n below 0, k outside 0...n, probes below 0.
  case counts(EpisodeCell)
}

extension EpisodeCountry {
  func validate() throws {
    guard (0...1 << 24).contains(bins), (0...1 << 20).contains(networks), baselines.count <= 255,
      binsPerHour == 1 || binsPerHour == 4
    else { throw EpisodeInputError.size }
    for (platform, rate) in (baselines + [restBaseline]).enumerated() where !(0...1).contains(rate) {
      throw EpisodeInputError.baseline(platform: platform)
    }
  }
}

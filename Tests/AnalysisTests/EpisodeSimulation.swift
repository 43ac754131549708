import Analysis

/// Counts of a made-up country, for tests of the detector: small, and the same from a seed on every machine.
struct EpisodeSimulation: Sendable {
  var days = 50
  var binsPerHour = 1
  var networks = 8
  var platforms = 3
  /// Tests an hour, network and platform.
  var volume = 0.5
  var base = 0.04
  var seed: UInt64 = 1
  var blocks: [Block] = []
  /// Hours without tests.
  var dark: Range<Int> = 0..<0
  var hasRest = false

  struct Block: Sendable {
    var platforms: Set<Int>
    var networks: Set<Int>
    var hours: Range<Int>
    var rate = 0.92
  }

  func country() -> EpisodeCountry {
    var random = SplitMix64(state: seed)
    var cells: [EpisodeCell] = []
    var rest: [EpisodeCell] = []
    for bin in 0..<days * 24 * binsPerHour where !dark.contains(bin / binsPerHour) {
      for network in 0..<networks {
        for platform in 0..<platforms {
          let n = tests(volume / Double(binsPerHour), &random)
          let rate = rate(network: network, platform: platform, hour: bin / binsPerHour)
          let k = (0..<n).count { _ in random.share() < rate }
          if n > 0 { cells.append(cell(bin, network, platform, n, k)) }
        }
        guard hasRest else { continue }
        let n = tests(2 * volume / Double(binsPerHour), &random)
        let k = (0..<n).count { _ in random.share() < 0.05 }
        if n > 0 { rest.append(cell(bin, network, 0, n, k)) }
      }
    }
    return EpisodeCountry(
      bins: days * 24 * binsPerHour, binsPerHour: binsPerHour, networks: networks,
      baselines: Array(repeating: base, count: platforms), cells: cells, rest: rest, restBaseline: 0.05)
  }

  private func rate(network: Int, platform: Int, hour: Int) -> Double {
    blocks.last {
      $0.hours.contains(hour) && $0.platforms.contains(platform) && $0.networks.contains(network)
    }?.rate ?? base
  }

  private func tests(_ mean: Double, _ random: inout SplitMix64) -> Int {
    let whole = Int(mean)
    // Up to two more, so that hours differ.
    return whole + (0..<2).count { _ in random.share() < (mean - Double(whole)) / 2 }
  }

  private func cell(_ bin: Int, _ network: Int, _ platform: Int, _ n: Int, _ k: Int) -> EpisodeCell {
    EpisodeCell(bin: Int32(bin), network: Int32(network), platform: Int32(platform), n: n, k: k)
  }
}

/// How often each unit is in each draw with replacement, as many as there are units.
struct ResampledCounts: Sendable {
  let units: Int
  /// Draw after draw.
  private var counts: [Double]

  init(units: Int, draws: Int, _ random: SeededRandom) {
    self.units = max(0, units)
    counts = [Double](repeating: 0, count: self.units * max(0, draws))
    var random = random
    let units = self.units
    counts.withUnsafeMutableBufferPointer { counts in
      for draw in 0..<max(0, draws) {
        let row = draw * units
        for _ in 0..<units { counts[row + random.below(units)] += 1 }
      }
    }
  }

  func withCounts<Result>(_ draw: Int, _ body: (UnsafeBufferPointer<Double>) -> Result) -> Result {
    counts.withUnsafeBufferPointer { counts in
      body(UnsafeBufferPointer(rebasing: counts[(draw * units)..<((draw + 1) * units)]))
    }
  }
}

extension PlatformExposure {
  /// Of the weeks and networks of one draw; nil where none of them was measured. `work` holds twice the networks.
  func exposure(
    _ weekDraws: ResampledCounts, _ networkDraws: ResampledCounts, _ draw: Int, _ work: inout [Double]
  ) -> Double? {
    guard weekDraws.units >= weeks, networkDraws.units >= networks, work.count >= 2 * networks,
      measured.count == weeks * networks
    else { return nil }
    let sums = weekDraws.withCounts(draw) { weekCounts in
      networkDraws.withCounts(draw) { networkCounts in
        work.withUnsafeMutableBufferPointer { work in
          restricted.withUnsafeBufferPointer { restricted in
            measured.withUnsafeBufferPointer { measured in
              Self.sums(weekCounts, networkCounts, restricted, measured, work, weeks: weeks, networks: networks)
            }
          }
        }
      }
    }
    return sums.measured > 0 ? min(1, sums.restricted / sums.measured) : nil
  }

  /// Over weeks first, network by network, then over networks.
  private static func sums(
    _ weekCounts: UnsafeBufferPointer<Double>, _ networkCounts: UnsafeBufferPointer<Double>,
    _ restricted: UnsafeBufferPointer<Double>, _ measured: UnsafeBufferPointer<Double>,
    _ work: UnsafeMutableBufferPointer<Double>, weeks: Int, networks: Int
  ) -> (restricted: Double, measured: Double) {
    for place in 0..<(2 * networks) { work[place] = 0 }
    for week in 0..<weeks {
      let count = weekCounts[week]
      guard count > 0 else { continue }
      let row = week * networks
      var network = 0
      while network < networks {
        work[network] += count * restricted[row + network]
        work[networks + network] += count * measured[row + network]
        network += 1
      }
    }
    var sums = (restricted: 0.0, measured: 0.0)
    for network in 0..<networks {
      sums.restricted += networkCounts[network] * work[network]
      sums.measured += networkCounts[network] * work[networks + network]
    }
    return sums
  }
}

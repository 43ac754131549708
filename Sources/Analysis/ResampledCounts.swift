/// How often each unit is in each draw with replacement, as many as there are units. Rows are padded with zeros to a
/// multiple of four, so that sums over them run in four lanes.
struct ResampledCounts: Sendable {
  let units: Int
  let stride: Int
  /// Draw after draw.
  private var counts: [Double]

  init(units: Int, draws: Int, _ random: SeededRandom) {
    self.units = max(0, units)
    stride = (self.units + 3) / 4 * 4
    counts = [Double](repeating: 0, count: stride * max(0, draws))
    var random = random
    let units = self.units
    let stride = self.stride
    counts.withUnsafeMutableBufferPointer { counts in
      for draw in 0..<max(0, draws) {
        let row = draw * stride
        for _ in 0..<units { counts[row + random.below(units)] += 1 }
      }
    }
  }

  func withCounts<Result>(_ draw: Int, _ body: (UnsafeBufferPointer<Double>) -> Result) -> Result {
    counts.withUnsafeBufferPointer { counts in
      body(UnsafeBufferPointer(rebasing: counts[(draw * stride)..<((draw + 1) * stride)]))
    }
  }
}

/// A platform's sums, network after network, each network's weeks padded as `ResampledCounts` pads them.
struct ExposureRows: Sendable {
  private let networks: Int
  private let stride: Int
  private var restricted: [Double]
  private var measured: [Double]

  init(_ exposure: PlatformExposure, weekStride: Int) {
    networks = exposure.networks
    stride = weekStride
    restricted = [Double](repeating: 0, count: networks * weekStride)
    measured = restricted
    guard weekStride >= exposure.weeks, exposure.measured.count == exposure.weeks * networks else { return }
    for week in 0..<exposure.weeks {
      for network in 0..<networks {
        restricted[network * weekStride + week] = exposure.restricted[week * networks + network]
        measured[network * weekStride + week] = exposure.measured[week * networks + network]
      }
    }
  }

  /// The exposure of the weeks and networks of one draw; nil where none of them was measured.
  func exposure(_ weekDraws: ResampledCounts, _ networkDraws: ResampledCounts, _ draw: Int) -> Double? {
    guard weekDraws.stride == stride, networkDraws.units >= networks else { return nil }
    var sums = (restricted: 0.0, measured: 0.0)
    weekDraws.withCounts(draw) { weeks in
      networkDraws.withCounts(draw) { counts in
        restricted.withUnsafeBufferPointer { restricted in
          measured.withUnsafeBufferPointer { measured in
            for network in 0..<networks where counts[network] > 0 {
              sums.restricted += counts[network] * Self.product(weeks, restricted, network * stride)
              sums.measured += counts[network] * Self.product(weeks, measured, network * stride)
            }
          }
        }
      }
    }
    return sums.measured > 0 ? min(1, sums.restricted / sums.measured) : nil
  }

  /// Of a row with the weeks' counts: four sums side by side, which the processor adds at once.
  private static func product(
    _ weeks: UnsafeBufferPointer<Double>, _ values: UnsafeBufferPointer<Double>, _ start: Int
  ) -> Double {
    var sum = (0.0, 0.0, 0.0, 0.0)
    var week = 0
    while week < weeks.count {
      sum.0 += weeks[week] * values[start &+ week]
      sum.1 += weeks[week &+ 1] * values[start &+ week &+ 1]
      sum.2 += weeks[week &+ 2] * values[start &+ week &+ 2]
      sum.3 += weeks[week &+ 3] * values[start &+ week &+ 3]
      week &+= 4
    }
    return sum.0 + sum.1 + (sum.2 + sum.3)
  }
}

/// Random numbers from a seed: xoshiro256** (Blackman, Vigna, ACM TOMS 47, 2021), its state filled by SplitMix64
/// (Steele, Lea, Flood, OOPSLA 2014). A seed gives the same numbers on every machine and in every version.
package struct SeededRandom: RandomNumberGenerator, Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// `stream`: another, independent sequence of the same seed, for a country or a draw of its own.
  package init(seed: UInt64, stream: UInt64 = 0) {
    var filler = seed
    var own = stream
    // Mixing the stream first keeps neighbouring seeds and streams apart: (1, 2) is not (2, 1).
    filler ^= stream == 0 ? 0 : SeededRandom.splitMix(&own)
    state = (
      SeededRandom.splitMix(&filler), SeededRandom.splitMix(&filler), SeededRandom.splitMix(&filler),
      SeededRandom.splitMix(&filler)
    )
  }

  package mutating func next() -> UInt64 {
    let result = SeededRandom.rotated(state.1 &* 5, 7) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = SeededRandom.rotated(state.3, 45)
    return result
  }

  /// In 0..<bound, each as likely (Lemire, ACM TOMACS 29, 2019); 0 for a bound under 1.
  package mutating func below(_ bound: Int) -> Int {
    guard bound > 0 else { return 0 }
    let bound = UInt64(bound)
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let least = (0 &- bound) % bound
      while product.low < least { product = next().multipliedFullWidth(by: bound) }
    }
    return Int(product.high)
  }

  /// In 0..<1, on 2^53 steps.
  package mutating func share() -> Double { Double(next() >> 11) * 0x1p-53 }

  private static func rotated(_ x: UInt64, _ by: UInt64) -> UInt64 { x << by | x >> (64 - by) }

  private static func splitMix(_ state: inout UInt64) -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Whether two figures agree to `digits` significant digits, or both are as good as zero.
func agree(_ left: Double, _ right: Double, digits: Double = 1e-10) -> Bool {
  left == right || (left - right).magnitude <= digits * max(left.magnitude, right.magnitude)
}

/// SplitMix64 (Steele, Lea, Flood 2014), so that a seed gives the same data everywhere.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// In 0..<1, on 2^53 steps.
  mutating func share() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// In 0..<bound.
  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}

import Foundation

/// SplitMix64 (Steele, Lea, Flood 2014) and what is drawn from it.
struct Random {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 ^ 0xD1B5_4A32_D192_ED03 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func share() -> Double { Double(next() >> 11) * 0x1p-53 }
  mutating func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * share() }
  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
  mutating func chance(_ probability: Double) -> Bool { share() < probability }

  mutating func normal() -> Double {
    (-2 * log(max(share(), 1e-300))).squareRoot() * cos(2 * Double.pi * share())
  }

  mutating func exponential(_ mean: Double) -> Double { -mean * log(max(share(), 1e-300)) }

  /// G. Marsaglia and W. W. Tsang, ACM TOMS 26 (2000); mean `shape`.
  mutating func gamma(_ shape: Double) -> Double {
    guard shape >= 1 else { return gamma(shape + 1) * pow(max(share(), 1e-300), 1 / shape) }
    let d = shape - 1 / 3.0
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal()
      let v = (1 + c * x) * (1 + c * x) * (1 + c * x)
      if v > 0, log(max(share(), 1e-300)) < x * x / 2 + d - d * v + d * log(v) { return d * v }
    }
  }

  mutating func beta(_ a: Double, _ b: Double) -> Double {
    let x = gamma(a)
    let y = gamma(b)
    return x + y > 0 ? x / (x + y) : 0
  }

  mutating func poisson(_ mean: Double) -> Int {
    if mean > 40 { return max(0, Int((mean + mean.squareRoot() * normal()).rounded())) }
    var product = share()
    let limit = exp(-mean)
    var count = 0
    while product > limit {
      product *= share()
      count += 1
    }
    return count
  }

  mutating func binomial(_ n: Int, _ p: Double) -> Int {
    var count = 0
    for _ in 0..<n where share() < p { count += 1 }
    return count
  }
}

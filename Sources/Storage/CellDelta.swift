/// A change of the finest cell: `weight` tests of one outcome and kind more (or fewer) in an hour, country, target,
/// network and set of datasets. Its two words sort as `cell_hour`'s key does.
struct CellDelta {
  /// Country (10 bits), target (30), hour (24, biased).
  var upper: UInt64
  /// Network (32 bits), origin (32).
  var lower: UInt64
  var weight: Int32
  var tally: UInt8

  static let hourBias = 1 << 23
  static let targetLimit = 1 << 30

  /// Hours that a cell can hold: about the years 1013 to 2926.
  static func holds(hour: Int) -> Bool { (-hourBias..<hourBias).contains(hour) }

  init(
    country: UInt16, target: UInt32, hour: Int, network: UInt32, origin: UInt32, tally: Tally, weight: Int32
  ) {
    let biased = UInt64(truncatingIfNeeded: hour &+ Self.hourBias) & 0xFF_FFFF
    upper = UInt64(country) << 54 | UInt64(target & 0x3FFF_FFFF) << 24 | biased
    lower = UInt64(network) << 32 | UInt64(origin)
    self.weight = weight
    self.tally = tally.code
  }

  var country: UInt16 { UInt16(upper >> 54) }
  var target: UInt32 { UInt32(upper >> 24 & 0x3FFF_FFFF) }
  var hour: Int { Int(upper & 0xFF_FFFF) - Self.hourBias }
  var network: UInt32 { UInt32(lower >> 32) }
  var origin: UInt32 { UInt32(lower & 0xFFFF_FFFF) }

  @inline(__always)
  static func precedes(_ left: CellDelta, _ right: CellDelta) -> Bool {
    left.upper != right.upper ? left.upper < right.upper : left.lower < right.lower
  }
}

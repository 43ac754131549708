import Query
import Tables

/// A change of a cell: `weight` tests of one outcome and kind more (or fewer) in a country, month, target, hour,
/// network and set of datasets. Its two words are the key in whose order cells are stored.
struct CellDelta {
  /// Country (10 bits), month (15, biased), target (28), hour of the month (10); the top bit is clear.
  var upper: UInt64
  /// Network (32 bits), origin (27), tally (5).
  var lower: UInt64
  var weight: Int64

  static let targetLimit = 1 << 28
  static let originLimit = 1 << 27
  private static let hourBias = 1 << 23
  private static let monthBias = 12_000

  /// Hours that a cell can hold: about the years 1013 to 2926.
  static func holds(hour: Int) -> Bool { (-hourBias..<hourBias).contains(hour) }

  init(upper: UInt64, lower: UInt64, weight: Int64) {
    self.upper = upper
    self.lower = lower
    self.weight = weight
  }

  init(
    country: UInt16, target: UInt32, hour: Int, network: UInt32, origin: UInt32, tally: Tally, weight: Int32
  ) {
    let day = hour.flooredDivision(by: 24)
    let (year, month, dayOfMonth) = Day(number: Int32(clamping: day)).civil
    let hourOfMonth = (dayOfMonth - 1) * 24 + hour - day * 24
    upper =
      Self.prefix(country: country, month: year * 12 + month - 1) | UInt64(target & 0xFFF_FFFF) << 10
      | UInt64(truncatingIfNeeded: hourOfMonth & 0x3FF)
    lower = UInt64(network) << 32 | UInt64(origin & 0x7FF_FFFF) << 5 | UInt64(tally.code)
    self.weight = Int64(weight)
  }

  /// The first key of a country's month.
  static func prefix(country: UInt16, month: Int) -> UInt64 {
    UInt64(country) << 53 | UInt64(truncatingIfNeeded: (month - monthBias) & 0x7FFF) << 38
  }

  /// What cells of one block share: country and month.
  static let prefixMask: UInt64 = ~((1 << 38) - 1)

  /// The month of a prefix, in months since year 0.
  static func month(_ upper: UInt64) -> Int { Int(upper >> 38 & 0x7FFF) + monthBias }
  static func country(_ upper: UInt64) -> UInt16 { UInt16(truncatingIfNeeded: upper >> 53) }
  /// Hours from 1970 to the start of a month.
  static func firstHour(ofMonth month: Int) -> Int {
    Instant(monthNumber: month).seconds.flooredDivision(by: 3600)
  }

  /// The key's first word in the rollup by platform and month, where both stand in the target's place; nil for a
  /// platform number that has no room there.
  static func rolledUp(_ upper: UInt64, platform: Int32) -> UInt64? {
    guard (0..<1 << 13).contains(platform) else { return nil }
    return upper & ~((1 << 53) - 1) | (UInt64(platform) << 15 | upper >> 38 & 0x7FFF) << 10
  }

  /// The platform's number and the month of a rollup's target.
  @inline(__always)
  static func platformAndMonth(_ target: UInt32) -> (platform: UInt32, month: Int) {
    (target >> 15, Int(target & 0x7FFF) + monthBias)
  }

  var country: UInt16 { Self.country(upper) }
  var month: Int { Self.month(upper) }
  var target: UInt32 { UInt32(truncatingIfNeeded: upper >> 10 & 0xFFF_FFFF) }
  var hourOfMonth: Int { Int(upper & 0x3FF) }
  var hour: Int { Self.firstHour(ofMonth: month) + hourOfMonth }
  var network: UInt32 { UInt32(truncatingIfNeeded: lower >> 32) }
  var origin: UInt32 { UInt32(truncatingIfNeeded: lower >> 5 & 0x7FF_FFFF) }
  var tally: Tally { Tally(code: UInt8(truncatingIfNeeded: lower & 0x1F)) }

  @inline(__always)
  func hasKey(of other: CellDelta) -> Bool { upper == other.upper && lower == other.lower }

  @inline(__always)
  static func precedes(_ left: CellDelta, _ right: CellDelta) -> Bool {
    left.upper != right.upper ? left.upper < right.upper : left.lower < right.lower
  }
}

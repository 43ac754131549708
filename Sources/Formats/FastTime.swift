import Tables

/// The measurements' own spelling, `YYYY-MM-DD HH:MM:SS`, with `T` for the space, with a fraction, with `Z`: read from
/// bytes without a string, and with the day of the row before kept, since rows of one file share their days.
package struct FastTime {
  /// `YYYY-MM-` and `DD` of the row before, as they lie in memory.
  private var lastFront: UInt64 = 0
  private var lastDay: UInt16 = 0
  private var lastMidnight = 0

  package init() {}

  /// nil for any other spelling, and for a time that there is not.
  @inline(__always)
  package mutating func instant(_ bytes: UnsafeRawBufferPointer) -> Instant? {
    guard bytes.count >= 19, let base = bytes.baseAddress else { return nil }
    if bytes.count > 19, !Self.isTail(bytes) { return nil }
    let mark = bytes[10]
    guard mark == 0x20 || mark == 0x54, bytes[13] == 0x3A, bytes[16] == 0x3A,
      let midnight = midnight(base), let hour = Self.pair(bytes, 11), let minute = Self.pair(bytes, 14),
      let second = Self.pair(bytes, 17), hour < 24, minute < 60, second < 60
    else { return nil }
    return Instant(seconds: midnight + hour * 3600 + minute * 60 + second)
  }

  @inline(__always)
  private mutating func midnight(_ base: UnsafeRawPointer) -> Int? {
    let front = base.loadUnaligned(as: UInt64.self)
    let day = base.loadUnaligned(fromByteOffset: 8, as: UInt16.self)
    if front == lastFront, day == lastDay { return lastMidnight }
    guard let midnight = Self.slowMidnight(UnsafeRawBufferPointer(start: base, count: 10)) else { return nil }
    lastFront = front
    lastDay = day
    lastMidnight = midnight
    return midnight
  }

  private static func slowMidnight(_ bytes: UnsafeRawBufferPointer) -> Int? {
    guard bytes[4] == 0x2D, bytes[7] == 0x2D, let century = pair(bytes, 0), let year = pair(bytes, 2),
      let month = pair(bytes, 5), let day = pair(bytes, 8),
      DateSpelling.years.contains(century * 100 + year)
    else { return nil }
    return Day(year: century * 100 + year, month: month, day: day)?.start.seconds
  }

  /// Two digits.
  @inline(__always)
  private static func pair(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> Int? {
    let tens = bytes[at] &- 0x30
    let ones = bytes[at + 1] &- 0x30
    return tens < 10 && ones < 10 ? Int(tens) * 10 + Int(ones) : nil
  }

  /// What may stand behind the seconds: a fraction, `Z`.
  private static func isTail(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var at = 19
    if bytes[at] == 0x2E {
      at += 1
      let start = at
      while at < bytes.count, bytes[at] &- 0x30 < 10 { at += 1 }
      if at == start { return false }
    }
    if at < bytes.count, bytes[at] == 0x5A { at += 1 }
    return at == bytes.count
  }
}

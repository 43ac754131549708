/// Days of one calendar span as bits, 64 to a word.
struct DaySet: Sendable, Hashable {
  /// Days of the span; day 0 is its first.
  let count: Int
  private(set) var words: [UInt64]

  init(count: Int) {
    self.count = max(0, count)
    words = [UInt64](repeating: 0, count: (self.count + 63) / 64)
  }

  /// Days of `calendar` that lie in one of the ranges; what lies outside it is left out.
  init(_ ranges: [ClosedRange<Int>], calendar: ClosedRange<Int>) {
    self.init(count: calendar.count)
    for range in ranges where range.overlaps(calendar) {
      let range = range.clamped(to: calendar)
      insert(range.lowerBound - calendar.lowerBound, through: range.upperBound - calendar.lowerBound)
    }
  }

  /// Both in 0..<count.
  private mutating func insert(_ first: Int, through last: Int) {
    var day = first
    while day <= last {
      let bit = day & 63
      let run = min(64 - bit, last - day + 1)
      words[day >> 6] |= (run == 64 ? ~0 : (1 << UInt64(run)) - 1) << UInt64(bit)
      day += run
    }
  }

  var population: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  func intersection(_ other: DaySet) -> DaySet {
    var result = self
    for index in result.words.indices {
      result.words[index] &= other.words.indices.contains(index) ? other.words[index] : 0
    }
    return result
  }

  /// Whether any day of `range`, days of `calendar`, is in the set.
  func meets(_ range: ClosedRange<Int>, calendar: ClosedRange<Int>) -> Bool {
    guard range.overlaps(calendar) else { return false }
    let range = range.clamped(to: calendar)
    var day = range.lowerBound - calendar.lowerBound
    let last = range.upperBound - calendar.lowerBound
    while day <= last, day < count {
      // The day is the next member's, or this word has none left.
      let rest = words[day >> 6] >> UInt64(day & 63)
      guard rest == 0 else { return day + rest.trailingZeroBitCount <= last }
      day = (day | 63) + 1
    }
    return false
  }
}

/// How many days two sets share when one of them is moved round the calendar.
struct CircularOverlap: Sendable {
  private let count: Int
  /// The set that stays, twice in a row and padded, so that no shift wraps.
  private let doubled: [UInt64]
  /// Words of the set that moves that are not empty, with their place in bits.
  private let moving: [(bit: Int, word: UInt64)]

  /// Both of the same calendar.
  init(fixed: DaySet, moving: DaySet) {
    count = fixed.count
    var doubled = [UInt64](repeating: 0, count: (2 * fixed.count + 63) / 64 + 2)
    for (index, word) in fixed.words.enumerated() {
      doubled[index] |= word
      let bit = index * 64 + fixed.count
      doubled[bit >> 6] |= word << UInt64(bit & 63)
      if bit & 63 > 0 { doubled[(bit >> 6) + 1] |= word >> UInt64(64 - bit & 63) }
    }
    self.doubled = doubled
    self.moving = moving.words.enumerated().compactMap { $1 == 0 ? nil : ($0 * 64, $1) }
  }

  /// Steps that one shift takes, for pacing.
  var cost: Int { moving.count + 1 }

  /// The shared days at each shift: day d moves to (d + shift) modulo the calendar's length.
  func counts(at shifts: [Int]) -> [Int32] {
    guard count > 0 else { return shifts.map { _ in 0 } }
    return doubled.withUnsafeBufferPointer { doubled in
      moving.withUnsafeBufferPointer { moving in
        shifts.map { shift in
          let shift = shift.flooredRemainder(by: count)
          var shared = 0
          for place in moving {
            let bit = place.bit + shift
            let offset = UInt64(bit & 63)
            // Two shifts, since one by 64 would be by nothing.
            let window = doubled[bit >> 6] >> offset | (doubled[bit >> 6 + 1] << 1) << (63 - offset)
            shared += (window & place.word).nonzeroBitCount
          }
          return Int32(truncatingIfNeeded: shared)
        }
      }
    }
  }
}

extension ClosedRange<Int> {
  /// As days of a calendar: within ten thousand years of 1970, and no more than 200,000 of them.
  var asCalendar: ClosedRange<Int> {
    let days = clamped(to: -3_650_000...3_650_000)
    return days.lowerBound...Swift.min(days.upperBound, days.lowerBound + 199_999)
  }
}

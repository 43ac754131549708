/// The median of values, and the median of all but one of them, from the three in the middle alone.
struct LeaveOneOutMedian: Sendable {
  let count: Int
  /// The middle value, or the lower one of the two in the middle.
  private let middle: Double
  private let before: Double
  private let after: Double

  init(_ values: some Sequence<Double>) {
    let sorted = values.sorted()
    count = sorted.count
    let index = max(0, count - 1) / 2
    middle = sorted.isEmpty ? .nan : sorted[index]
    before = index > 0 ? sorted[index - 1] : middle
    after = index + 1 < sorted.count ? sorted[index + 1] : middle
  }

  /// NaN of no values.
  var whole: Double { count % 2 == 1 ? middle : (middle + after) / 2 }

  /// Without one of the values. Of an odd count the two neighbours of the gap in the middle are left, of an even
  /// count one value is; which, depends on the side that the value was on. Equal values may stand for each other.
  func without(_ value: Double) -> Double {
    guard count % 2 == 1 else { return value <= middle ? after : middle }
    if value < middle { return (middle + after) / 2 }
    return value > middle ? (before + middle) / 2 : (before + after) / 2
  }
}

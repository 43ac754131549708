import Tables

/// The scale of a chart's figures: from and to round numbers, with marks at round numbers between, zero always on it.
/// Worked out from decimal digits, so that every machine draws the same marks.
struct ChartScale: Hashable {
  struct Mark: Hashable {
    var value: Double
    var label: String
  }

  private(set) var low: Double
  private(set) var high: Double
  private(set) var marks: [Mark]

  /// `most`: about how many marks there is room for. A scale of percentages that holds none over 100 ends there.
  init(_ values: [Double], most: Int, isShare: Bool = false, isWhole: Bool = false) {
    let finite = values.filter(\.isFinite)
    low = min(0, finite.min() ?? 0)
    high = max(0, finite.max() ?? 0)
    marks = []
    if low == high { high = isShare ? 100 : 1 }
    let step = Self.step(from: low, to: high, most: max(2, most), isWhole: isWhole)
    guard step > 0, step.isFinite else {
      marks = [low, high].map { Mark(value: $0, label: Self.label($0, step: step)) }
      return
    }
    let isPercentage = isShare && high <= 100
    let first = (low / step).rounded(.down)
    let last = (high / step).rounded(.up)
    if (first * step).isFinite { low = first * step }
    if (last * step).isFinite { high = last * step }
    if isPercentage { high = min(high, 100) }
    let count = Int(min(max(last - first, 0), 1000))
    marks = (0...count).map { (first + Double($0)) * step }.filter { low <= $0 && $0 <= high }.map {
      Mark(value: $0, label: Self.label($0, step: step))
    }
  }

  /// A scale of ranks, from 1 at the low end.
  init(ranksUpTo last: Double, most: Int) {
    self.init([last], most: most, isWhole: true)
    (low, high) = (1, max(last, 2))
    marks = [Mark(value: 1, label: "1")] + marks.filter { $0.value > 1 && $0.value <= last }
  }

  /// From 0 at the low end to 1 at the high end; beyond them the nearer end.
  func fraction(_ value: Double) -> Double {
    // Halves, since the distance between two doubles may be more than a double holds.
    let fraction = (value / 2 - low / 2) / (high / 2 - low / 2)
    return fraction.isNaN ? 0 : min(max(fraction, 0), 1)
  }

  /// 1, 2 or 5 times a power of ten, the smallest with which there are not too many marks.
  private static func step(from low: Double, to high: Double, most: Int, isWhole: Bool) -> Double {
    let rough = (high / 2 - low / 2) / (Double(most) / 2)
    guard let magnitude = DecimalText(rough)?.magnitude else { return 0 }
    for power in [magnitude, magnitude + 1] {
      for factor in [1, 2, 5] {
        guard let step = Double("\(factor)e\(power)"), step >= rough * (1 - 1e-9) else { continue }
        return isWhole ? max(step, 1) : step
      }
    }
    return 0
  }

  private static func label(_ value: Double, step: Double) -> String {
    guard let text = DecimalText(value)?.rounded(toSignificant: 12), let magnitude = DecimalText(step)?.magnitude else {
      return "0"
    }
    guard (-6...12).contains(magnitude), abs(value) < 1e15 else { return text.machine }
    let places = max(0, -magnitude)
    return grouped(text.rounded(toPlaces: places).plain(minimumPlaces: places))
  }
}

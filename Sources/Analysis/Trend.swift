/// Whether a series rises or falls over its bins, and how fast.
///
/// The slope is the median of the slopes between all pairs of points (Theil 1950, Sen 1968), in the values' unit a bin; its
/// interval is that of Sen, 95%. p is that of the Mann-Kendall test, two-sided: exact without ties up to 33 points, else by
/// the normal approximation with the correction for ties and for continuity (Kendall, Rank Correlation Methods, 4th
/// edition, 1975). Both take the bins as independent: neighbours that resemble each other make p too small.
package struct Trend: Sendable, Hashable {
  /// Fewer cannot show a direction: of four, even all in one has p = 0.083.
  package static let leastPoints = 4
  /// Slopes between pairs grow with the square.
  package static let mostPoints = 2_000

  package let slope: Double
  package let interval: ClosedRange<Double>
  /// 0...1
  package let p: Double
  package let count: Int

  /// - Parameter points: times, all different, and finite values; bins without a figure are left out, and leave a gap.
  /// - Returns: nil for fewer than `leastPoints` or more than `mostPoints`, for values that are not finite, or where two
  ///   points have one time.
  package init?(_ points: [(time: Int, value: Double)]) {
    guard (Self.leastPoints...Self.mostPoints).contains(points.count), points.allSatisfy({ $0.value.isFinite }) else {
      return nil
    }
    let points = points.sorted { $0.time < $1.time }
    var slopes: [Double] = []
    slopes.reserveCapacity(points.count * (points.count - 1) / 2)
    var score = 0
    for (index, later) in points.enumerated() {
      for earlier in points[..<index] {
        guard later.time > earlier.time else { return nil }
        slopes.append((later.value - earlier.value) / (Double(later.time) - Double(earlier.time)))
        score += later.value > earlier.value ? 1 : later.value < earlier.value ? -1 : 0
      }
    }
    guard slopes.allSatisfy(\.isFinite) else { return nil }
    slopes.sort()
    guard let median = slopes.median else { return nil }
    let ties = Dictionary(points.map { ($0.value, 1) }, uniquingKeysWith: +).values.filter { $0 > 1 }
    let variance = Self.variance(points.count, ties: Array(ties))
    slope = median
    count = points.count
    p = Self.p(score: score, count: points.count, hasTies: !ties.isEmpty, variance: variance)
    interval = Self.interval(slopes, variance: variance, median: median)
  }

  /// Of the Mann-Kendall score: (n(n-1)(2n+5) - sum t(t-1)(2t+5)) / 18.
  private static func variance(_ count: Int, ties: [Int]) -> Double {
    func term(_ n: Int) -> Double { Double(n) * Double(n - 1) * Double(2 * n + 5) }
    return (term(count) - ties.map(term).reduce(0, +)) / 18
  }

  private static func p(score: Int, count: Int, hasTies: Bool, variance: Double) -> Double {
    if !hasTies, count <= 33 { return exactP(score: score, count: count) }
    guard score != 0, variance > 0 else { return 1 }
    let z = Double(abs(score) - 1) / variance.squareRoot()
    return min(1, 2 * Distributions.normalProbability(-z))
  }

  /// How many orders of n values have a score at least as far from 0: by the number of inversions.
  private static func exactP(score: Int, count: Int) -> Double {
    let most = count * (count - 1) / 2
    let inversions = (most - abs(score)) / 2
    var shares = [1.0]
    for size in 2...max(2, count) {
      // The value that comes last adds 0 to size - 1 inversions, all as likely.
      var next = [Double](repeating: 0, count: shares.count + size - 1)
      for (index, share) in shares.enumerated() {
        for added in 0..<size { next[index + added] += share / Double(size) }
      }
      shares = next
    }
    return min(1, 2 * shares.prefix(inversions + 1).reduce(0, +))
  }

  private static func interval(_ slopes: [Double], variance: Double, median: Double) -> ClosedRange<Double> {
    let half = Distributions.normalQuantile(0.975) * variance.squareRoot()
    let pairs = Double(slopes.count)
    let lower = max(0, Int(((pairs - half) / 2).rounded(.toNearestOrEven)) - 1)
    let upper = min(slopes.count - 1, Int(((pairs + half) / 2).rounded(.toNearestOrEven)))
    guard slopes.indices.contains(lower), slopes.indices.contains(upper) else { return median...median }
    return min(slopes[lower], median)...max(slopes[upper], median)
  }
}

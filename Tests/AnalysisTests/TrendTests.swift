import Analysis
import Testing

@Suite struct TrendTests {
  struct Case: Decodable {
    var times: [Int]
    var values: [Double]
    var slope: Double
    var low: Double
    var high: Double
    var p: Double
  }

  @Test func `slopes are those of SciPy and p those of SciPy and pymannkendall`() throws {
    let cases = try RecordedFigures.read("trend.json", as: [Case].self)
    #expect(cases.count == 12)
    for each in cases {
      let trend = try #require(Trend(zip(each.times, each.values).map { ($0, $1) }))
      #expect(abs(trend.slope - each.slope) < 1e-9)
      #expect(abs(trend.interval.lowerBound - each.low) < 1e-9)
      #expect(abs(trend.interval.upperBound - each.high) < 1e-9)
      #expect(abs(trend.p - each.p) < 1e-9, "\(each.values.count) points")
    }
  }

  @Test func `the order in which points are given means nothing`() {
    let points = [(time: 3, value: 1.0), (time: 9, value: 2.5), (time: 1, value: 0.0), (time: 4, value: 4.0)]
    #expect(Trend(points) == Trend(Array(points.reversed())))
  }

  @Test func `what all goes one way is as sure as so many points can be`() throws {
    let trend = try #require(Trend((0..<4).map { ($0, Double($0)) }))
    #expect(trend.slope == 1 && abs(trend.p - 2.0 / 24) < 1e-12)
    let flat = try #require(Trend((0..<10).map { ($0, 7.0) }))
    #expect(flat.slope == 0 && flat.p == 1 && flat.interval == 0...0)
  }

  @Test func `too few, too many and impossible points have no trend`() {
    #expect(Trend([]) == nil)
    #expect(Trend([(0, 1), (1, 2), (2, 3)]) == nil)
    #expect(Trend([(0, 1), (1, 2), (2, 3), (2, 4)]) == nil)
    #expect(Trend([(0, 1), (1, 2), (2, .nan), (3, 4)]) == nil)
    #expect(Trend([(0, 1), (1, 2), (2, .infinity), (3, 4)]) == nil)
    #expect(Trend((0...Trend.mostPoints).map { ($0, Double($0)) }) == nil)
    #expect(Trend([(.min, -1e308), (.max, 1e308), (0, 1), (1, 2)]).map { $0.slope.isFinite } ?? true)
  }

  @Test func `under the null p is no smaller than it should be`() {
    var random = SeededRandom(seed: 7)
    var counts = [0.01: 0, 0.05: 0, 0.2: 0]
    let trials = 2_000
    for _ in 0..<trials {
      guard let trend = Trend((0..<10).map { ($0, Double(random.below(1_000_000))) }) else { continue }
      for level in counts.keys where trend.p <= level { counts[level, default: 0] += 1 }
    }
    for (level, count) in counts {
      // Three standard errors of a share of 2,000.
      let margin = 3 * (level * (1 - level) / Double(trials)).squareRoot()
      #expect(Double(count) / Double(trials) <= level + margin)
    }
  }
}

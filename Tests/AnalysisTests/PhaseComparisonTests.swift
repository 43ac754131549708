import Analysis
import Testing

@Suite struct PhaseComparisonTests {
  struct Recorded: Decodable {
    struct Case: Decodable {
      var seed: UInt64
      /// n, k and baseline of the first phase, then of the second.
      var rows: [[Double]]
      /// First, second, difference with bounds, ratio with bounds.
      var output: [Double]
    }

    var networks: [Case]
    var events: [Case]
  }

  static func networks(_ rows: [[Double]]) -> [NetworkPhases] {
    rows.map { row in
      NetworkPhases(
        first: PhaseCounts(n: Int(row[0]), k: Int(row[1]), baseline: row[2]),
        second: PhaseCounts(n: Int(row[3]), k: Int(row[4]), baseline: row[5]))
    }
  }

  static func figures(_ comparison: PhaseComparison) throws -> [Double] {
    let difference = try #require(comparison.difference.interval.value)
    let ratio = try #require(comparison.ratio.interval.value)
    return [
      comparison.first.value ?? .nan, comparison.second.value ?? .nan, comparison.difference.value.value ?? .nan,
      difference.lower, difference.upper, comparison.ratio.value.value ?? .nan, ratio.lower, ratio.upper,
    ]
  }

  @Test func `figures and intervals are those of NumPy and SciPy on the same draws`() throws {
    let recorded = try RecordedFigures.read("compare.json", as: Recorded.self)
    for reference in recorded.networks {
      let comparison = PhaseComparison(networks: Self.networks(reference.rows), seed: reference.seed)
      #expect(comparison.units == reference.rows.count && !comparison.isWithoutSpread)
      for (figure, expected) in zip(try Self.figures(comparison), reference.output) {
        #expect(agree(figure, expected, digits: 1e-9))
      }
    }
    for reference in recorded.events {
      let events = reference.rows.map { EventFigures(first: $0[1], second: $0[4]) }
      let comparison = PhaseComparison(events: events, seed: reference.seed)
      for (figure, expected) in zip(try Self.figures(comparison), reference.output) {
        #expect(agree(figure, expected, digits: 1e-9))
      }
    }
  }

  @Test func `a seed gives the same interval, another seed nearly the same`() throws {
    let rows = try RecordedFigures.read("compare.json", as: Recorded.self).networks[2].rows
    let networks = Self.networks(rows)
    #expect(PhaseComparison(networks: networks, seed: 1) == PhaseComparison(networks: networks, seed: 1))
    let one = try #require(PhaseComparison(networks: networks, seed: 1).difference.interval.value)
    let two = try #require(PhaseComparison(networks: networks, seed: 2).difference.interval.value)
    #expect(one != two && (one.lower - two.lower).magnitude < 0.05 && (one.upper - two.upper).magnitude < 0.05)
  }

  @Test func `a ratio over zero is no figure, and of zero has no interval`() {
    let zero = PhaseCounts(n: 50, k: 0)
    let some = PhaseCounts(n: 50, k: 10)
    let over = PhaseComparison(
      networks: [NetworkPhases](repeating: .init(first: zero, second: some), count: 5), seed: 1)
    #expect(over.ratio.value.cause == .zeroDenominator && over.ratio.interval.cause == .zeroDenominator)
    #expect(over.difference.value.value == 0.2 && over.first.value == 0)
    let of = PhaseComparison(networks: [NetworkPhases](repeating: .init(first: some, second: zero), count: 5), seed: 1)
    #expect(of.ratio.value.value == 0 && of.ratio.interval.cause == .zeroNumerator)
  }

  @Test func `where nothing varies between networks the interval still has a width`() throws {
    for (first, second) in [(0, 0), (40, 40), (0, 40), (20, 20)] {
      let network = NetworkPhases(first: PhaseCounts(n: 40, k: first), second: PhaseCounts(n: 40, k: second))
      let comparison = PhaseComparison(networks: [NetworkPhases](repeating: network, count: 6), seed: 1)
      let interval = try #require(comparison.difference.interval.value)
      #expect(comparison.isWithoutSpread && interval.upper - interval.lower > 0.05)
      #expect(interval.lower <= Double(second - first) / 40 && Double(second - first) / 40 <= interval.upper)
    }
    let events = [EventFigures](repeating: EventFigures(first: 0.1, second: 0.1), count: 6)
    #expect(PhaseComparison(events: events, seed: 1).difference.interval.cause == .noSpread)
  }

  @Test func `too few to draw from is said, with the figures that there are`() {
    let network = NetworkPhases(first: PhaseCounts(n: 40, k: 4), second: PhaseCounts(n: 40, k: 8))
    let two = PhaseComparison(networks: [network, network], seed: 1)
    #expect(two.difference.interval.cause == .fewerNetworks(than: 3, found: 2))
    #expect(two.ratio.interval.cause == .fewerNetworks(than: 3, found: 2))
    #expect(two.difference.value.value == 0.1 && two.ratio.value.value == 2)
    let events = [EventFigures(first: 0.1, second: 0.3), EventFigures(first: nil, second: 0.5)]
    let one = PhaseComparison(events: events, seed: 1)
    #expect(one.units == 1 && one.leftOut == 1)
    #expect(one.difference.interval.cause == .fewerEvents(than: 3, found: 1))
  }

  @Test func `nothing measured and impossible counts are no figures`() {
    let none = PhaseComparison(networks: [], seed: 1)
    #expect(none.first.cause == .noMeasurements && none.difference.value.cause == .noMeasurements)
    let half = PhaseComparison(
      networks: [.init(first: PhaseCounts(n: 0, k: 0), second: PhaseCounts(n: 5, k: 1))], seed: 1)
    #expect(half.second.value == 0.2 && half.first.cause == .noMeasurements && half.ratio.value.value == nil)
    for counts in [
      PhaseCounts(n: -1, k: 0), PhaseCounts(n: 3, k: 4), PhaseCounts(n: .max, k: 0),
      PhaseCounts(n: 3, k: 1, baseline: .nan), PhaseCounts(n: 3, k: 1, baseline: 4),
    ] {
      let comparison = PhaseComparison(networks: [.init(first: counts, second: PhaseCounts(n: 5, k: 1))], seed: 1)
      #expect(comparison.difference.value.value == nil && comparison.difference.interval.value == nil)
      #expect(
        PhaseComparison.figures(of: [.init(first: counts, second: counts)]) == EventFigures(first: nil, second: nil))
    }
    #expect(PhaseComparison(events: [], seed: 1).difference.value.cause == .noMeasurements)
    #expect(PhaseComparison(events: [EventFigures(first: .nan, second: 1)], seed: 1).leftOut == 1)
  }

  @Test func `a baseline of one cannot show a restriction`() {
    let counts = PhaseCounts(n: 10, k: 10, baseline: 10)
    let comparison = PhaseComparison(networks: [.init(first: counts, second: counts)], seed: 1)
    #expect(comparison.first.cause == .noMeasurements && comparison.difference.value.value == nil)
  }
}

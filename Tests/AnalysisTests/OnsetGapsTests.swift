import Analysis
import Tables
import Testing

@Suite struct OnsetGapsTests {
  /// A clock that shows UTC.
  static func clocked(_ seconds: Int) -> Onset {
    .clocked(Instant(seconds: seconds), day: seconds / 86_400)
  }

  @Test func `a gap is the time since the last earlier start, whatever the order of the records`() {
    let onsets = [Self.clocked(200_000), Self.clocked(0), Self.clocked(86_400)]
    #expect(OnsetGaps.seconds(onsets) == [113_600, nil, 86_400])
  }

  @Test func `what starts at the same time has the same start before it`() {
    let onsets = [Self.clocked(0), Self.clocked(3600), Self.clocked(3600), Self.clocked(7200)]
    #expect(OnsetGaps.seconds(onsets) == [nil, 3600, 3600, 3600])
  }

  @Test func `what is known only to the day is whole days from what started on another day`() {
    // On the evening of day 3, on day 3, on day 5.
    let onsets = [Self.clocked(3 * 86_400 + 79_200), .dated(day: 3), .dated(day: 5)]
    #expect(OnsetGaps.seconds(onsets) == [nil, nil, 172_800])
    // The shortest gap wins: 25 hours from a clock, a whole day from a date.
    let mixed = [Self.clocked(0), .dated(day: 0), Self.clocked(90_000)]
    #expect(OnsetGaps.seconds(mixed) == [nil, nil, 86_400])
  }

  @Test func `a start that is not known has no gap and ends none`() {
    #expect(OnsetGaps.seconds([Self.clocked(0), .unknown, Self.clocked(60)]) == [nil, nil, 60])
    #expect(OnsetGaps.seconds([.unknown]) == [nil])
    #expect(OnsetGaps.seconds([]).isEmpty)
  }

  @Test func `gaps are those found by looking at every pair`() {
    var random = SeededRandom(seed: 5, stream: 0)
    for _ in 0..<200 {
      let onsets = (0..<random.below(12)).map { _ -> Onset in
        switch random.below(5) {
        case 0: .unknown
        case 1: .dated(day: random.below(6))
        default: Self.clocked(random.below(12) * 43_200 / 2)
        }
      }
      #expect(OnsetGaps.seconds(onsets) == Self.byPairs(onsets), "\(onsets)")
    }
  }

  private static func byPairs(_ onsets: [Onset]) -> [Int?] {
    onsets.map { own in onsets.compactMap { gap(from: $0, to: own) }.filter { $0 > 0 }.min() }
  }

  private static func gap(from first: Onset, to second: Onset) -> Int? {
    switch (first, second) {
    case (.unknown, _), (_, .unknown): nil
    case (.clocked(let a, _), .clocked(let b, _)): b.seconds - a.seconds
    case (.clocked(_, let a), .dated(let b)), (.dated(let a), .clocked(_, let b)), (.dated(let a), .dated(let b)):
      (b - a) * 86_400
    }
  }
}

import Analysis
import Testing

@Suite struct SeededRandomTests {
  // Output of Tests/Reference/seeded_random.py: seed, stream, first numbers.
  static let recorded: [(UInt64, UInt64, [UInt64])] = [
    (0, 0, [11091344671253066420, 13793997310169335082, 1900383378846508768, 7684712102626143532]),
    (1, 0, [12966619160104079557, 9600361134598540522, 10590380919521690900, 7218738570589545383]),
    (20240107, 0, [7557708384115274014, 6743305119243945520, 16086522742866840834, 6613393056106694845]),
    (20240107, 20555, [11355471087317854015, 16247382629844941485, 17732465543809895705, 12032746270081783704]),
    (
      18446744073709551615, 18446744073709551615,
      [6495424693907944954, 105763403807612844, 10895789720478278221, 4110851636652269362]
    ),
  ]

  @Test(arguments: recorded)
  func `numbers are those of the published algorithm`(seed: UInt64, stream: UInt64, expected: [UInt64]) {
    var random = SeededRandom(seed: seed, stream: stream)
    #expect(expected.map { _ in random.next() } == expected)
  }

  @Test func `numbers below a bound are spread evenly, and no bound gives zero`() {
    var random = SeededRandom(seed: 3)
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<7_000 { counts[random.below(7)] += 1 }
    #expect(counts.allSatisfy { (880...1_120).contains($0) }, "\(counts)")
    #expect(random.below(0) == 0 && random.below(-3) == 0 && random.below(1) == 0)
    #expect((0..<1_000).allSatisfy { _ in (0..<1).contains(random.share()) })
  }

  @Test func `seeds and streams that are neighbours are unlike`() {
    var first: Set<UInt64> = []
    for seed in 0..<30 {
      for stream in 0..<30 {
        var random = SeededRandom(seed: UInt64(seed), stream: UInt64(stream))
        first.insert(random.next())
      }
    }
    #expect(first.count == 900)
  }
}

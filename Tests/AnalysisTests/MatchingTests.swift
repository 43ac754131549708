import Places
import Testing

@testable import Analysis

@Suite struct MatchingTests {
  struct Graph: Decodable {
    var lefts: Int
    var rights: Int
    var edges: [[Int]]
    var output: [Int]

    var byLeft: [[Assignment.Edge]] {
      (0..<lefts).map { left in edges.filter { $0[0] == left }.map { .init(right: $0[1], cost: $0[2]) } }
    }
  }

  struct Graphs: Decodable {
    var call: String
    var cases: [Graph]
  }

  struct Recorded: Decodable {
    var small: Graphs
    var large: Graphs
    var chapman: RecordedCall
  }

  static let country = CountryCode(raw: 0x504B)
  static let day = 86_400

  static func recorded() throws -> Recorded { try RecordedFigures.read("match.json", as: Recorded.self) }

  static func record(
    _ id: String, _ start: Int, unit: Int = 3_600, end: Int? = nil, in country: CountryCode = country
  ) -> MatchRecord {
    MatchRecord(id: id, country: country, start: start, unit: unit, end: end)
  }

  @Test func `assignments are the best of all that there are`() throws {
    let cases = try Self.recorded().small.cases
    #expect(cases.count == 400)
    for graph in cases {
      let partners = try Assignment.solve(graph.byLeft, rights: graph.rights) {}
      #expect(partners.map { $0 ?? -1 } == graph.output, "\(graph.edges)")
    }
  }

  @Test func `larger ones have as many pairs at as little cost as SciPy's`() throws {
    for graph in try Self.recorded().large.cases {
      let partners = try Assignment.solve(graph.byLeft, rights: graph.rights) {}
      var cost = 0
      for (left, partner) in partners.enumerated() {
        guard let partner else { continue }
        cost += try #require(graph.byLeft[left].first { $0.right == partner }).cost
      }
      #expect([partners.compactMap { $0 }.count, cost] == graph.output)
      #expect(Set(partners.compactMap { $0 }).count == partners.compactMap { $0 }.count)
    }
  }

  @Test func `records go together one to one, in one country, within the tolerance`() throws {
    let day = Self.day
    let left = [
      Self.record("a", 0, end: 10 * 3_600), Self.record("b", 5 * day), Self.record("c", 9 * day),
      Self.record("d", 0, in: CountryCode(raw: 0x494E)),
    ]
    let right = [
      Self.record("x", 5 * day + 7_200), Self.record("y", 2 * 3_600, end: 9 * 3_600), Self.record("z", 20 * day),
    ]
    let matching = try Matching(left, with: right, tolerance: day) {}
    #expect(matching.pairs.map { [$0.left, $0.right, $0.distance] } == [[0, 1, 7_200], [1, 0, 7_200]])
    #expect(matching.pairs.map(\.startDifference) == [7_200, 7_200])
    #expect(matching.pairs.map(\.endDifference) == [-3_600, nil])
    #expect(matching.onlyLeft == [2, 3] && matching.onlyRight == [2] && matching.approximateGroups == 0)
    #expect(matching.tally.agreement.value == 0.4 && matching.tally.precision.value == 0.5)
    #expect(agree(matching.tally.recall.value ?? 0, 2.0 / 3))
  }

  @Test func `most pairs come before nearest pairs`() throws {
    // The nearest pair, b with x, would leave a and y apart.
    let left = [Self.record("a", 0), Self.record("b", 10 * 3_600)]
    let right = [Self.record("x", 9 * 3_600), Self.record("y", 19 * 3_600)]
    let matching = try Matching(left, with: right, tolerance: 10 * 3_600) {}
    #expect(matching.pairs.map { [$0.left, $0.right] } == [[0, 0], [1, 1]])
  }

  @Test func `days within two days are two dates apart at most`() throws {
    let day = Self.day
    for (apart, isPair) in [(0, true), (2, true), (3, false), (-2, true), (-3, false)] {
      let left = [Self.record("a", 100 * day, unit: day)]
      let right = [Self.record("x", (100 + apart) * day, unit: day)]
      let matching = try Matching(left, with: right, tolerance: 2 * day) {}
      #expect(matching.pairs.count == (isPair ? 1 : 0), "\(apart)")
      #expect(matching.pairs.first.map(\.distance) == (isPair ? abs(apart) * day : nil))
    }
  }

  @Test func `a date meets any hour of its day at no distance, and a month any of its days`() throws {
    let day = Self.day
    let date = Self.record("a", 100 * day, unit: day)
    let evening = Self.record("x", 100 * day + 20 * 3_600)
    let eve = Self.record("y", 99 * day + 23 * 3_600)
    let month = Self.record("m", 90 * day, unit: 31 * day)
    #expect(date.distance(to: evening) == 0 && evening.distance(to: date) == 0)
    #expect(date.distance(to: eve) == day && eve.leastDifference(to: date) == 1)
    #expect(month.leastDifference(to: evening) == 0 && month.distance(to: evening) == 0)
    let matching = try Matching([date], with: [eve, evening], tolerance: day) {}
    #expect(matching.pairs.map(\.right) == [1])
    #expect(try Matching([month], with: [Self.record("z", 122 * day)], tolerance: 2 * day) {}.pairs.count == 1)
  }

  @Test func `what must be shared is asked for, and equal choices go by id`() throws {
    let left = [Self.record("b", 0), Self.record("a", 0)]
    let right = [Self.record("z", 0), Self.record("y", 0), Self.record("x", 0)]
    let all = try Matching(left, with: right, tolerance: 0) {}
    #expect(all.pairs.map { [$0.left, $0.right] } == [[0, 1], [1, 2]])
    let some = try Matching(left, with: right, tolerance: 0, isCompatible: { $0 == 0 && $1 == 0 }) {}
    #expect(some.pairs.map { [$0.left, $0.right] } == [[0, 0]])
  }

  @Test func `records at the ends of time are apart`() throws {
    let left = [Self.record("a", .min, unit: .max, end: .min), Self.record("b", .max, unit: 1, end: .min)]
    let right = [Self.record("x", .max, unit: .max, end: .max), Self.record("y", 0, unit: 0)]
    let matching = try Matching(left, with: right, tolerance: .max) {}
    #expect(matching.pairs.count + matching.onlyLeft.count == 2)
    #expect(try Matching(left, with: [], tolerance: -5) {}.onlyLeft == [0, 1])
    #expect(try Matching([], with: right, tolerance: 5) {}.onlyRight == [0, 1])
  }

  @Test func `a group that is too large still finishes, and says so`() throws {
    let many = (0..<60).map { Self.record("\($0)", $0 * 60) }
    let matching = try Matching(many, with: many, tolerance: 7_200, largest: 1_000) {}
    let streamed = try Matching(many, with: many, tolerance: 7_200, largest: 10) {}
    #expect(streamed.approximateGroups == 1 && streamed.pairs == matching.pairs)
    #expect(matching.approximateGroups == 1 && matching.pairs.count == 60)
    #expect(matching.pairs.allSatisfy { $0.distance == 0 })
    let exact = try Matching(many, with: many, tolerance: 7_200) {}
    #expect(exact.approximateGroups == 0 && exact.pairs == matching.pairs)
  }

  @Test func `work stops when it is told to`() {
    struct Stop: Error {}
    let many = (0..<300).map { Self.record("\($0)", $0 * 60) }
    #expect(throws: Stop.self) { try Matching(many, with: many, tolerance: 600) { throw Stop() } }
  }

  @Test func `Chapman's estimate and its interval are NumPy's`() throws {
    for reference in try Self.recorded().chapman.cases {
      let counts = reference.input.map { Int($0) }
      let tally = MatchTally(pairs: counts[0], onlyLeft: counts[1], onlyRight: counts[2])
      let estimate = try #require(tally.chapman().value)
      for (figure, expected) in zip(
        [estimate.total.value, estimate.total.lower, estimate.total.upper], reference.output)
      {
        #expect(agree(figure, expected, digits: 1e-9))
      }
      #expect(estimate.isRough == (counts[0] < 7 || reference.output[0] - reference.input.reduce(0, +) < 10))
    }
  }

  @Test func `lists that say nothing of what both missed give no estimate`() {
    #expect(MatchTally(pairs: 0, onlyLeft: 0, onlyRight: 0).chapman().cause == .noRecords)
    #expect(MatchTally(pairs: 0, onlyLeft: 3, onlyRight: 0).chapman().cause == .noRecords)
    #expect(MatchTally(pairs: 0, onlyLeft: 3, onlyRight: 4).chapman().cause == .noPairs)
    #expect(MatchTally(pairs: 5, onlyLeft: 0, onlyRight: 4).chapman().cause == .oneListHoldsAll)
    #expect(MatchTally(pairs: 0, onlyLeft: 0, onlyRight: 0).agreement.cause == .noRecords)
    #expect(MatchTally(pairs: 0, onlyLeft: 0, onlyRight: 3).precision.cause == .noRecords)
  }

  @Test func `the interval of Chapman's estimate covers how many there were`() {
    var random = SplitMix64(state: 4)
    for (total, first, second) in [(120, 0.6, 0.5), (400, 0.3, 0.4), (200, 0.6, 0.6)] {
      var covered = 0
      for _ in 0..<1_000 {
        var counts = [0, 0, 0, 0]
        for _ in 0..<total {
          let number = random.next()
          let isFirst = Double(number & 0xFFFF) < first * 65_536
          let isSecond = Double(number >> 16 & 0xFFFF) < second * 65_536
          counts[(isFirst ? 1 : 0) + (isSecond ? 2 : 0)] += 1
        }
        let tally = MatchTally(pairs: counts[3], onlyLeft: counts[1], onlyRight: counts[2])
        guard let interval = tally.chapman().value?.total else { continue }
        covered += interval.lower <= Double(total) && Double(total) <= interval.upper ? 1 : 0
      }
      #expect(covered >= 930, "\(covered) of 1,000 at \(total)")
    }
  }
}

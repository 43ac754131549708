import Analysis
import Places
import Testing

/// Input that no source gives, at the ends of what numbers hold: results are figures with reasons, never a trap.
@Suite struct HostileAnalysisTests {
  static let wholes = [Int.min, Int.min + 1, -86_400, -1, 0, 1, 7, 63, 64, 65, 86_399, 86_400, Int.max - 1, Int.max]
  static let reals: [Double] = [
    -.infinity, -1e308, -1e308, -1, -0.0, 0, 1e-308, 0.5, 1, 1 + 1e-16, 1e308, .infinity, .nan, -.nan,
  ]

  static func whole(_ random: inout SplitMix64) -> Int { wholes[random.below(wholes.count)] }
  static func real(_ random: inout SplitMix64) -> Double { reals[random.below(reals.count)] }

  static func range(_ random: inout SplitMix64) -> ClosedRange<Int> {
    let (one, two) = (whole(&random), whole(&random))
    return min(one, two)...max(one, two)
  }

  static func some<Element>(_ random: inout SplitMix64, _ make: (inout SplitMix64) -> Element) -> [Element] {
    (0..<random.below(5)).map { _ in make(&random) }
  }

  @Test func `days and starts anywhere in time give figures or reasons`() throws {
    var random = SplitMix64(state: 1)
    for _ in 0..<60 {
      let countries = Self.some(&random) { random in
        AssociationCountry(
          code: AssociationTests.code(random.below(3)), covered: Self.some(&random, Self.range),
          events: Self.some(&random, Self.range), restrictions: Self.some(&random, Self.range))
      }
      // Short, so that the test is; the long ends are in the ranges.
      let first = Self.whole(&random)
      let calendar = first...(first > Int.max - 70 ? Int.max : first + 70)
      let result = try Association(countries, calendar: calendar, seed: 1, draws: Self.wholes[random.below(8)]) {}
      if let ratio = result.crude.value { #expect(ratio.lower <= ratio.ratio && ratio.ratio <= ratio.upper) }
      if let p = result.shift.value?.p { #expect(p > 0 && p <= 1) }

      func moment(_ random: inout SplitMix64) -> LagMoment {
        LagMoment(seconds: Self.whole(&random), isDay: random.below(2) == 0)
      }
      let lags = Self.some(&random) { random in
        LagCountry(
          code: AssociationTests.code(random.below(3)), restrictions: Self.some(&random, moment),
          events: Self.some(&random, moment))
      }
      let bins = LagBins(low: Self.whole(&random), high: Self.whole(&random), width: Self.whole(&random))
      let usual = try LagTests.daily()
      let lag = try LagHistogram(lags, bins: bins ?? usual, calendar: calendar, seed: 1, draws: 20) {}
      #expect(lag.bins.map(\.count).reduce(0, +) == lag.inBins)
    }
  }

  @Test func `records anywhere in time are matched or not`() throws {
    var random = SplitMix64(state: 2)
    for _ in 0..<300 {
      func record(_ random: inout SplitMix64) -> MatchRecord {
        MatchRecord(
          id: "\(random.below(3))", country: AssociationTests.code(random.below(2)), start: Self.whole(&random),
          unit: Self.whole(&random), end: random.below(2) == 0 ? nil : Self.whole(&random))
      }
      let left = Self.some(&random, record)
      let right = Self.some(&random, record)
      let matching = try Matching(
        left, with: right, tolerance: Self.whole(&random), largest: Self.whole(&random)
      ) {}
      #expect(matching.pairs.count + matching.onlyLeft.count == left.count)
      #expect(matching.pairs.count + matching.onlyRight.count == right.count)
      _ = MatchTally(pairs: Self.whole(&random), onlyLeft: random.below(4), onlyRight: random.below(4))
    }
  }

  @Test func `figures that cannot be are no figures`() throws {
    var random = SplitMix64(state: 3)
    for _ in 0..<200 {
      func counts(_ random: inout SplitMix64) -> PhaseCounts {
        PhaseCounts(n: Self.whole(&random), k: Self.whole(&random), baseline: Self.real(&random))
      }
      let networks = Self.some(&random) { NetworkPhases(first: counts(&$0), second: counts(&$0)) }
      let comparison = PhaseComparison(networks: networks, seed: 1, draws: 20)
      #expect(comparison.difference.value.value.map { (-1...1).contains($0) } ?? true)
      let events = Self.some(&random) { EventFigures(first: Self.real(&$0), second: Self.real(&$0)) }
      let mean = PhaseComparison(events: events, seed: 1, draws: 20)
      #expect(mean.difference.interval.value.map { $0.lower <= $0.upper } ?? true)

      func factor(_ random: inout SplitMix64) -> CostFactor {
        CostFactor(value: Self.real(&random), low: Self.real(&random), high: Self.real(&random), source: "")
      }
      let cost = ShutdownCost.estimate(
        gdp: factor(&random), digitalShare: factor(&random), affectedShare: factor(&random), hours: factor(&random),
        daysOfYear: 365)
      #expect(cost.value.map { $0.dollars.lower >= 0 && $0.dollars.upper.isFinite } ?? true)

      func record(_ random: inout SplitMix64) -> SimilarityRecord {
        SimilarityRecord(
          id: "\(random.next())", lead: Self.real(&random), duration: Self.real(&random),
          platforms: random.below(2) == 0 ? [] : ["x"], scope: "a", trigger: nil, networks: Self.real(&random))
      }
      let similarity = Similarity(to: record(&random), among: Self.some(&random, record))
      #expect(similarity.rows.allSatisfy { (0...1).contains($0.distance) })
      let levels = SignalLevel.levels(Self.some(&random, Self.real), stepsPerWeek: Self.whole(&random))
      #expect(levels.allSatisfy { $0.value.map { $0.drop >= 0 && $0.drop <= 1 } ?? true })
    }
  }

  @Test func `hours that cannot be give an index within its range, or none`() throws {
    var random = SplitMix64(state: 4)
    for _ in 0..<60 {
      let countries = (0..<3).map { index in
        let platforms = (0..<3).map { _ in
          var exposure = PlatformExposure(weeks: 4, networks: 4)
          exposure.add(tests: Self.whole(&random))
          for _ in 0..<12 {
            let hours = [1, 24, 0, -1, .max][random.below(5)]
            exposure.add(
              hours: hours, day: Self.whole(&random), week: random.below(6) - 1, probability: Self.real(&random),
              measured: Self.some(&random) { $0.below(6) - 1 }, restricted: Self.some(&random) { $0.below(6) - 1 })
          }
          return random.below(5) == 0 ? nil : exposure
        }
        return IndexCountry(
          code: AssociationTests.code(index), platforms: platforms, users: Self.some(&random, Self.real))
      }
      let weighting = IndexWeighting.allCases[random.below(3)]
      let settings = RestrictionIndex.Settings(
        basket: random.below(5), days: Self.whole(&random), weighting: weighting, minN: Self.whole(&random), seed: 1,
        draws: 20)
      for row in try RestrictionIndex(countries, settings, pause: {}).rows {
        #expect(row.index.value.map { (0...100).contains($0) } ?? true)
        #expect(row.interval.value.map { 0 <= $0.lower && $0.lower <= $0.upper && $0.upper <= 100 } ?? true)
        #expect((row.index.value == nil) == (row.ranks == nil))
      }
    }
  }

  @Test func `all of it stops when it is told to`() {
    struct Stop: Error {}
    func stop() throws { throw Stop() }
    let country = LagCountry(
      code: AssociationTests.code(0), restrictions: [LagTests.date(3)], events: [LagTests.date(3)])
    #expect(throws: Stop.self) {
      try LagHistogram([country], bins: LagTests.daily(), calendar: 0...30, seed: 1, pause: stop)
    }
    let index = IndexCountry(
      code: AssociationTests.code(0), platforms: [RestrictionIndexTests.platform(blocked: 10)])
    let settings = RestrictionIndex.Settings(basket: 1, days: 70, seed: 1)
    #expect(throws: Stop.self) { try RestrictionIndex([index], settings, pause: stop) }
    #expect(throws: Stop.self) { try IndexComparison.compare([index], settings, with: [index], settings, pause: stop) }
  }
}

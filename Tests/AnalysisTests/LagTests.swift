import Analysis
import Places
import Testing

@Suite struct LagTests {
  struct Recorded: Decodable {
    struct Case: Decodable {
      var days: Int
      /// Seconds, and 1 where only the day is known.
      var restrictions: [[Int]]
      var events: [[Int]]
      var low: Int
      var high: Int
      var width: Int
      var counts: [Int]
      var first: Int
      /// Mean, lower, upper.
      var expected: [[Double]]
      var expectedFirst: [Double]
    }

    var cases: [Case]
  }

  static let day = 86_400
  static let code = CountryCode(raw: 0x504B)

  static func exact(_ hours: Int) -> LagMoment { LagMoment(seconds: hours * 3_600, isDay: false) }
  static func date(_ day: Int) -> LagMoment { LagMoment(seconds: day * Self.day, isDay: true) }

  static func country(_ restrictions: [LagMoment], _ events: [LagMoment]) -> LagCountry {
    LagCountry(code: code, restrictions: restrictions, events: events)
  }

  static func daily(_ days: Int = 7) throws -> LagBins {
    try #require(LagBins(low: -days * day, high: days * day, width: day))
  }

  @Test func `counts, expectation and band are those of trying every event and every shift`() throws {
    let cases = try RecordedFigures.read("lag.json", as: Recorded.self).cases
    #expect(cases.count == 5)
    for reference in cases {
      let first = 19_000
      func moments(_ starts: [[Int]]) -> [LagMoment] {
        starts.map { LagMoment(seconds: $0[0] + first * Self.day, isDay: $0[1] == 1) }
      }
      let bins = try #require(LagBins(low: reference.low, high: reference.high, width: reference.width))
      let lag = try LagHistogram(
        [Self.country(moments(reference.restrictions), moments(reference.events))], bins: bins,
        calendar: first...(first + reference.days - 1), seed: 1
      ) {}
      #expect(lag.bins.map(\.count) == reference.counts && lag.first == reference.first)
      #expect(lag.isExhaustive && lag.shifts == reference.days - 1)
      for (bin, expected) in zip(lag.bins, reference.expected) {
        let figures = [bin.expected.value, bin.expected.lower, bin.expected.upper]
        for (figure, expected) in zip(figures, expected) { #expect(agree(figure, expected)) }
      }
      let share = try #require(lag.expectedFirst.value)
      for (figure, expected) in zip([share.value, share.lower, share.upper], reference.expectedFirst) {
        #expect(agree(figure, expected))
      }
    }
  }

  @Test func `a restriction before its event lies below zero`() throws {
    let lag = try LagHistogram(
      [Self.country([Self.exact(45), Self.exact(24 * 10 + 3)], [Self.exact(48), Self.exact(24 * 10)])],
      bins: Self.daily(), calendar: 0...30, seed: 1
    ) {}
    #expect(lag.bins[6].count == 1 && lag.bins[7].count == 1)
    #expect(lag.inBins == 2 && lag.first == 1 && lag.shareFirst.value == 0.5 && lag.orderUnknown == 0)
  }

  @Test func `of two events as near the earlier one counts`() throws {
    let bins = try #require(LagBins(low: -12 * 3_600, high: 12 * 3_600, width: 3_600))
    let lag = try LagHistogram(
      [Self.country([Self.exact(50)], [Self.exact(47), Self.exact(53)])], bins: bins, calendar: 0...9, seed: 1
    ) {}
    #expect(lag.bins[15].count == 1 && lag.first == 0)
  }

  @Test func `on one day nobody knows which came first`() throws {
    let lag = try LagHistogram(
      [Self.country([Self.date(5), Self.exact(24 * 9 + 1), Self.date(3)], [Self.exact(24 * 5 + 20), Self.date(9)])],
      bins: Self.daily(), calendar: 0...30, seed: 1
    ) {}
    #expect(lag.bins[7].count == 2 && lag.bins[5].count == 1)
    #expect(lag.orderUnknown == 2 && lag.first == 1)
  }

  @Test func `what is known to the day enters day bins only`() throws {
    let bins = try #require(LagBins(low: -12 * 3_600, high: 12 * 3_600, width: 3_600))
    let country = Self.country([Self.date(5), Self.exact(24 * 5 + 1)], [Self.date(5), Self.exact(24 * 5)])
    let lag = try LagHistogram([country], bins: bins, calendar: 0...30, seed: 1) {}
    #expect(lag.knownToDayOnly == 1 && lag.inBins == 1 && lag.bins[13].count == 1)
    let dates = try LagHistogram([Self.country([Self.exact(7)], [Self.date(0)])], bins: bins, calendar: 0...9, seed: 1)
    {}
    #expect(dates.knownToDayOnly == 1 && dates.inBins == 0 && dates.shareFirst.cause == .noRecords)
  }

  @Test func `bins that do not divide the span are refused`() {
    #expect(LagBins(low: -10, high: 10, width: 3) == nil)
    #expect(LagBins(low: 0, high: 0, width: 1) == nil && LagBins(low: 0, high: 10, width: 0) == nil)
    #expect(LagBins(low: .min, high: .max, width: 1) == nil && LagBins(low: 0, high: 3_000, width: 1) == nil)
    #expect(LagBins(low: -10, high: 10, width: 5)?.count == 4)
  }

  @Test func `nothing to tell from is said`() throws {
    let bins = try Self.daily()
    for input in [[], [Self.country([], [])], [Self.country([], [Self.date(3)])]] {
      let lag = try LagHistogram(input, bins: bins, calendar: 0...30, seed: 1) {}
      #expect(lag.shareFirst.cause == .noRecords && lag.expectedFirst.cause == .noRecords && lag.inBins == 0)
    }
    let apart = try LagHistogram(
      [Self.country([Self.date(3), Self.exact(.max / 3_600)], [])], bins: bins, calendar: 0...30, seed: 1
    ) {}
    #expect(apart.withoutEvent == 1 && apart.shareFirst.value == nil)
    let far = try LagHistogram([Self.country([Self.date(1)], [Self.date(25)])], bins: bins, calendar: 0...30, seed: 1) {
    }
    #expect(far.outOfBins == 1 && far.shareFirst.cause == .noneInBins)
    let strange = try LagHistogram(
      [Self.country([LagMoment(seconds: .min, isDay: false)], [LagMoment(seconds: .max, isDay: true)])], bins: bins,
      calendar: Int.min...Int.max, seed: 1, draws: 10
    ) {}
    #expect(strange.inBins == 0)
  }

  @Test func `restrictions that follow events stand out of the band, others do not`() throws {
    var random = SplitMix64(state: 9)
    let countries = (0..<5).map { index in
      let events = (0..<12).map { _ in Self.exact(random.below(24 * 365)) }
      let after = events.map { LagMoment(seconds: $0.seconds + 3_600 * random.below(20), isDay: false) }
      let others = (0..<30).map { _ in Self.exact(random.below(24 * 365)) }
      return LagCountry(code: CountryCode(raw: 0x4141 + UInt16(index)), restrictions: after + others, events: events)
    }
    let lag = try LagHistogram(countries, bins: Self.daily(3), calendar: 0...364, seed: 3, draws: 500) {}
    #expect(!lag.isExhaustive && lag.shifts == 500)
    #expect(Double(lag.bins[3].count) > lag.bins[3].expected.upper)
    #expect(Double(lag.bins[0].count) <= lag.bins[0].expected.upper)
    let reordered = try LagHistogram(countries.reversed(), bins: Self.daily(3), calendar: 0...364, seed: 3, draws: 500)
    {}
    #expect(reordered == lag)
  }

  @Test func `without a link the band holds the count of a bin as often as it says`() throws {
    var random = SplitMix64(state: 12)
    var held = 0
    let sets = 200
    for set in 0..<sets {
      func starts(_ count: Int) -> [LagMoment] { (0..<count).map { _ in Self.exact(random.below(24 * 100)) } }
      let lag = try LagHistogram(
        [Self.country(starts(15), starts(6))], bins: Self.daily(2), calendar: 0...99, seed: UInt64(set)
      ) {}
      let bin = lag.bins[2]
      held += (bin.expected.lower...bin.expected.upper).contains(Double(bin.count)) ? 1 : 0
    }
    #expect(held >= 184, "\(held) of \(sets)")
  }
}

import Analysis
import Places
import Testing

@Suite struct IndexComparisonTests {
  static func compare(_ first: PlatformExposure?, _ second: PlatformExposure?, draws: Int = 200) throws
    -> IndexComparison
  {
    func country(_ platform: PlatformExposure?) -> IndexCountry {
      IndexCountry(code: RestrictionIndexTests.code(0), platforms: [platform])
    }
    let settings = RestrictionIndex.Settings(basket: 1, days: 70, seed: 3, draws: draws)
    return try #require(
      try IndexComparison.compare([country(first)], settings, with: [country(second)], settings) {}.first)
  }

  /// So many days of each week on nine of ten networks.
  static func weekly(_ days: Int) -> PlatformExposure {
    let blocks = (0..<70).map {
      RestrictionIndexTests.Block(
        day: $0, week: $0 / 7, probability: $0 % 7 < days ? 1 : 0, measured: Array(0..<10), restricted: Array(0..<9))
    }
    return RestrictionIndexTests.exposure(blocks, weeks: 10, networks: 10)
  }

  static func platform(_ blocked: Int, enforcing: Int = 4) -> PlatformExposure {
    RestrictionIndexTests.platform(blocked: blocked, enforcing: enforcing)
  }

  @Test func `a difference of two periods has an interval about it`() throws {
    // Every seventh day, and five in seven, on nine of ten networks.
    let comparison = try Self.compare(Self.weekly(1), Self.weekly(5))
    #expect(agree(comparison.difference.value.value ?? 0, 90 * 4.0 / 7) && agree(comparison.ratio.value.value ?? 0, 5))
    let interval = try #require(comparison.difference.interval.value)
    #expect(interval.lower > 20 && interval.lower < 90 * 4.0 / 7)
    #expect(90 * 4.0 / 7 < interval.upper && interval.upper <= 100)
    // Weeks are alike and networks are the same in both periods, so that every draw has the same ratio.
    let ratio = try #require(comparison.ratio.interval.value)
    #expect(ratio.lower <= 5 + 1e-9 && 5 - 1e-9 <= ratio.upper && ratio.upper < 5.1)
  }

  @Test func `a period without exposure leaves its limit open`() throws {
    let comparison = try Self.compare(Self.platform(0), Self.platform(35, enforcing: 3))
    #expect(comparison.ratio.value.cause == .zeroDenominator && comparison.first.isLimit)
    let interval = try #require(comparison.difference.interval.value)
    let second = try #require(comparison.second.interval.value)
    #expect(interval.lower < second.lower && interval.lower >= -100 && interval.upper > 37.5)
    let none = try Self.compare(Self.platform(0), Self.platform(0))
    #expect(none.difference.value.value == 0 && none.difference.interval.value.map { $0.lower < -20 } == true)
    let gone = try Self.compare(Self.platform(35, enforcing: 3), Self.platform(0))
    #expect(gone.ratio.value.value == 0 && gone.ratio.interval.cause == .zeroNumerator)
  }

  @Test func `a country of one period alone has no difference`() throws {
    let comparison = try Self.compare(nil, Self.platform(7))
    #expect(comparison.difference.value.cause == .fewerPlatforms(than: 1, found: 0))
    #expect(comparison.second.index.value != nil && comparison.ratio.interval.value == nil)
    let few = RestrictionIndexTests.platform(blocked: 7, enforcing: 2, networks: 2)
    let open = try Self.compare(few, Self.platform(7))
    #expect(open.difference.value.value != nil && open.difference.interval.cause == .fewerNetworks(than: 3, found: 2))
  }
}

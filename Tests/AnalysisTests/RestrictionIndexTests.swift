import Analysis
import Places
import Testing

@Suite struct RestrictionIndexTests {
  /// Hours that are alike: day, week, P(restricted), networks measured, networks that restrict.
  struct Block: Decodable, Sendable {
    var day: Int
    var week: Int
    var probability: Double
    var measured: [Int]
    var restricted: [Int]

    init(day: Int, week: Int, probability: Double, measured: [Int], restricted: [Int]) {
      self.day = day
      self.week = week
      self.probability = probability
      self.measured = measured
      self.restricted = restricted
    }

    init(from decoder: any Decoder) throws {
      var values = try decoder.unkeyedContainer()
      day = try values.decode(Int.self)
      week = try values.decode(Int.self)
      probability = try values.decode(Double.self)
      measured = try values.decode([Int].self)
      restricted = try values.decode([Int].self)
    }
  }

  struct Recorded: Decodable {
    struct Country: Decodable {
      var code: String
      var platforms: [[Block]]
      var networks: Int
      var exposures: [Double]
      var index: Double
      var interval: [Double]
      var ranks: [Int]
      var byUsers: Double
      var byUsersInterval: [Double]
    }

    var seed: UInt64
    var draws: Int
    var weeks: Int
    var hoursOfABlock: Int
    var users: [Double]
    var countries: [Country]
  }

  static func exposure(_ blocks: [Block], weeks: Int, networks: Int, hours: Int = 6, n: Int = 100) -> PlatformExposure {
    var exposure = PlatformExposure(weeks: weeks, networks: networks)
    exposure.add(tests: n)
    for block in blocks {
      exposure.add(
        hours: hours, day: block.day, week: block.week, probability: block.probability, measured: block.measured,
        restricted: block.restricted)
    }
    return exposure
  }

  static func code(_ index: Int) -> CountryCode { AssociationTests.code(index) }

  /// One platform that is restricted on the first of `days` days, on `enforcing` of the networks.
  static func platform(blocked: Int, days: Int = 70, enforcing: Int = 4, networks: Int = 4, p: Double = 1, n: Int = 100)
    -> PlatformExposure
  {
    let blocks = (0..<days).map {
      Block(
        day: $0, week: $0 / 7, probability: $0 < blocked ? p : 0, measured: Array(0..<networks),
        restricted: Array(0..<enforcing))
    }
    return exposure(blocks, weeks: (days + 6) / 7, networks: networks, hours: 24, n: n)
  }

  static func index(
    _ platforms: [PlatformExposure?], days: Int = 70, weighting: IndexWeighting = .equal, users: [Double?] = []
  )
    throws -> RestrictionIndex.Row
  {
    let settings = RestrictionIndex.Settings(
      basket: platforms.count, days: days, weighting: weighting, seed: 1, draws: 50)
    let country = IndexCountry(code: code(0), platforms: platforms, users: users)
    return try #require(try RestrictionIndex([country], settings) {}.rows.first)
  }

  @Test func `index, interval and ranks are those of NumPy on the same draws`() throws {
    let recorded = try RecordedFigures.read("restriction_index.json", as: Recorded.self)
    let countries = try recorded.countries.map { country in
      IndexCountry(
        code: try #require(CountryCode(country.code)),
        platforms: country.platforms.map {
          Self.exposure($0, weeks: recorded.weeks, networks: country.networks, hours: recorded.hoursOfABlock)
        })
    }
    let settings = RestrictionIndex.Settings(
      basket: 2, days: 7 * recorded.weeks, seed: recorded.seed, draws: recorded.draws)
    let index = try RestrictionIndex(countries, settings) {}
    #expect(index.rows.count == 5)
    for (row, reference) in zip(index.rows, recorded.countries) {
      let interval = try #require(row.interval.value)
      #expect(agree(try #require(row.index.value), reference.index, digits: 1e-9), "\(reference.code)")
      #expect(agree(interval.lower, reference.interval[0], digits: 1e-9), "\(reference.code)")
      #expect(agree(interval.upper, reference.interval[1], digits: 1e-9), "\(reference.code)")
      for (figure, expected) in zip(row.exposures, reference.exposures) { #expect(agree(figure ?? .nan, expected)) }
      #expect(row.ranks.map { [$0.lowerBound, $0.upperBound] } == reference.ranks)
      #expect(row.isLimit == (reference.index == 0))
    }
    #expect(try RestrictionIndex(countries.reversed(), settings) {} == index)
  }

  @Test func `weights by users give the index and the interval of NumPy`() throws {
    let recorded = try RecordedFigures.read("restriction_index.json", as: Recorded.self)
    let countries = try recorded.countries.map { country in
      IndexCountry(
        code: try #require(CountryCode(country.code)),
        platforms: country.platforms.map {
          Self.exposure($0, weeks: recorded.weeks, networks: country.networks, hours: recorded.hoursOfABlock)
        }, users: recorded.users)
    }
    let settings = RestrictionIndex.Settings(
      basket: 2, days: 7 * recorded.weeks, weighting: .users, seed: recorded.seed, draws: recorded.draws)
    for (row, reference) in zip(try RestrictionIndex(countries, settings) {}.rows, recorded.countries) {
      let interval = try #require(row.interval.value)
      #expect(agree(try #require(row.index.value), reference.byUsers, digits: 1e-9), "\(reference.code)")
      #expect(agree(interval.lower, reference.byUsersInterval[0], digits: 1e-9), "\(reference.code)")
      #expect(agree(interval.upper, reference.byUsersInterval[1], digits: 1e-9), "\(reference.code)")
    }
  }

  @Test func `the index by hand`() throws {
    // A fifth of the time on half of the networks, and never.
    let row = try Self.index([Self.platform(blocked: 14, enforcing: 2), Self.platform(blocked: 0)])
    #expect(agree(row.index.value ?? 0, 5) && row.platforms == 2)
    #expect(agree(row.exposures[0] ?? 0, 0.1) && row.exposures[1] == 0)
    let worst = try Self.index(
      [Self.platform(blocked: 14, enforcing: 2), Self.platform(blocked: 7), Self.platform(blocked: 0)], weighting: .any)
    #expect(agree(worst.index.value ?? 0, 10))
    let users = try Self.index(
      [Self.platform(blocked: 35), Self.platform(blocked: 0)], weighting: .users, users: [1_000, 3_000])
    #expect(agree(users.index.value ?? 0, 12.5))
    let some = try Self.index(
      [Self.platform(blocked: 35), Self.platform(blocked: 0)], weighting: .users, users: [1_000])
    #expect(agree(some.index.value ?? 0, 50) && some.platforms == 1)
  }

  @Test func `more restriction never lowers the index`() throws {
    var last = -1.0
    for blocked in stride(from: 0, through: 70, by: 5) {
      let figure = try #require(try Self.index([Self.platform(blocked: blocked)]).index.value)
      #expect(figure > last)
      last = figure
    }
    last = -1
    for enforcing in 0...4 {
      let figure = try #require(try Self.index([Self.platform(blocked: 20, enforcing: enforcing)]).index.value)
      #expect(figure > last)
      last = figure
    }
    last = -1
    for p in stride(from: 0.0, through: 1, by: 0.1) {
      let figure = try #require(try Self.index([Self.platform(blocked: 20, p: p), nil]).index.value)
      #expect(figure > last)
      last = figure
    }
  }

  @Test func `no exposure has an upper limit from the covered weeks`() throws {
    let row = try Self.index([Self.platform(blocked: 0)])
    #expect(row.index.value == 0 && row.isLimit)
    // Python: 100 * (1 - 0.05 ** (1 / 10))
    #expect(agree(row.interval.value?.upper ?? 0, 25.886_555_089_305_25))
    #expect(row.interval.value?.lower == 0 && row.ranks == 1...1)
  }

  @Test func `always restricted everywhere leaves as much room below`() throws {
    let row = try Self.index([Self.platform(blocked: 70)])
    #expect(row.index.value == 100 && row.interval.value?.upper == 100)
    #expect(agree(row.interval.value?.lower ?? 0, 100 - 25.886_555_089_305_25))
  }

  @Test func `too little to tell from is said, and never a number`() throws {
    #expect(try Self.index([]).index.cause == .fewerPlatforms(than: 1, found: 0))
    let half = try Self.index([nil, nil, Self.platform(blocked: 5)])
    #expect(half.index.cause == .fewerPlatforms(than: 2, found: 1) && half.ranks == nil)
    #expect(half.interval.cause == half.index.cause)
    let few = try Self.index([Self.platform(blocked: 5, n: 29)])
    #expect(few.index.cause == .fewerPlatforms(than: 1, found: 0))
    // Fourteen covered days of 71 are under a fifth.
    let rare = Self.platform(blocked: 5, days: 14)
    #expect(try Self.index([rare], days: 71).index.cause == .fewerPlatforms(than: 1, found: 0))
    #expect(try Self.index([rare], days: 70).index.value != nil)
    let empty = try Self.index([PlatformExposure(weeks: 0, networks: 0)])
    #expect(empty.index.cause == .fewerPlatforms(than: 1, found: 0))
    #expect(try RestrictionIndex([], .init(basket: 5, days: 10, seed: 1)) {}.rows.isEmpty)
  }

  @Test func `two networks give an index without interval, whose rank is open`() throws {
    let two = IndexCountry(code: Self.code(0), platforms: [Self.platform(blocked: 60, enforcing: 2, networks: 2)])
    let many = IndexCountry(code: Self.code(1), platforms: [Self.platform(blocked: 30)])
    let none = IndexCountry(code: Self.code(2), platforms: [Self.platform(blocked: 0)])
    let rows = try RestrictionIndex([two, many, none], .init(basket: 1, days: 70, seed: 1)) {}.rows
    #expect(rows[0].index.value != nil && rows[0].interval.cause == .fewerNetworks(than: 3, found: 2))
    #expect(rows[0].ranks == 1...3)
    let short = try Self.index([Self.platform(blocked: 3, days: 14)], days: 14)
    #expect(short.interval.cause == .fewerWeeks(than: 3, found: 2))
  }

  @Test func `hours that cannot be are left out`() {
    var exposure = PlatformExposure(weeks: 2, networks: 2)
    exposure.add(hours: 0, day: 0, week: 0, probability: 1, measured: [0], restricted: [0])
    exposure.add(day: 0, week: 2, probability: 1, measured: [0], restricted: [0])
    exposure.add(day: 0, week: 0, probability: 1, measured: [], restricted: [0])
    #expect(exposure.exposure == nil && exposure.coveredDays == 0)
    exposure.add(day: 0, week: 0, probability: .nan, measured: [0, 7], restricted: [0, -1])
    #expect(exposure.exposure == 0 && exposure.coveredDays == 1)
    exposure.add(tests: .max)
    exposure.add(tests: .max)
    exposure.add(tests: -4)
    #expect(exposure.n == .max)
    #expect(PlatformExposure(weeks: .max, networks: .max).exposure == nil)
    #expect(PlatformExposure(weeks: -1, networks: 3).exposure == nil)
  }
}

import Analysis
import Places
import Platforms
import Query
import Storage
import Subjects
import Tables
import Text

/// Finds episodes in the single tests of some datasets, one country at a time, over all the time that they hold: what a
/// statement chooses of them never changes what was found, and an episode keeps its id.
final class EpisodeFinder {
  /// Platforms that are looked at together: a restriction of several shows in all of them.
  struct Basket: Hashable {
    /// What its episodes' ids carry: nothing for the usual one.
    var label: String
    var platforms: [String]
  }

  /// The social media and messengers that restrictions aim at, pooled.
  static let usual = Basket(
    label: "", platforms: ((PlatformCatalog.sets["social"] ?? []) + (PlatformCatalog.sets["messaging"] ?? [])).sorted())

  private let store: Store
  private let dialect: Dialect
  private let slice: Slice
  let settings: EpisodeSettings
  /// Unix hours of the tests.
  let hours: Range<Int>?
  private var rates: [PlatformRate]?
  private var choices: [Basket: HourlyChoice] = [:]
  private var worlds: [Basket: WorldCells] = [:]
  private var memory: [MemoryKey: CountryEpisodes] = [:]

  private struct MemoryKey: Hashable {
    var country: CountryCode
    var basket: Basket
  }

  /// `datasets`: of single tests.
  init(_ store: Store, dialect: Dialect, datasets: [String], span: TimeSpan?, settings: EpisodeSettings) {
    self.settings = settings
    self.store = store
    self.dialect = dialect
    slice = Slice(subject: .measurements, datasets: datasets)
    hours = span.flatMap { $0.start < $0.end ? $0.start.unixHour..<$0.end.hourCeiling.unixHour : nil }
  }

  /// Countries with tests of the basket, sorted.
  func countries(_ basket: Basket) throws -> [CountryCode] {
    let platforms = Set(basket.platforms)
    return Set(try platformRates().filter { platforms.contains($0.platform) && $0.n > 0 }.map(\.country)).sorted()
  }

  /// All that was found in some countries, in their order.
  func episodes(in countries: [CountryCode], _ basket: Basket) throws -> [CountryEpisodes] {
    guard let hours, hours.count <= 1 << 24 else {
      return countries.map { CountryEpisodes(country: $0, label: basket.label) }
    }
    let unknown = countries.filter { memory[MemoryKey(country: $0, basket: basket)] == nil }
    // Few at a time: each holds all its counts until it is done.
    for start in stride(from: 0, to: unknown.count, by: Self.atOnce) {
      let part = unknown[start..<min(start + Self.atOnce, unknown.count)]
      let searches = try part.map { try search(in: $0, basket, hours) }
      for found in try found(searches) { memory[MemoryKey(country: found.country, basket: basket)] = found }
    }
    return countries.map { country in
      memory[MemoryKey(country: country, basket: basket)] ?? CountryEpisodes(country: country, label: basket.label)
    }
  }

  /// All that was found in a country.
  func episodes(in country: CountryCode, _ basket: Basket) throws -> CountryEpisodes {
    try episodes(in: [country], basket).first ?? CountryEpisodes(country: country, label: basket.label)
  }

  private static let atOnce = 8

  private func found(_ searches: [Search]) throws -> [CountryEpisodes] {
    let interruption = store.interruption
    do {
      return try searches.inParallel { try $0.found(interruption: interruption) }
    } catch {
      // Taken note of once, by the store.
      try store.checkInterruption()
      throw error
    }
  }

  /// One country's counts, with all that is needed to look for its episodes away from the store.
  private struct Search: Sendable {
    var country: CountryCode
    var label: String
    var input: EpisodeCountry
    var frame: EpisodeFrame
    var settings: EpisodeSettings

    func found(interruption: Interruption) throws -> CountryEpisodes {
      let report = try EpisodeDetector.detect(country: input, settings: settings) {
        if interruption.isRaised { throw StoreError.interrupted }
      }
      return CountryEpisodes(country: country, label: label, report: report, frame: frame)
    }
  }

  // MARK: counts

  private func search(in country: CountryCode, _ basket: Basket, _ hours: Range<Int>) throws -> Search {
    var networks = NetworkNumbers()
    var (cells, rest, volume): ([EpisodeCell], [EpisodeCell], [EpisodeCell]) = ([], [], [])
    try store.hourlyTests(in: country, try choice(basket)) { test in
      guard hours.contains(test.hour) else { return }
      let bin = Int32(clamping: test.hour - hours.lowerBound)
      let network = networks.number(test.network)
      volume.append(EpisodeCell(bin: bin, network: network, platform: 0, n: test.tests, k: 0))
      if test.platform >= 0 {
        cells.append(
          EpisodeCell(bin: bin, network: network, platform: Int32(clamping: test.platform), n: test.n, k: test.k))
      } else {
        rest.append(EpisodeCell(bin: bin, network: network, platform: 0, n: test.n, k: test.k))
      }
    }
    let frame = EpisodeFrame(
      firstHour: hours.lowerBound, bins: hours.count, platforms: basket.platforms, networks: networks.asns)
    let world = try world(basket, hours)
    let input = EpisodeCountry(
      bins: hours.count, networks: networks.asns.count,
      baselines: try basket.platforms.map { try baseline(of: $0, outside: country) }, cells: cells, rest: rest,
      restBaseline: try baseline(of: nil, outside: country), world: world.evidence,
      numberInWorld: world.countries[country].map { Int($0) }, volume: volume,
      months: frame.months)
    return Search(country: country, label: basket.label, input: input, frame: frame, settings: settings)
  }

  private func choice(_ basket: Basket) throws -> HourlyChoice {
    if let known = choices[basket] { return known }
    let choice = try store.hourlyChoice(platforms: basket.platforms, datasets: slice.datasets)
    choices[basket] = choice
    return choice
  }

  // MARK: other countries

  private struct PlatformRate {
    var country: CountryCode
    /// "" for targets of none.
    var platform: String
    var n: Int
    var k: Int
  }

  private func platformRates() throws -> [PlatformRate] {
    if let rates { return rates }
    let query = CellQuery(keys: [.country, .platform], time: nil, figures: .outcomes, slice: slice)
    let reader = CellRowReader(query, grain: nil)
    var found: [PlatformRate] = []
    try store.rows(query.sql(dialect)) { row in
      let cell = reader.read(row)
      guard let country = cell.country, country != .withheld else { return }
      found.append(
        PlatformRate(country: country, platform: cell.platform ?? "", n: cell.counts.n, k: cell.counts.interference))
    }
    rates = found
    return found
  }

  /// The median rate of (other) countries with at least 30 tests; 0.02 where fewer than five have.
  private func baseline(of platform: String?, outside country: CountryCode?) throws -> Double {
    let others = try platformRates().filter { $0.platform == platform ?? "" && $0.country != country && $0.n >= 30 }
    guard others.count >= 5 else { return 0.02 }
    return others.map { Double($0.k) / Double($0.n) }.sorted().median ?? 0.02
  }

  /// The basket's platforms by the hour and country, worldwide.
  private struct WorldCells {
    var countries: [CountryCode: Int32]
    var evidence: EpisodeWorld
  }

  private func world(_ basket: Basket, _ hours: Range<Int>) throws -> WorldCells {
    if let known = worlds[basket] { return known }
    var countries: [CountryCode: Int32] = [:]
    var counts = EpisodeWorldCounts(bins: hours.count, platforms: basket.platforms.count, settings: settings)
    var latest: (code: CountryCode, number: Int32)?
    try store.hourlyTotals(try choice(basket)) { total in
      guard total.country != .withheld, hours.contains(total.hour) else { return }
      if latest?.code != total.country {
        latest = (total.country, Int32(clamping: countries.count))
        countries[total.country] = latest?.number
      }
      try counts.add(
        EpisodeCell(
          bin: Int32(clamping: total.hour - hours.lowerBound), network: latest?.number ?? 0,
          platform: Int32(clamping: total.platform), n: total.n, k: total.k))
    }
    let evidence = try EpisodeWorld(
      counts: counts, baselines: try basket.platforms.map { try baseline(of: $0, outside: nil) },
      pause: store.checkInterruption)
    let found = WorldCells(countries: countries, evidence: evidence)
    worlds[basket] = found
    return found
  }
}

/// Networks numbered as they come.
private struct NetworkNumbers {
  private(set) var asns: [Int] = []
  private var numbers: [UInt32: Int32] = [:]
  private var latest: (asn: UInt32, number: Int32)?

  mutating func number(_ asn: UInt32) -> Int32 {
    if let latest, latest.asn == asn { return latest.number }
    let number = numbers[asn] ?? Int32(clamping: asns.count)
    if numbers[asn] == nil {
      numbers[asn] = number
      asns.append(Int(asn))
    }
    latest = (asn, number)
    return number
  }
}

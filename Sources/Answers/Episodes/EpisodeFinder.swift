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
  let settings = EpisodeSettings()
  /// Unix hours of the tests.
  let hours: Range<Int>?
  private var rates: [PlatformRate]?
  private var worlds: [Basket: WorldCells] = [:]
  private var memory: [MemoryKey: CountryEpisodes] = [:]

  private struct MemoryKey: Hashable {
    var country: CountryCode
    var basket: Basket
  }

  /// `datasets`: of single tests.
  init(_ store: Store, dialect: Dialect, datasets: [String], span: TimeSpan?) {
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

  /// All that was found in a country.
  func episodes(in country: CountryCode, _ basket: Basket) throws -> CountryEpisodes {
    let key = MemoryKey(country: country, basket: basket)
    if let known = memory[key] { return known }
    guard let hours, hours.count <= 1 << 24 else { return CountryEpisodes(country: country, label: basket.label) }
    let (input, frame) = try input(country, basket, hours)
    let report = try EpisodeDetector.detect(country: input, settings: settings, pause: store.checkInterruption)
    let found = CountryEpisodes(country: country, label: basket.label, report: report, frame: frame)
    memory[key] = found
    return found
  }

  // MARK: counts

  private func input(
    _ country: CountryCode, _ basket: Basket, _ hours: Range<Int>
  ) throws -> (EpisodeCountry, EpisodeFrame) {
    var own = slice
    own.countries = [country]
    let query = CellQuery(keys: [.network, .platform], time: .hour, figures: .partialOutcomes, slice: own)
    let reader = CellRowReader(query, grain: .hour)
    var rows: [(hour: Int, network: Int, platform: Int?, counts: Counts)] = []
    let numbers = Dictionary(basket.platforms.enumerated().map { ($1, $0) }) { $1 }
    try store.rows(query.sql(dialect)) { row in
      let cell = reader.read(row)
      guard let instant = cell.instant else { return }
      rows.append((instant.unixHour, cell.network ?? 0, cell.platform.flatMap { numbers[$0] }, cell.counts))
    }
    let networks = Set(rows.map(\.network)).sorted()
    let networkNumbers = Dictionary(networks.enumerated().map { ($1, Int32(clamping: $0)) }) { $1 }
    var (cells, rest, volume): ([EpisodeCell], [EpisodeCell], [EpisodeCell]) = ([], [], [])
    for row in rows where hours.contains(row.hour) {
      let bin = Int32(clamping: row.hour - hours.lowerBound)
      let network = networkNumbers[row.network] ?? 0
      let (n, k) = (row.counts.n, row.counts.interference)
      volume.append(EpisodeCell(bin: bin, network: network, platform: 0, n: row.counts.tests, k: 0))
      if let platform = row.platform {
        cells.append(EpisodeCell(bin: bin, network: network, platform: Int32(clamping: platform), n: n, k: k))
      } else {
        rest.append(EpisodeCell(bin: bin, network: network, platform: 0, n: n, k: k))
      }
    }
    let frame = EpisodeFrame(
      firstHour: hours.lowerBound, bins: hours.count, platforms: basket.platforms, networks: networks)
    let world = try world(basket, hours)
    let country = EpisodeCountry(
      bins: hours.count, networks: networks.count,
      baselines: try basket.platforms.map { try baseline(of: $0, outside: country) }, cells: cells, rest: rest,
      restBaseline: try baseline(of: nil, outside: country), world: world.evidence,
      numberInWorld: world.countries[country].map { Int($0) }, volume: volume)
    return (country, frame)
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
    var world = slice
    world.platforms = basket.platforms
    let query = CellQuery(keys: [.country, .platform], time: .hour, figures: .partialOutcomes, slice: world)
    let reader = CellRowReader(query, grain: .hour)
    let numbers = Dictionary(basket.platforms.enumerated().map { ($1, Int32(clamping: $0)) }) { $1 }
    var (countries, cells): ([CountryCode: Int32], [EpisodeCell]) = ([:], [])
    try store.rows(query.sql(dialect)) { row in
      let cell = reader.read(row)
      guard let code = cell.country, code != .withheld, let instant = cell.instant, hours.contains(instant.unixHour),
        let platform = cell.platform.flatMap({ numbers[$0] })
      else { return }
      let number = countries[code] ?? Int32(clamping: countries.count)
      countries[code] = number
      cells.append(
        EpisodeCell(
          bin: Int32(clamping: instant.unixHour - hours.lowerBound), network: number, platform: platform,
          n: cell.counts.n, k: cell.counts.interference))
    }
    let evidence = try EpisodeWorld(
      cells: cells, bins: hours.count, baselines: try basket.platforms.map { try baseline(of: $0, outside: nil) },
      settings: settings, pause: store.checkInterruption)
    let found = WorldCells(countries: countries, evidence: evidence)
    worlds[basket] = found
    return found
  }
}

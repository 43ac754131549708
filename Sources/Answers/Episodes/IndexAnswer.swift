import Analysis
import Places
import Platforms
import Query
import Storage
import Subjects
import Tables
import Text

/// `restriction-index`: what countries' episodes come to over a period (Documentation/methods/restriction-index.md).
struct IndexAnswer {
  let query: ResolvedQuery
  let finder: EpisodeFinder
  /// Where platforms are weighted by their users.
  let users: UsersReference?
  let pause: () throws -> Void
  /// Tests of one country's platforms by the hour and network.
  let cells: (CountryCode, [String]) throws -> [PlatformTests]

  struct PlatformTests {
    var platform: String
    var network: Int
    var hour: Int
    var n: Int
  }

  /// What the index is made of in one country and period, and what that rests on.
  struct Input {
    var country: IndexCountry
    var tests: Int
    var networks: Int
  }

  /// Ids, sorted.
  var basket: [String] { Self.basket(query) }

  static func basket(_ query: ResolvedQuery) -> [String] {
    query.slice.platforms ?? (PlatformCatalog.sets["social"] ?? []).sorted()
  }

  /// One row a country, with a figure a value of `vary`.
  func rows(_ countries: [CountryCode: Range<Int>]) throws -> (rows: [ResultRow], notes: [Note]) {
    var remarks = UsersRemarks()
    var inputs: [CountryCode: Input] = [:]
    for (code, hours) in countries.sorted(by: { $0.key < $1.key }) {
      try pause()
      inputs[code] = try input(code, try tests(code), hours, &remarks)
    }
    let settings = alternatives.map { self.settings($0, countries.values) }
    let input = inputs.values.map(\.country)
    let results = try settings.map { try RestrictionIndex(input, $0, pause: pause).rows }
    let rows = results[0].indices.map { index -> ResultRow in
      let code = results[0][index].code
      var row = row(of: code)
      row.figures = results.map { figure($0[index]) }
      row.n = inputs[code]?.tests
      row.networks = inputs[code]?.networks
      row.ranks = results[0][index].ranks
      return row
    }
    return (rows, notes(results[0], settings[0]) + (users.map(remarks.notes) ?? []))
  }

  func row(of code: CountryCode) -> ResultRow {
    let head = Heads.country(code)
    return ResultRow(
      heads: query.dimensions == [.country] ? head.values : [],
      order: query.dimensions == [.country] ? [head.order] : [], figures: [])
  }

  /// Nothing was measured, which is not an index of 0.
  func row(withoutTests code: CountryCode) -> ResultRow {
    var row = row(of: code)
    row.figures = alternatives.map { _ in .missing(.noData) }
    (row.n, row.networks) = (0, 0)
    return row
  }

  /// A weighting and a `min n`, the statement's own first.
  struct Alternative {
    var weighting: Weighting
    var minimum: Int
  }

  var alternatives: [Alternative] {
    let base = Alternative(weighting: query.weighting ?? .equal, minimum: query.minimum ?? 30)
    switch query.vary {
    case .weighting(let schemes): return schemes.map { Alternative(weighting: $0, minimum: base.minimum) }
    case .minimum(let values): return values.map { Alternative(weighting: base.weighting, minimum: $0) }
    case .counting, .within, .detector, nil: return [base]
    }
  }

  /// Of a period whose hours are given for each country.
  func settings(
    _ alternative: Alternative, _ hours: some Sequence<Range<Int>>
  ) -> RestrictionIndex.Settings {
    let longest = hours.map(\.count).max() ?? 0
    return RestrictionIndex.Settings(
      basket: basket.count, days: max(1, (longest + 23) / 24), weighting: alternative.weighting.kind,
      minN: alternative.minimum, seed: query.seed ?? 1)
  }

  func figure(_ row: RestrictionIndex.Row) -> Figure {
    guard let index = row.index.value else { return .missing(.noData) }
    let bounds = row.interval.value
    let value = { (number: Double?) -> Value in number.map { .number($0.rounded12) } ?? .missing(.noData) }
    return Figure(value(index), low: value(bounds?.lower), high: value(bounds?.upper))
  }

  // MARK: exposure

  /// Looks for the episodes of countries all at once, which is quicker than of each when its turn comes.
  func findEpisodes(in countries: [CountryCode]) throws {
    for basket in Set(basket.map(EpisodeFinder.basket)) { _ = try finder.episodes(in: countries, basket) }
  }

  /// All that was tested of the basket in a country.
  func tests(_ code: CountryCode) throws -> [PlatformTests] { try cells(code, basket).filter { $0.n > 0 } }

  /// `networks`: those that have a number, which are the measured ones unless two periods are to share them.
  func input(
    _ code: CountryCode, _ all: [PlatformTests], _ hours: Range<Int>, networks shared: [Int]? = nil,
    _ remarks: inout UsersRemarks
  ) throws -> Input {
    let tests = all.filter { hours.contains($0.hour) }
    let measured = Set(tests.map(\.network)).sorted()
    let numbers = Dictionary((shared ?? measured).enumerated().map { ($1, $0) }) { $1 }
    let byPlatform = Dictionary(grouping: tests, by: \.platform)
    let platforms = try basket.map { platform -> PlatformExposure? in
      guard let own = byPlatform[platform] else { return nil }
      let found = try finder.episodes(in: code, EpisodeFinder.basket(of: platform))
      return exposure(of: platform, own, found, hours, numbers)
    }
    var country = IndexCountry(code: code, platforms: platforms)
    if let users {
      let year = Instant(seconds: (hours.upperBound - 1) * 3600).day.civil.year
      country.users = basket.map { platform in
        let found = users.standing(platform, in: code, year: year)
        if byPlatform[platform] != nil { remarks.add(found, of: platform, in: code) }
        return found?.users
      }
    }
    return Input(country: country, tests: tests.reduce(0) { $0 + $1.n }, networks: measured.count)
  }

  private func exposure(
    of platform: String, _ tests: [PlatformTests], _ found: CountryEpisodes, _ hours: Range<Int>, _ numbers: [Int: Int]
  ) -> PlatformExposure {
    var exposure = PlatformExposure(weeks: (hours.count + 167) / 168, networks: numbers.count)
    exposure.add(tests: tests.reduce(0) { $0 + $1.n })
    let sorted = tests.sorted { $0.hour < $1.hour }
    var window: [Int: Int] = [:]
    var (entering, leaving) = (0, 0)
    for hour in Set(sorted.map(\.hour)).sorted() {
      // Networks measured within the 24 hours around.
      while entering < sorted.count, sorted[entering].hour <= hour + 12 {
        window[sorted[entering].network, default: 0] += 1
        entering += 1
      }
      while leaving < entering, sorted[leaving].hour < hour - 12 {
        let network = sorted[leaving].network
        window[network] = window[network].flatMap { $0 > 1 ? $0 - 1 : nil }
        leaving += 1
      }
      let (probability, restricting) = found.exposure(of: platform, at: hour)
      let measured = window.keys.compactMap { numbers[$0] }.sorted()
      exposure.add(
        day: (hour - hours.lowerBound) / 24, week: (hour - hours.lowerBound) / 168, probability: probability,
        measured: measured, restricted: restricting.filter { window[$0] != nil }.compactMap { numbers[$0] }.sorted())
    }
    return exposure
  }

  // MARK: notes

  private func notes(_ rows: [RestrictionIndex.Row], _ settings: RestrictionIndex.Settings) -> [Note] {
    var notes = [basketNote(settings)]
    let without = rows.filter { $0.index.value == nil }
    if !without.isEmpty {
      notes.append(
        Note(
          .scope, "no index of \(Counted.phrase(without.count, "country")): under half of the platforms \(countable)")
      )
    }
    return notes + limitNotes(rows) + [drawNote(settings)]
  }

  /// What a platform must have to count.
  var countable: String { query.weighting == .users ? "are covered and have a figure of users" : "are covered" }

  func basketNote(_ settings: RestrictionIndex.Settings) -> Note {
    Note(
      .scope,
      "of \(basket.joined(separator: ", ")), weighting \((query.weighting ?? .equal).rawValue), platforms with n >= \(settings.minN) on a fifth of the days"
    )
  }

  func limitNotes(_ rows: [RestrictionIndex.Row]) -> [Note] {
    guard rows.contains(where: { $0.isLimit && $0.index.value != nil }) else { return [] }
    return [Note(.scope, "where nothing was found the upper end is what the covered weeks leave open")]
  }

  func drawNote(_ settings: RestrictionIndex.Settings) -> Note {
    Note(
      .scope,
      "intervals by \(settings.draws.grouped) draws of networks and weeks, seed \(settings.seed); errors of detection are not in them"
    )
  }
}

extension Weighting {
  fileprivate var kind: IndexWeighting {
    switch self {
    case .equal: .equal
    case .any: .any
    case .users: .users
    }
  }
}

extension EpisodeFinder {
  /// Where a platform is looked for.
  static func basket(of platform: String) -> Basket {
    usual.platforms.contains(platform) ? usual : Basket(label: platform, platforms: [platform])
  }
}

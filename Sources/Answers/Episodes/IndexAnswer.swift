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
  let clock: ZoneClock
  let pause: () throws -> Void
  /// Tests of one country's platforms by the hour and network.
  let cells: (CountryCode, [String]) throws -> [PlatformTests]

  struct PlatformTests {
    var platform: String
    var network: Int
    var hour: Int
    var n: Int
  }

  /// Ids, sorted.
  var basket: [String] { query.slice.platforms ?? (PlatformCatalog.sets["social"] ?? []).sorted() }

  /// One row a country, with a figure a value of `vary`.
  func rows(_ countries: [CountryCode], _ hours: Range<Int>) throws -> (rows: [ResultRow], notes: [Note]) {
    var input: [IndexCountry] = []
    var tests: [CountryCode: (n: Int, networks: Int)] = [:]
    for country in countries {
      try pause()
      let found = try self.country(country, hours)
      tests[country] = (found.tests, found.networks)
      input.append(found.country)
    }
    let settings = alternatives.map { weighting, minimum in
      RestrictionIndex.Settings(
        basket: basket.count, days: max(1, (hours.count + 23) / 24), weighting: weighting.kind, minN: minimum,
        seed: query.seed ?? 1)
    }
    let results = try settings.map { try RestrictionIndex(input, $0, pause: pause).rows }
    let rows = results[0].indices.map { index -> ResultRow in
      let code = results[0][index].code
      let head = Heads.country(code)
      var row = ResultRow(heads: isByCountry ? head.values : [], order: isByCountry ? [head.order] : [], figures: [])
      row.figures = results.map { figure($0[index]) }
      row.n = tests[code]?.n
      row.networks = tests[code]?.networks
      row.ranks = results[0][index].ranks
      return row
    }
    return (rows, notes(results[0], settings[0]))
  }

  /// Nothing was measured, which is not an index of 0.
  func row(withoutTests code: CountryCode) -> ResultRow {
    let head = Heads.country(code)
    var row = ResultRow(heads: isByCountry ? head.values : [], order: isByCountry ? [head.order] : [], figures: [])
    row.figures = alternatives.map { _ in .missing(.noData) }
    (row.n, row.networks) = (0, 0)
    return row
  }

  private var isByCountry: Bool { query.dimensions == [.country] }

  private var alternatives: [(Weighting, Int)] {
    let (weighting, minimum) = (query.weighting ?? .equal, query.minimum ?? 30)
    switch query.vary {
    case .weighting(let schemes): return schemes.map { ($0, minimum) }
    case .minimum(let values): return values.map { (weighting, $0) }
    case .counting, .within, nil: return [(weighting, minimum)]
    }
  }

  private func figure(_ row: RestrictionIndex.Row) -> Figure {
    guard let index = row.index.value else { return .missing(.noData) }
    let bounds = row.interval.value
    let value = { (number: Double?) -> Value in number.map { .number($0.rounded12) } ?? .missing(.noData) }
    return Figure(value(index), low: value(bounds?.lower), high: value(bounds?.upper))
  }

  // MARK: exposure

  private func country(
    _ code: CountryCode, _ hours: Range<Int>
  ) throws -> (country: IndexCountry, tests: Int, networks: Int) {
    let tests = try cells(code, basket).filter { hours.contains($0.hour) && $0.n > 0 }
    let networks = Set(tests.map(\.network)).sorted()
    let numbers = Dictionary(networks.enumerated().map { ($1, $0) }) { $1 }
    let byPlatform = Dictionary(grouping: tests, by: \.platform)
    let platforms = try basket.map { platform -> PlatformExposure? in
      guard let own = byPlatform[platform] else { return nil }
      let found = try finder.episodes(in: code, EpisodeFinder.basket(of: platform))
      return exposure(of: platform, own, found, hours, numbers)
    }
    return (IndexCountry(code: code, platforms: platforms), tests.reduce(0) { $0 + $1.n }, networks.count)
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
    var notes = [
      Note(
        .scope,
        "of \(basket.joined(separator: ", ")), weighting \((query.weighting ?? .equal).rawValue), platforms with n >= \(settings.minN) on a fifth of the days"
      )
    ]
    let without = rows.filter { $0.index.value == nil }
    if !without.isEmpty {
      notes.append(
        Note(.scope, "no index of \(Counted.phrase(without.count, "country")): under half of the platforms are covered")
      )
    }
    if rows.contains(where: { $0.isLimit && $0.index.value != nil }) {
      notes.append(Note(.scope, "where nothing was found the upper end is what the covered weeks leave open"))
    }
    notes.append(
      Note(
        .scope,
        "intervals by \(settings.draws.grouped) draws of networks and weeks, seed \(settings.seed); errors of detection are not in them"
      ))
    if case .weighting(let schemes) = query.vary, schemes.contains(.users) {
      notes.append(Note(.caution, "no table of users by platform: that column has no figures"))
    }
    return notes
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

extension Answerer {
  /// Groups of a statement over the index, before they are ranked and limited.
  func indexRows(_ query: ResolvedQuery, _ clock: ZoneClock) throws -> (rows: [ResultRow], notes: [Note]) {
    try refuseIndex(query)
    let finder = try finder(query.slice)
    guard let all = finder.hours else { return ([], []) }
    var hours = all
    if case .span(let span) = query.slice.during {
      let local = clock.utc(clock.localSpan(span), in: query.slice.countries?.first ?? .withheld)
      hours = (local.start.unixHour..<max(local.start.unixHour, local.end.hourCeiling.unixHour)).clamped(to: all)
    }
    guard !hours.isEmpty else { return ([], []) }
    let answer = IndexAnswer(
      query: query, finder: finder, clock: clock, pause: store.checkInterruption,
      cells: { try self.tests(in: $0, of: $1, query.slice) })
    let measured = try finder.countries(
      EpisodeFinder.Basket(label: "", platforms: answer.basket))
    let asked = query.slice.countries.map { countries in measured.filter(countries.contains) } ?? measured
    let (rows, notes) = try answer.rows(asked, hours)
    let unmeasured = (query.slice.countries ?? []).filter { !asked.contains($0) }
    let missing =
      unmeasured.isEmpty ? [] : [Note(.caution, "not measured: \(Counted.phrase(unmeasured.count, "country"))")]
    // Countries that are asked for one by one have a row whatever there is.
    let named = query.slice.placeNames.count == query.slice.countries?.count ? unmeasured : []
    return (
      rows + named.map { answer.row(withoutTests: $0) }, notes + missing + (try episodeProvisos(query.slice))
    )
  }

  private func refuseIndex(_ query: ResolvedQuery) throws {
    if let dimension = query.dimensions.first(where: { $0 != .country }) {
      throw Diagnostic(
        .error, "'restriction-index' is of countries, not by \(dimension.rawValue)", help: "write 'by country'")
    }
    if query.dimensions.isEmpty, query.slice.countries?.count != 1 {
      throw Diagnostic(
        .error, "'restriction-index' is of one country at a time", help: "write 'by country', or one country after 'in'"
      )
    }
    if query.bin != nil {
      throw Diagnostic(
        .error, "'restriction-index' is not split by time", help: "ask for each period with 'during', or 'compare' two")
    }
    if query.weighting == .users {
      throw Diagnostic(
        .error, "'weighting users' needs users of each platform by country, which this database does not have",
        help: "write 'weighting equal' or 'weighting any'")
    }
    if query.slice.condition != nil || query.slice.late != nil {
      throw Diagnostic(
        .error, "'restriction-index' takes no condition: it is of all episodes of its platforms",
        help: "choose with 'in', 'on', 'during' and 'from'")
    }
  }

  private func tests(
    in country: CountryCode, of platforms: [String], _ slice: Slice
  ) throws -> [IndexAnswer.PlatformTests] {
    let own = Slice(
      subject: .measurements, countries: [country], platforms: platforms, datasets: try episodeDatasets(slice))
    let query = CellQuery(keys: [.network, .platform], time: .hour, figures: .partialOutcomes, slice: own)
    let reader = CellRowReader(query, grain: .hour)
    var tests: [IndexAnswer.PlatformTests] = []
    try store.rows(query.sql(dialect)) { cursor in
      let row = reader.read(cursor)
      guard let platform = row.platform, let hour = row.instant?.unixHour else { return }
      tests.append(
        IndexAnswer.PlatformTests(platform: platform, network: row.network ?? 0, hour: hour, n: row.counts.n))
    }
    return tests
  }
}

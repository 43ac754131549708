import Analysis
import Places
import Query
import Storage
import Subjects
import Tables
import Text

extension Answerer {
  /// Groups of a statement over the index, before they are ranked and limited.
  func indexRows(_ query: ResolvedQuery, _ clock: ZoneClock) throws -> (rows: [ResultRow], notes: [Note]) {
    try refuseIndex(query)
    if case .selection = query.slice.during {
      throw Diagnostic(
        .error, "'restriction-index' takes a time after 'during', not events",
        help: "'compare restriction-index around event ID before 7d after 7d' asks for the times about one")
    }
    let answer = try indexAnswer(query)
    guard let all = answer.finder.hours else { return ([], []) }
    let (asked, unmeasured) = try indexCountries(answer, query)
    try answer.findEpisodes(in: asked)
    var hours: [CountryCode: Range<Int>] = [:]
    for country in asked {
      if case .span(let span) = query.slice.during {
        hours[country] = clock.hours(of: clock.localSpan(span), in: country, within: all)
      } else {
        hours[country] = all
      }
    }
    guard !hours.values.allSatisfy(\.isEmpty) || asked.isEmpty else { return ([], []) }
    let (rows, notes) = try answer.rows(hours)
    // Countries that are asked for one by one have a row whatever there is.
    let named = query.namesCountries ? unmeasured : []
    return (
      rows + named.map { answer.row(withoutTests: $0) },
      notes + unmeasuredNotes(unmeasured) + (try episodeProvisos(query.slice))
    )
  }

  /// Throws a `Diagnostic` where platforms are weighted by users and no table says how many there are.
  func indexAnswer(_ query: ResolvedQuery) throws -> IndexAnswer {
    var isByUsers = query.weighting == .users
    if case .weighting(let schemes) = query.vary { isByUsers = isByUsers || schemes.contains(.users) }
    let users = isByUsers ? try UsersReference(IndexAnswer.basket(query), store) : nil
    if query.weighting == .users, users?.isEmpty == true {
      throw Diagnostic(
        .error, "'weighting users' needs the users of each platform by country, and no such table is loaded",
        help: "load a table with the columns platform, country, users (and year): load \"FILE\" format platform-users")
    }
    return IndexAnswer(
      query: query, finder: try finder(query.slice, settings: EpisodeSettings(query.detector)), users: users,
      pause: store.checkInterruption, cells: { try self.tests(in: $0, of: $1, query.slice) })
  }

  /// Countries that are asked about and measured, and those that are asked about and are not.
  func indexCountries(
    _ answer: IndexAnswer, _ query: ResolvedQuery
  ) throws -> (asked: [CountryCode], unmeasured: [CountryCode]) {
    let measured = try answer.finder.countries(EpisodeFinder.Basket(label: "", platforms: answer.basket))
    guard let countries = query.slice.countries else { return (measured, []) }
    return (measured.filter(countries.contains), countries.filter { !measured.contains($0) })
  }

  func unmeasuredNotes(_ countries: [CountryCode]) -> [Note] {
    countries.isEmpty ? [] : [Note(.caution, "not measured: \(Counted.phrase(countries.count, "country"))")]
  }

  func refuseIndex(_ query: ResolvedQuery) throws {
    if query.measures.count > 1 {
      throw Diagnostic(
        .error, "'restriction-index' stands by itself, not beside other measures",
        help: "ask for the others in a statement of their own")
    }
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
    if query.slice.condition != nil || query.slice.late != nil || !query.near.isEmpty {
      let word = query.near.first.map { $0.isWithout ? "'without'" : "'near'" } ?? "condition"
      throw Diagnostic(
        .error, "'restriction-index' takes no \(word): it is of all episodes of its platforms",
        help: "choose with 'in', 'on', 'during' and 'from'")
    }
  }

  private func tests(
    in country: CountryCode, of platforms: [String], _ slice: Slice
  ) throws -> [IndexAnswer.PlatformTests] {
    let choice = try store.hourlyChoice(platforms: platforms, datasets: try episodeDatasets(slice))
    var tests: [IndexAnswer.PlatformTests] = []
    try store.hourlyTests(in: country, choice) { test in
      guard test.n > 0, platforms.indices.contains(test.platform) else { return }
      tests.append(
        IndexAnswer.PlatformTests(
          platform: platforms[test.platform], network: Int(test.network), hour: test.hour, n: test.n))
    }
    return tests
  }
}

extension ResolvedQuery {
  /// Countries are asked for one by one, rather than by a region or a set.
  var namesCountries: Bool { slice.placeNames.count == slice.countries?.count }
}

extension ZoneClock {
  /// The stored hours that a wall-clock span touches, of those that there are.
  func hours(of local: TimeSpan, in country: CountryCode, within all: Range<Int>) -> Range<Int> {
    let span = utc(local, in: country)
    return (span.start.unixHour..<max(span.start.unixHour, span.end.hourCeiling.unixHour)).clamped(to: all)
  }
}

import Places
import Query
import Storage
import Subjects
import Tables

/// `with per-million-people` and `per-million-users`: counts over reference data of a row's countries.
struct PerMillion {
  private let query: ResolvedQuery
  /// By indicator, country and year, ascending.
  private let figures: [Extra: [CountryCode: [(year: Int, value: Double)]]]
  private let year: Int?
  private(set) var years: Set<Int> = []
  private(set) var without: Set<CountryCode> = []

  init(_ query: ResolvedQuery, year: Int?, store: Store) throws {
    self.query = query
    self.year = year
    var figures: [Extra: [CountryCode: [(year: Int, value: Double)]]] = [:]
    for (extra, indicator) in query.extras.compactMap({ extra in extra.indicator.map { (extra, $0) } }) {
      try store.rows(
        "select country, year, max(value), min(value) from (\(Self.figures(indicator))) group by 1, 2 order by 1, 2"
      ) { row in
        // Two datasets that disagree leave the year out: neither is the one.
        guard let country = row.text(0).flatMap({ CountryCode($0) }), row.double(2) == row.double(3), row.double(2) > 0
        else { return }
        figures[extra, default: [:]][country, default: []].append((row.int(1), row.double(2)))
      }
    }
    self.figures = figures
  }

  /// People who use the internet are a share of the population where no figure of their own is there.
  private static func figures(_ indicator: CountryFigure.Indicator) -> SQL {
    let own: SQL = "select country, year, value from country_figures where indicator = \(bind: indicator.rawValue)"
    guard indicator == .internetUsers else { return own }
    return """
      \(own) union all select s.country, s.year, s.value / 100 * p.value from country_figures s
      join country_figures p on p.country = s.country and p.year = s.year and p.indicator = 'population'
      where s.indicator = 'internet-users-percent' and not exists (
        select 1 from country_figures u where u.indicator = 'internet-users' and u.country = s.country and u.year = s.year)
      """
  }

  /// Millions that a row's counts are divided by; nothing where a country of the row has no figure.
  mutating func millions(_ row: ResultRow) -> [Extra: Double] {
    var millions: [Extra: Double] = [:]
    for extra in query.extras where extra.indicator != nil {
      let known = figures[extra] ?? [:]
      var sum = 0.0
      var isWhole = true
      for country in query.countries(of: row.heads) ?? known.keys.sorted() {
        guard let figure = standing(known[country] ?? []) else {
          without.insert(country)
          isWhole = false
          continue
        }
        years.insert(figure.year)
        sum += figure.value
      }
      if isWhole, sum > 0 { millions[extra] = sum / 1_000_000 }
    }
    return millions
  }

  /// The newest figure up to the period's year; the oldest where all are later.
  private func standing(_ figures: [(year: Int, value: Double)]) -> (year: Int, value: Double)? {
    guard let year else { return figures.last }
    return figures.last { $0.year <= year } ?? figures.first
  }

  var notes: [Note] {
    var notes: [Note] = []
    if let first = years.min(), let last = years.max() {
      notes.append(Note(.scope, "reference data of \(first == last ? "\(first)" : "\(first)..\(last)")"))
    }
    if !without.isEmpty {
      let codes =
        without.sorted().prefix(8).map(\.description).joined(separator: ", ") + (without.count > 8 ? ", ..." : "")
      notes.append(Note(.caution, "no reference figure, so no rate: \(codes)"))
    }
    return notes
  }
}

extension Extra {
  /// The reference data that counts are divided by.
  var indicator: CountryFigure.Indicator? {
    switch self {
    case .perMillionPeople: .population
    case .perMillionUsers: .internetUsers
    case .ci, .n, .networks, .scope, .trend, .share, .phases, .sources: nil
    }
  }
}

extension Answerer {
  /// Rows with what their counts are divided by, if the statement asks for it.
  func perMillion(_ rows: [ResultRow], _ query: ResolvedQuery) throws -> (rows: [ResultRow], notes: [Note]) {
    guard query.extras.contains(where: { $0.indicator != nil }) else { return (rows, []) }
    var year: Int?
    if case .span(let span) = query.slice.during { year = span.end.advanced(by: -1).day.civil.0 }
    var reference = try PerMillion(query, year: year, store: store)
    let rows = rows.map { row in
      var row = row
      row.millions = reference.millions(row)
      return row
    }
    return (rows, reference.notes)
  }
}

extension ResolvedQuery {
  /// The countries that a row is about; nil: all.
  func countries(of heads: [Value]) -> [CountryCode]? {
    var position = 0
    for dimension in dimensions {
      let head = heads.indices.contains(position) ? heads[position].string : nil
      switch dimension {
      case .country: return head.flatMap { CountryCode($0) }.map { [$0] } ?? []
      case .subregion, .region:
        let members = head.flatMap { PlaceCatalog.region(named: $0)?.members } ?? []
        return slice.countries.map { asked in members.filter(asked.contains) } ?? members
      default: position += Shape.columns(of: dimension).count
      }
    }
    return slice.countries
  }
}

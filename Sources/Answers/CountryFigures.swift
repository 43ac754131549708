import Places
import Query
import Storage
import Subjects

/// One indicator of reference data, by country and year.
struct CountryFigures {
  private var figures: [CountryCode: [(year: Int, value: Double)]] = [:]

  init(_ indicator: CountryFigure.Indicator, _ store: Store) throws {
    try store.rows(
      "select country, year, max(value), min(value) from (\(Self.rows(indicator))) group by 1, 2 order by 1, 2"
    ) { row in
      // Two datasets that disagree leave the year out: neither is the one.
      guard let country = row.text(0).flatMap({ CountryCode($0) }), row.double(2) == row.double(3), row.double(2) > 0
      else { return }
      figures[country, default: []].append((row.int(1), row.double(2)))
    }
  }

  /// People who use the internet are a share of the population where no figure of their own is there.
  private static func rows(_ indicator: CountryFigure.Indicator) -> SQL {
    let own: SQL = "select country, year, value from country_figures where indicator = \(bind: indicator.rawValue)"
    guard indicator == .internetUsers else { return own }
    return """
      \(own) union all select s.country, s.year, s.value / 100 * p.value from country_figures s
      join country_figures p on p.country = s.country and p.year = s.year and p.indicator = 'population'
      where s.indicator = 'internet-users-percent' and not exists (
        select 1 from country_figures u where u.indicator = 'internet-users' and u.country = s.country and u.year = s.year)
      """
  }

  /// Of the year or the newest before it; nil asks for the newest.
  func standing(_ country: CountryCode, in year: Int?) -> (year: Int, value: Double)? {
    guard let year else { return figures[country]?.last }
    return figures[country]?.last { $0.year <= year }
  }
}

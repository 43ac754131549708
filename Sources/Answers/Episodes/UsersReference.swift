import Places
import Query
import Storage
import Tables

/// How many people use the platforms of a basket in each country, by the loaded tables.
struct UsersReference {
  private struct Key: Hashable {
    var platform: String
    var country: CountryCode
  }

  private var dated: [Key: [(year: Int, users: Double)]] = [:]
  private var undated: [Key: Double] = [:]
  private(set) var datasets: [String] = []
  /// Figures on which two datasets disagree: neither is the one.
  private(set) var disagreeing = 0

  init(_ platforms: [String], _ store: Store) throws {
    try store.rows(
      """
      select platform, country, year, min(users), max(users) from platform_users
      where platform in \(list: platforms) group by 1, 2, 3 order by 1, 2, 3
      """
    ) { row in
      guard let platform = row.text(0), let country = row.text(1).flatMap({ CountryCode($0) }) else { return }
      guard row.double(3) == row.double(4) else { return disagreeing += 1 }
      let key = Key(platform: platform, country: country)
      if row.isNull(2) {
        undated[key] = row.double(3)
      } else {
        dated[key, default: []].append((row.int(2), row.double(3)))
      }
    }
    datasets = try store.referenceDatasets(for: [Store.platformUsers])
  }

  var isEmpty: Bool { datasets.isEmpty }

  /// Of the year or the newest before it; where there is none, what a table says of no year.
  func standing(_ platform: String, in country: CountryCode, year: Int) -> (year: Int?, users: Double)? {
    let key = Key(platform: platform, country: country)
    if let found = dated[key]?.last(where: { $0.year <= year }) { return found }
    return undated[key].map { (nil, $0) }
  }
}

/// What `weighting users` found, for the footer.
struct UsersRemarks {
  private var years: Set<Int> = []
  private var isUndated = false
  /// Countries where a platform was measured and has no figure.
  private var without: [String: Set<CountryCode>] = [:]

  mutating func add(_ found: (year: Int?, users: Double)?, of platform: String, in country: CountryCode) {
    guard let found else {
      without[platform, default: []].insert(country)
      return
    }
    if let year = found.year { years.insert(year) } else { isUndated = true }
  }

  func notes(_ reference: UsersReference) -> [Note] {
    guard !reference.isEmpty else {
      return [Note(.caution, "no table of users of platforms by country is loaded: 'users' has no figures")]
    }
    var notes: [Note] = []
    let span = years.min().flatMap { first in years.max().map { first == $0 ? "\(first)" : "\(first)..\($0)" } }
    let when = [span.map { "of \($0)" }, isUndated ? "of no stated year" : nil].compactMap { $0 }
    if !when.isEmpty {
      let names = reference.datasets.joined(separator: ", ")
      notes.append(Note(.scope, "users \(when.joined(separator: " and ")) by \(names)"))
    }
    if !without.isEmpty {
      notes.append(Note(.caution, "without a figure of users, and so not counted: \(PlatformPlaces(without).text)"))
    }
    if reference.disagreeing > 0 {
      notes.append(
        Note(.caution, "\(Counted.phrase(reference.disagreeing, "figure")) of users left out, since tables disagree"))
    }
    return notes
  }
}

/// Platforms and the countries that something is said of them in: `tiktok in BD, IN; x in IN`.
struct PlatformPlaces {
  let text: String

  init(_ countries: [String: Set<CountryCode>]) {
    text = countries.sorted { $0.key < $1.key }.map { platform, countries in
      let codes = countries.sorted().prefix(8).map(\.description).joined(separator: ", ")
      return "\(platform) in \(codes)\(countries.count > 8 ? ", ..." : "")"
    }.joined(separator: "; ")
  }
}

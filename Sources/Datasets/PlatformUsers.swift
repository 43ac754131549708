import Formats
import Places
import Subjects

extension DatasetFormat {
  /// Users of platforms by country, in a table of one's own.
  package static let platformUsers = DatasetFormat(
    kind: .platformUsers, name: "platform-users", subject: .reference, isAggregate: false,
    title: "Users of platforms by country", publisher: "", licence: "", citation: "", url: "", coverage: .rows, grade: 1
  )
}

/// A row says how many people use a platform in a country, and in which year, if the table says. Which platform a name
/// is, the database tells: it may hold platforms of the user's own.
enum PlatformUsersTable {
  static let fields = [
    FieldSpec("platform", ["platform_id", "platform_name"], isNeeded: true),
    FieldSpec("country", ["country_code", "cc", "iso", "iso2", "iso3", "country_name"], isNeeded: true),
    FieldSpec("year", ["date"]),
    FieldSpec(
      "users", ["active_users", "monthly_users", "monthly_active_users", "mau", "audience"], isNeeded: true),
  ]

  static let reading = RowReading<PlatformUsers>(format: .platformUsers, fields: fields) { row, _ throws(RowFault) in
    guard !row["platform"].isEmpty else { throw row.fault(.missingField, "platform", "no platform") }
    return PlatformUsers(
      platform: clipped(row["platform"]), country: try country(row), year: try year(row), users: try users(row),
      line: row.line, column: row.columnName("platform"))
  }

  private static func country(_ row: TextRow) throws(RowFault) -> CountryCode {
    let country = try CountryCell.single(row["country"], column: row.columnName("country"))
    guard country != .withheld else { throw row.fault(.unknownCountry, "country", "'ZZ' is no country") }
    return country
  }

  private static func year(_ row: TextRow) throws(RowFault) -> Int? {
    guard !row["year"].isEmpty else { return nil }
    guard let moment = DateSpelling.moment(row["year"]), (1990...2200).contains(moment.day.civil.year) else {
      throw row.fault(.unreadableDate, "year", "a year from 1990 on expected")
    }
    return moment.day.civil.year
  }

  /// No country has more people.
  private static let most = 2_000_000_000.0

  /// Shares, and figures in millions, are no whole numbers of people.
  private static func users(_ row: TextRow) throws(RowFault) -> Double {
    guard !row["users"].isEmpty else { throw row.fault(.missingField, "users", "no figure") }
    guard let users = Double(row["users"]), users >= 1, users <= most, users == users.rounded() else {
      throw row.fault(.unreadableNumber, "users", "a whole number of people from 1 to 2000000000 expected")
    }
    return users
  }
}

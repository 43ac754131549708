import Datasets
import Platforms
import Subjects
import Testing

/// Tables of users of platforms by country.
@Suite struct PlatformUsersTests {
  private func told(_ rows: Collector) -> [String] {
    rows.facts.compactMap { fact in
      guard case .users(let row) = fact else { return nil }
      return "\(row.line) \(row.platform) \(row.country) \(row.year.map(String.init) ?? "-") \(Int(row.users))"
    }
  }

  @Test func `a row is a platform, a country, people and a year perhaps`() throws {
    let text = """
      # synthetic
      platform,country,year,users
      Facebook,Pakistan,2023,40000000
      tiktok,PK,,5e7
      x,pak,2024-06,4000000
      """
    let (rows, summary) = try read(text, as: .platformUsers)
    #expect(told(rows) == ["3 Facebook PK 2023 40000000", "4 tiktok PK - 50000000", "5 x PK 2024 4000000"])
    #expect(rows.rejects.isEmpty && summary.isSynthetic && summary.kept == 3)
  }

  @Test(arguments: [
    "platform,country,users\nx,PK,5\n", "country;year;platform;mau\nPK;2023;x;5\n",
    "\u{FEFF}Platform\tCountry Code\tMonthly active users\r\nx\tPK\t5\r\n",
  ])
  func `its header tells it`(text: String) throws {
    #expect(try SourceReader.sniff(Array(text.utf8), file: "x").format == .platformUsers)
    #expect(told(try read(text, as: .platformUsers).rows).count == 1)
  }

  @Test func `users of Tor, and platforms with hosts, are other tables`() throws {
    for (header, format) in [
      ("date,country,users,lower,upper,frac", DatasetFormat.torUsers), ("platform,host,country,users", .platforms),
    ] {
      #expect(try SourceReader.sniff(Array((header + "\n").utf8), file: "x").format == format)
    }
  }

  @Test(arguments: [
    ("", "PK", "2023", "5", "platform", Reject.Kind.missingField), ("x", "", "2023", "5", "country", .missingField),
    ("x", "Pakistn", "2023", "5", "country", .unknownCountry), ("x", "ZZ", "2023", "5", "country", .unknownCountry),
    ("x", "southern-asia", "2023", "5", "country", .unknownCountry),
    ("x", "PK", "last", "5", "year", .unreadableDate), ("x", "PK", "1970", "5", "year", .unreadableDate),
    ("x", "PK", "2023", "", "users", .missingField), ("x", "PK", "2023", "-5", "users", .unreadableNumber),
    ("x", "PK", "2023", "0", "users", .unreadableNumber), ("x", "PK", "2023", "40.5", "users", .unreadableNumber),
    ("x", "PK", "2023", "3000000000", "users", .unreadableNumber),
    ("x", "PK", "2023", "nan", "users", .unreadableNumber),
    ("x", "PK", "2023", "inf", "users", .unreadableNumber),
    ("x", "PK", "2023", "40 million", "users", .unreadableNumber),
  ])
  func `what is no figure of people is rejected`(
    _ platform: String, _ country: String, _ year: String, _ users: String, _ field: String, _ kind: Reject.Kind
  ) throws {
    let text = "platform,country,year,users\n\(platform),\(country),\(year),\(users)\n"
    let (rows, summary) = try read(text, as: .platformUsers)
    #expect(rows.facts.isEmpty && summary.rejected == 1)
    #expect(rows.rejects.map(\.kind) == [kind] && rows.rejects.map(\.field) == [field], "\(rows.rejects)")
  }

  @Test func `near names of a platform are its own, others' and at most three`() {
    #expect(PlatformCatalog.builtIn.nearest(to: "Facebok") == ["facebook"])
    #expect(PlatformCatalog.builtIn.nearest(to: "twiter").first == "x")
    #expect(PlatformCatalog.builtIn.nearest(to: "").isEmpty)
    #expect(PlatformCatalog.builtIn.nearest(to: String(repeating: "a", count: 1 << 20)).isEmpty)
  }
}

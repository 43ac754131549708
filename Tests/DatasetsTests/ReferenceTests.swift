import Datasets
import Formats
import Places
import Subjects
import Tables
import Testing

private let population = "reference/population.csv"
private let gdp = "reference/gdp.csv"
private let stateOwned = "reference/state-owned-ases.csv"
private let lists = "ooni/reference/test-lists"

/// What is known of countries, networks and hosts beside measurements.
struct ReferenceTests {
  private func figures(_ rows: Collector) -> [String] {
    rows.facts.compactMap { fact in
      guard case .figure(let figure) = fact else { return nil }
      return "\(figure.indicator.rawValue) \(figure.country) \(figure.year) \(figure.value)"
    }
  }

  @Test func `a table with a row for each year needs to know what its values are`() throws {
    let text = """
      Country Name,Country Code,Year,Value
      Pakistan,PAK,2023,240485658
      Kosovo,XKX,2023,1756374
      Arab World,ARB,2023,473272080
      Atlantis,ATL,2023,1
      Pakistan,PAK,2022,
      Pakistan,PAK,soon,1
      """
    let said = failure(text, as: .reference)?.diagnostic
    #expect(said?.help?.contains("map indicator = \"population\"") == true)
    let (rows, summary) = try read(text, as: .reference, map: [("indicator", "population")])
    #expect(figures(rows) == ["population PK 2023 240485658.0", "population XK 2023 1756374.0"])
    #expect(rows.rejects.map(\.kind) == [.notACountry, .unknownCountry, .missingField, .unreadableDate])
    #expect(summary.rowsRead == 6)
    #expect(try SourceReader.sniff(Array(text.utf8), file: "x").format == .reference)
  }

  @Test func `a table with a column for each year tells its indicator by the World Bank's code`() throws {
    let text = """
      Country Name,Country Code,Indicator Name,Indicator Code,2021,2022 [YR2022],2023
      Pakistan,PAK,Individuals using the Internet (% of population),IT.NET.USER.ZS,21.0,..,
      Uganda,UGA,"Population, total",SP.POP.TOTL,45853778,47249585,many
      Uganda,UGA,Rainfall,AG.LND.PRCP.MM,1,2,3
      """
    let (rows, summary) = try read(text, as: .reference)
    #expect(
      figures(rows) == [
        "internet-users-percent PK 2021 21.0", "population UG 2021 45853778.0", "population UG 2022 47249585.0",
      ])
    #expect(
      rows.rejects.map { "\($0.kind.rawValue) \($0.field ?? "")" } == [
        "unreadable number 2023", "unknown value Indicator Code",
      ])
    #expect(summary.rowsRead == 5)
  }

  @Test(arguments: [("101", false), ("-1", false), ("inf", false), ("100", true), ("0", true)])
  func `a share of users is a percentage`(value: String, isRead: Bool) throws {
    let text = "code,year,value\nPK,2023,\(value)\n"
    let rows = try read(text, as: .reference, map: [("indicator", "internet-users-percent")]).rows
    #expect(rows.facts.isEmpty != isRead)
  }

  @Test(.enabled(if: TestData.has(gdp), "the reference data are not here"))
  func `the published figures are of countries only`() throws {
    let people = try read(file: population, as: .reference, map: [("indicator", "population")])
    #expect(people.summary.kept == 14_010)
    #expect(people.rows.rejects.count == 3_185)
    #expect(people.rows.rejects.allSatisfy { $0.kind == .notACountry })
    #expect(figures(people.rows).contains("population PK 2024 251269164.0"))
    let money = try read(file: gdp, as: .reference, map: [("indicator", "gdp")])
    #expect(money.summary.kept == 11_129)
    #expect(money.rows.rejects.count == 2_850)
    #expect(money.rows.rejects.allSatisfy { $0.kind == .notACountry })
    #expect(figures(money.rows).contains("gdp PK 2023 338368455317.8758"))
  }

  @Test func `networks have names, places and owners as far as they are known`() throws {
    let text = "asn,name,country,ownership\nAS17557,PKTELECOM,PK,state\n7,,,\nx,a,PK,\n8,b,Frnace,mine\n"
    let (rows, summary) = try read(text, as: .networks)
    #expect(
      rows.facts == [
        .network(NetworkFact(network: 17_557, name: "PKTELECOM", country: CountryCode("PK"), ownership: .state)),
        .network(NetworkFact(network: 7)), .network(NetworkFact(network: 8, name: "b")),
      ])
    #expect(summary.rejected == 1 && summary.fieldsRejected == 2)
    #expect(try SourceReader.sniff(Array(text.utf8), file: "x").format == .networks)
  }

  @Test(.enabled(if: TestData.has(stateOwned), "the reference data are not here"))
  func `of 984 networks that states own 193 work abroad`() throws {
    var source = try ByteSource(path: TestData.file(stateOwned))
    #expect(try SourceReader.sniff(try source.peek(SourceReader.headSize), file: "x").format == .stateOwned)
    let (rows, summary) = try read(file: stateOwned, as: .stateOwned)
    #expect(summary.kept == 984)
    #expect(rows.rejects == [])
    let networks = rows.facts.compactMap { if case .network(let network) = $0 { network } else { nil } }
    #expect(networks.allSatisfy { $0.ownership == .state && $0.owner != nil && $0.country != nil })
    #expect(networks.filter { $0.owner != $0.country }.count == 193)
    #expect(networks.first { $0.network == 262_195 }?.country == CountryCode("AR"))
  }

  @Test(arguments: [
    ("https://example.org/", true), ("http://example.org", true), ("example.org:8080/", true),
    ("https://example.org/a", false), ("https://example.org/?a", false),
  ])
  func `an address of a test list is the host's own or a page of it`(url: String, isRoot: Bool) throws {
    let rows = try read("url,category_code\n\(url),news\n", as: .testList).rows
    #expect(
      rows.facts == [
        .category(HostCategory(list: "test", url: url, host: "example.org", isRoot: isRoot, code: "NEWS"))
      ])
  }

  @Test(
    .enabled(if: TestData.has("\(lists)/global.csv"), "the test lists are not here"),
    arguments: [
      ("global", 1722, "HOST", 146), ("in", 768, "NEWS", 153), ("ir", 903, "NEWS", 149), ("pk", 670, "NEWS", 199),
      ("ru", 1093, "NEWS", 579), ("ug", 255, "NEWS", 46), ("ve", 491, "NEWS", 153),
    ])
  func `each published list gives all its addresses`(list: String, count: Int, code: String, ofCode: Int) throws {
    let (rows, summary) = try read(file: "\(lists)/\(list).csv", as: .testList)
    #expect(summary.kept == count)
    #expect(rows.rejects == [])
    let categories = rows.facts.compactMap { if case .category(let category) = $0 { category } else { nil } }
    #expect(categories.filter { $0.code == code }.count == ofCode)
    #expect(Set(categories.map(\.list)) == [list])
  }

  @Test(
    .enabled(if: TestData.has("\(lists)/global.csv"), "the test lists are not here"),
    arguments: [("00-LEGEND-category_codes.csv", 36), ("00-LEGEND-new_category_codes.csv", 31)])
  func `both legends say what codes stand for`(file: String, count: Int) throws {
    var source = try ByteSource(path: TestData.file("\(lists)/\(file)"))
    #expect(try SourceReader.sniff(try source.peek(SourceReader.headSize), file: "x").format == .categoryCodes)
    let (rows, summary) = try read(file: "\(lists)/\(file)", as: .categoryCodes)
    #expect(summary.kept == count)
    #expect(rows.rejects == [])
    #expect(
      rows.facts.contains(
        .categoryTitle(code: "REL", title: count == 31 ? "Religion" : "Religious conversion, commentary and criticism"))
    )
  }

  @Test(.enabled(if: TestData.has("ooni/reference/targets_seed.tsv"), "OONI's registry is not here"))
  func `OONI's registry has 1485 targets and 95 hosts`() throws {
    let targets = try read(file: "ooni/reference/targets_seed.tsv", as: .targets)
    #expect(targets.summary.kept == 1485)
    #expect(targets.rows.rejects == [])
    let hosts = try read(file: "ooni/reference/target_hostnames_seed.tsv", as: .targets)
    #expect(hosts.summary.kept == 95)
    #expect(hosts.rows.rejects == [])
    #expect(
      hosts.rows.facts.contains(
        .targetHost(ServiceTargetHost(kind: .domain, matcher: "facebook.com", target: "facebook/website"))))
    for file in ["targets_seed.tsv", "target_hostnames_seed.tsv"] {
      var source = try ByteSource(path: TestData.file("ooni/reference/\(file)"))
      #expect(try SourceReader.sniff(try source.peek(SourceReader.headSize), file: "x").format == .targets)
    }
  }

  @Test(
    .enabled(if: TestData.has("ooni/reference/fingerprints_dns.csv"), "the fingerprints are not here"),
    arguments: [("dns", 226), ("http", 1729)])
  func `each published list of fingerprints is kept or rejected whole`(list: String, count: Int) throws {
    let file = "ooni/reference/fingerprints_\(list).csv"
    var source = try ByteSource(path: TestData.file(file))
    #expect(try SourceReader.sniff(try source.peek(SourceReader.headSize), file: "x").format == .fingerprints)
    let (rows, summary) = try read(file: file, as: .fingerprints)
    #expect(summary.rowsRead == count)
    #expect(rows.facts.count == summary.kept)
    #expect(summary.rejected <= 2)
    for case .fingerprint(let fields) in rows.facts { #expect(Fingerprint(fields: fields)?.fields == fields) }
  }
}

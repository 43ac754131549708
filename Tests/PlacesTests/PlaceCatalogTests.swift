import Foundation
import Testing

@testable import Places

@Suite struct PlaceCatalogTests {
  private func code(_ text: String) -> String? { PlaceCatalog.country(spelled: text)?.description }

  @Test func `all 249 codes of ISO 3166-1 and Kosovo are there, in order`() {
    let countries = PlaceCatalog.countries
    #expect(countries.count == 250)
    #expect(countries.map(\.code) == countries.map(\.code).sorted())
    #expect(Set(countries.map(\.code)).count == 250)
    #expect(Set(countries.map(\.alpha3)).count == 250)
    #expect(Set(countries.compactMap(\.numeric)).count == 249)
    #expect(countries.filter { $0.numeric == nil }.map(\.code.description) == ["XK"])
    #expect(countries.allSatisfy { $0.alpha3.utf8.count == 3 && !$0.name.isEmpty })
  }

  @Test func `Namibia is NA and is never missing`() {
    #expect(code("NA") == "NA")
    #expect(code("NAM") == "NA")
    #expect(code("Namibia") == "NA")
    #expect(PlaceCatalog.country(CountryCode(0x4E, 0x41) ?? .withheld)?.name == "Namibia")
    #expect(code("N/A") == nil)
    #expect(code("n.a.") == nil)
    #expect(code("N A") == nil)
  }

  @Test(arguments: [
    ("PK", "PK"), ("PAK", "PK"), ("pak", "PK"), (" pk ", "PK"), ("Iran", "IR"), ("Iran (Islamic Republic of)", "IR"),
    ("Russian Federation", "RU"), ("Türkiye", "TR"), ("TURKIYE", "TR"), ("Tu\u{308}rkiye", "TR"), ("turkey", "TR"),
    ("Venezuela (Bolivarian Republic of)", "VE"), ("Myanmar/Burma", "MM"), ("Swaziland", "SZ"), ("eSwatini", "SZ"),
    ("UAE", "AE"), ("Congo DRC", "CD"), ("DRC", "CD"), ("Congo", "CG"), ("Palestine, State of", "PS"),
    ("Tanzania, United Republic of", "TZ"), ("Somaliland", "SO"), ("Kosovo", "XK"), ("XK", "XK"), ("XKX", "XK"),
    ("Egypt ", "EG"), ("SriLanka", "LK"), ("Côte d’Ivoire", "CI"), ("COTE D'IVOIRE", "CI"), ("The Gambia", "GM"),
    ("Gambia, The", "GM"), ("St. Lucia", "LC"), ("Trinidad & Tobago", "TT"), ("UK", "GB"), ("U.S.", "US"),
    ("united\u{00A0}kingdom", "GB"), ("Guinea", "GN"), ("Guinea-Bissau", "GW"), ("Niger", "NE"), ("Nigeria", "NG"),
    ("Dominica", "DM"), ("Dominican Republic", "DO"), ("Sudan", "SD"), ("South Sudan", "SS"), ("Curacao", "CW"),
    ("Réunion", "RE"), ("São Tomé & Príncipe", "ST"), ("Åland", "AX"), ("Republic of Vietnam", "VN"),
    ("Yemen People's Republic; S. Yemen", "YE"),
  ])
  func `a spelling of the field names its country`(_ text: String, _ expected: String) {
    #expect(code(text) == expected)
  }

  /// Of the six sheets of the spreadsheet for 2016 to 2022, whose three generations of columns spell countries anew.
  @Test(arguments: [
    ("Benin ", "BJ"), ("Democratic Republic of the Congo", "CD"), ("DemocraticRepublicCongo", "CD"), ("Egypt ", "EG"),
    ("Ethiopia ", "ET"), ("India ", "IN"), ("Iran", "IR"), ("Iraq ", "IQ"), ("Malawi ", "MW"), ("Russia", "RU"),
    ("Syria ", "SY"), ("Syrian Arab Republic", "SY"), ("Venezuela, Bolivarian Republic of", "VE"), ("Viet Nam", "VN"),
    ("Vietnam", "VN"), ("Yemen ", "YE"), ("Zimbabwe ", "ZW"), ("Eswatini", "SZ"), ("North Korea", "KP"),
    ("South Korea", "KR"), ("Somaliland", "SO"), ("Côte d'Ivoire", "CI"),
  ])
  func `a spelling of the spreadsheet names its country`(_ text: String, _ expected: String) {
    #expect(code(text) == expected)
  }

  @Test(arguments: [
    "", " ", "ZZ", "QQ", "AAA", "Atlantis", "Pakstan", "-", "...", "the", "\u{0}", "P K", "P.K.", "European Union",
    "Yugoslavia", "Czechoslovakia", "Korea", "USSR", "\u{301}", "😀", "Iran; Iraq", "United", "Republic", "Pakistan2",
  ])
  func `what names no single country is unknown`(_ text: String) {
    #expect(code(text) == nil)
    #expect(PlaceCatalog.country(spelled: String(repeating: text, count: 3)) == nil || text.isEmpty)
  }

  @Test func `a megabyte of text is unknown at once`() {
    let long = String(repeating: "Pakistan ", count: 120_000)
    #expect(code(long) == nil)
    #expect(PlaceCatalog.region(named: long) == nil)
    #expect(PlaceCatalog.nearest(to: long).isEmpty)
    #expect(PlaceCatalog.unclear(spelled: long) == nil)
  }

  @Test func `no two countries share a spelling, and no spelling reads as another's code`() {
    var owners: [String: CountryCode] = [:]
    for country in PlaceCatalog.countries {
      for spelling in [country.name] + country.spellings {
        #expect(PlaceCatalog.country(spelled: spelling) == country.code, "\(spelling)")
        let folded = Spelled.fold(spelling) ?? ""
        #expect(owners.updateValue(country.code, forKey: folded) == nil, "\(spelling) stands twice")
      }
    }
  }

  @Test func `every zone is one that the system knows`() {
    for country in PlaceCatalog.countries {
      #expect(TimeZone(identifier: country.zone) != nil, "\(country.zone)")
    }
    let zones = ["PK", "IN", "IR", "RU", "US", "NP", "ET"].map { code in
      PlaceCatalog.country(spelled: code).flatMap { PlaceCatalog.country($0) }?.zone
    }
    #expect(
      zones == [
        "Asia/Karachi", "Asia/Kolkata", "Asia/Tehran", "Europe/Moscow", "America/New_York", "Asia/Kathmandu",
        "Africa/Addis_Ababa",
      ])
  }

  // MARK: state numbers

  @Test(arguments: [
    (2, "US"), (365, "RU"), (255, "DE"), (260, "DE"), (265, "DE"), (678, "YE"), (679, "YE"), (680, "YE"),
    (816, "VN"), (817, "VN"), (347, "XK"), (341, "ME"), (525, "SS"), (970, "NR"), (565, "NA"), (950, "FJ"),
  ])
  func `a Correlates of War number names its country`(_ number: Int, _ expected: String) {
    #expect(PlaceCatalog.country(cow: number)?.description == expected)
  }

  @Test(arguments: [
    (2, "US"), (260, "DE"), (265, "DE"), (340, "RS"), (626, "SS"), (678, "YE"), (970, "KI"), (971, "NR"), (972, "TO"),
    (973, "TV"), (816, "VN"),
  ])
  func `a Gleditsch-Ward number names its country`(_ number: Int, _ expected: String) {
    #expect(PlaceCatalog.country(gleditschWard: number)?.description == expected)
  }

  @Test(arguments: [-9, 0, 1, 300, 315, 345, 364, 529, 9_999, Int.max, Int.min])
  func `a number of several present countries, or of none, is unknown`(_ number: Int) {
    #expect(PlaceCatalog.country(cow: number) == nil)
    #expect(PlaceCatalog.country(gleditschWard: number) == nil)
  }

  // MARK: suggestions

  @Test func `the nearest names come first`() {
    #expect(PlaceCatalog.nearest(to: "Pakstan") == ["Pakistan"])
    #expect(PlaceCatalog.nearest(to: "pakisatn") == ["Pakistan"])
    #expect(PlaceCatalog.nearest(to: "suothern-asia").first == "southern-asia")
    #expect(PlaceCatalog.nearest(to: "Korea") == ["South Korea", "North Korea"])
    #expect(PlaceCatalog.nearest(to: "latin-america") == ["latin-america-and-the-caribbean"])
    #expect(PlaceCatalog.nearest(to: "").isEmpty)
    #expect(PlaceCatalog.nearest(to: "qqqqqqqq").isEmpty)
    #expect(PlaceCatalog.nearest(to: "Republic").count <= 3)
  }

  @Test func `an unclear name says why and offers known names`() {
    #expect(PlaceCatalog.unclear(spelled: "YUGOSLAVIA")?.reason == "seven present countries lay in it")
    #expect(PlaceCatalog.unclear(spelled: "Pakistan") == nil)
    for unclear in UnclearPlace.all {
      #expect(PlaceCatalog.country(spelled: unclear.name) == nil, "\(unclear.name)")
      for choice in unclear.choices {
        #expect(PlaceCatalog.countries.contains { $0.name == choice }, "\(choice)")
      }
    }
  }
}

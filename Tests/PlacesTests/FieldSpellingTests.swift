import Foundation
import Testing

@testable import Places

@Suite(.enabled(if: TestData.root != nil, "the test data folder (CURFEW_TEST_DATA) is absent"))
struct FieldSpellingTests {
  /// Spellings of a file that the catalogue neither knows nor explains.
  private func unknown(_ spellings: Set<String>) -> [String] {
    spellings.filter { spelling in
      let text = spelling.trimmingCharacters(in: .whitespaces)
      return !text.isEmpty && PlaceCatalog.country(spelled: spelling) == nil
        && PlaceCatalog.unclear(spelled: spelling) == nil
    }
    .sorted()
  }

  @Test func `every country spelling of the incident catalogues is known`() {
    let accessNow = TestData.column("incidents/access-now-stop-2016-2025.csv", "country")
    #expect(accessNow.count > 80)
    #expect(unknown(Set(accessNow.flatMap { $0.split(separator: ";").map(String.init) })) == [])
    let pulse = TestData.column("incidents/isoc-pulse-shutdowns-expanded.csv", "country", "country_code")
    #expect(pulse.count == 18)
    #expect(unknown(pulse) == [])
    for year in ["2023", "2024"] {
      let names = TestData.column("incidents/top10vpn_\(year).csv", "country")
      #expect(names.count > 20)
      #expect(unknown(names) == [])
    }
    let outages = TestData.column("outages/ioda-investigated-outages-2018-2022.csv", "Country")
    #expect(outages.count > 150)
    #expect(unknown(outages) == [])
  }

  @Test func `every country spelling of the event files is known or explained`() {
    let coups = TestData.column("events/powell-thyne-coups.tsv", "country", separator: "\t")
    #expect(coups.count > 90)
    #expect(unknown(coups) == [])
    let nelda = TestData.column("events/nelda-1945-2012.csv", "country_name")
    #expect(nelda.count > 150)
    #expect(unknown(nelda) == [])
    let protests = TestData.column("events/mass-mobilization-1990-2020.csv", "country")
    #expect(protests.count > 150)
    #expect(unknown(protests) == [])
    #expect(unknown(TestData.column("events/parlgov-country.csv", "name", "name_short")) == [])
  }

  @Test func `a state number of the event files and its name are the same country`() {
    for row in TestData.rows("events/powell-thyne-coups.tsv", separator: "\t") {
      guard let number = row["ccode"].flatMap({ Int($0) }), let name = row["country"] else { continue }
      #expect(PlaceCatalog.country(cow: number) == PlaceCatalog.country(spelled: name), "\(name)")
    }
    for row in TestData.rows("events/nelda-1945-2012.csv") {
      guard let name = row["country_name"], let cow = row["cown"].flatMap({ Double($0) }).map({ Int($0) }),
        let ward = row["GWn"].flatMap({ Double($0) }).map({ Int($0) })
      else { continue }
      // 345 is Yugoslavia's and later Serbia's: the number alone does not tell.
      if cow != 345 { #expect(PlaceCatalog.country(cow: cow) == PlaceCatalog.country(spelled: name), "\(name)") }
      #expect(PlaceCatalog.country(gleditschWard: ward) == PlaceCatalog.country(spelled: name), "\(name)")
    }
  }

  @Test func `every country spelling of the reference tables and test lists is known or explained`() {
    let aggregates =
      #/IDA|IBRD|income|dividend|states|situations|countries:|OECD|HIPC|area|World|Africa .* and|&|Baltics|East,|North America|South Asia|Sub-Saharan|Arab World|area/#
    for file in ["gdp", "population"] {
      let names = TestData.column("reference/\(file).csv", "Country Name")
      #expect(names.count > 200)
      #expect(unknown(names.filter { $0.firstMatch(of: aggregates) == nil }) == [])
    }
    let owners = TestData.column("reference/state-owned-ases.csv", "ownership_cc", "ownership_country_name")
    #expect(unknown(owners) == [])
    #expect(unknown(TestData.column("reference/state-owned-ases.csv", "target_cc", "target_country_name")) == [])
    let legend = TestData.column("ooni/reference/test-lists/00-LEGEND-country_codes.csv", "CountryName")
    #expect(legend.count > 200)
    #expect(unknown(Set(legend.map { $0.replacingOccurrences(of: " (no longer exists)", with: "") })) == [])
  }

  @Test func `codes, names and groups are those of the public country-codes list`() {
    let rows = TestData.rows("reference/country-codes.csv")
    #expect(rows.count == 249)
    for row in rows {
      let code = row["ISO3166-1-Alpha-2"] ?? ""
      guard let country = CountryCode(code).flatMap({ PlaceCatalog.country($0) }) else {
        Issue.record("\(code) is unknown")
        continue
      }
      #expect(country.alpha3 == row["ISO3166-1-Alpha-3"])
      #expect(country.numeric == row["ISO3166-1-numeric"].flatMap { Int($0) })
      for column in ["CLDR display name", "official_name_en", "UNTERM English Short", "UNTERM English Formal"] {
        let name = (row[column] ?? "").replacingOccurrences(of: "*", with: "")
        if !name.isEmpty { #expect(PlaceCatalog.country(spelled: name) == country.code, "\(name)") }
      }
      guard let region = row["Region Name"], !region.isEmpty, code != "TW" else { continue }
      #expect(PlaceCatalog.region(named: region)?.slug == country.region, "\(code)")
      #expect(PlaceCatalog.region(named: row["Sub-region Name"] ?? "")?.slug == country.subregion, "\(code)")
      let intermediate = row["Intermediate Region Name"].flatMap { $0.isEmpty ? nil : $0 }
      #expect(intermediate.flatMap { PlaceCatalog.region(named: $0)?.slug } == country.intermediateRegion, "\(code)")
    }
  }

  @Test func `every country of the JSON files is known`() throws {
    let pattern = #/"(?:country_name|country_code|probe_cc)" ?: ?"([^"]+)"/#
    let folders = ["remote-probes", "ooni/api", "ooni/raw", "ooni/raw-edge", "ooni/raw-simulated"]
    var spellings: Set<String> = []
    for folder in folders {
      let url = try #require(TestData.root?.appendingPathComponent(folder))
      for name in try FileManager.default.contentsOfDirectory(atPath: url.path) where name.hasSuffix(".json") {
        for match in (TestData.text("\(folder)/\(name)") ?? "").matches(of: pattern) {
          spellings.insert(String(match.1))
        }
      }
    }
    #expect(spellings.count > 20)
    #expect(unknown(spellings.subtracting(["ZZ"])) == [])
  }
}

import Testing

@testable import Places

@Suite struct RegionTests {
  private func members(_ name: String) -> [String]? {
    PlaceCatalog.region(named: name)?.members.map(\.description)
  }

  @Test func `the world holds every country`() {
    #expect(members("world") == PlaceCatalog.countries.map(\.code.description))
  }

  @Test func `the regions divide the world, and sub-regions divide the regions`() {
    let regions = ["africa", "americas", "asia", "europe", "oceania", "antarctica"]
    #expect(regions.flatMap { members($0) ?? [] }.sorted() == members("world"))
    #expect(Set(PlaceCatalog.countries.map(\.region)) == Set(regions))
    for country in PlaceCatalog.countries {
      let slugs = [country.region, country.subregion] + (country.intermediateRegion.map { [$0] } ?? [])
      for slug in slugs { #expect(members(slug)?.contains(country.code.description) == true, "\(slug)") }
    }
    #expect(Set(PlaceCatalog.countries.map(\.subregion)).count == 18)
  }

  @Test(arguments: [
    ("southern-asia", ["AF", "BD", "BT", "IN", "IR", "LK", "MV", "NP", "PK"]),
    ("south-asia", ["AF", "BD", "BT", "IN", "IR", "LK", "MV", "NP", "PK"]),
    ("Southern Asia", ["AF", "BD", "BT", "IN", "IR", "LK", "MV", "NP", "PK"]),
    ("northern-africa", ["DZ", "EG", "EH", "LY", "MA", "SD", "TN"]),
    ("central-asia", ["KG", "KZ", "TJ", "TM", "UZ"]),
    ("eastern-asia", ["CN", "HK", "JP", "KP", "KR", "MN", "MO", "TW"]),
    ("central-africa", ["AO", "CD", "CF", "CG", "CM", "GA", "GQ", "ST", "TD"]),
    ("northern-america", ["BM", "CA", "GL", "PM", "US"]),
    ("antarctica", ["AQ"]),
  ])
  func `a region has the members that M49 gives it`(_ name: String, _ expected: [String]) {
    #expect(members(name) == expected)
  }

  @Test func `Kosovo is in southern Europe, and the continent of North America takes in its parts`() {
    #expect(members("southern-europe")?.contains("XK") == true)
    let north = members("north-america")
    #expect(north?.count == 5 + 8 + (members("caribbean")?.count ?? 0))
    #expect(north?.contains("MX") == true && north?.contains("BR") == false)
  }

  @Test func `sub-Saharan Africa is its four parts`() {
    let parts = ["eastern-africa", "middle-africa", "southern-africa", "western-africa"]
    #expect(parts.flatMap { members($0) ?? [] }.sorted() == members("sub-saharan-africa"))
  }

  @Test func `a slug or alias names one region, and is a name of the language`() {
    var seen: Set<String> = []
    for region in PlaceCatalog.regions {
      #expect(region.members == region.members.sorted() && !region.members.isEmpty)
      for name in [region.slug] + region.aliases {
        #expect(seen.insert(name).inserted, "\(name) stands twice")
        #expect(name.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D }, "\(name)")
      }
    }
  }

  @Test(arguments: ["", "middle-east", "mena", "ASIA ", "nowhere", "\u{0}"])
  func `other names are no region`(_ name: String) {
    #expect(PlaceCatalog.region(named: name) == nil)
  }
}

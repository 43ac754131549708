import Text

/// The countries and regions that the language and the datasets know.
package enum PlaceCatalog {
  private static let tables = PlaceTables(countries: countryTable, regions: regionTable)
  private static let byFoldedName = PlaceTables.foldedNames(of: tables.countries)

  /// Every country, by code.
  package static var countries: [Country] { tables.countries }
  /// The world, then regions, sub-regions and intermediate regions of UN M49.
  package static var regions: [Region] { tables.regions }

  /// The country of an assigned code; nil for `ZZ` and codes that name nothing.
  package static func country(_ code: CountryCode) -> Country? {
    tables.byCode[code].map { tables.countries[$0] }
  }

  /// The country that a text names by code (two or three letters) or by any spelling met in the field; case, accents,
  /// spaces and punctuation do not count in names. `NA` is Namibia; `N/A` is nothing.
  package static func country(spelled text: String) -> CountryCode? {
    guard text.utf8.count <= Spelled.longest else { return nil }
    let letters = text.utf8.drop(while: isBlank).prefix { !isBlank($0) }
    if (2...3).contains(letters.count), text.utf8[letters.endIndex...].allSatisfy(isBlank),
      let code = tables.byLetters[String(Substring(letters)).uppercased()]
    {
      return code
    }
    return Spelled.fold(text).flatMap { byFoldedName[$0] }
  }

  /// The entry of a name that means no single present country: `Yugoslavia`.
  package static func unclear(spelled text: String) -> UnclearPlace? {
    guard let folded = Spelled.fold(text) else { return nil }
    return UnclearPlace.all.first { Spelled.fold($0.name) == folded }
  }

  /// Names near to one that is unknown, nearest first, at most three: the choices of an unclear name, names within two
  /// letters (compared folded), then names that hold the text as whole words.
  package static func nearest(to text: String) -> [String] {
    if let unclear = unclear(spelled: text) { return Array(unclear.choices.prefix(3)) }
    guard let folded = Spelled.fold(text) else { return [] }
    var names: [String: [String]] = [:]
    for country in countries {
      for spelling in [country.name] + country.spellings {
        if let key = Spelled.fold(spelling) { names[key] = [country.name] }
      }
    }
    for region in regions {
      for name in [region.slug] + region.aliases {
        if let key = Spelled.fold(name) { names[key, default: []].append(region.slug) }
      }
    }
    let near = Spelling.suggestions(for: folded, among: names.keys).flatMap { names[$0] ?? [] }
    return unique(near.filter { $0 != text } + holding(text)).prefix(3).map { $0 }
  }

  /// A region by slug, title or alias, whatever the case.
  package static func region(named name: String) -> Region? {
    guard name.utf8.count <= Spelled.longest else { return nil }
    return tables.byRegionName[name.lowercased()].map { tables.regions[$0] }
  }

  /// The country of a Correlates of War state number; nil too for numbers of states with several present successors
  /// (315 Czechoslovakia, 345 Yugoslavia: Serbia's rows under 345 are told by their name).
  package static func country(cow number: Int) -> CountryCode? { tables.byCOW[number] }

  /// The country of a Gleditsch-Ward state number; nil as above.
  package static func country(gleditschWard number: Int) -> CountryCode? { tables.byGleditschWard[number] }

  private static func holding(_ text: String) -> [String] {
    let words = text.lowercased().split(whereSeparator: { !$0.isLetter })
    guard words.contains(where: { $0.count > 3 }) else { return [] }
    return (countries.map(\.name) + regions.map(\.slug)).filter { name in
      name != text && name.lowercased().split(whereSeparator: { !$0.isLetter }).contains(words)
    }
  }

  private static func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}

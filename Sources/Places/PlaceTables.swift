/// The catalogue's tables, parsed from their text once, and the indexes on them.
struct PlaceTables: Sendable {
  var countries: [Country] = []
  var regions: [Region] = []
  var byCode: [CountryCode: Int] = [:]
  /// By alpha-2 and alpha-3 code, upper case.
  var byLetters: [String: CountryCode] = [:]
  var byRegionName: [String: Int] = [:]
  var byCOW: [Int: CountryCode] = [:]
  var byGleditschWard: [Int: CountryCode] = [:]

  /// Every spelling, folded: apart from the rest, since most statements use codes.
  static func foldedNames(of countries: [Country]) -> [String: CountryCode] {
    var names: [String: CountryCode] = [:]
    names.reserveCapacity(1_024)
    for country in countries {
      if let folded = Spelled.fold(country.name) { names[folded] = country.code }
      for spelling in country.spellings {
        if let folded = Spelled.fold(spelling) { names[folded] = country.code }
      }
    }
    return names
  }

  init(countries countryText: String, regions regionText: String) {
    let groups = Self.groups(in: regionText)
    let chains = Dictionary(
      groups.map { ($0.code, Self.chain(from: $0.code, in: groups)) }, uniquingKeysWith: { first, _ in first })
    var members: [Substring: [CountryCode]] = [:]
    reserve(256)
    for line in countryText.utf8.split(separator: UInt8(ascii: "\n")) {
      let fields = Self.fields(of: line)
      guard fields.count >= 8, let code = CountryCode(fields[0]) else { continue }
      let chain = chains[fields[3], default: []]
      for group in chain { members[group.code, default: []].append(code) }
      add(Self.country(code, fields, chain))
    }
    // M49's continent of North America, which overlaps the tree.
    members["003"] = (members["021", default: []] + members["013", default: []] + members["029", default: []]).sorted()
    for group in groups { add(group, members: members[group.code] ?? []) }
  }

  // MARK: rows

  struct Group {
    let code: Substring
    let parent: Substring
    let title: String
    let slug: String
    let aliases: [String]
  }

  private static func fields(of line: Substring.UTF8View) -> [Substring] {
    line.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false).map(Substring.init)
  }

  private static func groups(in text: String) -> [Group] {
    text.utf8.split(separator: UInt8(ascii: "\n")).compactMap { line in
      let fields = fields(of: line)
      guard fields.count >= 3 else { return nil }
      let slug = fields[2].lowercased().map { $0 == " " ? "-" : $0 }
      return Group(
        code: fields[0], parent: fields[1], title: String(fields[2]), slug: String(slug),
        aliases: fields[3...].map(String.init))
    }
  }

  /// A group and those above it, smallest first.
  private static func chain(from code: Substring, in groups: [Group]) -> [Group] {
    var chain: [Group] = []
    var next = code
    while let group = groups.first(where: { $0.code == next }), chain.count < 5 {
      chain.append(group)
      next = group.parent
    }
    return chain
  }

  private static func country(_ code: CountryCode, _ fields: [Substring], _ chain: [Group]) -> Country {
    // Below the world: [region], [sub-region, region] or [intermediate, sub-region, region].
    let slugs = chain.dropLast().map { $0.slug }
    let region = slugs.last ?? ""
    let numbers = { (field: Substring) in field.split(separator: ",").compactMap { Int($0) } }
    let cow = numbers(fields[4])
    return Country(
      code: code, alpha3: String(fields[1]), numeric: Int(fields[2]), name: String(fields[7]),
      subregion: slugs.dropLast().last ?? region, intermediateRegion: slugs.count > 2 ? slugs.first : nil,
      region: region, zone: String(fields[6]), cow: cow,
      gleditschWard: fields[5] == "=" ? cow : numbers(fields[5]), spellings: fields[8...].map(String.init))
  }

  // MARK: indexes

  private mutating func reserve(_ count: Int) {
    countries.reserveCapacity(count)
    byCode.reserveCapacity(count)
    byLetters.reserveCapacity(2 * count)
    byCOW.reserveCapacity(count)
    byGleditschWard.reserveCapacity(count)
  }

  private mutating func add(_ country: Country) {
    let code = country.code
    byCode[code] = countries.count
    countries.append(country)
    byLetters[code.description] = code
    byLetters[country.alpha3] = code
    for number in country.cow { byCOW[number] = code }
    for number in country.gleditschWard { byGleditschWard[number] = code }
  }

  private mutating func add(_ group: Group, members: [CountryCode]) {
    for name in [group.slug, group.title.lowercased()] + group.aliases { byRegionName[name] = regions.count }
    regions.append(Region(slug: group.slug, title: group.title, aliases: group.aliases, members: members))
  }
}

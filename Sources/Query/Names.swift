import Places
import Platforms
import Subjects
import Text

/// Names by their one right spelling; of these only platforms may come of a database.
enum Names {
  enum Place: Hashable {
    case world
    case country(CountryCode)
    case region(String)
    case subdivision(String)

    /// As the canonical form prints it.
    var canonical: String {
      switch self {
      case .world: "world"
      case .country(let code): code.description
      case .region(let slug): slug
      case .subdivision(let code): code
      }
    }
  }

  static func place(_ text: String) -> Place? {
    if text == "world" { return .world }
    if let code = CountryCode(text), PlaceCatalog.country(code) != nil { return .country(code) }
    if isSubdivision(text) { return .subdivision(text) }
    if let region = PlaceCatalog.region(named: text) { return .region(region.slug) }
    if isLowerCode(text) { return nil }
    return PlaceCatalog.country(spelled: text).map(Place.country)
  }

  /// `pk`, `pak`: the lower case of a code, which this language writes in capitals.
  static func isLowerCode(_ text: String) -> Bool {
    (2...3).contains(text.utf8.count) && text.utf8.allSatisfy(\.isLower)
  }

  /// `PK-PB`
  static func isSubdivision(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let code = CountryCode(parts[0]), PlaceCatalog.country(code) != nil else { return false }
    return (1...3).contains(parts[1].utf8.count) && parts[1].utf8.allSatisfy { $0.isUpper || $0.isDigit }
  }

  static func platform(_ text: String, in catalog: PlatformCatalog) -> String? {
    catalog.platform(text)?.id ?? catalog.platform(spelled: text)
  }

  static func dimension(_ text: String) -> Dimension? {
    Dimension(rawValue: text) ?? Dimension(rawValue: singular(text))
  }

  static func subject(_ text: String) -> SubjectKind? { SubjectKind(rawValue: text) }

  /// `countries`, `platforms`, `classes` to the one word that the tables hold.
  static func singular(_ text: String) -> String {
    if text == "ordered-by" || text == "class" || text == "access" { return text }
    if text == "classes" { return "class" }
    if text.hasSuffix("ies") { return text.dropLast(3) + "y" }
    return text.hasSuffix("s") ? String(text.dropLast()) : text
  }

  static func plural(_ text: String) -> String {
    if text == "ordered-by" || text == "access" { return text }
    if text.hasSuffix("y") { return text.dropLast() + "ies" }
    return text.hasSuffix("s") ? text + "es" : text + "s"
  }

  /// `AS8048` or `8048`
  static func network(_ text: String) -> UInt32? {
    UInt32(text.hasPrefix("AS") ? text.dropFirst(2) : text[...])
  }

  /// Near names, letters' case aside.
  static func suggestions(for name: String, among known: some Sequence<String>) -> [String] {
    let lower = name.lowercased()
    var spelled: [String: String] = [:]
    for candidate in known where candidate != name { spelled[candidate.lowercased()] = candidate }
    if let exact = spelled[lower] { return [exact] }
    return Spelling.suggestions(for: lower, among: spelled.keys).compactMap { spelled[$0] }
  }

  /// Near places, whether named by code, name or region.
  static func places(near name: String) -> [String] {
    var known = PlaceCatalog.countries.map(\.name) + PlaceCatalog.countries.map(\.alpha3)
    known += PlaceCatalog.regions.flatMap { [$0.slug] + $0.aliases } + ["world"]
    return suggestions(for: name, among: known)
  }

  static func platforms(near name: String, in catalog: PlatformCatalog) -> [String] {
    let near = suggestions(for: name, among: catalog.platforms.map(\.id))
    let spelled = suggestions(for: name, among: catalog.platforms.flatMap { [$0.title] + $0.spellings })
    guard let first = spelled.first else { return near }
    let distance = { (text: String) in Spelling.distance(name.lowercased(), text.lowercased()) }
    return near.first.map { distance($0) <= distance(first) } ?? false ? near : spelled
  }
}

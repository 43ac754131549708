/// The countries and regions that the language and the datasets know.
package enum PlaceCatalog {
  /// Every country, by code.
  package static var countries: [Country] { [] }
  /// The world, then regions, sub-regions and intermediate regions of UN M49.
  package static var regions: [Region] { [] }

  /// The country of an assigned code; nil for `ZZ` and codes that name nothing.
  package static func country(_ code: CountryCode) -> Country? { nil }

  /// The country that a text names by code (two or three letters) or by any spelling met in the field.
  package static func country(spelled text: String) -> CountryCode? { nil }

  /// Names near to one that is unknown, nearest first, at most three.
  package static func nearest(to text: String) -> [String] { [] }

  /// A region by slug, title or alias.
  package static func region(named name: String) -> Region? { nil }

  /// The country of a Correlates of War state number.
  package static func country(cow number: Int) -> CountryCode? { nil }

  /// The country of a Gleditsch-Ward state number.
  package static func country(gleditschWard number: Int) -> CountryCode? { nil }
}

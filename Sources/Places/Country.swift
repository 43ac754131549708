/// A country or area of ISO 3166-1, or Kosovo.
package struct Country: Hashable, Sendable {
  package let code: CountryCode
  /// ISO 3166-1 alpha-3; `XKX` for Kosovo, as the World Bank writes it.
  package let alpha3: String
  /// ISO 3166-1 numeric, which is the M49 code; nil for Kosovo.
  package let numeric: Int?
  /// English short name as the field writes it: `Iran`, `Russia`.
  package let name: String
  /// Slug of the UN M49 sub-region: `southern-asia`, `sub-saharan-africa`.
  package let subregion: String
  /// Slug of the UN M49 intermediate region, where the sub-region has them: `eastern-africa`.
  package let intermediateRegion: String?
  /// Slug of the UN M49 region: `asia`.
  package let region: String
  /// IANA time zone of the capital: `Asia/Karachi`.
  package let zone: String
  /// Correlates of War state numbers that mean this country or a state that is wholly part of it.
  package let cow: [Int]
  /// Gleditsch-Ward state numbers, likewise.
  package let gleditschWard: [Int]
  /// Other spellings, each once (`PlaceCatalog.country(spelled:)` ignores case, accents, spaces and punctuation).
  package let spellings: [String]
}

/// A named set of countries: the world, or a region, sub-region or intermediate region of UN M49.
package struct Region: Hashable, Sendable {
  /// `southern-asia`
  package let slug: String
  /// `Southern Asia`
  package let title: String
  /// Other names that are read as this one: `south-asia`.
  package let aliases: [String]
  /// In order of their codes.
  package let members: [CountryCode]
}

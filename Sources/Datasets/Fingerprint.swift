import Places

/// A block page or a false address that somebody identified, and what finding it says.
package struct Fingerprint: Sendable, Hashable {
  /// Where the pattern is looked for.
  package enum Place: Sendable, Hashable {
    /// An address or name that a resolver answered.
    case answer
    /// A page.
    case body
    /// A response's header, by its name in lower case.
    case header(String)
  }

  package enum Rule: String, Sendable, Hashable {
    case full, prefix, contains
  }

  package var name: String
  package var place: Place
  package var rule: Rule
  package var pattern: String
  /// Who puts it there, as the list spells it: `nat` a country, `isp` a provider, `inst` an institution, `prod` a
  /// product, `fp` nobody (a false positive).
  package var scope: String
  /// Where it is expected.
  package var countries: [CountryCode]

  package init(
    name: String, place: Place, rule: Rule, pattern: String, scope: String, countries: [CountryCode]
  ) {
    self.name = name
    self.place = place
    self.rule = rule
    self.pattern = pattern
    self.scope = scope
    self.countries = countries
  }

  /// Whether finding it in a measurement from a country confirms a block.
  package func confirms(in country: CountryCode?) -> Bool {
    if scope == "isp" || scope == "nat" { return true }
    return country.map(countries.contains) ?? false
  }
}

extension Fingerprint {
  /// The columns of `fields` and of the published lists.
  package static let columns = ["name", "scope", "location_found", "pattern_type", "pattern", "expected_countries"]

  /// As plain text, in the order of `columns`.
  package var fields: [String] {
    let location =
      switch place {
      case .answer: "dns"
      case .body: "body"
      case .header(let name): "header.\(name)"
      }
    return [name, scope, location, rule.rawValue, pattern, countries.map(\.description).joined(separator: ",")]
  }

  /// From what `fields` gave; nil where it is none of that.
  package init?(fields: [String]) {
    guard fields.count == Self.columns.count, let place = Place(location: fields[2]),
      let rule = Rule(rawValue: fields[3]), !fields[4].isEmpty
    else { return nil }
    self.init(
      name: fields[0], place: place, rule: rule, pattern: fields[4], scope: fields[1],
      countries: fields[5].split(separator: ",").compactMap { CountryCode(trimmed(String($0)).uppercased()) }
        .filter { $0 != .withheld })
  }
}

extension Fingerprint.Place {
  /// As the lists spell it: `dns`, `body`, `header.server`.
  init?(location: String) {
    switch location {
    case "dns": self = .answer
    case "body": self = .body
    default:
      guard location.hasPrefix("header."), location.utf8.count > 7 else { return nil }
      self = .header(location.dropFirst(7).lowercased())
    }
  }
}

/// A name met in real data that names no single present country, why, and which countries it may mean. Such a name is
/// unknown to the catalogue: a row that carries it is rejected rather than counted for a country it may not be about.
package struct UnclearPlace: Hashable, Sendable {
  package let name: String
  package let reason: String
  /// Names of present countries to choose from.
  package let choices: [String]

  private init(_ name: String, _ reason: String, _ choices: [String]) {
    self.name = name
    self.reason = reason
    self.choices = choices
  }

  /// Every such name, as its sources write it.
  package static let all: [UnclearPlace] = [
    UnclearPlace("Korea", "two states bear the name", ["South Korea", "North Korea"]),
    UnclearPlace("Channel Islands", "two places with codes of their own", ["Jersey", "Guernsey"]),
    UnclearPlace("Czechoslovakia", "divided into two states in 1993", ["Czechia", "Slovakia"]),
    UnclearPlace("Yugoslavia", "seven present countries lay in it", formerYugoslavia),
    UnclearPlace("Serbia and Montenegro", "divided into two states in 2006", ["Serbia", "Montenegro"]),
    UnclearPlace("USSR", "fifteen present countries lay in it", formerSovietUnion),
    UnclearPlace("Soviet Union", "fifteen present countries lay in it", formerSovietUnion),
    UnclearPlace("Union of Soviet Socialist Republics", "fifteen present countries lay in it", formerSovietUnion),
    UnclearPlace(
      "Netherlands Antilles", "dissolved in 2010 into three countries",
      ["Curaçao", "Sint Maarten", "Caribbean Netherlands"]),
    UnclearPlace("Neutral Zone", "divided in 1991", ["Iraq", "Saudi Arabia"]),
    UnclearPlace("European Union", "a union of countries", []),
  ]

  private static let formerYugoslavia = [
    "Serbia", "Croatia", "Bosnia and Herzegovina", "Slovenia", "North Macedonia", "Montenegro", "Kosovo",
  ]
  private static let formerSovietUnion = [
    "Russia", "Ukraine", "Belarus", "Uzbekistan", "Kazakhstan", "Georgia", "Azerbaijan", "Lithuania", "Moldova",
    "Latvia", "Kyrgyzstan", "Tajikistan", "Armenia", "Turkmenistan", "Estonia",
  ]
}

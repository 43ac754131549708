/// The few questions on which databases differ. The standard answer is given once; a dialect answers only what it
/// does otherwise.
package struct Dialect: Hashable, Sendable {
  package var name: String
  /// Whole-number division of a positive number.
  package var dividesWith: String
  /// Gathers texts into one, separated by a unit separator (0x1F), which no field of a source keeps.
  package var gathers: String

  package static let sqlite = Dialect(name: "sqlite", dividesWith: "/", gathers: "group_concat")

  func quotient(_ value: SQL, by divisor: Int) -> SQL {
    "\(value) \(word: dividesWith) \(literal: divisor)"
  }

  func gathered(_ expression: SQL) -> SQL {
    "\(word: gathers)(\(expression), char(31))"
  }
}

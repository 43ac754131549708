/// Why a cell holds no figure. Missing is never zero, and each kind of missing is said in its own words.
package enum Absence: String, Sendable, Hashable, CaseIterable {
  /// Nothing was measured or recorded there.
  case noData = "no data"
  /// Outside the period or the countries that a dataset covers.
  case notCovered = "not covered"
  /// Measured, but under the `min n` of the statement.
  case suppressed = "suppressed"
  /// The source says that it does not know.
  case unknown = "unknown"
  /// The column does not apply to this row.
  case notApplicable = "not applicable"
}

/// One cell of a table.
package enum Value: Sendable, Hashable {
  case missing(Absence)
  case integer(Int)
  case number(Double)
  case text(String)
  case flag(Bool)
  case instant(Instant)
  /// A time known only to a precision: printed no finer than it is known.
  case moment(Moment)

  package var isMissing: Bool {
    if case .missing = self { true } else { false }
  }

  /// The figure in the cell, if it is one.
  package var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    case .flag(let value): value ? 1 : 0
    case .missing, .text, .instant, .moment: nil
    }
  }

  package var string: String? {
    if case .text(let value) = self { value } else { nil }
  }
}

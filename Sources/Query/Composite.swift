import Subjects

/// A user's index: `define index harshness = 0.5 * blocked-days / covered-days`. It can stand where one measure stands
/// in `show` and `rank`.
package struct Composite: Sendable, Hashable {
  package indirect enum Expression: Sendable, Hashable {
    case measure(Measure)
    case number(Double)
    case negative(Expression)
    case sum(Expression, Expression)
    case difference(Expression, Expression)
    case product(Expression, Expression)
    /// No data where the divisor is 0.
    case quotient(Expression, Expression)
  }

  package var name: String
  package var expression: Expression
  /// The expression's canonical text, printed in every footer that uses it.
  package var text: String

  package init(name: String, expression: Expression, text: String) {
    self.name = name
    self.expression = expression
    self.text = text
  }

  /// Each measure once, in the order in which they stand.
  package var measures: [Measure] { unique(expression.measures) }

  /// What it asks about: measurements where it mixes them with the episodes found in them.
  package var subject: SubjectKind {
    let subjects = Set(measures.map(\.subject))
    return subjects.count == 1 ? subjects.first ?? .measurements : .measurements
  }

  package var columnName: String { name.columnName }
}

extension ResolvedQuery {
  /// The canonical text with the definitions of the indices in it before, so that it means the same wherever it is run.
  package var selfContained: String {
    composites.map { "define index \($0.name) = \($0.text); " }.joined() + canonical
  }
}

extension Composite.Expression {
  package var measures: [Measure] {
    switch self {
    case .measure(let measure): [measure]
    case .number: []
    case .negative(let inner): inner.measures
    case .sum(let left, let right), .difference(let left, let right), .product(let left, let right),
      .quotient(let left, let right):
      left.measures + right.measures
    }
  }

  /// The figure from the figures of its measures; nil where one is missing, a divisor is 0 or the result is not finite.
  package func value(of figure: (Measure) -> Double?) -> Double? {
    let result: Double?
    switch self {
    case .measure(let measure): result = figure(measure)
    case .number(let number): result = number
    case .negative(let inner): result = inner.value(of: figure).map { -$0 }
    case .sum(let left, let right): result = Self.pair(left, right, figure).map { $0 + $1 }
    case .difference(let left, let right): result = Self.pair(left, right, figure).map { $0 - $1 }
    case .product(let left, let right): result = Self.pair(left, right, figure).map { $0 * $1 }
    case .quotient(let left, let right): result = Self.pair(left, right, figure).flatMap { $1 == 0 ? nil : $0 / $1 }
    }
    return result.flatMap { $0.isFinite ? $0 : nil }
  }

  private static func pair(
    _ left: Self, _ right: Self, _ figure: (Measure) -> Double?
  ) -> (Double, Double)? {
    guard let left = left.value(of: figure), let right = right.value(of: figure) else { return nil }
    return (left, right)
  }
}

/// A half-open range of byte offsets in a source text.
package struct Span: Hashable, Sendable {
  package var lower: Int
  package var upper: Int

  package init(_ lower: Int, _ upper: Int) {
    self.lower = lower
    self.upper = max(lower, upper)
  }

  package var isEmpty: Bool { lower == upper }
  package var count: Int { upper - lower }

  /// The smallest span that holds both.
  package func union(_ other: Span) -> Span {
    Span(min(lower, other.lower), max(upper, other.upper))
  }
}

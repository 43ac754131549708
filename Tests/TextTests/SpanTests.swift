import Testing

@testable import Text

@Suite struct SpanTests {
  @Test func `a union holds both spans`() {
    #expect(Span(2, 4).union(Span(7, 9)) == Span(2, 9))
  }
}

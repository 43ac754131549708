import Tables
import Testing

@Suite struct SignificanceTests {
  static let figures: [(Double, Double)] = [
    (0.1 + 0.2, 0.3), (1.0 / 3, 0.333333333333), (2.0 / 3, 0.666666666667), (-2.0 / 3, -0.666666666667),
    (123_456_789_012_345.6, 123_456_789_012_000), (999_999_999_999.9, 1_000_000_000_000),
    (0.1234567890125, 0.123456789013), (1e-300 / 3, 3.33333333333e-301),
    (.leastNonzeroMagnitude, .leastNonzeroMagnitude), (42, 42), (0, 0),
    (123_456_789_012_500, 123_456_789_013_000),
  ]

  @Test(arguments: figures)
  func `twelve significant digits are kept`(value: Double, expected: Double) {
    #expect(value.rounded12 == expected)
    #expect(value.rounded12.rounded12 == expected)
  }

  @Test func `what is no finite number stays what it is, and zero has no sign`() {
    #expect(Double.nan.rounded12.isNaN)
    #expect(Double.infinity.rounded12 == .infinity && (-Double.infinity).rounded12 == -.infinity)
    #expect((-0.0).rounded12.sign == .plus)
    #expect(Double.greatestFiniteMagnitude.rounded12 == 1.79769313486e308)
  }

  @Test func `rounding moves a figure by half a unit of its twelfth digit at most, and prints as what it is`() throws {
    var random = SplitMix64(state: 3)
    for _ in 0..<2000 {
      let value = Double(bitPattern: random.next())
      guard value.isFinite, value.isNormal else { continue }
      let rounded = value.rounded12
      #expect((rounded - value).magnitude <= 5.0000001e-12 * value.magnitude)
      #expect(rounded.rounded12 == rounded)
      let text = try #require(DecimalText.canonical(value))
      #expect(Double(text) == rounded)
    }
  }
}

extension Double {
  /// The double nearest to its value in twelve significant decimal digits, ties of the shortest decimal form away
  /// from zero, so that every machine gives the same bytes. Itself where it is not finite.
  package var rounded12: Double {
    guard isFinite, self != 0 else { return self == 0 ? 0 : self }
    let decimal = Decimal17(magnitude)
    guard decimal.digits.count > 12 else { return self }
    let rounded = Double(decimal.rounded(to: 12).exponentForm) ?? magnitude
    return sign == .minus ? -rounded : rounded
  }

  /// `rounded12` in the fewest digits that read back as it: no exponent from 1e-6 up to 1e21, no trailing zeros.
  /// Form: ECMA-262, Number::toString, which RFC 8785 takes for JSON.
  package var shortest12: String {
    guard isFinite else { return isNaN ? "nan" : self < 0 ? "-inf" : "inf" }
    let value = rounded12
    guard value != 0 else { return "0" }
    return (value < 0 ? "-" : "") + Decimal17(value.magnitude).plain
  }
}

/// The shortest decimal form of a positive double: 0.d1d2d3... x 10^point.
private struct Decimal17 {
  /// 0...9, neither first nor last is 0.
  var digits: [UInt8]
  var point: Int

  /// From Swift's description, which is the shortest that reads back, the nearest of those, whatever the locale.
  init(_ value: Double) {
    digits = []
    point = 0
    var exponent = 0
    var isFraction = false
    var bytes = value.description.utf8[...]
    if let mark = bytes.firstIndex(of: UInt8(ascii: "e")) {
      exponent = Int(Substring(bytes[bytes.index(after: mark)...])) ?? 0
      bytes = bytes[..<mark]
    }
    for byte in bytes {
      if byte == UInt8(ascii: ".") {
        isFraction = true
      } else {
        if !isFraction { point += 1 }
        digits.append(byte &- UInt8(ascii: "0"))
      }
    }
    let zeros = digits.prefix { $0 == 0 }.count
    digits.removeFirst(zeros)
    point += exponent - zeros
    dropTrailingZeros()
  }

  private mutating func dropTrailingZeros() {
    while digits.last == 0 { digits.removeLast() }
  }

  /// To fewer digits, half away from zero.
  func rounded(to count: Int) -> Decimal17 {
    guard digits.count > count else { return self }
    var result = self
    let isUp = digits[count] >= 5
    result.digits.removeLast(digits.count - count)
    if isUp {
      while result.digits.last == 9 { result.digits.removeLast() }
      if let last = result.digits.popLast() {
        result.digits.append(last + 1)
      } else {
        result.digits = [1]
        result.point += 1
      }
    }
    result.dropTrailingZeros()
    return result
  }

  private func text(_ range: some Sequence<UInt8>) -> String {
    String(decoding: range.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
  }

  /// `1.25e-7`
  var exponentForm: String {
    let rest = digits.dropFirst()
    return text(digits.prefix(1)) + (rest.isEmpty ? "" : ".") + text(rest) + "e\(point - 1)"
  }

  var plain: String {
    switch point {
    case _ where point < -5 || point > 21: return exponentForm
    case ...0: return "0." + String(repeating: "0", count: -point) + text(digits)
    case digits.count...: return text(digits) + String(repeating: "0", count: point - digits.count)
    default: return text(digits.prefix(point)) + "." + text(digits.dropFirst(point))
    }
  }
}

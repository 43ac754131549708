/// A finite number in decimal digits: `0.d1d2d3... x 10^point`. Rounding works on the shortest decimal that reads back
/// as the number, half away from zero, so that every machine and locale prints the same bytes.
package struct DecimalText: Sendable, Hashable {
  private var isNegative: Bool
  /// 0...9, no zeros at either end; empty is zero.
  private var digits: [UInt8]
  /// Digits before the decimal point; negative or zero where the number is under 0.1.
  private var point: Int

  /// nil for infinities and NaN.
  package init?(_ value: Double) {
    guard value.isFinite else { return nil }
    isNegative = value < 0
    digits = []
    point = 0
    var exponent = 0
    var hasPoint = false
    let text = value.description.utf8
    if let mark = text.firstIndex(of: 0x65) {
      exponent = Int(String(decoding: text[text.index(after: mark)...], as: UTF8.self)) ?? 0
    }
    for byte in text.prefix(while: { $0 != 0x65 }) {
      if byte == 0x2E { hasPoint = true }
      guard (0x30...0x39).contains(byte) else { continue }
      digits.append(byte - 0x30)
      if !hasPoint { point += 1 }
    }
    point += exponent
    trim()
  }

  /// At most so many significant digits.
  package func rounded(toSignificant count: Int) -> DecimalText { keeping(count) }

  /// At most so many decimals.
  package func rounded(toPlaces places: Int) -> DecimalText { keeping(point + places) }

  /// Times a power of ten: by 2 a share becomes a percentage.
  package func shifted(by powers: Int) -> DecimalText {
    var result = self
    if !digits.isEmpty { result.point += powers }
    return result
  }

  /// The power of ten of the first digit: 0 for 1..<10, -1 for 0.1..<1; nil for zero.
  package var magnitude: Int? { digits.isEmpty ? nil : point - 1 }

  /// Digits after the decimal point, zeros at the end left out.
  package var places: Int { max(0, digits.count - point) }

  private func keeping(_ count: Int) -> DecimalText {
    guard count < digits.count else { return self }
    var result = self
    guard count >= 0 else {
      result.digits = []
      result.trim()
      return result
    }
    let isUp = digits[count] >= 5
    result.digits = Array(digits.prefix(count))
    if isUp { result.increment() }
    result.trim()
    return result
  }

  private mutating func increment() {
    for index in digits.indices.reversed() {
      if digits[index] < 9 {
        digits[index] += 1
        return
      }
      digits[index] = 0
    }
    digits.insert(1, at: 0)
    point += 1
  }

  private mutating func trim() {
    while digits.last == 0 { digits.removeLast() }
    let zeros = digits.prefix { $0 == 0 }.count
    digits.removeFirst(zeros)
    point -= zeros
    if digits.isEmpty {
      point = 0
      isNegative = false
    }
  }

  /// `-0.0312`, with at least so many decimals.
  package func plain(minimumPlaces: Int = 0) -> String {
    var text: [UInt8] = isNegative ? [0x2D] : []
    for position in 0..<max(point, 0) { text.append(digit(position)) }
    if point <= 0 { text.append(0x30) }
    let shown = max(places, minimumPlaces)
    guard shown > 0 else { return String(decoding: text, as: UTF8.self) }
    text.append(0x2E)
    for position in point..<(point + shown) { text.append(digit(position)) }
    return String(decoding: text, as: UTF8.self)
  }

  /// ASCII.
  private func digit(_ position: Int) -> UInt8 { digits.indices.contains(position) ? 0x30 + digits[position] : 0x30 }

  /// The shortest form that machines read: plain between 1e-7 and 1e15, else `1.5e-9`.
  package var machine: String {
    guard !digits.isEmpty, !(-6...15).contains(point) else { return plain() }
    var mantissa = self
    mantissa.point = 1
    return "\(mantissa.plain())e\(point - 1)"
  }

  /// 12 significant digits: the form in which figures enter ids and files; nil for infinities and NaN.
  package static func canonical(_ value: Double) -> String? {
    DecimalText(value)?.rounded(toSignificant: 12).machine
  }
}

/// A place in the bytes of a spelled time. Every step checks its bounds.
struct DateCursor {
  private let bytes: [UInt8]
  private var at = 0

  init(_ bytes: [UInt8]) {
    var bytes = bytes
    while let last = bytes.last, Self.isBlank(last) { bytes.removeLast() }
    self.bytes = bytes
  }

  var peek: UInt8? { at < bytes.count ? bytes[at] : nil }
  var isAtEnd: Bool { at >= bytes.count }

  static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) }
  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  mutating func skipBlanks() {
    while let byte = peek, Self.isBlank(byte) { at += 1 }
  }

  mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    at += 1
    return true
  }

  mutating func take(anyOf marks: String) -> UInt8? {
    guard let byte = peek, marks.utf8.contains(byte) else { return nil }
    at += 1
    return byte
  }

  /// Skips bytes of a set; how many there were.
  mutating func skip(anyOf marks: String) -> Int {
    let start = at
    while take(anyOf: marks) != nil {}
    return at - start
  }

  /// A hyphen or an en dash.
  mutating func takeDash() -> Bool {
    if take(UInt8(ascii: "-")) { return true }
    guard bytes.count - at >= 3, Array(bytes[at..<at + 3]) == [0xE2, 0x80, 0x93] else { return false }
    at += 3
    return true
  }

  /// All digits that stand here: the number and how many there are; nil for none or more than `limit` (at most 18).
  mutating func digits(upTo limit: Int) -> (value: Int, count: Int)? {
    var value = 0
    let start = at
    while let byte = peek, Self.isDigit(byte) {
      guard at - start < min(limit, 18) else { return nil }
      value = value * 10 + Int(byte - 0x30)
      at += 1
    }
    return at > start ? (value, at - start) : nil
  }

  /// A number of exactly so many digits.
  mutating func digits(exactly count: Int) -> Int? {
    guard let (value, found) = digits(upTo: count), found == count else { return nil }
    return value
  }

  /// `.25`, as a number under 1; nil and nothing taken where there is none.
  mutating func fraction() -> Double? {
    guard peek == UInt8(ascii: "."), at + 1 < bytes.count, Self.isDigit(bytes[at + 1]) else { return nil }
    at += 1
    var value = 0.0
    var place = 0.1
    while let byte = peek, Self.isDigit(byte) {
      value += Double(byte - 0x30) * place
      place /= 10
      at += 1
    }
    return value
  }

  /// Letters, lower-cased.
  mutating func word() -> String? {
    let start = at
    while let byte = peek, Self.isLetter(byte) { at += 1 }
    return at > start ? String(decoding: bytes[start..<at].map { $0 | 0x20 }, as: UTF8.self) : nil
  }

  /// `st`, `nd`, `rd`, `th` behind a day; false where other letters stand.
  mutating func skipOrdinal() -> Bool {
    guard let byte = peek, Self.isLetter(byte) else { return true }
    return word().map { ["st", "nd", "rd", "th"].contains($0) } ?? true
  }
}

/// A copy of a JSON text in which what a strict parser refuses and Python's and Go's writers let through is made
/// readable: bytes that are no UTF-8 and halves of surrogate pairs become U+FFFD, control characters within strings are
/// escaped, and `NaN`, `Infinity` and numbers past the range of doubles become null. What is no JSON stays none.
package struct RepairedJSON {
  /// With `JSONDocument.padding` zeros behind.
  package let bytes: [UInt8]
  /// Without the zeros.
  package let count: Int

  package init(_ text: UnsafeRawBufferPointer) {
    // The round trip through a string replaces what is no UTF-8.
    let valid = Array(String(decoding: text, as: UTF8.self).utf8)
    var bytes = valid.withUnsafeBytes { valid in
      var repair = Repair(source: valid)
      repair.run()
      return repair.bytes
    }
    count = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: JSONDocument.padding))
    self.bytes = bytes
  }
}

private struct Repair {
  let source: UnsafeRawBufferPointer
  var bytes: [UInt8] = []
  private var at = 0

  init(source: UnsafeRawBufferPointer) {
    self.source = source
    bytes.reserveCapacity(source.count + source.count / 8 + JSONDocument.padding)
  }

  mutating func run() {
    while at < source.count {
      let byte = source[at]
      switch byte {
      case 0x22: string()
      case 0x2D, 0x30...0x39, 0x49, 0x4E: number()
      default: take(1)
      }
    }
  }

  private mutating func take(_ length: Int) {
    let stop = min(at + length, source.count)
    bytes.append(contentsOf: source[at..<stop])
    at = stop
  }

  private mutating func string() {
    take(1)
    while at < source.count {
      let byte = source[at]
      switch byte {
      case 0x22: return take(1)
      case 0x5C: escape()
      case ..<0x20:
        bytes.append(contentsOf: "\\u00".utf8)
        bytes.append(contentsOf: [hex(byte >> 4), hex(byte & 15)])
        at += 1
      default: take(1)
      }
    }
  }

  private mutating func escape() {
    guard at + 1 < source.count else { return take(1) }
    switch source[at + 1] {
    case 0x22, 0x2F, 0x5C, 0x62, 0x66, 0x6E, 0x72, 0x74: take(2)
    case 0x75: unicodeEscape()
    default:
      // A backslash that escapes nothing stands for itself.
      bytes.append(contentsOf: [0x5C, 0x5C])
      at += 1
    }
  }

  private mutating func unicodeEscape() {
    guard let unit = codeUnit(at) else {
      bytes.append(contentsOf: [0x5C, 0x5C])
      at += 1
      return
    }
    switch unit {
    case 0xD800...0xDBFF:
      if let second = codeUnit(at + 6), (0xDC00...0xDFFF).contains(second) { return take(12) }
      replaceEscape()
    case 0xDC00...0xDFFF: replaceEscape()
    default: take(6)
    }
  }

  private mutating func replaceEscape() {
    bytes.append(contentsOf: "\\ufffd".utf8)
    at += 6
  }

  /// The four hex digits of `\uXXXX` at an offset.
  private func codeUnit(_ offset: Int) -> Int? {
    guard offset + 6 <= source.count, source[offset] == 0x5C, source[offset + 1] == 0x75 else { return nil }
    var value = 0
    for index in offset + 2..<offset + 6 {
      switch source[index] {
      case let digit where digit &- 0x30 < 10: value = value << 4 | Int(digit - 0x30)
      case let letter where (letter | 0x20) &- 0x61 < 6: value = value << 4 | Int((letter | 0x20) - 0x57)
      default: return nil
      }
    }
    return value
  }

  /// A number or one of the words that JSON has not.
  private mutating func number() {
    var stop = at + 1
    while stop < source.count, isOfNumber(source[stop]) { stop += 1 }
    let length = stop - at
    let word = UnsafeRawBufferPointer(rebasing: source[at..<stop])
    let isWord = word.equals("NaN") || word.equals("Infinity") || word.equals("-Infinity")
    if isWord || (length > 15 && !isDouble(word)) || (word.contains { $0 | 0x20 == 0x65 } && !isDouble(word)) {
      bytes.append(contentsOf: "null".utf8)
      at = stop
    } else if length > 18, !word.contains(where: { $0 == 0x2E || $0 | 0x20 == 0x65 }) {
      // An integer past 64 bits is read as a double.
      take(length)
      bytes.append(contentsOf: "e0".utf8)
    } else {
      take(length)
    }
  }

  private func isDouble(_ word: UnsafeRawBufferPointer) -> Bool {
    Double(String(decoding: word, as: UTF8.self)).map(\.isFinite) ?? false
  }

  private func isOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x2B, 0x2D, 0x2E, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }

  private func hex(_ digit: UInt8) -> UInt8 { digit < 10 ? 0x30 + digit : 0x57 + digit }
}

/// The tags and texts of an XML document (UTF-8, XML 1.0) one after another, as bytes, in memory that a tag bounds. It
/// knows no document type: a document that declares one, and with it entities, is refused. Prefixes of names are dropped.
struct XMLScanner: ~Copyable {
  enum Token: Sendable, Hashable {
    /// `name` and `attribute(_:)` tell of it; an element without contents is opened and closed at once.
    case open, close
    /// `appendText(to:)` gives it.
    case text
    case end
  }

  /// Of a tag or a stretch of text, in bytes.
  static let limit = 1 << 20

  private let file: String
  private var window: ByteWindow
  private var position = 0
  /// The current tag within `<` and `>`, or the current text.
  private var start = 0
  private var end = 0
  private var nameStart = 0
  private var nameEnd = 0
  private var closesItself = false
  private var isLiteral = false

  init(_ source: consuming ByteSource) {
    file = source.name
    window = ByteWindow(source, chunk: 1 << 17)
  }

  /// The current tag's name without its prefix.
  func isNamed(_ name: StaticString) -> Bool {
    guard nameEnd - nameStart == name.utf8CodeUnitCount else { return false }
    for index in 0..<name.utf8CodeUnitCount where window.byte(nameStart + index) != name.utf8Start[index] {
      return false
    }
    return true
  }

  mutating func next() throws -> Token {
    if closesItself {
      closesItself = false
      return .close
    }
    while true {
      guard try has(1) else { return .end }
      if window.byte(position) != UInt8(ascii: "<") { return try text() }
      guard try has(2) else { throw damaged("a tag is cut off") }
      switch window.byte(position + 1) {
      case UInt8(ascii: "?"): try skip(past: "?>")
      case UInt8(ascii: "!"):
        if try starts("<!--") {
          try skip(past: "-->")
        } else if try starts("<![CDATA[") {
          return try literal()
        } else {
          throw damaged("it declares a document type or entities, which no workbook needs")
        }
      default: return try tag()
      }
    }
  }

  // MARK: - Attributes and text

  /// An attribute's value with its entities taken out; nil where the tag has none of the name.
  func attribute(_ name: StaticString) throws -> String? {
    guard let range = attributeRange(name) else { return nil }
    var bytes: [UInt8] = []
    try append(range, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Where an attribute's value stands.
  private func attributeRange(_ name: StaticString) -> Range<Int>? {
    var at = nameEnd
    while at < end {
      while at < end, window.byte(at) <= 0x20 || window.byte(at) == UInt8(ascii: "/") { at += 1 }
      var keyStart = at
      while at < end, window.byte(at) != UInt8(ascii: "="), window.byte(at) > 0x20 {
        if window.byte(at) == UInt8(ascii: ":") { keyStart = at + 1 }
        at += 1
      }
      let keyEnd = at
      while at < end, window.byte(at) != 0x22, window.byte(at) != 0x27 { at += 1 }
      let quote = window.byte(at)
      let valueStart = at + 1
      at = valueStart
      while at < end, window.byte(at) != quote { at += 1 }
      guard at < end else { return nil }
      if matches(keyStart..<keyEnd, name) { return valueStart..<at }
      at += 1
    }
    return nil
  }

  /// An attribute's value as a number; nil where there is none.
  func number(_ name: StaticString) -> Int? {
    guard let range = attributeRange(name), !range.isEmpty, range.count < 10 else { return nil }
    var value = 0
    for at in range {
      let digit = window.byte(at) &- 0x30
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
    }
    return value
  }

  /// A cell's column, from 0, of a reference like `AB12`; nil where there is none.
  func column() -> Int? {
    guard let range = attributeRange("r") else { return nil }
    var column = 0
    for at in range {
      let letter = (window.byte(at) & 0xDF) &- 0x41
      guard letter < 26 else { break }
      column = column * 26 + Int(letter) + 1
      guard column <= Workbook.columnLimit else { return nil }
    }
    return column > 0 ? column - 1 : nil
  }

  func attributeIs(_ name: StaticString, _ value: StaticString) -> Bool {
    attributeRange(name).map { matches($0, value) } ?? false
  }

  private func matches(_ range: Range<Int>, _ text: StaticString) -> Bool {
    range.count == text.utf8CodeUnitCount
      && range.enumerated().allSatisfy { window.byte($0.element) == text.utf8Start[$0.offset] }
  }

  /// The current text, its entities taken out, line ends as LF.
  func appendText(to bytes: inout [UInt8]) throws {
    if isLiteral { return bytes.append(contentsOf: window.slice(start, end)) }
    try append(start..<end, to: &bytes)
  }

  private func append(_ range: Range<Int>, to bytes: inout [UInt8]) throws {
    let slice = window.slice(range.lowerBound, range.upperBound)
    guard slice.contains(where: { $0 == UInt8(ascii: "&") || $0 == 0x0D }) else {
      return bytes.append(contentsOf: slice)
    }
    var at = 0
    while at < slice.count {
      let byte = slice[at]
      at += 1
      if byte == 0x0D {
        bytes.append(0x0A)
        if at < slice.count, slice[at] == 0x0A { at += 1 }
      } else if byte == UInt8(ascii: "&") {
        guard let length = slice[at...].prefix(12).firstIndex(of: UInt8(ascii: ";")),
          let scalar = Self.entity(slice[at..<length])
        else { throw damaged("it has an entity that XML does not know") }
        bytes.append(contentsOf: String(Character(scalar)).utf8)
        at = length + 1
      } else {
        bytes.append(byte)
      }
    }
  }

  /// The five of XML and numbers.
  private static func entity(_ name: Slice<UnsafeRawBufferPointer>) -> Unicode.Scalar? {
    let name = String(decoding: name, as: UTF8.self)
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default:
      if name.hasPrefix("#x") { return UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init) }
      return name.hasPrefix("#") ? UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init) : nil
    }
  }

  // MARK: - Finding ends

  private mutating func tag() throws -> Token {
    var at = position + 1
    var quote: UInt8 = 0
    while true {
      if at >= window.count { at -= try more(at) }
      let byte = window.byte(at)
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == 0x22 || byte == 0x27 {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        break
      }
      at += 1
    }
    start = position + 1
    end = at
    position = at + 1
    let isClose = window.byte(start) == UInt8(ascii: "/")
    closesItself = !isClose && end > start && window.byte(end - 1) == UInt8(ascii: "/")
    nameStart = isClose ? start + 1 : start
    nameEnd = nameStart
    while nameEnd < end, window.byte(nameEnd) > 0x20, window.byte(nameEnd) != UInt8(ascii: "/") {
      if window.byte(nameEnd) == UInt8(ascii: ":") { nameStart = nameEnd + 1 }
      nameEnd += 1
    }
    return isClose ? .close : .open
  }

  private mutating func text() throws -> Token {
    var at = position
    while true {
      while at < window.count, window.byte(at) != UInt8(ascii: "<") { at += 1 }
      if at < window.count || window.isAtEnd { break }
      at -= try more(at, mayEnd: true)
    }
    start = position
    end = at
    position = at
    isLiteral = false
    return .text
  }

  private mutating func literal() throws -> Token {
    position += 9
    let length = try skip(past: "]]>")
    start = position - 3 - length
    end = position - 3
    isLiteral = true
    return .text
  }

  /// Moves behind a mark; how many bytes lay before it.
  @discardableResult
  private mutating func skip(past mark: StaticString) throws -> Int {
    var at = position
    while true {
      while at + mark.utf8CodeUnitCount > window.count { at -= try more(at) }
      if matches(at..<at + mark.utf8CodeUnitCount, mark) { break }
      at += 1
    }
    let length = at - position
    position = at + mark.utf8CodeUnitCount
    return length
  }

  private mutating func starts(_ mark: StaticString) throws -> Bool {
    guard try has(mark.utf8CodeUnitCount) else { return false }
    return matches(position..<position + mark.utf8CodeUnitCount, mark)
  }

  private mutating func has(_ count: Int) throws -> Bool {
    while position + count > window.count, !window.isAtEnd {
      try window.refill(keeping: position)
      position = 0
    }
    return position + count <= window.count
  }

  /// Reads on, the current token kept; how far offsets fell.
  private mutating func more(_ at: Int, mayEnd: Bool = false) throws -> Int {
    guard at - position <= Self.limit else { throw damaged("a tag or text in it is longer than 1 MB") }
    guard !window.isAtEnd || mayEnd else { throw damaged("its XML is cut off") }
    let fell = position
    try window.refill(keeping: position)
    position = 0
    return fell
  }

  private func damaged(_ reason: String) -> FileError {
    FileError(file: file, doing: "read", reason: "the workbook is damaged: \(reason)")
  }
}

import Text

/// Bytes to tokens, in one pass and linear time. It never fails: what means nothing is a `.foreign` token.
struct Lexer {
  let bytes: [UInt8]
  let end: Int
  var offset: Int
  private(set) var tokens: [Token] = []
  private(set) var comments: [Span] = []
  private(set) var problems: [(problem: Problem, span: Span)] = []
  private(set) var hasOpenString = false

  init(_ text: String, from start: Int = 0) {
    bytes = Array(text.utf8)
    end = bytes.count
    offset = min(max(start, 0), end)
  }

  /// All tokens; the last is `.end`.
  static func tokens(of text: String, from start: Int = 0) -> Lexer {
    var lexer = Lexer(text, from: start)
    lexer.run()
    return lexer
  }

  private func byte(_ ahead: Int = 0) -> UInt8? {
    let index = offset + ahead
    return index < end ? bytes[index] : nil
  }

  private func text(_ lower: Int, _ upper: Int) -> String {
    String(decoding: bytes[lower..<upper], as: UTF8.self)
  }

  private mutating func emit(_ kind: Token.Kind, from start: Int, _ text: String? = nil) {
    tokens.append(Token(kind, text ?? self.text(start, offset), Span(start, offset)))
  }

  private mutating func complain(_ problem: Problem, from start: Int) {
    problems.append((problem, Span(start, offset)))
  }

  mutating func run() {
    while let byte = byte() {
      switch byte {
      case 0x20, 0x09: offset += 1
      case 0x0A, 0x0D: lineEnd()
      case UInt8(ascii: ";"): endStatement(width: 1)
      case 0xC2 where self.byte(1) == 0xA0: offset += 2
      // A byte order mark: at a file's start, and where files that had one were put together.
      case 0xEF where self.byte(1) == 0xBB && self.byte(2) == 0xBF: offset += 3
      default: token(byte)
      }
    }
    emit(.end, from: end, "")
  }

  private mutating func token(_ byte: UInt8) {
    if startsComment { return comment() }
    if let last = tokens.last, last.isName("tz"), byte != UInt8(ascii: "\""), byte != UInt8(ascii: "$"),
      byte != UInt8(ascii: "|")
    {
      return wholeWord()
    }
    if let last = tokens.last, last.kind == .name, Self.idKeywords.contains(last.text), byte.isWord {
      return wholeWord()
    }
    switch byte {
    case UInt8(ascii: "\""): string()
    case UInt8(ascii: "'"): quoted(until: [byte])
    case 0xE2 where isCurlyQuote: quoted(until: [0xE2, 0x80, 0x9D])
    case UInt8(ascii: "@"): sigil(.set)
    case UInt8(ascii: "$"): sigil(.parameter)
    case UInt8(ascii: "#"): sigil(.result)
    case UInt8(ascii: "-") where startsNegative: word()
    case _ where byte.isWord: word()
    default: symbol(byte)
    }
  }

  // MARK: lines

  private mutating func endStatement(width: Int) {
    let start = offset
    offset += width
    emit(.end, from: start, "")
  }

  /// A line that starts with a space or `|` continues the statement; blank lines and comments do not end it.
  private mutating func lineEnd() {
    let newline = offset
    while let byte = byte() {
      if byte == 0x0A || byte == 0x0D {
        offset += 1
        continue
      }
      let start = offset
      while let blank = self.byte(), blank == 0x20 || blank == 0x09 { offset += 1 }
      guard let first = self.byte() else { break }
      if first == 0x0A || first == 0x0D { continue }
      if startsComment {
        comment()
        continue
      }
      if start < offset || first == UInt8(ascii: "|") { return }
      break
    }
    if let last = tokens.last, last.kind != .end { tokens.append(Token(.end, "", Span(newline, newline))) }
  }

  /// `--` that touches no token: behind a blank, or where a line or a statement starts.
  private var startsComment: Bool {
    guard byte() == UInt8(ascii: "-"), byte(1) == UInt8(ascii: "-") else { return false }
    return tokens.last.map { $0.kind == .end || $0.span.upper < offset } ?? true
  }

  private mutating func comment() {
    let start = offset
    while let byte = byte(), byte != 0x0A, byte != 0x0D { offset += 1 }
    comments.append(Span(start, offset))
  }

  // MARK: strings

  private mutating func string() {
    let start = offset
    if hasOpenString { return openString(from: start) }
    var value: [UInt8] = []
    offset += 1
    while let byte = byte() {
      if byte == UInt8(ascii: "\"") {
        offset += 1
        return emit(.string, from: start, String(decoding: value, as: UTF8.self))
      }
      if byte == UInt8(ascii: "\\"), let next = self.byte(1), next == UInt8(ascii: "\"") || next == UInt8(ascii: "\\") {
        value.append(next)
        offset += 2
      } else {
        value.append(byte)
        offset += 1
      }
    }
    // No later quote can close either: all that follow are escaped, from here as from there.
    hasOpenString = true
    openString(from: start)
  }

  /// Takes the rest of the line, so that the lines after it are still read.
  private mutating func openString(from start: Int) {
    offset = start + 1
    while let byte = byte(), byte != 0x0A, byte != 0x0D { offset += 1 }
    complain(.unclosedString, from: start)
    emit(.string, from: start, text(start + 1, offset))
  }

  private var isCurlyQuote: Bool { byte(1) == 0x80 && (byte(2) == 0x9C || byte(2) == 0x9D) }

  /// `'text'` and curly quotes are habits from elsewhere, read as strings and complained of.
  private mutating func quoted(until close: [UInt8]) {
    let start = offset
    let width = close.count
    offset += width
    while let byte = byte(), byte != 0x0A, byte != 0x0D, offset - start < 200,
      !bytes[offset..<end].starts(with: close)
    {
      offset += 1
    }
    guard bytes[offset..<end].starts(with: close) else {
      offset = start + width
      return emit(.foreign, from: start)
    }
    let value = text(start + width, offset)
    offset += width
    complain(.otherQuotes(value), from: start)
    emit(.string, from: start, value)
  }

  // MARK: words

  /// What one word up to a space, comma or parenthesis follows.
  private static let idKeywords: Set<String> = ["event", "episode", "incident"]

  /// `-7d`, `-0.5`: a minus that touches a digit and nothing before it.
  private var startsNegative: Bool {
    guard self.byte(1)?.isDigit ?? false else { return false }
    return offset == 0 || bytes[offset - 1].isBlank || "(,=<>".utf8.contains(bytes[offset - 1])
  }

  private mutating func sigil(_ kind: Token.Kind) {
    let start = offset
    offset += 1
    while let byte = byte(), byte.isWord || byte == UInt8(ascii: "-") { offset += 1 }
    if offset == start + 1 { return emit(.foreign, from: start) }
    emit(kind, from: start, text(start + 1, offset))
  }

  /// A time zone, which has slashes and signs.
  private mutating func wholeWord() {
    let start = offset
    while let byte = byte(), !byte.isBlank, !",();".utf8.contains(byte) { offset += 1 }
    if offset == start { return symbol(bytes[start]) }
    emit(Self.kind(of: bytes[start..<offset]), from: start)
  }

  private mutating func word() {
    let start = offset
    if byte() == UInt8(ascii: "-") { offset += 1 }
    while let byte = byte() {
      let joins = byte.isWord || byte == UInt8(ascii: "-")
      if byte == 0xC2, self.byte(1) == 0xA0 { break }
      let inner = (byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":")) && (self.byte(1)?.isWord ?? false)
      guard joins || inner else { break }
      offset += 1
    }
    // A hyphen at the end belongs to what follows.
    while offset - start > 1, bytes[offset - 1] == UInt8(ascii: "-") { offset -= 1 }
    emit(Self.kind(of: bytes[start..<offset]), from: start)
  }

  /// What a word is by its letters.
  static func kind(of word: ArraySlice<UInt8>) -> Token.Kind {
    guard let first = word.first else { return .word }
    let hyphen = UInt8(ascii: "-")
    if first.isLower {
      return word.allSatisfy { $0.isLower || $0.isDigit || $0 == hyphen || $0 == UInt8(ascii: "_") } ? .name : .word
    }
    if first.isUpper { return word.allSatisfy { $0.isUpper || $0.isDigit || $0 == hyphen } ? .code : .word }
    if first == hyphen, word.dropFirst().first?.isDigit ?? false {
      let kind = kind(of: word.dropFirst())
      return kind == .number || kind == .duration ? kind : .word
    }
    guard first.isDigit else { return .word }
    let digits = word.prefix { $0.isDigit }
    let rest = word.dropFirst(digits.count)
    guard let next = rest.first else { return .number }
    if digits.count == 4, next == hyphen { return .time }
    if next == UInt8(ascii: "."), rest.count > 1, rest.dropFirst().allSatisfy(\.isDigit) { return .number }
    if rest.count == 1, "mhdw".utf8.contains(next) { return .duration }
    return .word
  }

  // MARK: symbols

  private static let symbols = ["..", "!=", "<=", ">=", "(", ")", ",", "|", "=", "<", ">"]
  private static let foreign = ["%>%", "%in%", "|>", "==", "=~", "<>", "<-", "->", "&&", "||", "!"]

  private mutating func symbol(_ byte: UInt8) {
    let start = offset
    let longest = text(start, min(end, start + 4))
    if let match = Self.foreign.first(where: longest.hasPrefix), !longest.hasPrefix("!=") {
      offset += match.utf8.count
      return emit(.foreign, from: start)
    }
    if let match = Self.symbols.first(where: longest.hasPrefix) {
      offset += match.utf8.count
      return emit(.symbol, from: start)
    }
    offset += 1
    emit(.foreign, from: start)
  }
}

extension UInt8 {
  var isLower: Bool { (0x61...0x7A).contains(self) }
  var isUpper: Bool { (0x41...0x5A).contains(self) }
  var isDigit: Bool { (0x30...0x39).contains(self) }
  var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
  /// Part of a word; bytes of letters beyond ASCII count.
  var isWord: Bool { isLower || isUpper || isDigit || self == 0x5F || self >= 0x80 }
}

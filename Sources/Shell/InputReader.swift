import Text

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reads statements from an input that is not a terminal, each as soon as it is certain to be whole: at a line that
/// continues nothing, after a `;` that ends a line, or at the end. So a program that writes `statement;` through a
/// pipe gets its answer before it writes the next one.
package struct InputReader: ~Copyable {
  /// One statement with its comments and blank lines (or several on one line), and where it starts.
  package struct Piece: Hashable, Sendable {
    package var text: String
    /// From 1.
    package var firstLine: Int
  }

  package enum Failure: Error, Hashable {
    /// Where the bytes stop being UTF-8: line and column, both from 1, the column in characters.
    case invalidUTF8(line: Int, column: Int)
    /// Ctrl-C while waiting.
    case interrupted
    case unreadable(errno: Int32)

    /// What is wrong, in words.
    package var diagnostic: Diagnostic {
      switch self {
      case .invalidUTF8:
        Diagnostic(.error, "the bytes here are not UTF-8", help: "convert the text to UTF-8, for example with iconv")
      case .interrupted: Diagnostic(.error, "interrupted")
      case .unreadable(let errno):
        Diagnostic(.error, "standard input cannot be read: \(String(cString: strerror(errno)))")
      }
    }
  }

  private let descriptor: Int32
  private var bytes: [UInt8] = []
  private var start = 0
  private var hasEnded = false
  private var line = 1

  package init(descriptor: Int32 = STDIN_FILENO) {
    self.descriptor = descriptor
  }

  /// The next statement, nil at the end.
  package mutating func next() throws(Failure) -> Piece? {
    var piece: [UInt8] = []
    var lines = 0
    var isHeader = false
    while let next = try readLine() {
      let shape = StatementLine(next)
      if lines > 0, !isHeader, shape.startsStatement, !piece.isBlank {
        start -= next.count
        break
      }
      piece += next
      lines += 1
      if shape.isHeaderMark, line == 1, lines == 1 || isHeader { isHeader.toggle() }
      if shape.endsStatement, !isHeader { break }
    }
    guard lines > 0 else { return nil }
    defer { line += lines }
    return Piece(text: try decode(piece), firstLine: line)
  }

  /// A line with its line end, nil at the end.
  private mutating func readLine() throws(Failure) -> [UInt8]? {
    var searched = start
    while true {
      if let end = bytes[searched...].firstIndex(of: 0x0A) {
        defer { start = end + 1 }
        return Array(bytes[start...end])
      }
      guard !hasEnded else {
        defer { start = bytes.count }
        return start < bytes.count ? Array(bytes[start...]) : nil
      }
      searched = bytes.count - start
      try fill()
    }
  }

  private mutating func fill() throws(Failure) {
    bytes.removeFirst(start)
    start = 0
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    let count = read(descriptor, &chunk, chunk.count)
    if count > 0 {
      bytes += chunk[..<count]
    } else if count == 0 {
      hasEnded = true
    } else if errno == EINTR {
      if Signals.wasInterrupted { throw .interrupted }
    } else {
      throw .unreadable(errno: errno)
    }
  }

  private func decode(_ piece: [UInt8]) throws(Failure) -> String {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = line == 1 && piece.starts(with: mark) ? Array(piece.dropFirst(mark.count)) : piece
    if let decoded = String(validating: text, as: UTF8.self) { return decoded }
    let valid = Self.validPrefix(of: text)
    let before = SourceText(valid).position(of: valid.utf8.count)
    throw .invalidUTF8(line: line + before.line - 1, column: before.column)
  }

  /// The longest start that is UTF-8.
  private static func validPrefix(of bytes: [UInt8]) -> String {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var text = ""
    while case .scalarValue(let scalar) = decoder.decode(&iterator) { text.unicodeScalars.append(scalar) }
    return text
  }
}

/// What one line does to the statement before it, by the rules for files: an indented line or one that starts with
/// `|` continues it.
private struct StatementLine {
  let startsStatement: Bool
  let endsStatement: Bool
  let isHeaderMark: Bool

  init(_ bytes: [UInt8]) {
    let first = bytes.first ?? 0x0A
    let continues = [0x20, 0x09, 0x7C, 0x0A, 0x0D].contains(first)
    startsStatement = !continues
    isHeaderMark = String(decoding: bytes, as: UTF8.self).trimmingEnd == "---"
    endsStatement = Self.lastByteOfCode(bytes) == UInt8(ascii: ";")
  }

  /// The last byte that is no space and in no comment or string.
  private static func lastByteOfCode(_ bytes: [UInt8]) -> UInt8? {
    var last: UInt8?
    var isQuoted = false
    var isEscaped = false
    var previous = UInt8(ascii: " ")
    for (index, byte) in bytes.enumerated() {
      let isSpace = byte <= 0x20
      if isQuoted {
        isQuoted = isEscaped || byte != UInt8(ascii: "\"")
        isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
        last = byte == UInt8(ascii: ";") ? UInt8(ascii: "\"") : byte
      } else if byte == UInt8(ascii: "-"), previous <= 0x20, bytes[(index + 1)...].first == byte {
        return last
      } else if !isSpace {
        isQuoted = byte == UInt8(ascii: "\"")
        last = byte
      }
      previous = byte
    }
    return isQuoted ? nil : last
  }
}

extension String {
  fileprivate var trimmingEnd: Substring {
    var rest = self[...]
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return rest
  }
}

extension [UInt8] {
  fileprivate var isBlank: Bool { allSatisfy { $0 <= 0x20 } }
}

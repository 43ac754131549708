/// A file as lines of bytes, in memory that a line bounds. Blank lines are passed over.
package struct LineReader: ~Copyable {
  package enum Outcome: Sendable, Hashable {
    case line
    /// Longer than the limit; it was passed over.
    case tooLong
    case end
  }

  /// The current line's number, from 1.
  package private(set) var line = 0
  private var window: ByteWindow
  private let limit: Int
  private var start = 0
  private var end = 0
  private var next = 0

  /// `limit` is the longest line that is given, in bytes.
  package init(_ source: consuming ByteSource, limit: Int = JSONDocument.sizeLimit) {
    window = ByteWindow(source)
    self.limit = limit
  }

  /// The current line without its end, valid until the next is asked for; `JSONDocument.padding` readable bytes follow.
  package var bytes: UnsafeRawBufferPointer { window.slice(start, end) }

  /// Moves to the next line that is not blank.
  package mutating func advance() throws -> Outcome {
    while true {
      start = next
      let isLong = try findEnd()
      if start >= window.count, !isLong { return .end }
      line += 1
      if isLong { return .tooLong }
      while end > start, DateCursor.isBlank(window.byte(end - 1)) { end -= 1 }
      while start < end, DateCursor.isBlank(window.byte(start)) { start += 1 }
      if start < end { return .line }
    }
  }

  /// Finds where the line ends and the next starts, reading on as far as that takes. True where it is too long.
  private mutating func findEnd() throws -> Bool {
    var at = start
    var isLong = false
    while true {
      while at < window.count, window.byte(at) != 0x0A { at += 1 }
      if at < window.count || window.isAtEnd { break }
      if at - start > limit { isLong = true }
      // Of a line that is too long nothing is kept.
      let keep = isLong ? at : start
      try window.refill(keeping: keep)
      at -= keep
      start -= min(start, keep)
    }
    end = at
    next = min(at + 1, window.count)
    return isLong || end - start > limit
  }
}

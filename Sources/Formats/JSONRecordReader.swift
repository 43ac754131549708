#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file's JSON values one after another, whole as bytes: one a line (JSONL), or values of many lines, bare or in a
/// list. Which it is, the first value says. In JSONL a damaged line is one damaged record; in a file of many-line values
/// a value that never closes takes the rest of the file with it.
package struct JSONRecordReader: ~Copyable {
  private enum Layout { case unknown, lines, values }

  /// The line where the current record starts, from 1.
  package private(set) var line = 1

  private var window: ByteWindow
  private var layout = Layout.unknown
  private let limit: Int
  /// The current record, and where the search for the next one starts.
  private var start = 0
  private var end = 0
  private var position = 0
  private var nextLine = 1

  /// A record of more than `limit` bytes is damaged; it is passed over in constant memory.
  package init(_ source: consuming ByteSource, limit: Int = JSONDocument.sizeLimit) {
    window = ByteWindow(source)
    self.limit = limit
  }

  /// The current record, valid until `next()`, with `JSONDocument.padding` readable bytes behind it.
  package var record: UnsafeRawBufferPointer { window.slice(start, end) }

  /// At most 200 bytes of it.
  package var excerpt: [UInt8] { Array(window.slice(start, min(end, start + 200))) }

  package mutating func next() throws -> RecordOutcome {
    if layout == .unknown { try findLayout() }
    switch layout {
    case .lines, .unknown: return try nextLineRecord()
    case .values: return try nextValue()
    }
  }

  // MARK: - Lines

  private mutating func nextLineRecord() throws -> RecordOutcome {
    while true {
      start = position
      line = nextLine
      guard let stop = try lineStop() else { return try passOverLine() }
      end = stop
      position = min(stop + 1, window.count)
      nextLine += 1
      while start < end, isBlank(window.byte(start)) { start += 1 }
      if start < end { return .record }
      if stop >= window.count, window.isAtEnd { return .end }
    }
  }

  /// The end of the line at `start`; nil where it is longer than the limit.
  private mutating func lineStop() throws -> Int? {
    var searched = start
    while true {
      if let found = lineFeed(from: searched) { return found - start <= limit ? found : nil }
      if window.count - start > limit { return nil }
      if window.isAtEnd { return window.count }
      let known = window.count - start
      try window.refill(keeping: start)
      start = 0
      searched = known
    }
  }

  private func lineFeed(from offset: Int) -> Int? {
    guard offset < window.count, let found = memchr(window.base + offset, 0x0A, window.count - offset) else {
      return nil
    }
    return UnsafeRawPointer(found) - UnsafeRawPointer(window.base)
  }

  private mutating func passOverLine() throws -> RecordOutcome {
    let damage = tooLong()
    position = start
    while true {
      if let found = lineFeed(from: position) {
        position = found + 1
        break
      }
      position = window.count
      if window.isAtEnd { break }
      try window.refill(keeping: window.count)
      position = 0
    }
    start = position
    end = position
    nextLine += 1
    return .damaged(damage)
  }

  private func tooLong() -> Damage {
    Damage(reason: .tooLong(limit: limit), line: line, excerpt: Array(window.slice(start, start + 200)))
  }

  // MARK: - Values of many lines

  /// Reads on to the end of one value, over the commas and brackets of a list around it.
  private mutating func nextValue() throws -> RecordOutcome {
    while true {
      if position >= window.count {
        if window.isAtEnd { return .end }
        try window.refill(keeping: window.count)
        position = 0
        continue
      }
      let byte = window.byte(position)
      if byte == 0x0A { nextLine += 1 }
      guard isBlank(byte) || byte == 0x2C || byte == 0x5D || byte == 0x5B else { break }
      position += 1
    }
    start = position
    line = nextLine
    return try readValue()
  }

  private mutating func readValue() throws -> RecordOutcome {
    var scan = JSONScan()
    var damage: Damage?
    while true {
      position += scan.read(window.slice(position, window.count))
      if scan.isComplete || (window.isAtEnd && position >= window.count) { break }
      guard position >= window.count else { continue }
      if damage == nil, position - start > limit { damage = tooLong() }
      // What is too long is not kept.
      let keep = damage == nil ? start : window.count
      try window.refill(keeping: keep)
      position -= keep
      start = damage == nil ? 0 : position
    }
    nextLine += scan.lines
    end = position
    if damage == nil, end - start > limit { damage = tooLong() }
    return damage.map { .damaged($0) } ?? .record
  }

  // MARK: - Layout

  /// A file is JSONL unless its first value is a list or goes on after its first line.
  private mutating func findLayout() throws {
    let head = 256 << 10
    while window.count < head, !window.isAtEnd { try window.refill(keeping: 0) }
    var first = 0
    while first < window.count, isBlank(window.byte(first)) { first += 1 }
    guard window.byte(first) != 0x5B else { return layout = .values }
    layout = .lines
    guard let stop = lineFeed(from: first) else { return }
    var scan = JSONScan()
    _ = scan.read(window.slice(first, stop))
    // A line feed within a string is no JSON: such a line lost its end.
    guard !scan.isComplete, !scan.isInString else { return }
    var next = stop
    while next < window.count, isBlank(window.byte(next)) { next += 1 }
    var last = stop
    while last > first, isBlank(window.byte(last)) { last -= 1 }
    // An object in an object wants a name or a list before it; otherwise the first line lost its end.
    let opensMore = [0x7B, 0x5B, 0x3A].contains(window.byte(last))
    if next < window.count, opensMore || window.byte(next) != 0x7B { layout = .values }
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
}

/// Follows strings and brackets to the end of one value, over as many stretches of bytes as it takes.
struct JSONScan {
  private var depth = 0
  private(set) var isInString = false
  private var isEscaped = false
  private var hasStarted = false
  private(set) var isComplete = false
  /// Line feeds passed.
  private(set) var lines = 0

  /// Reads up to the value's end; how many bytes that took.
  mutating func read(_ bytes: UnsafeRawBufferPointer) -> Int {
    var at = 0
    while at < bytes.count, !isComplete {
      let byte = bytes[at]
      if byte == 0x0A { lines += 1 }
      if isInString {
        readInString(byte)
      } else if depth == 0, hasStarted, isSeparator(byte) {
        // The end of a number or a word, which belongs to what follows.
        isComplete = true
        if byte == 0x0A { lines -= 1 }
        return at
      } else {
        readMark(byte)
      }
      at += 1
    }
    return at
  }

  @inline(__always)
  private mutating func readInString(_ byte: UInt8) {
    if isEscaped {
      isEscaped = false
    } else if byte == 0x5C {
      isEscaped = true
    } else if byte == 0x22 {
      isInString = false
      isComplete = depth == 0
    }
  }

  @inline(__always)
  private mutating func readMark(_ byte: UInt8) {
    switch byte {
    case 0x22:
      isInString = true
      hasStarted = true
    case 0x7B, 0x5B:
      depth += 1
      hasStarted = true
    case 0x7D, 0x5D:
      depth = max(depth - 1, 0)
      isComplete = depth == 0
    case 0x20, 0x0A, 0x0D, 0x09: break
    default: hasStarted = true
    }
  }

  private func isSeparator(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 || byte == 0x2C || byte == 0x5D
  }
}

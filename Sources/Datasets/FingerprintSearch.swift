/// Many patterns looked for in one text at once, by Wu and Manber's tables of shifts over blocks of bytes: most of the
/// text is skipped unread. Short patterns would make all skips short, so patterns have a table for each of three ranges
/// of lengths. Source: S. Wu and U. Manber (1994), A fast algorithm for multi-pattern searching, TR-94-17, University of
/// Arizona.
struct PatternSearch: Sendable {
  /// In bytes; shorter patterns are not looked for, since they are in almost every text.
  static let shortest = 3

  private let tables: [ShiftTable]

  init(_ patterns: [[UInt8]]) {
    tables = [(Self.shortest, 8), (8, 16), (16, Int.max)].compactMap { lower, upper in
      let indices = patterns.indices.filter { patterns[$0].count >= lower && patterns[$0].count < upper }
      return indices.isEmpty ? nil : ShiftTable(indices.map { (patterns[$0], $0) }, block: lower < 8 ? .two : .four)
    }
  }

  /// Calls with the index of every pattern that is in the text, once or more.
  func search(_ text: UnsafeRawBufferPointer, found: (Int) -> Void) {
    for table in tables { table.search(text, found: found) }
  }
}

private struct ShiftTable: Sendable {
  /// How many bytes tell how far to move on.
  enum Block: Int { case two = 2, four = 4 }

  private static let size = 1 << 16
  /// Of a pattern, more bytes than this would not make longer skips.
  private static let widest = 64

  private let block: Block
  /// The bytes of every pattern that the table knows: the length of the shortest.
  private let window: Int
  /// By a block's hash: how far the window may be moved on; 0 where a pattern's window may end.
  private var shifts: [UInt8]
  /// By a block's hash: where its patterns start in `patterns`, which are sorted by it.
  private var starts = [Int32](repeating: 0, count: size + 1)
  private var patterns: [(bytes: [UInt8], index: Int)]

  init(_ patterns: [(bytes: [UInt8], index: Int)], block: Block) {
    let window = min(patterns.map(\.bytes.count).min() ?? Self.widest, Self.widest)
    let end = window - block.rawValue
    self.block = block
    self.window = window
    shifts = [UInt8](repeating: UInt8(clamping: end + 1), count: Self.size)
    self.patterns = patterns.sorted { Self.hash($0.bytes, end, block) < Self.hash($1.bytes, end, block) }
    for pattern in patterns {
      for at in 0...end {
        let hash = Self.hash(pattern.bytes, at, block)
        shifts[hash] = min(shifts[hash], UInt8(clamping: end - at))
      }
      starts[Self.hash(pattern.bytes, end, block) + 1] += 1
    }
    for hash in 1..<starts.count { starts[hash] += starts[hash - 1] }
  }

  private static func hash(_ bytes: [UInt8], _ at: Int, _ block: Block) -> Int {
    bytes.withUnsafeBytes { bytes in
      switch block {
      case .two: hash2(bytes, at)
      case .four: hash4(bytes, at)
      }
    }
  }

  @inline(__always)
  private static func hash2(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> Int {
    Int(UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt16.self)))
  }

  /// Multiplicative (Knuth): the upper half of the product.
  @inline(__always)
  private static func hash4(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> Int {
    let word = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self))
    return Int((word &* 2_654_435_769) >> 16)
  }

  func search(_ text: UnsafeRawBufferPointer, found: (Int) -> Void) {
    switch block {
    case .two: scan(text, found: found, hash: Self.hash2)
    case .four: scan(text, found: found, hash: Self.hash4)
    }
  }

  /// Each step waits for the shift of the one before; four stretches of the text side by side fill the wait.
  @inline(__always)
  private func scan(
    _ text: UnsafeRawBufferPointer, found: (Int) -> Void, hash: (UnsafeRawBufferPointer, Int) -> Int
  ) {
    // Where the window's last block starts in the text.
    let offset = window - block.rawValue
    let end = text.count - block.rawValue + 1
    guard offset < end else { return }
    let quarter = (end - offset) / 4
    shifts.withUnsafeBufferPointer { shifts in
      func moved(_ at: Int) -> Int {
        let hash = hash(text, at)
        let shift = Int(shifts[hash])
        if shift == 0 { check(text, at - offset, hash, found) }
        return at + max(shift, 1)
      }
      var (first, second) = (offset, offset + quarter)
      let (secondEnd, thirdEnd) = (offset + 2 * quarter, offset + 3 * quarter)
      let firstEnd = second
      var (third, fourth) = (secondEnd, thirdEnd)
      while first < firstEnd, second < secondEnd, third < thirdEnd, fourth < end {
        first = moved(first)
        second = moved(second)
        third = moved(third)
        fourth = moved(fourth)
      }
      while first < firstEnd { first = moved(first) }
      while second < secondEnd { second = moved(second) }
      while third < thirdEnd { third = moved(third) }
      while fourth < end { fourth = moved(fourth) }
    }
  }

  private func check(_ text: UnsafeRawBufferPointer, _ start: Int, _ hash: Int, _ found: (Int) -> Void) {
    for slot in Int(starts[hash])..<Int(starts[hash + 1]) {
      let pattern = patterns[slot]
      guard text.count - start >= pattern.bytes.count else { continue }
      let stretch = UnsafeRawBufferPointer(rebasing: text[start..<start + pattern.bytes.count])
      if stretch.elementsEqual(pattern.bytes) { found(pattern.index) }
    }
  }
}

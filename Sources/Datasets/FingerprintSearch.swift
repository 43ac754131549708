/// Many patterns looked for in one text at once, by Wu and Manber's table of shifts over blocks of three bytes: most of
/// the text is skipped unread. Short patterns would make the skips short, so they have a table of their own.
/// Source: S. Wu and U. Manber (1994), A fast algorithm for multi-pattern searching, TR-94-17, University of Arizona.
struct PatternSearch: Sendable {
  /// In bytes; shorter patterns are not looked for, since they are in almost every text.
  static let shortest = blockLength
  private static let blockLength = 3
  private static let longEnough = 8

  private let short: ShiftTable
  private let long: ShiftTable

  init(_ patterns: [[UInt8]]) {
    let usable = patterns.indices.filter { patterns[$0].count >= Self.shortest }
    short = ShiftTable(patterns, usable.filter { patterns[$0].count < Self.longEnough })
    long = ShiftTable(patterns, usable.filter { patterns[$0].count >= Self.longEnough })
  }

  /// Calls with the index of every pattern that is in the text, once or more.
  func search(_ text: UnsafeRawBufferPointer, found: (Int) -> Void) {
    short.search(text, found: found)
    long.search(text, found: found)
  }

  private struct ShiftTable: Sendable {
    private static let bits = 15

    private var patterns: [(bytes: [UInt8], index: Int)] = []
    /// The bytes of every pattern that the table knows: the length of the shortest.
    private var window = Int.max
    /// By a block's hash: how far the text may be moved on; 0 where a pattern's window may end.
    private var shifts: [UInt8] = []
    /// By a block's hash: where its patterns start in `patterns`, which are sorted by it.
    private var starts: [Int32] = []

    init(_ all: [[UInt8]], _ indices: [Int]) {
      guard let shortest = indices.map({ all[$0].count }).min() else { return }
      let window = min(shortest, 128)
      self.window = window
      let widest = UInt8(clamping: window - blockLength + 1)
      shifts = [UInt8](repeating: widest, count: 1 << Self.bits)
      patterns = indices.map { (all[$0], $0) }
      let end = window - blockLength
      patterns.sort { Self.hash($0.bytes, end) < Self.hash($1.bytes, end) }
      for pattern in patterns {
        for at in 0...end {
          let hash = Self.hash(pattern.bytes, at)
          shifts[hash] = min(shifts[hash], UInt8(clamping: end - at))
        }
      }
      starts = [Int32](repeating: 0, count: (1 << Self.bits) + 1)
      for pattern in patterns { starts[Self.hash(pattern.bytes, end) + 1] += 1 }
      for hash in 1..<starts.count { starts[hash] += starts[hash - 1] }
    }

    private static func hash(_ bytes: [UInt8], _ at: Int) -> Int {
      hash(bytes[at], bytes[at + 1], bytes[at + 2])
    }

    @inline(__always)
    private static func hash(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Int {
      (Int(first) << 10 ^ Int(second) << 5 ^ Int(third)) & ((1 << bits) - 1)
    }

    func search(_ text: UnsafeRawBufferPointer, found: (Int) -> Void) {
      guard text.count >= window else { return }
      shifts.withUnsafeBufferPointer { shifts in
        // The last byte of the window under the text.
        var at = window - 1
        while at < text.count {
          let hash = Self.hash(text[at - 2], text[at - 1], text[at])
          let shift = Int(shifts[hash])
          if shift > 0 {
            at += shift
            continue
          }
          check(text, at - window + 1, hash, found)
          at += 1
        }
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
}

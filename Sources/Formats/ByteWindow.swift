/// A file's bytes as one contiguous stretch of memory that slides along: what a reader still needs stays, the rest makes
/// room. `padding` readable zero bytes follow the valid ones, so that a block may be loaded across the end.
struct ByteWindow: ~Copyable {
  static let padding = 64

  private var source: ByteSource
  private let chunk: Int
  private(set) var base: UnsafeMutableRawPointer
  private var capacity: Int
  /// Valid bytes from `base`.
  private(set) var count = 0
  private(set) var isAtEnd = false

  init(_ source: consuming ByteSource, chunk: Int = 1 << 20) {
    self.source = source
    self.chunk = max(chunk, Self.padding)
    capacity = self.chunk * 2
    base = .allocate(byteCount: capacity + Self.padding, alignment: 64)
  }

  deinit { base.deallocate() }

  var bytesRead: Int { source.bytesRead }

  /// A byte, or 0 outside of the valid ones.
  func byte(_ offset: Int) -> UInt8 {
    offset >= 0 && offset < count ? base.load(fromByteOffset: offset, as: UInt8.self) : 0
  }

  /// The valid bytes of a range.
  func slice(_ lower: Int, _ upper: Int) -> UnsafeRawBufferPointer {
    let lower = min(max(lower, 0), count)
    let upper = min(max(upper, lower), count)
    return UnsafeRawBufferPointer(start: base + lower, count: upper - lower)
  }

  /// Moves the bytes from `keep` on to the front, so that every offset falls by `keep`, and reads more behind them.
  mutating func refill(keeping keep: Int) throws {
    let keep = min(max(keep, 0), count)
    if keep > 0 {
      base.copyMemory(from: base + keep, byteCount: count - keep)
      count -= keep
    }
    if capacity - count < chunk { grow() }
    let got = try source.read(into: UnsafeMutableRawBufferPointer(start: base + count, count: chunk))
    count += got
    isAtEnd = got == 0
    (base + count).initializeMemory(as: UInt8.self, repeating: 0, count: Self.padding)
  }

  private mutating func grow() {
    let larger = capacity * 2
    let moved = UnsafeMutableRawPointer.allocate(byteCount: larger + Self.padding, alignment: 64)
    moved.copyMemory(from: base, byteCount: count)
    base.deallocate()
    base = moved
    capacity = larger
  }

  /// The offset of the next line end's last byte from `offset`: LF, CRLF's LF, or a lone CR; nil when none is here.
  func lineEnd(from offset: Int) -> Int? {
    var at = max(offset, 0)
    while at < count {
      let byte = byte(at)
      if byte == 0x0A { return at }
      if byte == 0x0D { return self.byte(at + 1) == 0x0A ? at + 1 : at }
      at += 1
    }
    return nil
  }

  /// Where the line after the one at `offset` starts; reads, and forgets what lies before, as far as that takes.
  mutating func nextLine(after offset: Int) throws -> Int {
    var from = offset
    while true {
      // A CR in the last byte may be half of a line end.
      if let end = lineEnd(from: from), end + 1 < count || isAtEnd { return end + 1 }
      if isAtEnd { return count }
      try refill(keeping: max(count - 1, 0))
      from = 0
    }
  }
}

import Formats

/// A copy of bytes with the readable bytes behind it that a parser wants.
struct PaddedBytes {
  private let bytes: [UInt8]
  private let count: Int

  init(_ bytes: UnsafeRawBufferPointer) {
    count = bytes.count
    self.bytes = Array(bytes) + [UInt8](repeating: 0, count: JSONDocument.padding)
  }

  func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try bytes.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
  }
}

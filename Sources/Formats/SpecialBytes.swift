/// Finds the bytes that end or wrap a field, 64 at a time: eight words, a byte's test done in all eight bytes of a word
/// at once, in plain integer arithmetic that the compiler turns into vector instructions (comparisons of SIMD vectors
/// with their masks it takes apart, byte by byte).
struct SpecialBytes {
  private let delimiter: UInt64

  init(delimiter: UInt8) { self.delimiter = 0x0101_0101_0101_0101 &* UInt64(delimiter) }

  /// Bit i is set where byte i of the 64 at `bytes` is the delimiter, a double quote, LF or CR.
  @inline(__always)
  func mask(_ bytes: UnsafeRawPointer) -> UInt64 {
    let block = bytes.loadUnaligned(as: SIMD8<UInt64>.self)
    let others =
      Self.nonzero(block ^ delimiter) & Self.nonzero(block ^ 0x2222_2222_2222_2222)
      & Self.nonzero(block ^ 0x0A0A_0A0A_0A0A_0A0A) & Self.nonzero(block ^ 0x0D0D_0D0D_0D0D_0D0D)
    let hits = (~others & 0x8080_8080_8080_8080) &>> 7
    // Byte i of a word, 0 or 1, is multiplied to bit 56 + i.
    let sums = (hits &* 0x0102_0408_1020_4080) &>> 56
    let low = sums[0] | sums[1] << 8 | sums[2] << 16 | sums[3] << 24
    let high = sums[4] << 32 | sums[5] << 40 | sums[6] << 48 | sums[7] << 56
    return low | high
  }

  /// The high bit of each byte is set where the byte is not zero; the other bits mean nothing.
  @inline(__always)
  private static func nonzero(_ words: SIMD8<UInt64>) -> SIMD8<UInt64> {
    ((words & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F7F_7F7F_7F7F_7F7F) | words
  }
}

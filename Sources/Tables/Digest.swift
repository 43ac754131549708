import CDigest

/// SHA-256 (FIPS 180-4) of a stream of bytes.
package struct SHA256Digest: ~Copyable {
  private let state: OpaquePointer?
  private var isWhole: Bool

  package init() {
    state = curfew_sha256_new()
    isWhole = state != nil
  }

  deinit { curfew_sha256_free(state) }

  /// Adds bytes.
  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress, isWhole else { return }
    isWhole = curfew_sha256_update(state, base, bytes.count) == 1
  }

  package mutating func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

  /// Adds a text's UTF-8.
  package mutating func update(_ text: String) {
    var text = text
    text.withUTF8 { update(UnsafeRawBufferPointer($0)) }
  }

  /// 64 hex digits of the bytes so far; more may be added afterwards. Empty where the system's libcrypto gave no
  /// digest, which no real digest equals.
  package func hex() -> String {
    guard isWhole, let copy = curfew_sha256_copy(state) else { return "" }
    defer { curfew_sha256_free(copy) }
    var out = [UInt8](repeating: 0, count: 32)
    guard curfew_sha256_finish(copy, &out) == 1 else { return "" }
    return String(decoding: out.flatMap { [hexDigit($0 >> 4), hexDigit($0 & 15)] }, as: UTF8.self)
  }

  /// Of a text at once.
  package static func hex(of text: String) -> String {
    var digest = SHA256Digest()
    digest.update(text)
    return digest.hex()
  }
}

private func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }

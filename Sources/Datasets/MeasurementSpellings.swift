import Subjects

extension Flag {
  /// The byte form: one letter is the usual case.
  @inline(__always)
  static func read(_ bytes: UnsafeRawBufferPointer) -> Bool? {
    guard bytes.count == 1 else { return bytes.count > 8 ? nil : read(String(decoding: bytes, as: UTF8.self)) }
    switch bytes[0] {
    case UInt8(ascii: "t"), UInt8(ascii: "1"), UInt8(ascii: "T"): return true
    case UInt8(ascii: "f"), UInt8(ascii: "0"), UInt8(ascii: "F"): return false
    default: return read(String(decoding: bytes, as: UTF8.self))
    }
  }
}

extension Outcome {
  init?(spelled bytes: UnsafeRawBufferPointer) {
    guard bytes.count <= 16 else { return nil }
    switch trimmed(String(decoding: bytes, as: UTF8.self)).lowercased() {
    case "ok": self = .ok
    case "anomaly": self = .anomaly
    case "confirmed": self = .confirmed
    case "failure": self = .failure
    default: return nil
    }
  }
}

extension BlockingKind {
  /// OONI's `blocking`: `false` and `none` say that nothing was blocked.
  init?(spelled bytes: UnsafeRawBufferPointer) {
    guard bytes.count <= 16 else { return nil }
    switch ColumnName.folded(String(decoding: bytes, as: UTF8.self)) {
    case "", "none", "false": self = .none
    case "dns": self = .dns
    case "tcp_ip", "tcp": self = .tcpIP
    case "tls": self = .tls
    case "http_diff": self = .httpDiff
    case "http_failure": self = .httpFailure
    default: return nil
    }
  }
}

/// The host in an input, `https://user@Host:443/path`, without allocation.
enum Host {
  static func inside(_ input: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var start = 0
    var at = 0
    // `://` and `@` before the path move the start; an address in brackets keeps its colons.
    var end = input.count
    var isBracketed = false
    while at < input.count {
      let byte = input[at]
      if byte == 0x3A, !isBracketed, at + 2 < input.count, input[at + 1] == 0x2F, input[at + 2] == 0x2F, start == 0 {
        at += 3
        start = at
        continue
      }
      if byte == 0x2F || byte == 0x3F || byte == 0x23 {
        end = at
        break
      }
      if byte == 0x40 { start = at + 1 }
      if byte == 0x5B { isBracketed = true }
      if byte == 0x5D { isBracketed = false }
      at += 1
    }
    return withoutPort(UnsafeRawBufferPointer(rebasing: input[start..<max(start, end)]))
  }

  private static func withoutPort(_ host: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    if host.first == 0x5B, let close = host.firstIndex(of: 0x5D) {
      return UnsafeRawBufferPointer(rebasing: host[1..<close])
    }
    guard let colon = host.firstIndex(of: 0x3A), colon == host.lastIndex(of: 0x3A) else { return host }
    return UnsafeRawBufferPointer(rebasing: host[..<colon])
  }
}

/// Memory for bytes that a row makes, used again at the next row.
struct ScratchBytes: ~Copyable {
  private var memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 256, alignment: 16)

  deinit { memory.deallocate() }

  private mutating func reserve(_ count: Int) {
    guard memory.count < count else { return }
    memory.deallocate()
    memory = .allocate(byteCount: count * 2, alignment: 16)
  }

  /// ASCII letters lower-cased; the bytes themselves where there is nothing to do.
  mutating func lowercased(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    guard bytes.contains(where: { $0 &- 0x41 < 26 }) else { return bytes }
    reserve(bytes.count)
    for (index, byte) in bytes.enumerated() { memory[index] = byte &- 0x41 < 26 ? byte | 0x20 : byte }
    return UnsafeRawBufferPointer(rebasing: memory[..<bytes.count])
  }

  /// Three texts with `|` between them.
  mutating func join(
    _ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer, _ third: UnsafeRawBufferPointer
  ) -> UnsafeRawBufferPointer {
    let total = first.count + second.count + third.count + 2
    reserve(total)
    var at = 0
    for (index, part) in [first, second, third].enumerated() {
      if index > 0 {
        memory[at] = 0x7C
        at += 1
      }
      for byte in part {
        memory[at] = byte
        at += 1
      }
    }
    return UnsafeRawBufferPointer(rebasing: memory[..<total])
  }
}

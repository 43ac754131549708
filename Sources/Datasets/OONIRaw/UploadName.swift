import Tables

/// The name of an uploaded measurement, which is its uid: `20210414233242.034345_BR_signal_390dca674022005a`: the time
/// of the upload, the country, the test without underscores, sixteen digits of a digest.
struct UploadName {
  /// Of the uid, in bytes.
  let length: Int
  private let country: ArraySlice<UInt8>
  private let test: ArraySlice<UInt8>

  /// From a file's name, whatever its extension; nil for any other name.
  init?(_ name: [UInt8]) {
    let parts = name.split(separator: UInt8(ascii: "_"), omittingEmptySubsequences: false)
    guard parts.count == 4, parts[0].count == 21, name.withUnsafeBytes({ Self.time($0) != nil }) else { return nil }
    let digest = parts[3].prefix { $0 != UInt8(ascii: ".") }
    guard digest.count == 16, digest.allSatisfy(Self.isHex), !parts[2].isEmpty else { return nil }
    length = digest.endIndex
    country = parts[1]
    test = parts[2]
  }

  /// Whether it is a name for a measurement of that test and country.
  func names(_ test: UnsafeRawBufferPointer, country: UnsafeRawBufferPointer?) -> Bool {
    guard let country, country.elementsEqual(self.country) else { return false }
    return test.lazy.filter { $0 != UInt8(ascii: "_") }.elementsEqual(self.test)
  }

  /// When it was uploaded, of a uid of this kind; nil for any other.
  static func time(_ uid: UnsafeRawBufferPointer) -> Instant? {
    guard uid.count >= 22, uid[0] == UInt8(ascii: "2"), uid[1] == UInt8(ascii: "0"), uid[14] == UInt8(ascii: "."),
      uid[21] == UInt8(ascii: "_"), number(uid, 15, 6) != nil, let date = number(uid, 0, 8),
      let clock = number(uid, 8, 6)
    else { return nil }
    let (hour, minute, second) = (clock / 10_000, clock / 100 % 100, clock % 100)
    guard hour < 24, minute < 60, second < 60,
      let day = Day(year: date / 10_000, month: date / 100 % 100, day: date % 100)
    else { return nil }
    return day.start.advanced(by: hour * 3600 + minute * 60 + second)
  }

  private static func number(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ count: Int) -> Int? {
    var value = 0
    for index in start..<start + count {
      let digit = bytes[index] &- 0x30
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
    }
    return value
  }

  private static func isHex(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 || byte &- 0x61 < 6 }
}

/// Bytes that a row makes and that stay in place until the next ones.
struct KeptBytes: ~Copyable {
  private var memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 256, alignment: 16)

  deinit { memory.deallocate() }

  mutating func keep(_ bytes: some Collection<UInt8>) -> UnsafeRawBufferPointer {
    if memory.count < bytes.count {
      memory.deallocate()
      memory = .allocate(byteCount: bytes.count * 2, alignment: 16)
    }
    memory.copyBytes(from: bytes)
    return UnsafeRawBufferPointer(rebasing: memory[..<bytes.count])
  }
}

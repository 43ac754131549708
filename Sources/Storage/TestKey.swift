import Tables

/// A test's identity as it is stored: a time, so that keys of one period lie together and a load in time order appends,
/// and 64 bits of a hash. Two tests meet only if both agree.
///
/// Of a test with a uid: the time that the uid's own text states, and a hash of the uid. Of one without: its start and
/// its report digest. Where one source gives the uid and another only the report id, `TestAliases` finds that they are one.
struct TestKey: Hashable, Comparable, Sendable {
  /// Seconds since 1970; 0 where the uid states none.
  var stamp: Int64
  /// In two's complement as SQLite keeps and sorts it.
  var digest: Int64

  @inline(__always)
  static func < (left: TestKey, right: TestKey) -> Bool {
    left.stamp != right.stamp ? left.stamp < right.stamp : left.digest < right.digest
  }
}

extension TestKey {
  /// What tests of a dataset are known by.
  struct Kinds: OptionSet, Sendable {
    let rawValue: Int
    /// Report id, input and start, for want of a uid.
    static let reports = Kinds(rawValue: 1)
    static let uids = Kinds(rawValue: 2)
    /// A uid alone, so that they are never known to be those of `reports`.
    static let bareUIDs = Kinds(rawValue: 4)
  }

  /// A hash of report id, input and start, by which OONI's own older table is ordered; nil where there is no report id.
  static func reportDigest(
    report: UnsafeRawBufferPointer, input: UnsafeRawBufferPointer, start: Int64
  ) -> Int64? {
    guard report.count > 0 else { return nil }
    let named = hash(report) ^ 0x082E_FA98_EC4E_6C89
    let digest = folded(named, hash(input) &+ UInt64(bitPattern: start) &* 0x9E37_79B9_7F4A_7C15)
    return Int64(bitPattern: digest ^ named)
  }

  /// Whether sources gave the report id with more behind it in the place of a uid.
  static func isReport(_ uid: UnsafeRawBufferPointer, of report: UnsafeRawBufferPointer) -> Bool {
    report.count > 0 && uid.count > report.count && uid[report.count] == UInt8(ascii: "|")
      && uid.prefix(report.count).elementsEqual(report)
  }

  init(uid: UnsafeRawBufferPointer) {
    stamp = Self.stamp(uid)
    digest = Int64(bitPattern: Self.hash(uid))
  }

  /// `20210414233242.034345_BR_signal_...` states a second, `01201911098a2eebcc7e2987` a day. It depends on the uid
  /// alone, so every file that brings a test gives it the same key.
  static func stamp(_ uid: UnsafeRawBufferPointer) -> Int64 {
    if let date = digits(uid, 0, 8), let clock = digits(uid, 8, 6), let day = day(date) {
      let (hour, minute, second) = (clock / 10_000, clock / 100 % 100, clock % 100)
      guard hour < 24, minute < 60, second <= 60 else { return 0 }
      return Int64(day) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    }
    guard digits(uid, 0, 2) == 1, let date = digits(uid, 2, 8), let day = day(date) else { return 0 }
    return Int64(day) * 86_400
  }

  private static func day(_ date: Int) -> Int32? {
    guard (2000_01_01...2099_12_31).contains(date) else { return nil }
    return Day(year: date / 10_000, month: date / 100 % 100, day: date % 100)?.number
  }

  private static func digits(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ count: Int) -> Int? {
    guard bytes.count >= start + count else { return nil }
    var value = 0
    for index in start..<start + count {
      let digit = bytes[index] &- 0x30
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
    }
    return value
  }

  /// 64 bits, the same on every machine and run: 16 bytes at a time go through the two halves of a 128-bit product
  /// folded together (the mixing step of the wyhash family), the rest padded with zeros and the length mixed in last.
  /// The constants are the first bits of the fraction of pi, made odd. Not a defence against made-up collisions: those
  /// need an equal stamp too, and cost the forger a test that counts as a repeat.
  static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var state: UInt64 = 0x243F_6A88_85A3_08D3
    var offset = 0
    while offset + 16 <= bytes.count {
      state = mixed(state, word(bytes, offset), word(bytes, offset + 8))
      offset += 16
    }
    if offset < bytes.count {
      let first = word(bytes, offset)
      let second = offset + 8 < bytes.count ? word(bytes, offset + 8) : 0
      state = mixed(state, first, second)
    }
    return folded(state ^ 0x1319_8A2E_0370_7345, UInt64(bytes.count) ^ 0xA409_3822_299F_31D1)
  }

  @inline(__always)
  private static func mixed(_ state: UInt64, _ first: UInt64, _ second: UInt64) -> UInt64 {
    (state << 29 | state >> 35) &+ folded(first ^ 0x082E_FA98_EC4E_6C89, second ^ state)
  }

  @inline(__always)
  private static func folded(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }

  /// Little-endian; zeros past the end.
  @inline(__always)
  private static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
    if offset + 8 <= bytes.count {
      return UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    var value: UInt64 = 0
    for index in offset..<bytes.count { value |= UInt64(bytes[index]) << UInt64(8 * (index - offset)) }
    return value
  }
}

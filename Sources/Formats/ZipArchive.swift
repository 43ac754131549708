import CInflate

/// A ZIP archive in memory: its entries as its central directory lists them. Source: PKWARE's APPNOTE 6.3.10. Only what
/// a workbook is written with is read: stored and deflated entries, no encryption, no ZIP64.
package struct ZipArchive: Sendable {
  struct Entry: Sendable, Hashable {
    var name: String
    var isPacked: Bool
    var crc: UInt32
    /// Unpacked.
    var size: Int
    var packedSize: Int
    /// Of its bytes, in the archive.
    var start: Int
  }

  /// The file's base name, for messages.
  let name: String
  let bytes: [UInt8]
  let entries: [Entry]

  /// A workbook has a few dozen.
  static let entryLimit = 10_000

  package static func isOne(_ head: [UInt8]) -> Bool { head.starts(with: [0x50, 0x4B, 0x03, 0x04]) }

  package init(_ bytes: [UInt8], name: String) throws(FileError) {
    self.name = name
    self.bytes = bytes
    let reader = ZipDirectory(bytes: bytes)
    guard let entries = reader.entries() else {
      throw FileError(file: name, doing: "read", reason: reader.isCutOff ? Self.truncated : Self.damaged)
    }
    self.entries = entries
  }

  static let truncated = "its ZIP directory is missing: the file is truncated"
  static let damaged = "its ZIP directory is damaged, or of a kind that is not read (encrypted, ZIP64)"

  /// By name, case aside.
  func entry(_ name: String) -> Entry? {
    entries.first { $0.name == name } ?? entries.first { $0.name.lowercased() == name.lowercased() }
  }
}

/// Reads the central directory; every offset is checked.
private struct ZipDirectory {
  let bytes: [UInt8]

  var isCutOff: Bool { endRecord == nil }

  private func number(_ offset: Int, _ width: Int) -> Int? {
    guard offset >= 0, offset <= bytes.count - width else { return nil }
    return (0..<width).reversed().reduce(0) { $0 << 8 | Int(bytes[offset + $1]) }
  }

  /// Where the end record starts: 22 bytes, and a comment of at most 65,535.
  private var endRecord: Int? {
    var at = bytes.count - 22
    let last = max(0, at - 0xFFFF)
    while at >= last {
      if number(at, 4) == 0x0605_4B50 { return at }
      at -= 1
    }
    return nil
  }

  func entries() -> [ZipArchive.Entry]? {
    guard let end = endRecord, let count = number(end + 10, 2), var at = number(end + 16, 4),
      count <= ZipArchive.entryLimit
    else { return nil }
    var entries: [ZipArchive.Entry] = []
    for _ in 0..<count {
      guard let (entry, next) = entry(at) else { return nil }
      entries.append(entry)
      at = next
    }
    return entries
  }

  private func entry(_ at: Int) -> (ZipArchive.Entry, next: Int)? {
    guard number(at, 4) == 0x0201_4B50, let flags = number(at + 8, 2), let method = number(at + 10, 2),
      let crc = number(at + 16, 4), let packedSize = number(at + 20, 4), let size = number(at + 24, 4),
      let nameLength = number(at + 28, 2), let extra = number(at + 30, 2), let comment = number(at + 32, 2),
      let header = number(at + 42, 4), at + 46 + nameLength <= bytes.count
    else { return nil }
    guard flags & 1 == 0, method == 0 || method == 8, number(header, 4) == 0x0403_4B50,
      let localName = number(header + 26, 2), let localExtra = number(header + 28, 2)
    else { return nil }
    let start = header + 30 + localName + localExtra
    guard start <= bytes.count, packedSize <= bytes.count - start, method == 8 || packedSize == size else { return nil }
    if method == 0 {
      let isRight = bytes.withUnsafeBytes { all in
        let part = UnsafeRawBufferPointer(rebasing: all[start..<start + size])
        return part.baseAddress.map { curfew_crc32(0, $0, part.count) } ?? 0 == UInt32(truncatingIfNeeded: crc)
      }
      guard isRight else { return nil }
    }
    let entry = ZipArchive.Entry(
      name: String(decoding: bytes[at + 46..<at + 46 + nameLength], as: UTF8.self), isPacked: method == 8,
      crc: UInt32(truncatingIfNeeded: crc), size: size, packedSize: packedSize, start: start)
    return (entry, at + 46 + nameLength + extra + comment)
  }
}

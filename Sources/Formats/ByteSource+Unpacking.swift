import CInflate

/// What a packed source has in hand between two reads.
final class UnpackedBytes {
  static let inputSize = 1 << 17
  /// How much is unpacked at a time for a look ahead.
  static let step = 1 << 16

  var unpacker: Unpacker
  /// Bytes of the file that are not yet unpacked: `used..<filled` of it.
  let input: UnsafeMutableRawBufferPointer
  var used = 0
  var filled = 0
  var isFileEnd = false
  /// Unpacked for a look ahead, and how much of it was given to the reader.
  var ahead: [UInt8] = []
  var given = 0
  /// Of the file, read for a look ahead and not yet shown to the observer.
  var unobserved: [UInt8] = []
  var atStart = true
  /// What an archive says of the contents.
  var expected: (crc: UInt32, size: Int)?
  private var crc: UInt32 = 0
  private var made = 0

  /// Why the contents so far, or all of them, are not what the archive says.
  func fault(_ bytes: UnsafeRawBufferPointer, isEnd: Bool) -> String? {
    guard let expected else { return nil }
    if let base = bytes.baseAddress { crc = curfew_crc32(crc, base, bytes.count) }
    made += bytes.count
    let isRight = isEnd ? made == expected.size && crc == expected.crc : made <= expected.size
    return isRight ? nil : "a part of it is damaged: its checksum or length does not fit"
  }

  init(_ packing: Unpacker.Packing) {
    unpacker = Unpacker(packing)
    input = .allocate(byteCount: Self.inputSize, alignment: 64)
  }

  deinit { input.deallocate() }
}

extension ByteSource {
  mutating func lookForPacking() throws(FileError) {
    guard !hasLooked else { return }
    hasLooked = true
    if let packing = Unpacker.Packing(head: try peekFile(4)) { unpacked = UnpackedBytes(packing) }
  }

  /// Unpacks a little more than the reader asked for; false at the end.
  mutating func unpackAhead() throws(FileError) -> Bool {
    guard let unpacked else { return false }
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: UnpackedBytes.step, alignment: 64)
    defer { room.deallocate() }
    let made = try unpack(unpacked, into: room) { unpacked.unobserved.append(contentsOf: $0) }
    unpacked.ahead.append(contentsOf: room[..<made])
    return made > 0
  }

  mutating func readUnpacked(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    guard let unpacked else { return 0 }
    if unpacked.atStart {
      unpacked.atStart = false
      if try peek(3) == [0xEF, 0xBB, 0xBF] { unpacked.given += 3 }
    }
    if !unpacked.unobserved.isEmpty {
      let bytes = unpacked.unobserved
      unpacked.unobserved = []
      try bytes.withUnsafeBytes { try show($0) }
    }
    if unpacked.given < unpacked.ahead.count {
      let count = min(buffer.count, unpacked.ahead.count - unpacked.given)
      unpacked.ahead.withUnsafeBytes { buffer.copyBytes(from: $0[unpacked.given..<unpacked.given + count]) }
      unpacked.given += count
      return count
    }
    unpacked.ahead = []
    unpacked.given = 0
    var seen: [Int] = []
    var failure: (any Error)?
    let observe = observe
    let made = try unpack(unpacked, into: buffer) { bytes in
      seen.append(bytes.count)
      do { try observe?(bytes) } catch { failure = failure ?? error }
    }
    bytesRead += seen.reduce(0, +)
    if let failure { throw failure }
    return made
  }

  private mutating func show(_ bytes: UnsafeRawBufferPointer) throws {
    bytesRead += bytes.count
    try observe?(bytes)
  }

  /// Fills the front of `buffer`; 0 at the end of the file. `took` is given what comes out of the file.
  private mutating func unpack(
    _ unpacked: UnpackedBytes, into buffer: UnsafeMutableRawBufferPointer, took: (UnsafeRawBufferPointer) -> Void
  ) throws(FileError) -> Int {
    while true {
      if unpacked.used == unpacked.filled, !unpacked.isFileEnd {
        unpacked.used = 0
        unpacked.filled = try fill(unpacked.input)
        unpacked.isFileEnd = unpacked.filled == 0
        took(UnsafeRawBufferPointer(rebasing: unpacked.input[..<unpacked.filled]))
      }
      let input = UnsafeRawBufferPointer(rebasing: unpacked.input[unpacked.used..<unpacked.filled])
      switch unpacked.unpacker.step(input, into: buffer) {
      case .failed(let reason): throw FileError(file: name, doing: "read", reason: reason)
      case .went(let used, let made):
        unpacked.used += used
        let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<made])
        if let fault = unpacked.fault(bytes, isEnd: unpacked.unpacker.isAtEnd) {
          throw FileError(file: name, doing: "read", reason: fault)
        }
        if made > 0 { return made }
        guard used == 0, input.isEmpty, unpacked.isFileEnd else { continue }
        guard unpacked.unpacker.isAtEnd else {
          throw FileError(file: name, doing: "read", reason: unpacked.unpacker.truncation)
        }
        return 0
      }
    }
  }
}

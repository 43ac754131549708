import Formats
import Foundation
import Testing

private let text = Array(String(repeating: "country,start\nFrance,2024-01-07\n", count: 20).utf8)

/// `text`, compressed by zlib and zstd.
private func packed(_ base64: String) -> [UInt8] { Array(Data(base64Encoded: base64) ?? Data()) }

private func contents(of bytes: [UInt8], chunk: Int = 1 << 16) throws -> [UInt8] {
  var source = ByteSource(bytes: bytes, name: "t.gz")
  let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: chunk, alignment: 1)
  defer { buffer.deallocate() }
  var all: [UInt8] = []
  while case let got = try source.read(into: buffer), got > 0 { all += buffer[..<got] }
  return all
}

private func reason(_ bytes: [UInt8]) -> String {
  do {
    let all = try contents(of: bytes)
    return "\(all.count) bytes"
  } catch let error as FileError {
    return error.reason
  } catch {
    return "\(error)"
  }
}

struct UnpackingTests {
  static let gzip = packed("H4sIAAAAAAACA0vOL80rKarUKS5JLCrhcitKzEtO1TEyMDLRNTDUNTDnSh6VH5WnoTwAjRvVeYACAAA=")
  static let zstd = packed("KLUv/QRYTQEABAJjb3VudHJ5LHN0YXJ0CkZyYW5jZSwyMDI0LTAxLTA3CgEA6DIq9QQcSBK8")
  /// A skippable frame of three bytes.
  static let skippable: [UInt8] = [0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]

  @Test(arguments: [1, 7, 65_536]) func `gzip and zstd are read as what is in them`(chunk: Int) throws {
    #expect(try contents(of: Self.gzip, chunk: chunk) == text)
    #expect(try contents(of: Self.zstd, chunk: chunk) == text)
  }

  @Test func `members and frames follow one another`() throws {
    let empty = packed("H4sIAAAAAAACAwMAAAAAAAAAAAA=")
    #expect(try contents(of: Self.gzip + empty + Self.gzip, chunk: 5) == text + text)
    #expect(try contents(of: Self.skippable + Self.zstd + Self.skippable + Self.zstd, chunk: 5) == text + text)
    #expect(try contents(of: empty) == [])
  }

  @Test func `a file cut anywhere is truncated, never shorter`() throws {
    for count in 4..<Self.gzip.count {
      #expect(reason(Array(Self.gzip[..<count])) == "its gzip data breaks off: the file is truncated")
    }
    for count in 4..<Self.zstd.count {
      #expect(reason(Array(Self.zstd[..<count])) == "its zstd data breaks off: the file is truncated")
    }
    let second = Self.gzip + Self.gzip.dropLast(3)
    #expect(reason(second) == "its gzip data breaks off: the file is truncated")
  }

  @Test func `a changed byte of the checksum, the length or the contents is found`() throws {
    for place in Self.gzip.count - 8..<Self.gzip.count {
      var bytes = Self.gzip
      bytes[place] ^= 1
      #expect(reason(bytes) == "its gzip data is damaged: the checksum does not fit")
    }
    var bytes = Self.zstd
    bytes[bytes.count - 1] ^= 1
    #expect(reason(bytes) == "its zstd data is damaged: the checksum does not fit")
    for place in 10..<Self.gzip.count {
      var bytes = Self.gzip
      bytes[place] ^= 0xFF
      #expect(reason(bytes) != "\(text.count) bytes")
    }
  }

  @Test func `bytes behind the end are an error`() throws {
    #expect(reason(Self.gzip + Array("more".utf8)) == "after the end of its gzip data come bytes that are none")
    #expect(reason(Self.zstd + Array("more".utf8)) == "after the end of its zstd data come bytes that are none")
    #expect(reason(Self.gzip + [0x1F]) == "its gzip data breaks off: the file is truncated")
  }

  @Test func `the observer sees the file and not what is in it`() throws {
    var seen: [UInt8] = []
    var source = ByteSource(bytes: Self.gzip, name: "t.gz")
    #expect(try source.peek(13) == Array("country,start".utf8))
    #expect(try source.peek(1 << 18) == text)
    source.observe = { seen.append(contentsOf: $0) }
    var reader = DelimitedReader(source, delimiter: 0x2C)
    var rows = 0
    while try reader.next() == .record { rows += 1 }
    #expect(rows == 40)
    #expect(seen == Self.gzip)
  }

  @Test func `a packed file's byte order mark is dropped`() throws {
    #expect(try contents(of: packed("H4sIAAAAAAACA3u/e3+iThIXACq6zY8HAAAA")) == Array("a,b\n".utf8))
  }

  @Test func `an observer can end a packed read`() throws {
    var source = ByteSource(bytes: Self.gzip, name: "t.gz")
    source.observe = { _ in throw CancellationError() }
    var reader = DelimitedReader(source, delimiter: 0x2C)
    #expect(throws: CancellationError.self) { _ = try reader.next() }
  }

  /// 256 kB of one letter, in 300 bytes.
  static let bomb = packed(
    "H4sIAAAAAAACA+3BMQEAAADCoKzrX8LbDkABAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAALwBxI2NugAABAA="
  )

  @Test func `a packed line over the limit is damage, in the memory that the limit sets`() throws {
    let row = packed("H4sIAAAAAAACA0vUSeICAMUQlyQEAAAA")
    let bytes = row + (0..<16).flatMap { _ in Self.bomb } + row
    var reader = DelimitedReader(ByteSource(bytes: bytes, name: "t.gz"), delimiter: 0x2C, recordLimit: 1 << 20)
    #expect(try reader.next() == .record)
    guard case .damaged(let damage) = try reader.next() else {
      Issue.record("damage expected")
      return
    }
    #expect(damage.reason == .tooLong(limit: 1 << 20))
    #expect(damage.line == 2)
  }
}

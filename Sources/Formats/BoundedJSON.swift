#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Small JSON documents, whole in memory: answers of a web interface, not measurements.
package indirect enum BoundedJSON: Sendable, Hashable {
  case null
  case flag(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  case list([BoundedJSON])
  case object([String: BoundedJSON])

  /// The largest document that is read, in bytes.
  package static let limit = 512 << 20

  package enum Failure: Error, Sendable, Hashable {
    case tooLarge(limit: Int)
    /// With the parser's words.
    case notJSON(String)
  }

  /// Reads a source to its end and parses it. Throws `Failure`, `FileError`, or what the source's observer throws.
  package init(reading source: consuming ByteSource, limit: Int = Self.limit) throws {
    var data = Data()
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { chunk.deallocate() }
    while true {
      let got = try source.read(into: chunk)
      guard got > 0 else { break }
      guard data.count + got <= limit else { throw Failure.tooLarge(limit: limit) }
      data.append(contentsOf: UnsafeRawBufferPointer(rebasing: chunk[..<got]))
    }
    try self.init(parsing: data)
  }

  private init(parsing data: Data) throws(Failure) {
    do {
      self = try JSONDecoder().decode(BoundedJSON.self, from: data)
    } catch DecodingError.dataCorrupted(let context) {
      throw .notJSON(context.underlyingError.map { "\($0)" } ?? context.debugDescription)
    } catch {
      throw .notJSON("\(error)")
    }
  }

  /// A member of an object; nil where there is none or this is no object.
  package subscript(key: String) -> BoundedJSON? {
    if case .object(let members) = self { members[key] } else { nil }
  }
}

extension BoundedJSON: Decodable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let integer = try? container.decode(Int.self) {
      self = .integer(integer)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let list = try? container.decode([BoundedJSON].self) {
      self = .list(list)
    } else {
      self = .object(try container.decode([String: BoundedJSON].self))
    }
  }
}

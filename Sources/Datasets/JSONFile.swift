import Formats
import Subjects

/// A file of one JSON document, whole in memory.
enum JSONFile {
  /// Calls `body` with the document's root. Throws `SourceError` for what is too large or no JSON.
  static func read<Result>(
    _ source: consuming ByteSource, format: DatasetFormat, body: (JSONValue) throws -> Result
  ) throws -> Result {
    let file = source.name
    var bytes: [UInt8] = []
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { chunk.deallocate() }
    while true {
      let got = try source.read(into: chunk)
      guard got > 0 else { break }
      bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: chunk[..<got]))
      guard bytes.count <= JSONDocument.sizeLimit else {
        throw SourceError.tooLarge(file: file, limit: JSONDocument.sizeLimit)
      }
    }
    let count = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: JSONDocument.padding))
    var document = JSONDocument()
    return try bytes.withUnsafeBytes { all in
      let root: JSONValue
      do throws(JSONFault) {
        root = try document.parse(padded: UnsafeRawBufferPointer(rebasing: all[..<count]))
      } catch {
        throw SourceError.wrongFormat(file: file, format: format.name, reason: "it is \(error.text)")
      }
      return try body(root)
    }
  }
}

extension JSONFile {
  /// As `read`, with the list that is the root's member `data`, as IODA's answers have it.
  static func readData<Result>(
    _ source: consuming ByteSource, format: DatasetFormat, body: (JSONValue) throws -> Result
  ) throws -> Result {
    let file = source.name
    return try read(source, format: format) { root in
      guard let data = root["data"], data.kind == .list else {
        throw SourceError.wrongFormat(file: file, format: format.name, reason: "it has no data")
      }
      return try body(data)
    }
  }
}

extension JSONValue {
  /// A member's text: a string, or a number or flag as it would be written; empty for all else.
  func string(_ key: StaticString) -> String { self[key]?.asString ?? "" }

  /// A string, or a number or flag as it would be written; empty for all else.
  var asString: String {
    if let text { return String(decoding: text, as: UTF8.self) }
    if let flag { return String(flag) }
    guard let number else { return "" }
    return Int(exactly: number).map(String.init) ?? String(number)
  }

  /// A member that is a flag, or one written as text or number.
  func flag(_ key: StaticString) -> Bool? { self[key].flatMap { $0.flag ?? Flag.read($0.asString) } }
}

/// What a mapping says of the fields that a JSON answer may lack: each text is the value of every row.
struct FixedValues {
  private let entries: [String: String]

  /// Throws where a field is none of these.
  init(_ mapping: ColumnMapping, fields: [String]) throws(SourceError) {
    for entry in mapping.entries where !fields.contains(entry.field) {
      throw .unknownMappedField(field: entry.field, known: fields)
    }
    entries = Dictionary(mapping.entries.map { ($0.field, $0.column) }) { $1 }
  }

  subscript(field: String) -> String? { entries[field] }
}

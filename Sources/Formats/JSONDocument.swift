import CSimdjson

/// Why bytes are no JSON document that can be used.
package enum JSONFault: Error, Sendable, Hashable {
  case tooLarge(limit: Int)
  case tooDeep(limit: Int)
  case noMemory
  case empty
  /// A character, an escape or a number that cannot be read; `RepairedJSON` may help.
  case unreadableValue(String)
  /// With simdjson's words.
  case notJSON(String)

  /// For people.
  package var text: String {
    switch self {
    case .tooLarge(let limit): "larger than \(limit >> 20) MB"
    case .tooDeep(let limit): "nested deeper than \(limit) levels"
    case .noMemory: "no memory for it"
    case .empty: "nothing in it"
    case .unreadableValue(let reason), .notJSON(let reason): "no JSON: \(reason)"
    }
  }
}

/// One JSON document at a time, parsed by simdjson; its memory is used again for the next one.
package struct JSONDocument: ~Copyable {
  /// In bytes: a document's tree takes up to twelve times its bytes, and a load has 256 MB.
  package static let sizeLimit = 16 << 20
  package static let depthLimit = 256
  /// Readable bytes that must follow a document.
  package static let padding = curfew_json_padding

  private let state: OpaquePointer?
  private let sizeLimit: Int

  package init(sizeLimit: Int = Self.sizeLimit) {
    self.sizeLimit = sizeLimit
    state = curfew_json_new(sizeLimit, Self.depthLimit)
  }

  deinit { curfew_json_free(state) }

  /// The root of the document in `bytes`, which `padding` readable bytes of any content must follow. Values of the
  /// document before are no longer valid.
  package mutating func parse(padded bytes: UnsafeRawBufferPointer) throws(JSONFault) -> JSONValue {
    guard let state else { throw .noMemory }
    guard let base = bytes.baseAddress else { throw .empty }
    var root = curfew_json_value()
    switch curfew_json_parse(state, base, bytes.count, &root) {
    case CURFEW_JSON_OK: return JSONValue(raw: root)
    case CURFEW_JSON_TOO_LARGE: throw .tooLarge(limit: sizeLimit)
    case CURFEW_JSON_TOO_DEEP: throw .tooDeep(limit: Self.depthLimit)
    case CURFEW_JSON_NO_MEMORY: throw .noMemory
    case CURFEW_JSON_EMPTY: throw .empty
    case CURFEW_JSON_UNREADABLE_VALUE: throw .unreadableValue(message(state))
    default: throw .notJSON(message(state))
    }
  }

  private func message(_ state: OpaquePointer) -> String { String(cString: curfew_json_message(state)) }
}

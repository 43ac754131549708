import CSimdjson

/// A value of a parsed document, valid until the document is parsed again. Nothing is copied: a string's bytes are the
/// document's. Asked for what it is not, a value says nil or has no elements. Of members with one name the first counts.
package struct JSONValue {
  package enum Kind: Sendable, Hashable { case null, flag, number, text, list, object }

  let raw: curfew_json_value

  package var kind: Kind {
    switch curfew_json_type_of(raw) {
    case CURFEW_JSON_NULL: .null
    case CURFEW_JSON_FALSE, CURFEW_JSON_TRUE: .flag
    case CURFEW_JSON_NUMBER: .number
    case CURFEW_JSON_STRING: .text
    case CURFEW_JSON_ARRAY: .list
    default: .object
    }
  }

  package var isNull: Bool { curfew_json_type_of(raw) == CURFEW_JSON_NULL }

  package var flag: Bool? {
    switch curfew_json_type_of(raw) {
    case CURFEW_JSON_TRUE: true
    case CURFEW_JSON_FALSE: false
    default: nil
    }
  }

  package var number: Double? { kind == .number ? curfew_json_number(raw) : nil }

  /// A string's bytes, UTF-8, unescaped.
  package var text: UnsafeRawBufferPointer? {
    var count = 0
    guard let base = curfew_json_string(raw, &count) else { return nil }
    return UnsafeRawBufferPointer(start: base, count: count)
  }

  /// Whether this is that very string.
  package func isText(_ expected: StaticString) -> Bool { text.map { $0.equals(expected) } ?? false }

  /// An object's member; nil where there is none.
  package subscript(key: StaticString) -> JSONValue? {
    var member = curfew_json_value()
    let found = key.utf8Start.withMemoryRebound(to: CChar.self, capacity: key.utf8CodeUnitCount) {
      curfew_json_member(raw, $0, key.utf8CodeUnitCount, &member)
    }
    return found ? JSONValue(raw: member) : nil
  }

  /// A list's elements.
  package var elements: Elements { Elements(cursor: curfew_json_begin(raw), isList: kind == .list) }

  /// An object's members in the document's order.
  package var members: Members { Members(cursor: curfew_json_begin(raw), isObject: kind == .object) }

  package struct Elements: Sequence, IteratorProtocol {
    fileprivate var cursor: curfew_json_cursor
    fileprivate let isList: Bool

    package mutating func next() -> JSONValue? {
      var value = curfew_json_value()
      guard isList, curfew_json_next(&cursor, nil, nil, &value) else { return nil }
      return JSONValue(raw: value)
    }
  }

  package struct Members: Sequence, IteratorProtocol {
    fileprivate var cursor: curfew_json_cursor
    fileprivate let isObject: Bool

    package mutating func next() -> (name: UnsafeRawBufferPointer, value: JSONValue)? {
      var value = curfew_json_value()
      var name: UnsafePointer<CChar>?
      var count = 0
      guard isObject, curfew_json_next(&cursor, &name, &count, &value) else { return nil }
      return (UnsafeRawBufferPointer(start: name, count: count), JSONValue(raw: value))
    }
  }
}

extension UnsafeRawBufferPointer {
  /// Whether these are the bytes of a text.
  package func equals(_ text: StaticString) -> Bool { count == text.utf8CodeUnitCount && hasPrefix(text) }

  /// Whether they start with the bytes of a text.
  package func hasPrefix(_ text: StaticString) -> Bool {
    guard count >= text.utf8CodeUnitCount else { return false }
    for index in 0..<text.utf8CodeUnitCount where self[index] != text.utf8Start[index] { return false }
    return true
  }

  /// Whether they end with the bytes of a text.
  package func hasSuffix(_ text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard count >= length else { return false }
    return UnsafeRawBufferPointer(rebasing: self[(count - length)...]).hasPrefix(text)
  }
}

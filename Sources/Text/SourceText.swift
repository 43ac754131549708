/// A text that somebody wrote, with the name to say when an error points into it.
package struct SourceText: Sendable {
  /// A file's name for messages, nil at the prompt.
  package let name: String?
  package let text: String

  package init(_ text: String, name: String? = nil) {
    self.name = name
    self.text = text
  }

  /// Line and column (both from 1, the column in characters) of a byte offset.
  package func position(of offset: Int) -> (line: Int, column: Int) {
    let utf8 = text.utf8
    let bounded = min(max(offset, 0), utf8.count)
    let index = utf8.index(utf8.startIndex, offsetBy: bounded)
    let before = utf8[..<index]
    let line = before.reduce(into: 1) { count, byte in if byte == 0x0A { count += 1 } }
    let start = before.lastIndex(of: 0x0A).map { utf8.index(after: $0) } ?? utf8.startIndex
    return (line, String(decoding: utf8[start..<index], as: UTF8.self).count + 1)
  }

  /// The bytes of the line that holds an offset, without its line end, and where it starts.
  package func line(at offset: Int) -> (start: Int, text: String) {
    let utf8 = text.utf8
    let bounded = min(max(offset, 0), utf8.count)
    let index = utf8.index(utf8.startIndex, offsetBy: bounded)
    let start = utf8[..<index].lastIndex(of: 0x0A).map { utf8.index(after: $0) } ?? utf8.startIndex
    let end = utf8[index...].firstIndex(of: 0x0A) ?? utf8.endIndex
    return (utf8.distance(from: utf8.startIndex, to: start), String(decoding: utf8[start..<end], as: UTF8.self))
  }

  package subscript(span: Span) -> String {
    let utf8 = text.utf8
    let lower = min(max(span.lower, 0), utf8.count)
    let upper = min(max(span.upper, lower), utf8.count)
    let start = utf8.index(utf8.startIndex, offsetBy: lower)
    return String(decoding: utf8[start..<utf8.index(start, offsetBy: upper - lower)], as: UTF8.self)
  }
}

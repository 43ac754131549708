import Text

/// A table as RFC 4180: UTF-8, machine names, lines end in CR LF, missing cells empty and empty texts `""`, figures with
/// 12 significant digits, times as ISO 8601. These are the bytes that a result's id is the digest of.
///
/// Texts keep their line feeds and tabs; other control characters become visible symbols, so that no terminal or
/// spreadsheet obeys what somebody put into a catalogue.
package enum CanonicalCSV {
  package static func text(of table: Table) -> String {
    var bytes = Array(record(table.columns.map { field($0.name) }).utf8)
    for row in table.rows {
      let start = bytes.count
      for (index, value) in row.enumerated() {
        if index > 0 { bytes.append(0x2C) }
        append(value, to: &bytes)
      }
      // One empty field alone is quoted, since readers skip an empty line.
      if bytes.count == start { bytes += [0x22, 0x22] }
      bytes += [0x0D, 0x0A]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A cell; the texts that need nothing done to them are nearly all there are.
  private static func append(_ value: Value, to bytes: inout [UInt8]) {
    if case .text(let text) = value, !text.isEmpty {
      let start = bytes.count
      bytes.append(contentsOf: text.utf8)
      let isPlain = bytes[start...].allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x2C }
      if isPlain { return }
      bytes.removeSubrange(start...)
    }
    bytes.append(contentsOf: field(value).utf8)
  }

  /// Fields joined to a line. One empty field alone is quoted, since readers skip an empty line.
  package static func record(_ fields: [String]) -> String {
    guard fields != [""] else { return "\"\"\r\n" }
    return fields.joined(separator: ",") + "\r\n"
  }

  package static func field(_ value: Value) -> String {
    guard let text = value.machineText else { return "" }
    return value.string == nil ? text : field(text)
  }

  /// A text, quoted where it has to be.
  package static func field(_ text: String) -> String {
    let text = tame(text)
    let isPlain = text.utf8.allSatisfy { $0 != 0x22 && $0 != 0x2C && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
    let hasEdge = text.first == " " || text.last == " "
    guard !isPlain || hasEdge || text.isEmpty else { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted.unicodeScalars.append(scalar) }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }

  /// Visible symbols for what a terminal would obey; a line's end in any spelling is a line feed.
  package static func tame(_ text: String) -> String {
    guard !text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) else { return text }
    var result = ""
    for piece in text.replacingLineEnds().unicodeScalars {
      if piece == "\n" || piece == "\t" {
        result.unicodeScalars.append(piece)
      } else {
        result += String(Character(piece)).printable
      }
    }
    return result
  }
}

extension String {
  /// CR LF as LF; a lone CR stays.
  fileprivate func replacingLineEnds() -> String {
    guard utf8.contains(0x0D) else { return self }
    var result = ""
    for character in self {
      if character == "\r\n" { result.append("\n") } else { result.append(character) }
    }
    return result
  }
}

extension Value {
  /// The cell as machines read it; nil where it is missing or no finite number.
  package var machineText: String? {
    switch self {
    case .missing: nil
    case .integer(let value): String(value)
    case .number(let value): DecimalText.canonical(value)
    case .text(let value): value
    case .flag(let value): value ? "true" : "false"
    case .instant(let value): value.iso
    case .moment(let value): value.iso
    }
  }
}

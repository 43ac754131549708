/// A workbook's table of texts, which its cells refer to by number.
struct SharedTexts: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [UInt32] = []

  init() {}

  init(_ archive: ZipArchive, _ entry: ZipArchive.Entry) throws {
    var scanner = XMLScanner(ByteSource(entry, of: archive))
    var text = CellText()
    while case let token = try scanner.next(), token != .end {
      try text.take(token, &scanner, of: "si")
      guard token == .close, scanner.isNamed("si") else { continue }
      bytes.append(contentsOf: text.finished())
      ends.append(UInt32(clamping: bytes.count))
      guard bytes.count <= Workbook.textLimit, ends.count <= Workbook.textCountLimit else {
        throw FileError(
          file: archive.name, doing: "read",
          reason: "its table of shared texts is larger than \(Workbook.textLimit >> 20) MB; save the sheet as CSV")
      }
    }
  }

  subscript(number: Int) -> ArraySlice<UInt8>? {
    guard ends.indices.contains(number) else { return nil }
    return bytes[(number == 0 ? 0 : Int(ends[number - 1]))..<Int(ends[number])]
  }
}

/// Gathers a cell's text out of its `t` elements, those of its runs too and its reading aids (`rPh`) left out.
struct CellText {
  private var bytes: [UInt8] = []
  private var isInText = false
  private var isInAid = false

  mutating func take(_ token: XMLScanner.Token, _ scanner: inout XMLScanner, of element: StaticString) throws {
    switch token {
    case .open:
      if scanner.isNamed("t") { isInText = !isInAid }
      if scanner.isNamed("rPh") { isInAid = true }
      if scanner.isNamed(element) { (bytes, isInText, isInAid) = ([], false, false) }
    case .close:
      if scanner.isNamed("t") { isInText = false }
      if scanner.isNamed("rPh") { isInAid = false }
    case .text:
      guard isInText, bytes.count <= Workbook.cellLimit else { return }
      try scanner.appendText(to: &bytes)
    case .end: break
    }
  }

  /// The text, its `_x000D_` and the like taken out (ISO/IEC 29500-1, 22.9.2.19).
  mutating func finished() -> [UInt8] {
    defer { bytes = [] }
    guard bytes.count >= 7, bytes.contains(UInt8(ascii: "_")) else { return bytes }
    var result: [UInt8] = []
    var at = 0
    while at < bytes.count {
      if let scalar = escape(at) {
        result.append(contentsOf: String(Character(scalar)).utf8)
        at += 7
      } else {
        result.append(bytes[at])
        at += 1
      }
    }
    return result
  }

  private func escape(_ at: Int) -> Unicode.Scalar? {
    guard at + 7 <= bytes.count, bytes[at] == UInt8(ascii: "_"), bytes[at + 1] == UInt8(ascii: "x"),
      bytes[at + 6] == UInt8(ascii: "_")
    else { return nil }
    let digits = String(decoding: bytes[at + 2..<at + 6], as: UTF8.self)
    guard digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }) else { return nil }
    return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init)
  }
}

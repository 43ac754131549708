/// Writes workbooks for tests: a ZIP archive of stored parts with the fewest parts that a workbook has.
struct WorkbookFixture {
  var sheets: [(name: String, xml: String)]
  var texts: String?
  var formats: [String] = []
  var bookAttributes = ""
  var sheetAttributes = ""

  /// A sheet of rows, each a list of cells' XML without their references.
  static func sheet(_ rows: [String]) -> String {
    let rows = rows.enumerated().map { "<row r=\"\($0.offset + 1)\">\($0.element)</row>" }.joined()
    return "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>\(rows)"
      + "</sheetData></worksheet>"
  }

  /// A cell with a text of its own.
  static func text(_ text: String) -> String { "<c t=\"inlineStr\"><is><t>\(text)</t></is></c>" }

  var bytes: [UInt8] { ZipFixture(parts: parts).bytes }

  var parts: [(name: String, contents: [UInt8])] {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let list = sheets.enumerated().map {
      "<sheet name=\"\($0.element.name)\" sheetId=\"\($0.offset + 1)\" r:id=\"s\($0.offset + 1)\" \(sheetAttributes)/>"
    }
    var links = sheets.indices.map {
      "<Relationship Id=\"s\($0 + 1)\" Type=\"\(kind)/worksheet\" Target=\"worksheets/sheet\($0 + 1).xml\"/>"
    }
    links.append("<Relationship Id=\"t\" Type=\"\(kind)/sharedStrings\" Target=\"sharedStrings.xml\"/>")
    links.append("<Relationship Id=\"f\" Type=\"\(kind)/styles\" Target=\"/xl/styles.xml\"/>")
    var parts: [(String, String)] = [
      (
        "xl/workbook.xml",
        "<?xml version=\"1.0\"?><workbook xmlns:r=\"\(kind)\"><workbookPr \(bookAttributes)/><sheets>\(list.joined())"
          + "</sheets></workbook>"
      ),
      ("xl/_rels/workbook.xml.rels", "<Relationships>\(links.joined())</Relationships>"),
      ("xl/styles.xml", styles),
    ]
    if let texts { parts.append(("xl/sharedStrings.xml", "<sst>\(texts)</sst>")) }
    parts += sheets.enumerated().map { ("xl/worksheets/sheet\($0.offset + 1).xml", $0.element.xml) }
    return parts.map { ($0.0, Array($0.1.utf8)) }
  }

  /// Style 0 is general, 1 the built-in date, the others are `formats`.
  private var styles: String {
    let codes = formats.enumerated().map { "<numFmt numFmtId=\"\($0.offset + 164)\" formatCode=\"\($0.element)\"/>" }
    let cells = formats.indices.map { "<xf numFmtId=\"\($0 + 164)\"/>" }
    return "<styleSheet><numFmts>\(codes.joined())</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
      + "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>\(cells.joined())</cellXfs></styleSheet>"
  }
}

/// A ZIP archive of stored parts.
struct ZipFixture {
  var parts: [(name: String, contents: [UInt8])]
  var flags = 0

  var bytes: [UInt8] {
    var file: [UInt8] = []
    var directory: [UInt8] = []
    for part in parts {
      let offset = file.count
      let name = Array(part.name.utf8)
      let size = number(part.contents.count, 4)
      var common: [UInt8] = number(20, 2)
      common += number(flags, 2)
      common += number(0, 6)
      common += number(Int(crc32(part.contents)), 4)
      common += size
      common += size
      common += number(name.count, 2)
      file += number(0x0403_4B50, 4)
      file += common
      file += number(0, 2)
      file += name
      file += part.contents
      directory += number(0x0201_4B50, 4)
      directory += number(20, 2)
      directory += common
      directory += number(0, 12)
      directory += number(offset, 4)
      directory += name
    }
    var end: [UInt8] = number(0x0605_4B50, 4)
    end += number(0, 4)
    end += number(parts.count, 2)
    end += number(parts.count, 2)
    end += number(directory.count, 4)
    end += number(file.count, 4)
    end += number(0, 2)
    return file + directory + end
  }

  private func number(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  private func crc32(_ bytes: [UInt8]) -> UInt32 {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 {
        let isOdd = crc & 1 == 1
        crc >>= 1
        if isOdd { crc ^= 0xEDB8_8320 }
      }
    }
    return ~crc
  }
}

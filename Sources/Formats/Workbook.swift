/// A spreadsheet workbook (XLSX: Office Open XML, ISO/IEC 29500): its sheets by name, and what their cells refer to. The
/// packed file and the table of shared texts are in memory, both within bounds; sheets are read as streams.
package struct Workbook: Sendable {
  package struct Sheet: Sendable, Hashable {
    package var name: String
    /// Not shown to whoever opens the workbook.
    package var isHidden: Bool
    var entry: ZipArchive.Entry
  }

  /// Of the file as it is, in bytes.
  package static let sizeLimit = 128 << 20
  /// What a sheet may be when unpacked, in bytes.
  static let sheetLimit = 2 << 30
  /// Of all shared texts, in bytes and in number.
  static let textLimit = 128 << 20
  static let textCountLimit = 4 << 20
  /// Of a cell's text, in bytes; programs stop at 32,767 characters.
  static let cellLimit = 1 << 20
  /// Source: Excel's specifications and limits.
  static let rowLimit = 1_048_576
  static let columnLimit = 16_384

  /// The file's base name, for messages.
  package let name: String
  package let sheets: [Sheet]
  let archive: ZipArchive
  let texts: SharedTexts
  let styles: CellStyles
  /// Days are counted from 1904 and not from 1900.
  let isFrom1904: Bool

  /// The whole of a source as a workbook. Throws `FileError` where it is none, is damaged or is out of bounds, and what
  /// the observer throws.
  package init(_ source: consuming ByteSource) throws {
    let file = source.name
    try self.init(ZipArchive(try Self.bytes(source), name: file))
  }

  /// Of bytes in memory.
  package init(bytes: [UInt8], name: String) throws {
    guard bytes.count <= Self.sizeLimit else { throw Self.tooLarge(name) }
    try self.init(ZipArchive(bytes, name: name))
  }

  private init(_ archive: ZipArchive) throws {
    self.archive = archive
    name = archive.name
    guard let book = try Self.book(archive) else {
      throw FileError(file: archive.name, doing: "read", reason: "it is a ZIP archive that holds no workbook")
    }
    let links = try Self.links(of: book.name, archive)
    let contents = try Self.contents(archive, book)
    isFrom1904 = contents.isFrom1904
    sheets = contents.sheets.compactMap { sheet in
      guard let link = links.first(where: { $0.id == sheet.id }), link.kind.hasSuffix("/worksheet"),
        let entry = archive.entry(link.target)
      else { return nil }
      return Sheet(name: sheet.name, isHidden: sheet.isHidden, entry: entry)
    }
    func part(_ kind: String) -> ZipArchive.Entry? {
      links.first { $0.kind.hasSuffix(kind) }.flatMap { archive.entry($0.target) }
    }
    for sheet in sheets where sheet.entry.size > Self.sheetLimit {
      throw FileError(
        file: archive.name, doing: "read",
        reason: "its sheet '\(sheet.name)' is larger than \(Self.sheetLimit >> 30) GB when unpacked")
    }
    texts = try part("/sharedStrings").map { try SharedTexts(archive, $0) } ?? SharedTexts()
    styles = try part("/styles").map { try CellStyles(archive, $0) } ?? CellStyles()
  }

  private static func bytes(_ source: consuming ByteSource) throws -> [UInt8] {
    let file = source.name
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(source.size ?? 0, sizeLimit))
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    while case let got = try source.read(into: buffer), got > 0 {
      bytes.append(contentsOf: buffer[..<got])
      guard bytes.count <= sizeLimit else { throw tooLarge(file) }
    }
    return bytes
  }

  private static func tooLarge(_ file: String) -> FileError {
    FileError(
      file: file, doing: "read",
      reason: "a workbook of more than \(sizeLimit >> 20) MB is not read; save its sheets as CSV")
  }

  /// The part that lists the sheets.
  private static func book(_ archive: ZipArchive) throws -> ZipArchive.Entry? {
    if let usual = archive.entry("xl/workbook.xml") { return usual }
    return try links(of: "", archive).first { $0.kind.hasSuffix("/officeDocument") }.flatMap {
      archive.entry($0.target)
    }
  }

  private struct Link {
    var id: String
    /// The last part of it tells.
    var kind: String
    var target: String
  }

  /// Which parts a part refers to.
  private static func links(of part: String, _ archive: ZipArchive) throws -> [Link] {
    let folder = part.split(separator: "/").dropLast().map { "\($0)/" }.joined()
    let file = part.split(separator: "/").last.map(String.init) ?? ""
    guard let entry = archive.entry("\(folder)_rels/\(file).rels") else { return [] }
    var scanner = XMLScanner(ByteSource(entry, of: archive))
    var links: [Link] = []
    while case let token = try scanner.next(), token != .end {
      guard token == .open, scanner.isNamed("Relationship"), links.count < ZipArchive.entryLimit,
        let id = try scanner.attribute("Id"), let kind = try scanner.attribute("Type"),
        let target = try scanner.attribute("Target")
      else { continue }
      let path = target.hasPrefix("/") ? String(target.dropFirst()) : folder + target
      links.append(Link(id: id, kind: kind, target: path))
    }
    return links
  }

  private struct Contents {
    var sheets: [(name: String, id: String, isHidden: Bool)] = []
    var isFrom1904 = false
  }

  private static func contents(_ archive: ZipArchive, _ book: ZipArchive.Entry) throws -> Contents {
    var scanner = XMLScanner(ByteSource(book, of: archive))
    var contents = Contents()
    while case let token = try scanner.next(), token != .end {
      guard token == .open else { continue }
      if scanner.isNamed("workbookPr") {
        contents.isFrom1904 = scanner.attributeIs("date1904", "1") || scanner.attributeIs("date1904", "true")
      } else if scanner.isNamed("sheet"), contents.sheets.count < ZipArchive.entryLimit {
        guard let name = try scanner.attribute("name"), let id = try scanner.attribute("id") else { continue }
        let isHidden = try scanner.attribute("state").map { $0 != "visible" } ?? false
        contents.sheets.append((name, id, isHidden))
      }
    }
    return contents
  }
}

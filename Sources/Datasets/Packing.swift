/// Files that hold another file: what they are and how to get at it.
enum Packing {
  static func refuse(_ head: [UInt8], file: String) throws(SourceError) {
    if head.isEmpty { throw .empty(file: file) }
    if let what = name(of: head) { throw .packed(file: file, what: what.what, help: what.help) }
  }

  private static func name(of head: [UInt8]) -> (what: String, help: String)? {
    let starts = { (bytes: [UInt8]) in head.starts(with: bytes) }
    if starts([0x1F, 0x8B]) { return ("gzip", "unpack it with: gunzip --keep FILE") }
    if starts([0x28, 0xB5, 0x2F, 0xFD]) { return ("zstd", "unpack it with: unzstd FILE") }
    if starts([0x50, 0x4B, 0x03, 0x04]) { return ("a ZIP archive or a spreadsheet (XLSX)", "save the sheet as CSV") }
    if starts([0xFF, 0xFE]) || starts([0xFE, 0xFF]) { return ("UTF-16 text", "save it as UTF-8") }
    if starts(Array("SQLite format 3".utf8)) { return ("an SQLite database", "open it with: curfew --db FILE") }
    return nil
  }
}

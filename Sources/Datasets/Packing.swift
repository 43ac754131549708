/// Files that hold another file in a way that is not read here: what they are and how to get at it.
enum Packing {
  static let zip = "a ZIP archive or a spreadsheet, which this format is not read from"
  static let unzip = "unpack it with unzip, or save the sheet as CSV"

  static func refuse(_ head: [UInt8], file: String) throws(SourceError) {
    if head.isEmpty { throw .empty(file: file) }
    if let what = name(of: head) { throw .packed(file: file, what: what.what, help: what.help) }
  }

  private static func name(of head: [UInt8]) -> (what: String, help: String)? {
    let starts = { (bytes: [UInt8]) in head.starts(with: bytes) }
    if starts([0x1F, 0x8B]) || starts([0x28, 0xB5, 0x2F, 0xFD]) {
      return ("packed twice over", "unpack it once with: gunzip --keep FILE, or unzstd FILE")
    }
    if starts([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]) { return ("packed with xz", "unpack it with: unxz --keep FILE") }
    if starts(Array("BZh".utf8)), head.dropFirst(4).starts(with: [0x31, 0x41, 0x59, 0x26, 0x53, 0x59]) {
      return ("packed with bzip2", "unpack it with: bunzip2 --keep FILE")
    }
    if starts([0xD0, 0xCF, 0x11, 0xE0]) { return ("a spreadsheet of the old kind (XLS)", "save it as XLSX or CSV") }
    if starts([0xFF, 0xFE]) || starts([0xFE, 0xFF]) { return ("UTF-16 text", "save it as UTF-8") }
    if starts(Array("SQLite format 3".utf8)) { return ("an SQLite database", "open it with: curfew --db FILE") }
    if head.count > 262, head[257...].starts(with: Array("ustar".utf8)) {
      return ("a tar archive", "unpack it with: tar -xf FILE, and load the folder")
    }
    return nil
  }
}

/// One sheet of a workbook as records: texts as they are, numbers in their shortest spelling, dates as ISO 8601, truth as
/// `TRUE` and `FALSE`, errors as written (`#N/A`). Rows without contents are no records; cells that are missing or lie
/// under a merged one are empty.
package struct SheetReader: ~Copyable, RecordReader {
  /// The current row's number in the sheet, from 1.
  package private(set) var line = 0
  package private(set) var count = 0
  package let sheet: String?

  private let workbook: Workbook
  private var scanner: XMLScanner
  /// Texts of the current row, one after another, and where the one of each column lies.
  private var bytes = RowBytes()
  private var cells: [Range<Int>] = []
  private var least = 0
  private var cell = Cell()
  private var isInCell = false
  private var isInValue = false
  private var text = CellText()

  private struct Cell {
    enum Kind { case number, shared, inline, written, truth, date }
    var kind = Kind.number
    var column = -1
    var style = 0
    var value: [UInt8] = []
  }

  package init(_ sheet: Workbook.Sheet, of workbook: Workbook) {
    self.workbook = workbook
    self.sheet = sheet.name
    scanner = XMLScanner(ByteSource(sheet.entry, of: workbook.archive))
  }

  package mutating func expect(columns: Int) { least = min(columns, Workbook.columnLimit) }

  package mutating func field(_ index: Int) -> UnsafeRawBufferPointer {
    guard cells.indices.contains(index), !cells[index].isEmpty else {
      return UnsafeRawBufferPointer(start: nil, count: 0)
    }
    return bytes.slice(cells[index])
  }

  package var excerpt: [UInt8] {
    var row: [UInt8] = []
    for range in cells where row.count < 200 {
      if range.lowerBound > 0 || !row.isEmpty { row.append(UInt8(ascii: ",")) }
      row.append(contentsOf: bytes.slice(range).prefix(200))
    }
    return Array(row.prefix(200))
  }

  package mutating func next() throws -> RecordOutcome {
    while true {
      switch try scanner.next() {
      case .end: return .end
      case .open where scanner.isNamed("row"):
        if try readRow() { return .record }
      case .open, .close, .text: continue
      }
    }
  }

  // MARK: - A row

  /// Reads to the row's end; false where it is empty.
  private mutating func readRow() throws -> Bool {
    line = scanner.number("r") ?? line + 1
    guard line <= Workbook.rowLimit else {
      throw bound("more rows than the \(Workbook.rowLimit) that a sheet can have")
    }
    bytes.removeAll()
    cells.removeAll(keepingCapacity: true)
    cell.column = -1
    isInCell = false
    while true {
      let token = try scanner.next()
      switch token {
      case .end: throw bound("a row that does not end")
      case .open where scanner.isNamed("c"): try startCell()
      case .open where scanner.isNamed("v"): isInValue = true
      case .close where scanner.isNamed("v"): isInValue = false
      case .text where isInValue:
        try scanner.appendText(to: &cell.value)
        guard cell.value.count <= Workbook.cellLimit else { throw bound("a cell of more than 1 MB") }
      case .close where scanner.isNamed("c"): try endCell()
      case .close where scanner.isNamed("row"):
        count = max(cells.count, least)
        return cells.contains { !$0.isEmpty }
      case .open, .close, .text: if cell.kind == .inline { try text.take(token, &scanner, of: "is") }
      }
    }
  }

  private mutating func startCell() throws {
    cell.column = scanner.column() ?? cell.column + 1
    guard cell.column < Workbook.columnLimit else { throw bound("more columns than a sheet can have") }
    isInCell = true
    cell.style = scanner.number("s") ?? 0
    cell.value.removeAll(keepingCapacity: true)
    cell.kind =
      if scanner.attributeIs("t", "s") {
        .shared
      } else if scanner.attributeIs("t", "inlineStr") {
        .inline
      } else if scanner.attributeIs("t", "b") {
        .truth
      } else if scanner.attributeIs("t", "d") {
        .date
      } else if scanner.attributeIs("t", "str") || scanner.attributeIs("t", "e") {
        .written
      } else {
        .number
      }
  }

  private mutating func endCell() throws {
    isInValue = false
    guard isInCell else { throw bound("a cell that ends and never starts") }
    isInCell = false
    let contents: [UInt8]
    switch cell.kind {
    case .inline: contents = text.finished()
    case .written: contents = cell.value
    case .truth: contents = Array((cell.value == [UInt8(ascii: "1")] ? "TRUE" : "FALSE").utf8)
    case .date: contents = cell.value
    case .number: contents = number(cell.value)
    case .shared:
      guard !cell.value.isEmpty else { return }
      guard let index = Int(String(decoding: cell.value, as: UTF8.self)), let text = workbook.texts[index] else {
        throw bound("a cell that refers to a shared text that is not there")
      }
      return try place(text)
    }
    try place(contents[...])
  }

  private mutating func place(_ contents: ArraySlice<UInt8>) throws {
    guard !contents.isEmpty else { return }
    guard bytes.count + contents.count <= RecordLimit.initial else { throw bound("a row of more than 64 MB") }
    while cells.count <= cell.column { cells.append(bytes.count..<bytes.count) }
    cells[cell.column] = bytes.count..<bytes.count + contents.count
    bytes.append(contentsOf: contents)
  }

  private func number(_ written: [UInt8]) -> [UInt8] {
    let isDate = workbook.styles.isDate(cell.style)
    let isPlain = written.allSatisfy { (0x30...0x39).contains($0) }
    if isPlain, !isDate { return written }
    guard let value = Double(String(decoding: written, as: UTF8.self)), value.isFinite else { return written }
    if isDate, let date = SerialDate.text(value, isFrom1904: workbook.isFrom1904) { return Array(date.utf8) }
    if let whole = Int(exactly: value) { return Array("\(whole)".utf8) }
    return Array("\(value)".utf8)
  }

  private func bound(_ what: String) -> FileError {
    FileError(file: workbook.name, doing: "read", reason: "the workbook has \(what)")
  }
}

/// The bytes of one row, at a place that stays while the row is read.
private struct RowBytes: ~Copyable {
  private var base: UnsafeMutableRawPointer
  private var capacity = 1 << 12
  private(set) var count = 0

  init() { base = .allocate(byteCount: capacity, alignment: 16) }

  deinit { base.deallocate() }

  mutating func removeAll() { count = 0 }

  func slice(_ range: Range<Int>) -> UnsafeRawBufferPointer {
    let range = range.clamped(to: 0..<count)
    return UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count)
  }

  mutating func append(contentsOf bytes: ArraySlice<UInt8>) {
    if count + bytes.count > capacity { grow(to: count + bytes.count) }
    bytes.withUnsafeBytes { added in
      if let start = added.baseAddress { (base + count).copyMemory(from: start, byteCount: added.count) }
    }
    count += bytes.count
  }

  private mutating func grow(to needed: Int) {
    let larger = max(capacity * 2, needed)
    let moved = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
    moved.copyMemory(from: base, byteCount: count)
    base.deallocate()
    base = moved
    capacity = larger
  }
}

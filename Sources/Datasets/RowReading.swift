import Formats
import Subjects

/// How a table of few rows becomes normal rows: its fields, and what one row makes. What is the same for all of them
/// (header, damage, widths, counts, rejects) is `read`.
struct RowReading<Row>: Sendable {
  var format: DatasetFormat
  var fields: [FieldSpec]
  /// One row, or why it gives nothing; fields that were lost go into the faults.
  var row: @Sendable (TextRow, inout [RowFault]) throws(RowFault) -> Row

  func read<Receiver: RowReceiver>(
    _ source: consuming ByteSource, mapping: ColumnMapping, into receiver: inout Receiver,
    deliver: (inout Receiver, Row) throws -> Void
  ) throws -> ReadSummary {
    let file = source.name
    let head = try source.peek(SourceReader.headSize)
    guard !ZipArchive.isOne(head) else {
      return try WorkbookSheets(source, mapping: mapping, file: file).read(into: &receiver) {
        reader, mapping, receiver in
        try read(&reader, mapping: mapping, file: file, into: &receiver, deliver: deliver)
      }
    }
    let delimiter = DelimiterGuess.delimiter(of: head, isWhole: head.count < SourceReader.headSize)
    var reader = DelimitedReader(source, delimiter: delimiter)
    return try read(&reader, mapping: mapping, file: file, into: &receiver, deliver: deliver)
  }

  private func read<Receiver: RowReceiver, Reader: RecordReader & ~Copyable>(
    _ reader: inout Reader, mapping: ColumnMapping, file: String, into receiver: inout Receiver,
    deliver: (inout Receiver, Row) throws -> Void
  ) throws -> ReadSummary {
    let header = try TableHeader.find(in: &reader, fields: fields, mapping: mapping, file: file, format: format.name)
    var summary = ReadSummary()
    summary.columnsUsed = header.columns.used
    summary.columnsIgnored = header.columns.ignored
    summary.isSynthetic = header.isSynthetic
    summary.sheets = reader.sheet.map { [$0] } ?? []
    reading: while true {
      switch try reader.next() {
      case .end: break reading
      case .damaged(let damage): try summary.reject(damage.reject(), to: &receiver)
      case .record:
        try readRecord(&reader, header.columns, &summary, &receiver, deliver)
      }
    }
    return summary
  }

  private func readRecord<Receiver: RowReceiver, Reader: RecordReader & ~Copyable>(
    _ reader: inout Reader, _ columns: FieldColumns, _ summary: inout ReadSummary,
    _ receiver: inout Receiver, _ deliver: (inout Receiver, Row) throws -> Void
  ) throws {
    if let reject = widthReject(&reader, columns.header.count) { return try summary.reject(reject, to: &receiver) }
    let text = TextRow(&reader, columns: columns)
    var faults: [RowFault] = []
    let row: Row
    do throws(RowFault) {
      row = try self.row(text, &faults)
    } catch {
      return try summary.reject(error.reject(line: text.line), to: &receiver)
    }
    if Flag.read(text["synthetic"]) == true { summary.isSynthetic = true }
    summary.rowsRead += 1
    summary.kept += 1
    try deliver(&receiver, row)
    for fault in faults { try summary.reject(fault.reject(line: text.line, keptRow: true), to: &receiver) }
  }
}

/// A row with fewer fields than the header has columns lost some, one with more has a delimiter too many: either way
/// its fields may stand in the wrong columns. Empty fields too many are harmless.
func widthReject(_ reader: inout some RecordReader & ~Copyable, _ width: Int) -> Reject? {
  if reader.count == width { return nil }
  if reader.count > width, (width..<reader.count).allSatisfy({ reader.field($0).isEmpty }) { return nil }
  return Reject(
    kind: .damagedRow, line: reader.line, value: clipped(LegacyText.string(reader.excerpt)),
    reason: "\(reader.count) fields where the header has \(width)")
}

extension ReadSummary {
  mutating func reject(_ reject: Reject, to receiver: inout some RowReceiver) throws {
    if reject.keptRow {
      fieldsRejected += 1
    } else {
      rowsRead += 1
      rejected += 1
    }
    var reject = reject
    if let sheet = sheets.last { reject.reason += " (in sheet '\(clipped(sheet))')" }
    try receiver.receive(reject: reject)
  }
}

/// Yes and no as files write them.
enum Flag {
  static func read(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "t", "true", "1", "yes", "y", "1.0": true
    case "f", "false", "0", "no", "n", "0.0": false
    default: nil
    }
  }
}

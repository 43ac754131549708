import Formats
import Subjects

/// The sheets of a workbook that a format reads: all that show and have its header, one after another. `map sheet =
/// "NAME"` asks for one, which may be hidden.
struct WorkbookSheets {
  private let workbook: Workbook
  private let mapping: ColumnMapping
  private let asked: String?
  private let file: String

  /// Throws `FileError` for a damaged workbook and `SourceError` for one without the sheet that is asked for.
  init(_ source: consuming ByteSource, mapping: ColumnMapping, file: String) throws {
    workbook = try Workbook(source)
    asked = mapping.column(for: ColumnMapping.sheet)
    self.mapping = ColumnMapping(mapping.entries.filter { $0.field != ColumnMapping.sheet })
    self.file = file
    if let asked, sheet(asked) == nil {
      throw SourceError.mappedColumnAbsent(
        file: file, field: ColumnMapping.sheet, column: asked, found: workbook.sheets.map(\.name))
    }
  }

  private func sheet(_ name: String) -> Workbook.Sheet? {
    workbook.sheets.first { trimmed($0.name) == trimmed(name) }
  }

  /// Reads each sheet by `read`, which throws `SourceError.missingColumns` where a sheet has not the header.
  func read<Receiver: RowReceiver>(
    into receiver: inout Receiver,
    by read: (inout SheetReader, ColumnMapping, inout Receiver) throws -> ReadSummary
  ) throws -> ReadSummary {
    var summary = ReadSummary()
    var refusal: SourceError?
    for sheet in workbook.sheets {
      guard asked.map({ trimmed($0) == trimmed(sheet.name) }) ?? !sheet.isHidden else {
        summary.sheetsIgnored.append(sheet.name)
        continue
      }
      var reader = SheetReader(sheet, of: workbook)
      do {
        summary.add(try read(&reader, mapping, &receiver), sheet: sheet.name)
      } catch let error as SourceError {
        guard error.isOfHeader else { throw error }
        refusal = refusal ?? error
        summary.sheetsIgnored.append(sheet.name)
      }
    }
    guard !summary.sheets.isEmpty else { throw refusal ?? SourceError.empty(file: file) }
    return summary
  }
}

extension SourceError {
  /// A sheet that has not the columns is another kind of sheet.
  fileprivate var isOfHeader: Bool {
    switch self {
    case .missingColumns, .mappedColumnAbsent, .empty: true
    case .unreadable, .packed, .unknownFormat, .wrongFormat, .unknownMappedField, .missingValue, .tooLarge: false
    }
  }
}

extension ReadSummary {
  fileprivate mutating func add(_ other: ReadSummary, sheet: String) {
    rowsRead += other.rowsRead
    kept += other.kept
    rejected += other.rejected
    fieldsRejected += other.fieldsRejected
    for use in other.columnsUsed where !columnsUsed.contains(use) { columnsUsed.append(use) }
    for column in other.columnsIgnored where !columnsIgnored.contains(column) { columnsIgnored.append(column) }
    isSynthetic = isSynthetic || other.isSynthetic
    sheets.append(sheet)
  }
}

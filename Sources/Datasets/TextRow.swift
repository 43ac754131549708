import Formats
import Subjects

/// A row of a table as texts by field, for sources whose rows are few.
struct TextRow {
  let line: Int
  /// The sheet of a workbook that it stands in.
  let sheet: String?
  private let columns: FieldColumns
  private let values: [String]

  init(_ reader: inout some RecordReader & ~Copyable, columns: FieldColumns) {
    line = reader.line
    sheet = reader.sheet
    self.columns = columns
    values = (0..<columns.header.count).map { LegacyText.string(reader.field($0)) }
  }

  /// As written, empty where there is no such column.
  func written(_ field: String) -> String {
    guard let place = columns[field], place < values.count else { return "" }
    return values[place]
  }

  /// Without blanks at the ends.
  subscript(field: String) -> String { trimmed(written(field)) }

  func has(_ field: String) -> Bool { columns[field] != nil }

  func columnName(_ field: String) -> String { columns.name(of: field) }

  /// The parts of a cell with several values, split by `;`, blanks and empty parts left out.
  func parts(_ field: String, by separators: String = ";") -> [String] {
    self[field].split { separators.contains($0) }.map { trimmed(String($0)) }.filter { !$0.isEmpty }
  }

  func fault(_ kind: Reject.Kind, _ field: String, _ reason: String) -> RowFault {
    RowFault(kind: kind, field: columnName(field), value: self[field], reason: reason)
  }
}

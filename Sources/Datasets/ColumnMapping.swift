/// `map country = "Land", start = "Beginn"`: which column of a file fills which field. For a field that the file has no
/// column for, some formats take the text as the value of every row (`map country = "PK"` for an aggregation answer).
package struct ColumnMapping: Sendable, Hashable {
  package struct Entry: Sendable, Hashable {
    package var field: String
    package var column: String

    package init(field: String, column: String) {
      self.field = field
      self.column = column
    }
  }

  /// Of a workbook, stands for no field but for which sheet is read.
  package static let sheet = "sheet"

  package var entries: [Entry]

  package init(_ entries: [Entry] = []) { self.entries = entries }

  package var isEmpty: Bool { entries.isEmpty }

  /// The column that a field was mapped to.
  package func column(for field: String) -> String? { entries.last { $0.field == field }?.column }
}

/// What a read did, for the load's report and for a dry run.
package struct ReadSummary: Sendable, Hashable {
  package struct ColumnUse: Sendable, Hashable {
    package var field: String
    package var column: String

    package init(field: String, column: String) {
      self.field = field
      self.column = column
    }
  }

  /// Records of the file, without header, comments and blank lines: `kept + rejected`.
  package var rowsRead = 0
  /// Rows handed to the receiver (repeats among them are the receiver's to find).
  package var kept = 0
  /// Rows that gave nothing.
  package var rejected = 0
  /// Kept rows that lost a field.
  package var fieldsRejected = 0
  package var columnsUsed: [ColumnUse] = []
  package var columnsIgnored: [String] = []
  /// Of a workbook: the sheets that were read, and those without the header, or hidden, or not asked for.
  package var sheets: [String] = []
  package var sheetsIgnored: [String] = []
  /// The file calls its rows synthetic.
  package var isSynthetic = false
  package var bytes = 0

  package init() {}
}

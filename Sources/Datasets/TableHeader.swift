import Formats

/// The header row of a table, found behind comment lines and a preamble.
struct TableHeader {
  var columns: FieldColumns
  /// A comment line before it starts with `# synthetic`.
  var isSynthetic: Bool

  /// Rows that may stand before the header.
  static let preamble = 20

  /// Reads records up to the header: the first that has all needed columns. Throws where none has.
  static func find<Reader: RecordReader & ~Copyable>(
    in reader: inout Reader, fields: [FieldSpec], mapping: ColumnMapping, file: String, format: String,
    alsoNeeded: (FieldColumns) -> [String] = { _ in [] }
  ) throws -> TableHeader {
    var isSynthetic = false
    var first: Result<FieldColumns, SourceError>?
    var tried = 0
    while tried < preamble {
      let outcome = try reader.next()
      if outcome == .end { break }
      guard outcome == .record else { continue }
      let names = (0..<reader.count).map { trimmed(LegacyText.string(reader.field($0))) }
      if let comment = names.first, comment.hasPrefix("#") {
        isSynthetic = isSynthetic || comment.dropFirst().lowercased().drop { $0 == " " }.hasPrefix("synthetic")
        continue
      }
      tried += 1
      let match = Result { () throws(SourceError) in
        try FieldColumns(header: names, fields: fields, mapping: mapping, file: file)
      }
      if case .success(let columns) = match, (columns.lacking(fields) + alsoNeeded(columns)).isEmpty {
        reader.expect(columns: columns.header.count)
        return TableHeader(columns: columns, isSynthetic: isSynthetic)
      }
      first = first ?? match
    }
    guard let first else { throw SourceError.empty(file: file) }
    let columns = try first.get()
    throw SourceError.missingColumns(
      file: file, format: format, fields: columns.lacking(fields) + alsoNeeded(columns), found: columns.header)
  }
}

/// Without blanks at its ends, those that data has too: no-break spaces, tabs, line ends.
func trimmed(_ text: String) -> String {
  let isEdge = { (character: Character) in character.isWhitespace || character == "\u{FEFF}" }
  var rest = Substring(text)
  while let first = rest.first, isEdge(first) { rest.removeFirst() }
  while let last = rest.last, isEdge(last) { rest.removeLast() }
  return String(rest)
}

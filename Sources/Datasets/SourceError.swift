import Text

/// A file that cannot be loaded as asked; nothing of it is kept.
package enum SourceError: Error, Sendable, Hashable {
  case unreadable(file: String, reason: String)
  case empty(file: String)
  /// The file holds another file.
  case packed(file: String, what: String, help: String)
  /// Sniffing found no format; which come nearest and what they lack.
  case unknownFormat(file: String, tried: [String])
  case wrongFormat(file: String, format: String, reason: String)
  /// Needed fields have no column.
  case missingColumns(file: String, format: String, fields: [String], found: [String])
  case mappedColumnAbsent(file: String, field: String, column: String, found: [String])
  case unknownMappedField(field: String, known: [String])
  /// An answer says nothing of a field that only the user can know.
  case missingValue(file: String, field: String, help: String)
  case tooLarge(file: String, limit: Int)
}

extension SourceError {
  /// What is wrong, and what to type or do.
  package var diagnostic: Diagnostic {
    switch self {
    case .unreadable(let file, let reason):
      Diagnostic(.error, "cannot read '\(file)': \(reason)")
    case .empty(let file):
      Diagnostic(.error, "'\(file)' is empty")
    case .packed(let file, let what, let help):
      Diagnostic(.error, "'\(file)' is \(what)", help: help)
    case .unknownFormat(let file, let tried):
      Diagnostic(
        .error,
        "'\(file)' is in no format that is known here"
          + (tried.isEmpty ? ": no format has columns of these names" : "; nearest: \(tried.joined(separator: "; "))"),
        help:
          "say which it is: load \"\(file)\" format NAME map FIELD = \"COLUMN\"; 'help load' has the names of formats")
    case .wrongFormat(let file, let format, let reason):
      Diagnostic(.error, "'\(file)' is not in the format \(format): \(reason)")
    case .missingColumns(let file, let format, let fields, let found):
      Diagnostic(
        .error,
        "'\(file)' has no column for \(Self.list(fields)), which \(format) needs; its columns are \(Self.quoted(found))",
        help: "say which it is: map \(fields.map { "\($0) = \"COLUMN\"" }.joined(separator: ", "))")
    case .mappedColumnAbsent(let file, let field, let column, let found):
      Diagnostic(
        .error, "'\(file)' has no column '\(column)' to map to \(field); its columns are \(Self.quoted(found))",
        help: Spelling.suggestions(for: column, among: found).first.map { "map \(field) = \"\($0)\"" })
    case .unknownMappedField(let field, let known):
      Diagnostic(
        .error, "there is no field '\(field)' to map; fields are \(known.joined(separator: ", "))",
        help: Spelling.suggestions(for: field, among: known).first.map { "map \($0) = ..." })
    case .missingValue(let file, let field, let help):
      Diagnostic(.error, "'\(file)' does not say its \(field)", help: help)
    case .tooLarge(let file, let limit):
      Diagnostic(.error, "'\(file)' is larger than the \(limit >> 20) MB that a JSON answer may have")
    }
  }

  private static func list(_ names: [String]) -> String { names.joined(separator: " and ") }

  /// At most 60 names, so that a hostile header does not fill the screen.
  private static func quoted(_ names: [String]) -> String {
    let shown = names.prefix(60).map { "'\(clipped($0))'" }.joined(separator: ", ")
    return names.count > 60 ? "\(shown), ... (\(names.count) in all)" : shown
  }
}

/// A file that cannot be loaded as asked; nothing of it is kept.
package enum SourceError: Error, Sendable, Hashable {
  case unreadable(file: String, reason: String)
  case empty(file: String)
  /// Sniffing found no format; what was tried and why not, a line each.
  case unknownFormat(file: String, tried: [String])
  case noSuchFormat(name: String, known: [String])
  case wrongFormat(file: String, format: String, reason: String)
  /// A needed field has no column.
  case missingColumns(file: String, format: String, fields: [String], found: [String])
  case mappedColumnAbsent(file: String, field: String, column: String, found: [String])
  case unknownMappedField(field: String, known: [String])
  case tooLarge(file: String, bytes: Int, limit: Int)
}

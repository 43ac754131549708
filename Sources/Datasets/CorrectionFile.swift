import Formats
import Tables
import Text

/// A file of corrections as `corrections to "FILE"` writes it: CSV with the columns kind, subject, id, text and at.
package enum CorrectionFile {
  /// One row, as written; nothing of it is looked up.
  package struct Entry: Sendable, Hashable {
    package var line: Int
    package var kind: String
    package var subject: String
    package var id: String
    package var text: String
    /// nil where it cannot be read.
    package var at: Instant?
  }

  package static let columns = ["kind", "subject", "id", "text", "at"]

  private static let rowLimit = 1_000_000

  /// Every row, in order. Throws `SourceError` for a file that is none of this form, whole or in part.
  package static func entries(_ path: String) throws -> [Entry] {
    let source: ByteSource
    do {
      source = try ByteSource(path: path)
    } catch {
      throw SourceError.unreadable(file: path, reason: error.reason)
    }
    let file = source.name
    var reader = DelimitedReader(source, delimiter: UInt8(ascii: ","))
    guard try reader.next() == .record else { throw SourceError.empty(file: file) }
    let header = (0..<reader.count).map { LegacyText.string(reader.field($0)) }
    let places = columns.map { header.firstIndex(of: $0) }
    guard !places.contains(nil) else {
      let missing = columns.filter { !header.contains($0) }
      throw SourceError.missingColumns(file: file, format: "corrections", fields: missing, found: header)
    }
    var entries: [Entry] = []
    var times = FastTime()
    while true {
      switch try reader.next() {
      case .end: return entries
      case .damaged(let damage):
        throw SourceError.wrongFormat(file: file, format: "corrections", reason: "line \(damage.line): \(damage.text)")
      case .record:
        guard entries.count < rowLimit else { throw SourceError.tooLarge(file: file, limit: rowLimit) }
        let values = places.map { $0.map { LegacyText.string(reader.field($0)) } ?? "" }
        entries.append(
          Entry(
            line: reader.line, kind: values[0], subject: values[1], id: values[2], text: values[3],
            at: places[4].flatMap { times.instant(reader.field($0)) }))
      }
    }
  }
}

import Formats
import Subjects

/// Finds what a file is and reads its rows.
package enum SourceReader {
  /// How many bytes `sniff` wants to see.
  package static let headSize = 256 * 1024

  /// A format and why a file is taken for it.
  package struct Sniffed: Sendable, Hashable {
    package var format: DatasetFormat
    package var reason: String
  }

  /// What a file is, from its content; the name is for messages only.
  package static func sniff(_ head: [UInt8], file: String) throws(SourceError) -> Sniffed {
    throw .unknownFormat(file: file, tried: [])
  }

  /// Reads a file's rows in order into a receiver. Throws `SourceError` for a wrong file, `CancellationError` when the
  /// source was cancelled, and whatever the receiver throws.
  package static func read(
    _ format: DatasetFormat, from source: consuming ByteSource, mapping: ColumnMapping = ColumnMapping(),
    into receiver: inout some RowReceiver
  ) throws -> ReadSummary {
    throw SourceError.empty(file: source.name)
  }
}

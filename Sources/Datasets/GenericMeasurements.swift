import Formats
import Subjects

extension DatasetFormat {
  /// Single tests in a table of one's own.
  package static let measurements = DatasetFormat(
    kind: .measurements, name: "measurements", subject: .measurements, isAggregate: false, title: "Measurements",
    publisher: "", licence: "", citation: "", url: "", coverage: .rows, grade: 1)
}

/// A table of single tests. A uid, or a report id to make one from; time, country and test; an outcome, or the three
/// flags that make it. A network, an input, a host and a kind of blocking may be there.
enum GenericMeasurements {
  static func read(
    _ source: consuming ByteSource, mapping: ColumnMapping, format: DatasetFormat = .measurements,
    into receiver: inout some RowReceiver
  ) throws -> ReadSummary {
    let file = source.name
    let head = try source.peek(SourceReader.headSize)
    guard !ZipArchive.isOne(head) else {
      return try WorkbookSheets(source, mapping: mapping, file: file).read(into: &receiver) {
        reader, mapping, receiver in
        try read(&reader, mapping: mapping, file: file, format: format, into: &receiver)
      }
    }
    let delimiter = DelimiterGuess.delimiter(of: head, isWhole: head.count < SourceReader.headSize)
    var reader = DelimitedReader(source, delimiter: delimiter)
    return try read(&reader, mapping: mapping, file: file, format: format, into: &receiver)
  }

  private static func read<Reader: RecordReader & ~Copyable>(
    _ reader: inout Reader, mapping: ColumnMapping, file: String, format: DatasetFormat,
    into receiver: inout some RowReceiver
  ) throws -> ReadSummary {
    let header = try TableHeader.find(
      in: &reader, fields: MeasurementTable.fields, mapping: mapping, file: file, format: format.name,
      alsoNeeded: MeasurementTable.lacking)
    var table = MeasurementTable(columns: header.columns, isSynthetic: header.isSynthetic, sheet: reader.sheet)
    while true {
      switch try reader.next() {
      case .record: try table.deliver(table.step(&reader), line: reader.line, into: &receiver)
      case .damaged(let damage): try table.reject(damage.reject(), to: &receiver)
      case .end: return table.summary
      }
    }
  }
}

import Formats
import Subjects

extension DatasetFormat {
  /// OONI's table of scored measurements: a ClickHouse `INSERT` dump, CSV or TSV with a header, 34 columns.
  package static let fastpath = DatasetFormat(
    kind: .fastpath, name: "ooni-fastpath", subject: .measurements, isAggregate: false,
    title: "OONI fastpath measurements", publisher: "Open Observatory of Network Interference (OONI)",
    licence: "CC BY-NC-SA 4.0",
    citation: "Open Observatory of Network Interference (OONI), fastpath table, https://ooni.org/data/",
    url: "https://ooni.org/data/", coverage: .rows, grade: 2)
}

/// The same fields as a table of single tests; in a dump each statement names its columns, or has all of them in the
/// table's own order.
enum Fastpath {
  /// Source: OONI's `fastpath` table, https://docs.ooni.org/
  static let columns = [
    "measurement_uid", "report_id", "input", "probe_cc", "probe_asn", "test_name", "test_start_time",
    "measurement_start_time", "filename", "scores", "platform", "anomaly", "confirmed", "msm_failure", "domain",
    "software_name", "software_version", "control_failure", "blocking_general", "is_ssl_expected", "page_len",
    "page_len_ratio", "server_cc", "server_asn", "server_as_name", "test_version", "architecture", "engine_name",
    "engine_version", "test_runtime", "blocking_type", "test_helper_address", "test_helper_type", "ooni_run_link_id",
  ]

  static func read(
    _ source: consuming ByteSource, mapping: ColumnMapping, into receiver: inout some RowReceiver
  ) throws -> ReadSummary {
    guard isDump(try source.peek(SourceReader.headSize)) else {
      return try GenericMeasurements.read(source, mapping: mapping, format: .fastpath, into: &receiver)
    }
    return try readDump(source, mapping: mapping, into: &receiver)
  }

  /// Some line starts a statement.
  static func isDump(_ head: [UInt8]) -> Bool {
    let text = String(decoding: head, as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).contains { $0.prefix(12).uppercased() == "INSERT INTO " }
  }

  private static func readDump(
    _ source: consuming ByteSource, mapping: ColumnMapping, into receiver: inout some RowReceiver
  ) throws -> ReadSummary {
    let file = source.name
    var reader = DumpReader(source)
    var statement: [String] = []
    var table: MeasurementTable?
    var early: [Reject] = []
    while true {
      switch try reader.next() {
      case .record:
        if table == nil || reader.columns != statement {
          statement = reader.columns
          let columns = try match(statement, mapping, file)
          if table == nil {
            table = MeasurementTable(columns: columns)
          } else {
            table?.places = MeasurementPlaces(columns)
          }
          for reject in early { try table?.reject(reject, to: &receiver) }
          early = []
        }
        if let step = table?.step(&reader) { try table?.deliver(step, line: reader.line, into: &receiver) }
      case .damaged(let damage):
        if table == nil { early.append(damage.reject()) } else { try table?.reject(damage.reject(), to: &receiver) }
        if early.count > 1000 { throw notADump(file) }
      case .end:
        guard let table else { throw notADump(file) }
        return table.summary
      }
    }
  }

  private static func notADump(_ file: String) -> SourceError {
    .wrongFormat(file: file, format: DatasetFormat.fastpath.name, reason: "no INSERT statement in it can be read")
  }

  private static func match(
    _ statement: [String], _ mapping: ColumnMapping, _ file: String
  ) throws(SourceError) -> FieldColumns {
    let columns = try FieldColumns(
      header: statement.isEmpty ? columns : statement, fields: MeasurementTable.fields, mapping: mapping, file: file)
    let lacking = columns.lacking(MeasurementTable.fields) + MeasurementTable.lacking(columns)
    guard lacking.isEmpty else {
      throw .missingColumns(
        file: file, format: DatasetFormat.fastpath.name, fields: lacking, found: columns.header)
    }
    return columns
  }
}

import Formats
import Places
import Subjects
import Tables

extension DatasetFormat {
  /// OONI's table of likelihoods, `analysis_web_measurement`: a dump of `INSERT` statements, CSV or TSV with a header.
  package static let analysis = DatasetFormat(
    kind: .analysis, name: "ooni-analysis", subject: .measurements, isAggregate: false,
    title: "OONI analysis of web measurements", publisher: "Open Observatory of Network Interference (OONI)",
    licence: "CC BY-NC-SA 4.0",
    citation: "Open Observatory of Network Interference (OONI), analysis_web_measurement table, https://ooni.org/data/",
    url: "https://ooni.org/data/", coverage: .rows, grade: 1)
}

/// Each row says of one web test how likely it is, from 0 to 1, that name lookup (dns), connection (tcp) and encryption
/// (tls) were blocked, down (unavailable, but not by a restriction) or ok; the three do not add up to 1. OONI's own
/// summary of them names a layer as likely blocked above 0.5. Here a layer is blocked if its `blocked` is above 0.5 and
/// above its own `ok`: the largest such layer makes an anomaly of its kind. No likelihood above 0 says that nothing was
/// analysed: a failure. All else, down included, is ok.
enum WebAnalysis {
  static let fields = [
    FieldSpec("uid", ["measurement_uid"], isNeeded: true),
    FieldSpec("time", ["measurement_start_time"], isNeeded: true), FieldSpec("country", ["probe_cc"], isNeeded: true),
    FieldSpec("network", ["probe_asn"]), FieldSpec("test", ["test_name"], isNeeded: true), FieldSpec("input"),
    FieldSpec("host", ["domain"]),
    FieldSpec("dns_blocked", ["dns_blocked_max"], isNeeded: true), FieldSpec("dns_down", ["dns_down_max"]),
    FieldSpec("dns_ok", ["dns_ok_max"], isNeeded: true),
    FieldSpec("tcp_blocked", ["tcp_blocked_max"], isNeeded: true), FieldSpec("tcp_down", ["tcp_down_max"]),
    FieldSpec("tcp_ok", ["tcp_ok_max"], isNeeded: true),
    FieldSpec("tls_blocked", ["tls_blocked_max"], isNeeded: true), FieldSpec("tls_down", ["tls_down_max"]),
    FieldSpec("tls_ok", ["tls_ok_max"], isNeeded: true),
  ]

  /// Source: the columns of OONI's `analysis_web_measurement`, for statements that name none.
  private static let columns = [
    "domain", "input", "test_name", "probe_asn", "probe_as_org_name", "probe_cc", "resolver_asn", "resolver_as_cc",
    "network_type", "measurement_start_time", "measurement_uid", "ooni_run_link_id", "top_probe_analysis",
    "top_dns_failure", "top_tcp_failure", "top_tls_failure", "dns_blocked", "dns_down", "dns_ok", "tcp_blocked",
    "tcp_down", "tcp_ok", "tls_blocked", "tls_down", "tls_ok",
  ]

  /// Above it OONI calls a layer likely blocked.
  private static let threshold = 0.5

  static func read(
    _ source: consuming ByteSource, mapping: ColumnMapping, into receiver: inout some RowReceiver
  ) throws -> ReadSummary {
    guard Fastpath.isDump(try source.peek(SourceReader.headSize)) else {
      return try RowReading<SingleTest>(format: .analysis, fields: fields, row: test)
        .read(source, mapping: mapping, into: &receiver) { try $1.deliver(to: &$0) }
    }
    return try readDump(source, mapping: mapping, into: &receiver)
  }

  private static func readDump(
    _ source: consuming ByteSource, mapping: ColumnMapping, into receiver: inout some RowReceiver
  ) throws -> ReadSummary {
    let file = source.name
    var reader = DumpReader(source)
    var summary = ReadSummary()
    var statement: [String]?
    var columns: FieldColumns?
    while true {
      switch try reader.next() {
      case .end:
        guard columns != nil else {
          throw SourceError.wrongFormat(
            file: file, format: DatasetFormat.analysis.name, reason: "no INSERT statement in it can be read")
        }
        return summary
      case .damaged(let damage): try summary.reject(damage.reject(), to: &receiver)
      case .record:
        if statement != reader.columns {
          statement = reader.columns
          columns = try match(reader.columns, mapping, file)
          summary.columnsUsed = columns?.used ?? []
          summary.columnsIgnored = columns?.ignored ?? []
        }
        if let columns { try readRecord(&reader, columns, &summary, &receiver) }
      }
    }
  }

  private static func match(
    _ statement: [String], _ mapping: ColumnMapping, _ file: String
  ) throws(SourceError) -> FieldColumns {
    let header = statement.isEmpty ? columns : statement
    let columns = try FieldColumns(header: header, fields: fields, mapping: mapping, file: file)
    let lacking = columns.lacking(fields)
    guard lacking.isEmpty else {
      throw .missingColumns(file: file, format: DatasetFormat.analysis.name, fields: lacking, found: header)
    }
    return columns
  }

  private static func readRecord(
    _ reader: inout DumpReader, _ columns: FieldColumns, _ summary: inout ReadSummary,
    _ receiver: inout some RowReceiver
  ) throws {
    if let reject = widthReject(&reader, columns.header.count) { return try summary.reject(reject, to: &receiver) }
    let row = TextRow(&reader, columns: columns)
    var faults: [RowFault] = []
    let test: SingleTest
    do throws(RowFault) {
      test = try self.test(row, &faults)
    } catch {
      return try summary.reject(error.reject(line: row.line), to: &receiver)
    }
    summary.rowsRead += 1
    summary.kept += 1
    try test.deliver(to: &receiver)
    for fault in faults { try summary.reject(fault.reject(line: row.line, keptRow: true), to: &receiver) }
  }

  // MARK: - One row

  private static func test(_ row: TextRow, _ faults: inout [RowFault]) throws(RowFault) -> SingleTest {
    guard !row["uid"].isEmpty else { throw row.fault(.missingField, "uid", "no measurement uid") }
    guard !row["test"].isEmpty else { throw row.fault(.missingField, "test", "no test name") }
    let moment = try TimeCell.needed(row, "time").start
    guard moment.precision <= .hour else {
      throw row.fault(.unreadableDate, "time", "a time known at least to the hour expected")
    }
    let verdict = try verdict(row)
    return SingleTest(
      uid: row["uid"], time: moment.instant,
      country: try CountryCell.single(row["country"], column: row.columnName("country")),
      network: network(row, &faults), input: row["input"], host: row["host"].isEmpty ? nil : row["host"],
      test: row["test"], outcome: verdict.outcome, kind: verdict.kind)
  }

  private static func network(_ row: TextRow, _ faults: inout [RowFault]) -> UInt32 {
    if let number = SingleTest.network(row["network"]) { return number }
    faults.append(row.fault(.unreadableNumber, "network", "a network like AS123 or 123 expected"))
    return 0
  }

  private static func verdict(_ row: TextRow) throws(RowFault) -> (outcome: Outcome, kind: BlockingKind) {
    var worst: (blocked: Double, kind: BlockingKind) = (threshold, .none)
    var isAnalysed = false
    for (layer, kind) in [("dns", BlockingKind.dns), ("tcp", .tcpIP), ("tls", .tls)] {
      let blocked = try likelihood(row, "\(layer)_blocked")
      let ok = try likelihood(row, "\(layer)_ok")
      let down = try likelihood(row, "\(layer)_down")
      if blocked > 0 || ok > 0 || down > 0 { isAnalysed = true }
      if blocked > worst.blocked, blocked > ok { worst = (blocked, kind) }
    }
    guard isAnalysed else { return (.failure, .none) }
    return worst.kind == .none ? (.ok, .none) : (.anomaly, worst.kind)
  }

  /// Nothing and `nan` say that the layer was not analysed.
  private static func likelihood(_ row: TextRow, _ field: String) throws(RowFault) -> Double {
    let text = row[field]
    if text.isEmpty || text.lowercased() == "nan" { return 0 }
    guard let value = Double(text), (0...1).contains(value) else {
      throw row.fault(.unreadableNumber, field, "a likelihood from 0 to 1 expected")
    }
    return value
  }
}

import Formats
import Places
import Subjects
import Tables

extension DatasetFormat {
  /// Answers of OONI's measurement list API, `/api/v1/measurements`: JSON pages.
  package static let list = DatasetFormat(
    kind: .list, name: "ooni-list", subject: .measurements, isAggregate: false, title: "OONI measurement lists",
    publisher: "Open Observatory of Network Interference (OONI)", licence: "CC BY-NC-SA 4.0",
    citation: "Open Observatory of Network Interference (OONI), measurements API, https://api.ooni.org/",
    url: "https://api.ooni.org/", coverage: .rows, grade: 1)
}

/// A page's `results`, each one test. The uid is `measurement_uid`, else the one in `measurement_url`, else made of
/// report id, input and start. The kind of blocking is `scores.analysis.blocking_type`, where `scores` is an object or
/// JSON in a text. Rejects have the result's number on the page for their line.
enum MeasurementList {
  static func read(
    _ source: consuming ByteSource, mapping: ColumnMapping, into receiver: inout some RowReceiver
  ) throws -> ReadSummary {
    _ = try FixedValues(mapping, fields: [])
    let file = source.name
    return try JSONFile.read(source, format: .list) { root in
      let results = root["results"] ?? root
      guard results.kind == .list else {
        throw SourceError.wrongFormat(file: file, format: DatasetFormat.list.name, reason: "it has no results")
      }
      var summary = ReadSummary()
      var scores = JSONDocument()
      for (index, result) in results.elements.enumerated() {
        var faults: [RowFault] = []
        let test: SingleTest
        do throws(RowFault) {
          test = try self.test(result, &scores, &faults)
        } catch {
          try summary.reject(error.reject(line: index + 1), to: &receiver)
          continue
        }
        summary.rowsRead += 1
        summary.kept += 1
        try test.deliver(to: &receiver)
        for fault in faults { try summary.reject(fault.reject(line: index + 1, keptRow: true), to: &receiver) }
      }
      return summary
    }
  }

  private static func test(
    _ row: JSONValue, _ scores: inout JSONDocument, _ faults: inout [RowFault]
  ) throws(RowFault) -> SingleTest {
    guard row.kind == .object else {
      throw RowFault(kind: .damagedRow, field: nil, value: row.asString, reason: "a result that is no object")
    }
    let start = row.string("measurement_start_time")
    guard let moment = DateSpelling.moment(start), moment.precision <= .hour else {
      throw RowFault(
        kind: start.isEmpty ? .missingField : .unreadableDate, field: "measurement_start_time", value: start,
        reason: "a time known at least to the hour expected")
    }
    let test = row.string("test_name")
    guard !test.isEmpty else {
      throw RowFault(kind: .missingField, field: "test_name", value: "", reason: "no test name")
    }
    let (report, input) = (row.string("report_id"), row.string("input"))
    return SingleTest(
      uid: try uid(row, report, input, moment.instant), report: report, time: moment.instant,
      country: try CountryCell.single(row.string("probe_cc"), column: "probe_cc"), network: network(row, &faults),
      input: input, test: test, outcome: try outcome(row), kind: kind(row["scores"], &scores, &faults))
  }

  private static func uid(
    _ row: JSONValue, _ report: String, _ input: String, _ time: Instant
  ) throws(RowFault) -> String {
    let uid = row.string("measurement_uid")
    if !uid.isEmpty { return uid }
    let query = row.string("measurement_url").split { "?&".contains($0) }.dropFirst()
    if let part = query.first(where: { $0.hasPrefix("measurement_uid=") }) {
      return String(part.dropFirst("measurement_uid=".count))
    }
    guard !report.isEmpty else {
      throw RowFault(
        kind: .missingField, field: "measurement_uid", value: "", reason: "neither a measurement uid nor a report id")
    }
    return SingleTest.identity(report: report, input: input, time: time)
  }

  private static func network(_ row: JSONValue, _ faults: inout [RowFault]) -> UInt32 {
    let text = row.string("probe_asn")
    if let number = SingleTest.network(text) { return number }
    faults.append(
      RowFault(
        kind: .unreadableNumber, field: "probe_asn", value: text, reason: "a network like AS123 or 123 expected"))
    return 0
  }

  /// Disjoint, as OONI's aggregation counts. A flag that is not there is not read as a no.
  private static func outcome(_ row: JSONValue) throws(RowFault) -> Outcome {
    var flags: [Bool] = []
    for key in ["failure", "confirmed", "anomaly"] as [StaticString] {
      guard let flag = row.flag(key) else {
        throw RowFault(
          kind: row.string(key).isEmpty ? .missingField : .unknownValue, field: "\(key)", value: row.string(key),
          reason: "true or false expected")
      }
      flags.append(flag)
    }
    return flags[0] ? .failure : flags[1] ? .confirmed : flags[2] ? .anomaly : .ok
  }

  private static func kind(
    _ scores: JSONValue?, _ document: inout JSONDocument, _ faults: inout [RowFault]
  ) -> BlockingKind {
    guard let scores else { return .none }
    guard let text = scores.text else { return kind(scores["analysis"]?["blocking_type"], &faults) }
    if text.isEmpty { return .none }
    let padded = Array(text) + Array(repeating: 0, count: JSONDocument.padding)
    return padded.withUnsafeBytes { bytes in
      do throws(JSONFault) {
        let inner = try document.parse(padded: UnsafeRawBufferPointer(rebasing: bytes[..<text.count]))
        return kind(inner["analysis"]?["blocking_type"], &faults)
      } catch {
        faults.append(
          RowFault(
            kind: .unknownValue, field: "scores", value: String(decoding: text.prefix(200), as: UTF8.self),
            reason: "scores that are \(error.text)"))
        return .none
      }
    }
  }

  private static func kind(_ written: JSONValue?, _ faults: inout [RowFault]) -> BlockingKind {
    let text = written?.asString ?? ""
    if let kind = text.withTextBytes(BlockingKind.init(spelled:)) { return kind }
    faults.append(
      RowFault(
        kind: .unknownValue, field: "scores", value: text,
        reason: "dns, tcp_ip, tls, http-diff or http-failure expected"))
    return .none
  }
}

extension String {
  func withTextBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    var copy = self
    return try copy.withUTF8 { try body(UnsafeRawBufferPointer($0)) }
  }
}

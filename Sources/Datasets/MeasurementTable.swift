import Formats
import Places
import Subjects
import Tables

/// Where the fields of single tests stand in a table.
struct MeasurementPlaces {
  var uid, report, time, country, network, test, input, host, outcome, anomaly, confirmed, failure, kind: Int
  var synthetic: Int
  /// For rejects: the columns' own names.
  var columns: FieldColumns

  init(_ columns: FieldColumns) {
    self.columns = columns
    uid = columns.place("uid")
    report = columns.place("report")
    time = columns.place("time")
    country = columns.place("country")
    network = columns.place("network")
    test = columns.place("test")
    input = columns.place("input")
    host = columns.place("host")
    outcome = columns.place("outcome")
    anomaly = columns.place("anomaly")
    confirmed = columns.place("confirmed")
    failure = columns.place("failure")
    kind = columns.place("blocking_type")
    synthetic = columns.place("synthetic")
  }
}

/// Single tests from a table's records: the hot path of a load, on bytes, with no allocation a row.
struct MeasurementTable: ~Copyable {
  var places: MeasurementPlaces
  private(set) var summary = ReadSummary()
  private var time = FastTime()
  private var countries = CountryBytes()
  private var hostBytes = ScratchBytes()
  private var uidBytes = ScratchBytes()
  /// Fields that the current row lost and is kept without.
  private var faults: [RowFault] = []

  static let fields = [
    FieldSpec("uid", ["measurement_uid"]), FieldSpec("report", ["report_id"]),
    FieldSpec("time", ["measurement_start_time", "start_time", "timestamp", "start"], isNeeded: true),
    FieldSpec("country", ["probe_cc", "country_code", "cc"], isNeeded: true),
    FieldSpec("network", ["probe_asn", "asn"]), FieldSpec("test", ["test_name"], isNeeded: true),
    FieldSpec("input", ["url", "target"]), FieldSpec("host", ["domain", "hostname"]), FieldSpec("outcome", ["result"]),
    FieldSpec("anomaly", ["is_anomaly"]), FieldSpec("confirmed", ["is_confirmed"]),
    FieldSpec("failure", ["msm_failure", "is_failure"]), FieldSpec("blocking_type", ["blocking", "blocking_kind"]),
    FieldSpec("synthetic"),
  ]

  /// What a header lacks beside the needed fields: an identity and an outcome.
  static func lacking(_ columns: FieldColumns) -> [String] {
    var lacking: [String] = []
    if columns["uid"] == nil, columns["report"] == nil { lacking.append("uid") }
    if columns["outcome"] == nil, columns["anomaly"] == nil { lacking.append("outcome") }
    return lacking
  }

  init(columns: FieldColumns, isSynthetic: Bool = false, sheet: String? = nil) {
    places = MeasurementPlaces(columns)
    summary.columnsUsed = columns.used
    summary.columnsIgnored = columns.ignored
    summary.isSynthetic = isSynthetic
    summary.sheets = sheet.map { [$0] } ?? []
  }

  mutating func reject(_ reject: Reject, to receiver: inout some RowReceiver) throws {
    try summary.reject(reject, to: &receiver)
  }

  /// What a record makes.
  enum Step {
    case row(MeasurementFields)
    case reject(Reject)
  }

  /// Reads the current record. Generic over the reader alone, so that it is compiled for each reader.
  mutating func step<Reader: RecordReader & ~Copyable>(_ reader: inout Reader) -> Step {
    if reader.count != places.columns.header.count, let reject = widthReject(&reader, places.columns.header.count) {
      return .reject(reject)
    }
    do throws(RowFault) {
      return .row(try fields(&reader))
    } catch {
      faults.removeAll()
      return .reject(error.reject(line: reader.line))
    }
  }

  /// Hands on what the record at a line made.
  mutating func deliver(_ step: consuming Step, line: Int, into receiver: inout some RowReceiver) throws {
    switch step {
    case .reject(let reject): try self.reject(reject, to: &receiver)
    case .row(let fields):
      summary.rowsRead += 1
      summary.kept += 1
      try receiver.receive(measurement: fields)
      guard !faults.isEmpty else { return }
      for fault in faults { try reject(fault.reject(line: line, keptRow: true), to: &receiver) }
      faults.removeAll()
    }
  }

  // MARK: - One row

  private mutating func fields<Reader: RecordReader & ~Copyable>(
    _ reader: inout Reader
  ) throws(RowFault) -> MeasurementFields {
    let written = reader.field(places.time)
    guard let start = time.instant(written) ?? slowInstant(written) else {
      throw fault(.unreadableDate, "time", written, "a time known at least to the hour expected")
    }
    let cell = reader.field(places.country)
    guard let country = countries.code(cell) else {
      throw fault(.unknownCountry, "country", cell, CountryCell.reason(trimmed(LegacyText.string(cell))))
    }
    let test = reader.field(places.test)
    guard test.count > 0 else { throw fault(.missingField, "test", test, "no test name") }
    let outcome = try outcome(&reader)
    let input = reader.field(places.input)
    let report = reader.field(places.report)
    var uid = reader.field(places.uid)
    if uid.count == 0 {
      guard report.count > 0 else {
        throw fault(.missingField, "uid", uid, "neither a measurement uid nor a report id")
      }
      uid = uidBytes.join(report, input, written)
    }
    if places.synthetic >= 0, Flag.read(reader.field(places.synthetic)) == true { summary.isSynthetic = true }
    return MeasurementFields(
      uid: uid, report: report, time: start, country: country, network: network(&reader),
      host: host(reader.field(places.host), input), input: input, test: test, outcome: outcome,
      kind: outcome == .ok ? .none : kind(reader.field(places.kind)))
  }

  private func fault(
    _ kind: Reject.Kind, _ field: String, _ value: UnsafeRawBufferPointer, _ reason: String
  ) -> RowFault {
    let bytes = UnsafeRawBufferPointer(rebasing: value.prefix(200))
    return RowFault(kind: kind, field: places.columns.name(of: field), value: LegacyText.string(bytes), reason: reason)
  }

  private func slowInstant(_ bytes: UnsafeRawBufferPointer) -> Instant? {
    guard bytes.count > 0, bytes.count <= DateSpelling.longest,
      let moment = DateSpelling.moment(LegacyText.string(bytes)), moment.precision <= .hour
    else { return nil }
    return moment.instant
  }

  /// `AS123` or `123`; nothing and `AS0` are withheld. What is neither is a fault of the field.
  private mutating func network<Reader: RecordReader & ~Copyable>(_ reader: inout Reader) -> UInt32 {
    let bytes = reader.field(places.network)
    var at = 0
    if bytes.count > 2, bytes[0] | 0x20 == 0x61, bytes[1] | 0x20 == 0x73 { at = 2 }
    var number: UInt64 = 0
    while at < bytes.count {
      let digit = bytes[at] &- 0x30
      number = number * 10 + UInt64(digit)
      guard digit < 10, number <= UInt64(UInt32.max) else {
        faults.append(fault(.unreadableNumber, "network", bytes, "a network like AS123 or 123 expected"))
        return 0
      }
      at += 1
    }
    return UInt32(truncatingIfNeeded: number)
  }

  /// Disjoint, as OONI's aggregation counts: failure; else confirmed; else anomaly; else ok.
  private mutating func outcome<Reader: RecordReader & ~Copyable>(
    _ reader: inout Reader
  ) throws(RowFault) -> Outcome {
    if places.outcome >= 0 {
      let bytes = reader.field(places.outcome)
      guard let outcome = Outcome(spelled: bytes) else {
        throw fault(.unknownValue, "outcome", bytes, "ok, anomaly, confirmed or failure expected")
      }
      return outcome
    }
    let failure = try flag(&reader, places.failure, "failure")
    let confirmed = try flag(&reader, places.confirmed, "confirmed")
    let anomaly = try flag(&reader, places.anomaly, "anomaly")
    return failure ? .failure : confirmed ? .confirmed : anomaly ? .anomaly : .ok
  }

  /// A column that is not there says no; a cell that says nothing is not read as a no.
  @inline(__always)
  private func flag<Reader: RecordReader & ~Copyable>(
    _ reader: inout Reader, _ place: Int, _ field: String
  ) throws(RowFault) -> Bool {
    guard place >= 0 else { return false }
    let bytes = reader.field(place)
    if let flag = Flag.read(bytes) { return flag }
    throw fault(bytes.count == 0 ? .missingField : .unknownValue, field, bytes, "true or false expected")
  }

  private mutating func kind(_ bytes: UnsafeRawBufferPointer) -> BlockingKind {
    guard bytes.count > 0 else { return .none }
    if let kind = BlockingKind(spelled: bytes) { return kind }
    faults.append(fault(.unknownValue, "blocking_type", bytes, "dns, tcp_ip, tls, http-diff or http-failure expected"))
    return .none
  }

  /// The host column where it is filled, else the input's host.
  private mutating func host(_ column: UnsafeRawBufferPointer, _ input: UnsafeRawBufferPointer)
    -> UnsafeRawBufferPointer
  {
    hostBytes.lowercased(column.count > 0 ? column : Host.inside(input))
  }
}

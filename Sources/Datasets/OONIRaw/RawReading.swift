import Formats
import Places
import Subjects
import Tables

/// Single tests from raw measurements: fields are taken and the test is scored, on the document's own bytes.
struct RawReading: ~Copyable {
  private let file: String
  private let fingerprints: Fingerprints
  private var documents = RawDocuments()
  private var time = FastTime()
  private var countries = CountryBytes()
  private var hostBytes = ScratchBytes()
  private var inputBytes = KeptBytes()
  private var uidBytes = ScratchBytes()
  private var summary = ReadSummary()
  private var nameBytes = KeptBytes()
  /// Rejects of a file in which nothing was a measurement so far.
  private var early: [Reject]? = []
  /// Fields that the current row lost and is kept without.
  private var faults: [RowFault] = []

  /// A file of another kind is told by this many records that are no measurements.
  private static let patience = 1000

  init(file: String, fingerprints: Fingerprints) {
    self.file = file
    self.fingerprints = fingerprints
    summary.columnsUsed = OONIRaw.columns.map { ReadSummary.ColumnUse(field: $0.0, column: $0.1) }
  }

  /// Reads one record, which a parser's padding follows.
  mutating func read(_ record: UnsafeRawBufferPointer, line: Int, into receiver: inout some RowReceiver) throws {
    switch documents.measurement(in: record) {
    case .failure(let fault):
      let value = UnsafeRawBufferPointer(rebasing: record.prefix(200))
      try reject(
        Reject(kind: .damagedRow, line: line, value: clipped(LegacyText.string(value)), reason: fault.text),
        to: &receiver)
    case .success(let measurement):
      if early != nil { try accept(measurement, line: line, record, into: &receiver) }
      guard early == nil else { return }
      try deliver(measurement, record, line: line, into: &receiver)
    }
  }

  /// The first measurement of a file says that it is one of raw measurements.
  private mutating func accept(
    _ measurement: RawMeasurement, line: Int, _ record: UnsafeRawBufferPointer, into receiver: inout some RowReceiver
  ) throws {
    let root = measurement.root
    guard root["test_name"] != nil, root["report_id"] != nil || root["test_keys"] != nil else {
      let value = UnsafeRawBufferPointer(rebasing: record.prefix(200))
      return try reject(
        Reject(
          kind: .damagedRow, line: line, value: clipped(LegacyText.string(value)),
          reason: "a measurement with test_name, report_id and test_keys expected"), to: &receiver)
    }
    let rejects = early ?? []
    early = nil
    for reject in rejects { try summary.reject(reject, to: &receiver) }
  }

  mutating func reject(_ reject: Reject, to receiver: inout some RowReceiver) throws {
    guard early != nil else { return try summary.reject(reject, to: &receiver) }
    early?.append(reject)
    if let early, early.count >= Self.patience { throw notRaw(early) }
  }

  /// What was read. Throws where nothing of it was a measurement.
  mutating func finish() throws(SourceError) -> ReadSummary {
    if let early { throw early.isEmpty ? .empty(file: file) : notRaw(early) }
    return summary
  }

  private func notRaw(_ early: [Reject]) -> SourceError {
    .wrongFormat(
      file: file, format: DatasetFormat.raw.name,
      reason: "no measurement in it; line \(early.first?.line ?? 1): \(early.first?.reason ?? "")")
  }

  // MARK: - One measurement

  private mutating func deliver(
    _ measurement: consuming RawMeasurement, _ record: UnsafeRawBufferPointer, line: Int,
    into receiver: inout some RowReceiver
  ) throws {
    faults.removeAll(keepingCapacity: true)
    let fields: MeasurementFields
    do throws(RowFault) {
      fields = try self.fields(measurement, record)
    } catch {
      return try summary.reject(error.reject(line: line), to: &receiver)
    }
    summary.rowsRead += 1
    summary.kept += 1
    try receiver.receive(measurement: fields)
    for fault in faults { try summary.reject(fault.reject(line: line, keptRow: true), to: &receiver) }
  }

  private mutating func fields(
    _ measurement: consuming RawMeasurement, _ record: UnsafeRawBufferPointer
  ) throws(RowFault) -> MeasurementFields {
    let root = measurement.root
    if root["synthetic"]?.flag == true { summary.isSynthetic = true }
    guard let report = root["report_id"]?.text else {
      throw fault(
        .dropped, "report_id", root["report_id"], "a measurement without a report id is dropped, as OONI does")
    }
    let country = try country(root["probe_cc"])
    let network = try network(root["probe_asn"])
    guard let test = root["test_name"]?.text, test.count > 0 else {
      throw fault(.missingField, "test_name", root["test_name"], "no test name")
    }
    let start = try start(root["measurement_start_time"])
    let (input, host) = self.input(root["input"])
    let uid = uid(root, test, report: report, input: input, record)
    measurement.country = country
    var score = ScoringRules.score(measurement, fingerprints)
    if isFarFromUpload(start, uid) { score.isFailure = true }
    return MeasurementFields(
      uid: uid, report: report, time: start, country: country, network: network, host: host, input: input, test: test,
      outcome: score.outcome, kind: score.outcome == .ok ? .none : score.kind)
  }

  private func fault(_ kind: Reject.Kind, _ field: String, _ value: JSONValue?, _ reason: String) -> RowFault {
    RowFault(kind: kind, field: field, value: value.map(Self.shown) ?? "", reason: reason)
  }

  /// A value for people: what is not simple is only named.
  private static func shown(_ value: JSONValue) -> String {
    switch value.kind {
    case .null: "null"
    case .flag: value.flag == true ? "true" : "false"
    case .number: value.number.map { "\($0)" } ?? ""
    case .text: value.text.map { LegacyText.string(UnsafeRawBufferPointer(rebasing: $0.prefix(200))) } ?? ""
    case .list: "a list"
    case .object: "an object"
    }
  }

  private mutating func country(_ value: JSONValue?) throws(RowFault) -> CountryCode {
    guard let text = value?.text, text.count > 0 else {
      throw fault(.missingField, "probe_cc", value, "no country")
    }
    guard let code = countries.code(text) else {
      let spelling = trimmed(LegacyText.string(UnsafeRawBufferPointer(rebasing: text.prefix(200))))
      throw fault(.unknownCountry, "probe_cc", value, CountryCell.reason(spelling))
    }
    if code == .withheld {
      throw fault(.dropped, "probe_cc", value, "a measurement of a withheld country is dropped, as OONI does")
    }
    return code
  }

  private func network(_ value: JSONValue?) throws(RowFault) -> UInt32 {
    var number: UInt32?
    if let text = value?.text, text.count <= 20 {
      let spelled = String(decoding: text, as: UTF8.self)
      number = UInt32(spelled.uppercased().hasPrefix("AS") ? spelled.dropFirst(2) : spelled[...])
    } else if let value = value?.number {
      number = UInt32(exactly: value)
    }
    guard let number else {
      throw fault(
        value.isMissing ? .missingField : .unreadableNumber, "probe_asn", value, "a network like AS123 expected")
    }
    guard number > 0 else {
      throw fault(.dropped, "probe_asn", value, "a measurement of a withheld network is dropped, as OONI does")
    }
    return number
  }

  private mutating func start(_ value: JSONValue?) throws(RowFault) -> Instant {
    guard let text = value?.text, text.count > 0 else {
      throw fault(.missingField, "measurement_start_time", value, "no start time")
    }
    if let start = time.instant(text) { return start }
    guard text.count <= DateSpelling.longest, let moment = DateSpelling.moment(LegacyText.string(text)),
      moment.precision <= .hour
    else {
      throw fault(.unreadableDate, "measurement_start_time", value, "a time known at least to the hour expected")
    }
    return moment.instant
  }

  /// The input as OONI's table has it, and its host. Of several inputs, `{first,second}` and the first one's host.
  private mutating func input(
    _ value: JSONValue?
  ) -> (input: UnsafeRawBufferPointer, host: UnsafeRawBufferPointer) {
    let none = UnsafeRawBufferPointer(start: nil, count: 0)
    guard let value, !value.isNull else { return (none, none) }
    if let text = value.text { return (text, hostBytes.lowercased(Host.inside(text))) }
    guard value.kind == .list else {
      faults.append(fault(.unknownValue, "input", value, "a text or a list of texts expected"))
      return (none, none)
    }
    let parts = value.elements.compactMap(\.text)
    let list = [UInt8(ascii: "{")] + parts.joined(separator: [UInt8(ascii: ",")]) + [UInt8(ascii: "}")]
    return (inputBytes.keep(list), parts.first.map { hostBytes.lowercased(Host.inside($0)) } ?? none)
  }

  // MARK: - Identity

  /// The measurement's own uid; else, for a file's first measurement, the one that the file is named by; else report
  /// id, input and start time joined. An empty report id, as probes have that do not upload, says nothing of which
  /// measurement it is: a digest of the record's bytes does then.
  private mutating func uid(
    _ root: JSONValue, _ test: UnsafeRawBufferPointer, report: UnsafeRawBufferPointer, input: UnsafeRawBufferPointer,
    _ record: UnsafeRawBufferPointer
  ) -> UnsafeRawBufferPointer {
    if let uid = root["measurement_uid"]?.text, uid.count > 0 { return uid }
    if summary.rowsRead == 0, let name = UploadName(Array(file.utf8)), name.names(test, country: root["probe_cc"]?.text)
    {
      return nameBytes.keep(file.utf8.prefix(name.length))
    }
    let start = root["measurement_start_time"]?.text ?? UnsafeRawBufferPointer(start: nil, count: 0)
    guard report.count == 0 else { return uidBytes.join(report, input, start) }
    var digest = SHA256Digest()
    digest.update(record)
    return nameBytes.keep("sha256|\(digest.hex())".utf8)
  }

  /// More than an hour after the upload that the uid states, or more than 365 days before it: a clock that is wrong.
  private func isFarFromUpload(_ start: Instant, _ uid: UnsafeRawBufferPointer) -> Bool {
    guard let upload = UploadName.time(uid) else { return false }
    let age = upload.seconds - start.seconds
    return age < -3600 || age > 365 * 86_400
  }
}

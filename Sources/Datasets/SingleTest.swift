import Formats
import Places
import Subjects
import Tables

/// One test as texts, for sources whose rows are read one by one and not on bytes.
struct SingleTest {
  var uid: String
  var report = ""
  var time: Instant
  var country: CountryCode
  /// 0 is withheld.
  var network: UInt32 = 0
  var input: String
  /// nil: the input's.
  var host: String?
  var test: String
  var outcome: Outcome
  var kind: BlockingKind = .none

  /// Hands it on as bytes.
  func deliver(to receiver: inout some RowReceiver) throws {
    var bytes: [UInt8] = []
    var ends: [Int] = []
    for text in [uid, report, (host ?? Self.host(of: input)).lowercased(), input, test] {
      bytes.append(contentsOf: text.utf8)
      ends.append(bytes.count)
    }
    try bytes.withUnsafeBytes { all in
      let part = { (index: Int) in
        UnsafeRawBufferPointer(rebasing: all[(index == 0 ? 0 : ends[index - 1])..<ends[index]])
      }
      try receiver.receive(
        measurement: MeasurementFields(
          uid: part(0), report: part(1), time: time, country: country, network: network, host: part(2),
          input: part(3), test: part(4), outcome: outcome, kind: outcome == .ok ? .none : kind))
    }
  }

  /// The host in an input, `https://user@Host:443/path` or `host/path`.
  static func host(of input: String) -> String {
    var input = input
    return input.withUTF8 { String(decoding: Host.inside(UnsafeRawBufferPointer($0)), as: UTF8.self) }
  }

  /// The identity of a test without a uid, the same from every source: report id, input, start as OONI writes it.
  static func identity(report: String, input: String, time: Instant) -> String {
    let iso = time.iso
    return "\(report)|\(input)|\(iso.replacing("T", with: " ").replacing("Z", with: ""))"
  }

  /// `AS123`, `as123`, `123`, `123.0`; nothing is withheld. nil for what is neither.
  static func network(_ text: String) -> UInt32? {
    if text.isEmpty { return 0 }
    let digits = text.lowercased().hasPrefix("as") ? String(text.dropFirst(2)) : text
    return UInt32(digits) ?? Double(digits).flatMap { UInt32(exactly: $0) }
  }
}

extension CountryCell {
  /// One country of a measurement: `ZZ` is withheld. Throws where the text names none.
  static func single(_ text: String, column: String) throws(RowFault) -> CountryCode {
    if trimmed(text).uppercased() == "ZZ" { return .withheld }
    if let code = PlaceCatalog.country(spelled: text) { return code }
    guard !text.isEmpty else { throw RowFault(kind: .missingField, field: column, value: "", reason: "no country") }
    throw RowFault(kind: .unknownCountry, field: column, value: text, reason: reason(text))
  }
}

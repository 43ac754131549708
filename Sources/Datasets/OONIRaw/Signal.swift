import Formats
import Tables

extension ScoringRules {
  /// Probes whose certificates for Signal's servers had expired: from a day on, below a version.
  private static let newRoot = Day(year: 2022, month: 10, day: 19)?.start
  private static let oldEngines = Day(year: 2023, month: 5, day: 2)?.start
  private static let newestRoot = Day(year: 2023, month: 11, day: 7)?.start

  /// Signal's servers over HTTPS. Source: ts-029-signal and https://github.com/ooni/probe/issues/2344, 2627, 2636.
  static func signal(_ measurement: RawMeasurement) -> TestScore {
    guard let operation = measurement["failed_operation"], let failure = measurement["failure"], !operation.isSet,
      !failure.isSet, !hasExpiredCertificates(measurement)
    else { return .failure }
    if measurement["signal_backend_status"]?.isText("ok") == true { return .clear }
    return measurement["signal_backend_status"]?.isText("blocked") == true ? .blocked : .failure
  }

  /// Also where it cannot be told.
  private static func hasExpiredCertificates(_ measurement: RawMeasurement) -> Bool {
    var time = FastTime()
    guard let written = measurement.root["measurement_start_time"]?.text, let start = time.instant(written),
      let version = probeVersion(measurement.root["test_version"]),
      let engine = probeVersion(measurement.root["annotations"]?["engine_version"]),
      let newRoot, let oldEngines, let newestRoot
    else { return true }
    if version == ProbeVersion(0, 2, 4) { return true }
    if version <= ProbeVersion(0, 2, 3), start >= newestRoot { return true }
    if version < ProbeVersion(0, 2, 2), start >= newRoot { return true }
    return engine < ProbeVersion(3, 17, 2) && start >= oldEngines
  }

  /// 0.0.0 where there is none; nil where it is no version.
  private static func probeVersion(_ value: JSONValue?) -> ProbeVersion? {
    guard let value, !value.isNull else { return ProbeVersion(0, 0, 0) }
    return value.text.flatMap(ProbeVersion.init)
  }
}

/// `3.17.2`, `3.22.0-alpha`: three numbers, and one that is not released yet comes before the one that is.
struct ProbeVersion: Comparable {
  private var parts: [Int]
  private var isReleased: Bool

  init(_ major: Int, _ minor: Int, _ patch: Int) {
    parts = [major, minor, patch]
    isReleased = true
  }

  init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count > 0, bytes.count <= 40 else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    let numbers = text.prefix { $0 == "." || ($0.isASCII && $0.isNumber) }
    parts = numbers.split(separator: ".").compactMap { Int($0) }
    let rest = text.dropFirst(numbers.count)
    guard !parts.isEmpty, !numbers.hasSuffix("."), rest.isEmpty || "-+ab.rd".contains(rest.prefix(1)) else {
      return nil
    }
    isReleased = rest.isEmpty || rest.hasPrefix("+")
    while parts.count < 3 { parts.append(0) }
  }

  static func < (left: ProbeVersion, right: ProbeVersion) -> Bool {
    if left.parts != right.parts { return left.parts.lexicographicallyPrecedes(right.parts) }
    return !left.isReleased && right.isReleased
  }
}

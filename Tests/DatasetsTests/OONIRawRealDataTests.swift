import Datasets
import Formats
import Foundation
import Places
import Subjects
import Tables
import Testing

private let raw = "ooni/raw"
private let edge = "ooni/raw-edge"
private let simulated = "ooni/raw-simulated"

/// A file's one measurement, scored.
func score(file path: String, fingerprints: Fingerprints = .none) throws -> TestScore? {
  let bytes = try Data(contentsOf: URL(filePath: TestData.file(path)))
  return bytes.withUnsafeBytes { OONIRaw.score($0, fingerprints: fingerprints) }
}

private func files(_ folder: String) -> [String] {
  let names = (try? FileManager.default.contentsOfDirectory(atPath: TestData.file(folder))) ?? []
  return names.filter { $0.hasSuffix(".json") }.sorted()
}

/// OONI's published fingerprints, where they are here.
func publishedFingerprints() throws -> Fingerprints {
  let lists = ["ooni/reference/fingerprints_dns.csv", "ooni/reference/fingerprints_http.csv"]
  return Fingerprints(
    try lists.flatMap { try FingerprintTable.read(ByteSource(path: TestData.file($0))).rows })
}

/// Against measurements that OONI publishes (`CURFEW_TEST_DATA`, default `../shared/data`), skipped where they are absent.
struct OONIRawRealDataTests {
  /// file, uid, anomaly, confirmed, failure, blocking_general, accuracy
  private func officialScores() throws -> [[String]] {
    try String(contentsOfFile: TestData.file("\(raw)/official-scores.csv"), encoding: .utf8)
      .split(whereSeparator: \.isNewline).dropFirst().map { $0.split(separator: ",").map(String.init) }
  }

  @Test(.enabled(if: TestData.has(raw), "the raw measurements are not here"), arguments: [false, true])
  func `all fourteen measurements score as OONI's own API answers`(withFingerprints: Bool) throws {
    let rows = try officialScores()
    #expect(rows.count == 14)
    let fingerprints = withFingerprints ? try publishedFingerprints() : .none
    for row in rows {
      let score = try #require(try score(file: "\(raw)/\(row[0])", fingerprints: fingerprints))
      #expect(
        score.outcome
          == (row[4] == "true" ? .failure : row[3] == "true" ? .confirmed : row[2] == "true" ? .anomaly : .ok))
      #expect(score.general == (Double(row[5]) ?? 0), "\(row[0])")
      #expect(score.isFailure == (Double(row[6]) ?? 0 < 0.5), "\(row[0])")
    }
  }

  @Test(.enabled(if: TestData.has(raw), "the raw measurements are not here"))
  func `all fourteen measurements are read, each with the uid that it has`() throws {
    for row in try officialScores() {
      let (rows, summary) = try read(file: "\(raw)/\(row[0])", as: .raw)
      let measurement = try #require(rows.measurements.first)
      #expect(summary.kept == 1 && summary.rejected == 0, "\(row[0])")
      #expect(measurement.uid == row[1] || measurement.uid.hasPrefix("\(measurement.report)|"), "\(row[0])")
      #expect(row[0].hasPrefix("\(measurement.country)_\(measurement.test)_"))
    }
  }

  /// What OONI's own tests of its scorer expect: `nil` where they expect a failure.
  private static let expectations: [(String, Double?)] = [
    ("web_connectivity_odd_hdr", 1), ("web_connectivity_no_body", 0), ("web_connectivity_null", nil),
    ("test_keys_none", nil), ("telegram_nourl", nil), ("tor_list", nil), ("signal_2627", nil), ("signal_022", 0),
    ("whatsapp", 0), ("vanilla_tor", 0.98), ("meek2", 0), ("meek3", 0.5),
  ]

  @Test(.enabled(if: TestData.has(edge), "the edge cases are not here"), arguments: expectations)
  func `edge cases score as OONI's tests expect`(name: String, general: Double?) throws {
    let score = try #require(try score(file: "\(edge)/\(name).json"))
    #expect(score.isFailure == (general == nil))
    if let general { #expect(abs(score.general - general) < 1e-12) }
    if name == "web_connectivity_odd_hdr" { #expect(score.kind == .dns) }
  }

  @Test(.enabled(if: TestData.has(edge), "the edge cases are not here"))
  func `every edge case is scored, and read or listed as a reject`() throws {
    let names = files(edge)
    #expect(names.count == 29)
    var dropped: [String] = []
    for name in names {
      #expect(try score(file: "\(edge)/\(name)") != nil, "\(name)")
      let (rows, summary) = try read(file: "\(edge)/\(name)", as: .raw)
      #expect(summary.rowsRead == 1 && rows.measurements.count + rows.rejects.count == 1, "\(name)")
      if rows.measurements.isEmpty { dropped.append("\(name): \(rows.rejects.first?.reason ?? "")") }
    }
    // This one has no country and no network.
    #expect(dropped == ["meek3.json: no country"])
  }

  @Test(.enabled(if: TestData.has(edge), "the edge cases are not here"))
  func `a file that its uid names has that uid`() throws {
    let name = "20250527233111.802678_ID_webconnectivity_5a37ec909dbf14e3"
    let (rows, _) = try read(file: "\(edge)/\(name).json", as: .raw)
    #expect(rows.measurements.map(\.uid) == [name])
    #expect(rows.measurements.map(\.host) == ["archive.org"])
  }

  /// What each simulated interference is told by; nothing where the probe cannot tell it from the site's own trouble.
  private static let interference: [String: BlockingKind] = [
    "badSSLWithUnknownAuthorityWithInconsistentDNS": .dns, "cloudflareCAPTCHAWithHTTP": .httpDiff,
    "dnsBlockingAndroidDNSCacheNoData": .dns, "dnsBlockingNXDOMAIN": .dns, "dnsHijackingToLocalhostWithHTTPS": .dns,
    "ghostDNSBlockingWithHTTPS": .dns, "httpDiffWithConsistentDNS": .httpDiff,
    "redirectWithBrokenLocationForHTTP": .httpFailure,
    "redirectWithConsistentDNSAndThenConnectionRefusedForHTTP": .httpFailure,
    "redirectWithConsistentDNSAndThenConnectionResetForHTTP": .httpFailure,
    "redirectWithConsistentDNSAndThenEOFForHTTP": .httpFailure,
    "redirectWithConsistentDNSAndThenNXDOMAIN": .dns,
    "redirectWithConsistentDNSAndThenTimeoutForHTTPS": .httpFailure, "throttlingWithHTTPS": .httpFailure,
    "tcpBlockingConnectionRefusedWithInconsistentDNS": .dns, "tlsBlockingConnectionResetWithInconsistentDNS": .dns,
  ]

  @Test(.enabled(if: TestData.has(simulated), "the simulated measurements are not here"))
  func `every simulated interference is the anomaly that it is, and the rest is none`() throws {
    let names = files(simulated)
    #expect(names.count == 25)
    var uids: Set<String> = []
    for name in names {
      let score = try #require(try score(file: "\(simulated)/\(name)"))
      let test = String(name.dropLast(5))
      // The probe met an error that it has no name for.
      let expected: Outcome =
        Self.interference[test] != nil
        ? .anomaly : test == "redirectWithMoreThanTenRedirectsAndHTTPS" ? .failure : .ok
      #expect(score.outcome == expected, "\(name)")
      #expect(score.kind == Self.interference[test] ?? .none, "\(name)")
      let (rows, summary) = try read(file: "\(simulated)/\(name)", as: .raw)
      #expect(summary.kept == 1 && rows.rejects.isEmpty, "\(name)")
      uids.formUnion(rows.measurements.map(\.uid))
    }
    // They have neither uid nor report id, and some the same page and second.
    #expect(uids.count == 25)
  }

  @Test(
    .enabled(if: TestData.has("ooni/reference/fingerprints_http.csv"), "the fingerprints are not here"))
  func `the published fingerprints are read whole but for those that match anything`() throws {
    let dns = try FingerprintTable.read(ByteSource(path: TestData.file("ooni/reference/fingerprints_dns.csv")))
    #expect(dns.rows.count == 226 && dns.rejects.isEmpty)
    let http = try FingerprintTable.read(ByteSource(path: TestData.file("ooni/reference/fingerprints_http.csv")))
    #expect(http.rows.count == 1729 && http.rejects.isEmpty)
    #expect(http.rows.filter { $0.place == .body }.count == 1311)
    let again = http.rows.compactMap { Fingerprint(fields: $0.fields) }
    #expect(again == http.rows)
  }

  @Test(.enabled(if: TestData.has(raw), "the raw measurements are not here"))
  func `the files are told by their content`() throws {
    for folder in [raw, edge, simulated] {
      for name in files(folder) {
        var source = try ByteSource(path: TestData.file("\(folder)/\(name)"))
        let head = try source.peek(SourceReader.headSize)
        #expect(try SourceReader.sniff(head, file: name).format.name == "ooni-raw", "\(name)")
      }
    }
  }
}

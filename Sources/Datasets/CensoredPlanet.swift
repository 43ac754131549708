import Formats
import Places
import Subjects
import Tables

extension DatasetFormat {
  /// Censored Planet's remote measurements: Hyperquack v1 and v2, Satellite v1, v2.1 and v2.2, JSON lines.
  package static let censoredPlanet = DatasetFormat(
    kind: .censoredPlanet, name: "censored-planet", subject: .measurements, isAggregate: false,
    title: "Censored Planet remote measurements", publisher: "Censored Planet, University of Michigan",
    licence: "none stated",
    citation: "Sundara Raman, Shenoy, Kohls and Ensafi, Censored Planet: An Internet-wide, Longitudinal Censorship "
      + "Observatory, ACM CCS 2020", url: "https://censoredplanet.org/data/raw", coverage: .rows, grade: 1)
}

extension DatasetFormat {
  /// Its tests are made from outside of the country that they are about.
  package var isRemote: Bool { kind == .censoredPlanet }
}

/// A line is one test of a site from afar: a vantage point in the country is asked and its answer compared with what is
/// expected. Nobody's device is a probe, so the tests have names of their own (`quack-http`, `satellite`), which keep
/// them apart from OONI's. The verdict is Censored Planet's: controls that failed, or a line that it excludes, are
/// failures; `anomaly` (`Blocked`, not `passed`) is an anomaly. The vantage point's network is not in the files.
enum CensoredPlanet {
  static func read(
    _ source: consuming ByteSource, mapping: ColumnMapping, into receiver: inout some RowReceiver
  ) throws -> ReadSummary {
    let fixed = try FixedValues(mapping, fields: ["country", "time", "test"])
    let file = source.name
    var lines = LineReader(source)
    var document = JSONDocument()
    var summary = ReadSummary()
    var damaged: [Reject] = []
    while true {
      let outcome = try lines.advance()
      if outcome == .end { break }
      var faults: [RowFault] = []
      let test: SingleTest
      do throws(RowFault) {
        test = try self.test(lines, outcome, &document, fixed, file, &faults)
      } catch {
        let reject = error.reject(line: lines.line)
        if summary.kept > 0 { try summary.reject(reject, to: &receiver) } else { damaged.append(reject) }
        if damaged.count >= 1000 { throw none(file, damaged) }
        continue
      }
      for reject in damaged { try summary.reject(reject, to: &receiver) }
      damaged = []
      summary.rowsRead += 1
      summary.kept += 1
      try test.deliver(to: &receiver)
      for fault in faults { try summary.reject(fault.reject(line: lines.line, keptRow: true), to: &receiver) }
    }
    guard summary.kept > 0 else { throw none(file, damaged) }
    return summary
  }

  /// A file without one line that can be read is not this format.
  private static func none(_ file: String, _ rejects: [Reject]) -> SourceError {
    guard let first = rejects.first else { return .empty(file: file) }
    return .wrongFormat(
      file: file, format: DatasetFormat.censoredPlanet.name,
      reason: "no line of it can be read; line \(first.line): \(first.reason)")
  }

  private static func test(
    _ lines: borrowing LineReader, _ outcome: LineReader.Outcome, _ document: inout JSONDocument,
    _ fixed: FixedValues, _ file: String, _ faults: inout [RowFault]
  ) throws(RowFault) -> SingleTest {
    if outcome == .tooLong {
      throw RowFault(
        kind: .damagedRow, field: nil, value: "",
        reason: "the line is longer than \(JSONDocument.sizeLimit >> 20) MB")
    }
    let root: JSONValue
    do throws(JSONFault) {
      root = try document.parse(padded: lines.bytes)
    } catch {
      throw RowFault(
        kind: .damagedRow, field: nil, value: String(decoding: lines.bytes.prefix(200), as: UTF8.self),
        reason: "the line is \(error.text)")
    }
    let line = Line(root: root, fixed: fixed)
    switch line.vintage {
    case .hyperquack1: return try line.hyperquack1()
    case .hyperquack2: return try line.hyperquack2()
    case .satellite1: return try line.satellite1()
    case .satellite2: return try line.satellite2()
    case nil:
      throw RowFault(
        kind: .damagedRow, field: nil, value: String(decoding: lines.bytes.prefix(200), as: UTF8.self),
        reason: "neither a Hyperquack nor a Satellite result")
    }
  }
}

/// The generations of results, told by their keys.
enum CensoredPlanetVintage {
  case hyperquack1, hyperquack2, satellite1, satellite2
}

extension CensoredPlanet {
  /// Whether a file's first line is one of these results.
  static func isResult(_ head: [UInt8]) -> Bool {
    let text = String(decoding: head.prefix(while: { $0 != 0x0A }), as: UTF8.self)
    let has = { (keys: [String]) in keys.allSatisfy { text.contains("\"\($0)\"") } }
    return has(["Server", "Keyword", "Blocked"]) || has(["vp", "test_url", "response"])
      || has(["resolver", "query", "passed"])
  }

  /// One result.
  struct Line {
    let root: JSONValue
    let fixed: FixedValues

    var vintage: CensoredPlanetVintage? {
      if root["Server"] != nil, root["Keyword"] != nil { return .hyperquack1 }
      if root["vp"] != nil, root["service"] != nil { return .hyperquack2 }
      if root["vp"] != nil, root["test_url"] != nil { return .satellite2 }
      if root["query"] != nil, root["passed"] != nil { return .satellite1 }
      return nil
    }

    /// v1 names neither country nor service: a mapping may.
    func hyperquack1() throws(RowFault) -> SingleTest {
      let trials = root["Results"]
      let time = try time(trials?.elements.first { _ in true }?.string("StartTime") ?? "", "StartTime")
      let isBlocked = try flag("Blocked")
      let kind = isBlocked ? Self.kind(trials, passed: "Success", answer: "Received", service: nil) : .none
      return made(
        name: fixed["test"] ?? "quack", site: root.string("Keyword"), point: root.string("Server"), time: time,
        country: try country(), outcome: try flag("FailSanity") ? .failure : isBlocked ? .anomaly : .ok, kind: kind)
    }

    func hyperquack2() throws(RowFault) -> SingleTest {
      let trials = root["response"]
      let service = root.string("service").lowercased()
      let time = try time(trials?.elements.first { _ in true }?.string("start_time") ?? "", "start_time")
      let isAnomaly = try flag("anomaly")
      let kind =
        isAnomaly ? Self.kind(trials, passed: "matches_template", answer: "response", service: service) : .none
      return made(
        name: fixed["test"] ?? "quack-\(service)", site: root.string("test_url"), point: root.string("vp"), time: time,
        country: try country(), outcome: try flag("controls_failed") ? .failure : isAnomaly ? .anomaly : .ok,
        kind: kind)
    }

    /// v1 has no time: a mapping must say it.
    func satellite1() throws(RowFault) -> SingleTest {
      let isFailed = root["error"].map { !$0.isNull } ?? false
      let isAnomaly = try !flag("passed")
      return made(
        name: fixed["test"] ?? "satellite", site: root.string("query"),
        point: root.string(root["resolver"] == nil ? "ip" : "resolver"), time: try time("", "time"),
        country: try country(), outcome: isFailed ? .failure : isAnomaly ? .anomaly : .ok, kind: .dns)
    }

    /// v2.1 says `passed_control`, v2.2 `passed_liveness`.
    func satellite2() throws(RowFault) -> SingleTest {
      let time = try time(root.string("start_time"), "start_time")
      let passed = try flag(root["passed_liveness"] == nil ? "passed_control" : "passed_liveness")
      let isComparable = passed && root.flag("in_control_group") != false && root.flag("excluded") != true
      return made(
        name: fixed["test"] ?? "satellite", site: root.string("test_url"), point: root.string("vp"), time: time,
        country: try country(), outcome: !isComparable ? .failure : try flag("anomaly") ? .anomaly : .ok, kind: .dns)
    }

    // MARK: - Fields

    private func made(
      name: String, site: String, point: String, time: (text: String, instant: Instant), country: CountryCode,
      outcome: Outcome, kind: BlockingKind
    ) -> SingleTest {
      // The start first, so that identities of one period lie together.
      let stamp = time.instant.iso.filter(\.isNumber)
      return SingleTest(
        uid: "\(stamp)_\(name)_\(point)_\(site)_\(time.text)", time: time.instant, country: country, input: site,
        test: name, outcome: outcome, kind: kind)
    }

    private func flag(_ key: StaticString) throws(RowFault) -> Bool {
      if let flag = root.flag(key) { return flag }
      throw RowFault(
        kind: root[key] == nil ? .missingField : .unknownValue, field: "\(key)", value: root.string(key),
        reason: "true or false expected")
    }

    /// Go's spelling with a clock reading behind it, `... -0400 EDT m=+10016.31`, counts without that.
    private func time(_ written: String, _ key: String) throws(RowFault) -> (text: String, instant: Instant) {
      let text = written.isEmpty ? fixed["time"] ?? "" : written
      let spelling = text.prefix { $0 != "=" }
      let start = spelling.count < text.count && spelling.hasSuffix(" m") ? String(spelling.dropLast(2)) : text
      if let moment = DateSpelling.moment(start), moment.precision <= .hour { return (text, moment.instant) }
      guard text.isEmpty else {
        throw RowFault(
          kind: .unreadableDate, field: key, value: text, reason: "a time known at least to the hour expected")
      }
      throw RowFault(
        kind: .missingField, field: key, value: "",
        reason: "no time; the folder's name tells it: map time = \"2020-08-31T00:00:01\"")
    }

    private func country() throws(RowFault) -> CountryCode {
      if let place = root["location"], place.kind == .object {
        let code = place.string("country_code")
        if !code.isEmpty { return try CountryCell.single(code, column: "country_code") }
        let name = place.string("country_name")
        if !name.isEmpty { return try CountryCell.single(name, column: "country_name") }
      }
      guard let mapped = fixed["country"] else { return .withheld }
      return try CountryCell.single(mapped, column: "country")
    }

    /// What the trials that failed met: another answer, or none. Where the service speaks no HTTP, nothing is said.
    private static func kind(
      _ trials: JSONValue?, passed: StaticString, answer: StaticString, service: String?
    ) -> BlockingKind {
      guard let trials else { return .none }
      var met: BlockingKind = .none
      for trial in trials.elements where trial.flag(passed) == false && trial["control_url"] == nil {
        let received = trial[answer]
        if let received, received.kind == .object { return .httpDiff }
        switch service {
        case "https": met = .tls
        case "http": met = .httpFailure
        default: break
        }
      }
      return met
    }
  }
}

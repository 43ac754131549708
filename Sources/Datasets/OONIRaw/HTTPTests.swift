import Formats

extension ScoringRules {
  /// Headers in odd capitals, and what the server says that it got. Source: ts-006-header-field-manipulation. `inner`
  /// reads the server's answer.
  static func httpHeaderFieldManipulation(_ measurement: RawMeasurement) -> TestScore {
    guard let request = measurement.requests?.first(where: { _ in true }), request.kind == .object else {
      return .failure
    }
    let response = request["response"]
    if let response, response.isNull { return .failure }
    guard let body = response?["body"]?.text else { return .blocked }
    var document = JSONDocument()
    let padded = PaddedBytes(body)
    guard let answer = padded.withBytes({ try? document.parse(padded: $0) }), let got = answer["headers_dict"],
      got.kind == .object
    else { return .blocked }
    let sent = request["request"]?["headers"]?.members.compactMap { pair($0.name, $0.value.text) }
    let received = got.members.compactMap { pair($0.name, $0.value.elements.first { _ in true }?.text) }
    return Set(sent ?? []) == Set(received) ? .clear : TestScore(general: 1.1)
  }

  /// A header as one text; nil for the one that proxies may set.
  private static func pair(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer?) -> [UInt8]? {
    if name.equals("Connection"), value?.equals("close") == true { return nil }
    return Array(name) + [0] + (value.map { Array($0) } ?? [0])
  }

  /// Lines that are no HTTP, which an echo server sends back. Source: ts-007-http-invalid-request-line.
  static func httpInvalidRequestLine(_ measurement: RawMeasurement) -> TestScore {
    guard measurement["sent"]?.isNull != true, measurement["received"]?.isNull != true else { return .failure }
    var sent = measurement["sent"]?.elements
    var received = measurement["received"]?.elements
    var (isEmpty, differs) = (true, false)
    while true {
      let (out, back) = (sent?.next(), received?.next())
      if out != nil || back != nil { isEmpty = false }
      guard let out, let back else { break }
      if !isSame(out, back) { differs = true }
    }
    if isEmpty { return .failure }
    return differs ? .blocked : .clear
  }

  /// Texts, or bytes in base64.
  private static func isSame(_ left: JSONValue, _ right: JSONValue) -> Bool {
    guard let first = left.text ?? left["data"]?.text, let second = right.text ?? right["data"]?.text else {
      return left.isNull && right.isNull
    }
    return (left.text == nil) == (right.text == nil) && first.elementsEqual(second)
  }

  /// A page with and without Tor, of 2012 to 2016. Source: ts-003-http-requests.
  static func httpRequests(_ measurement: RawMeasurement, _ fingerprints: Fingerprints) -> TestScore {
    let hasFailed = ["control_failure", "experiment_failure"].contains { (key: StaticString) in
      measurement.root[key]?.isSet == true
    }
    guard !hasFailed, let length = measurement["body_length_match"], let headers = measurement["headers_match"],
      !length.isNull, !headers.isNull
    else { return .failure }
    var score = length.isSet && headers.isSet ? TestScore.clear : .blocked
    guard !fingerprints.isEmpty, let requests = measurement.requests else { return score }
    var matches = FingerprintMatches()
    for request in requests where request["request"]?["tor"]?["is_tor"]?.isSet != true {
      if let response = request["response"] { fingerprints.match(response: response, into: &matches) }
    }
    score.confirm(matches, by: fingerprints, in: measurement.country)
    return score
  }
}

/// A copy of bytes with the readable bytes behind it that a parser wants.
struct PaddedBytes {
  private let bytes: [UInt8]
  private let count: Int

  init(_ bytes: UnsafeRawBufferPointer) {
    count = bytes.count
    self.bytes = Array(bytes) + [UInt8](repeating: 0, count: JSONDocument.padding)
  }

  func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try bytes.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
  }
}

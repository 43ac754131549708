import Formats

extension ScoringRules {
  /// Headers in odd capitals, and what the server says that it got. Source: ts-006-header-field-manipulation.
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
    return withExtendedLifetime(document) { Set(sent ?? []) == Set(received) ? .clear : TestScore(general: 1.1) }
  }

  /// A header as one text; nil for the one that proxies may set.
  private static func pair(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer?) -> [UInt8]? {
    if name.equals("Connection"), value?.equals("close") == true { return nil }
    return Array(name) + [0] + (value.map { Array($0) } ?? [0])
  }
}

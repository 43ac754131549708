import Formats

extension ScoringRules {
  /// Domain fronting by two content networks. Source: ts-014-meek-fronted-requests.
  static func meekFrontedRequests(_ measurement: RawMeasurement) -> TestScore {
    var score = TestScore(general: 1, isFailure: true)
    guard let requests = measurement.requests else { return score }
    for request in requests {
      if score.isFailure { score = .clear }
      guard let response = request["response"], response["code"]?.number == 200 else { return .blocked }
      if server(of: response["headers"])?.hasPrefix("ECAcc ") != true { score.general += 0.5 }
    }
    return score
  }

  /// Headers are an object or, in old reports, a list of pairs of a name and a list of values.
  private static func server(of headers: JSONValue?) -> UnsafeRawBufferPointer? {
    guard let headers else { return nil }
    if let member = headers["Server"] { return member.text }
    for pair in headers.elements {
      var parts = pair.elements
      guard parts.next()?.isText("Server") == true, let values = parts.next() else { continue }
      return values.elements.first { _ in true }?.text
    }
    return nil
  }
}

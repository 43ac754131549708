import Formats

extension ScoringRules {
  /// Psiphon's own start. Source: ts-015-psiphon.
  static func psiphon(_ measurement: RawMeasurement) -> TestScore {
    guard measurement.root["resolver_ip"] != nil else { return .failure }
    if !measurement["failure"].isMissing { return .blocked }
    // It cannot have started in no time.
    guard let time = measurement["bootstrap_time"], time.number != 0 else { return .failure }
    return .clear
  }

  /// Source: ts-040-openvpn.
  static func openVPN(_ measurement: RawMeasurement) -> TestScore {
    guard let success = measurement["success"], !success.isNull else { return .failure }
    return success.flag == false ? .blocked : .clear
  }

  /// A page in a browser. Source: ts-036-browser-web.
  static func browserWeb(_ measurement: RawMeasurement) -> TestScore {
    guard let result = measurement["result"]?.text else { return .failure }
    if result.equals("ok") { return .clear }
    return result.equals("error") ? .blocked : .failure
  }

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

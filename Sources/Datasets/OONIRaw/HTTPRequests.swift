import Formats

extension ScoringRules {
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

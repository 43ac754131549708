import Formats
import Subjects

extension ScoringRules {
  /// A page fetched by the probe and by a helper elsewhere. Source: ts-017-web-connectivity.
  static func webConnectivity(_ measurement: RawMeasurement, _ fingerprints: Fingerprints) -> TestScore {
    var score = TestScore()
    var matches = FingerprintMatches()
    if !fingerprints.isEmpty {
      fingerprints.match(answersOf: measurement, into: &matches)
      if let requests = measurement.requests {
        for request in requests {
          if let response = request["response"] { fingerprints.match(response: response, into: &matches) }
        }
      }
      score.confirm(matches, by: fingerprints, in: measurement.country)
    }
    if let title = measurement["title_match"], title.flag == nil, !title.isNull {
      score.isFailure = true
      return score
    }
    readBlocking(measurement["blocking"], &score, hasMatches: !matches.isEmpty)
    if measurement.hasUnknownFailure { score.isFailure = true }
    score.general += score.country + score.global + score.isp + score.local
    if let accessible = measurement["accessible"], accessible.isNull, matches.isEmpty { score.isFailure = true }
    return score
  }

  private static func readBlocking(_ blocking: JSONValue?, _ score: inout TestScore, hasMatches: Bool) {
    guard let blocking, !blocking.isNull else {
      // A block page that is known is worth more than a probe that could not compare.
      if !hasMatches { score.isFailure = true }
      return
    }
    if blocking.flag == false { return }
    guard let kind = blocking.text.flatMap(kind(spelled:)) else {
      score.isFailure = true
      return
    }
    score.general = 1
    score.kind = kind
  }

  private static func kind(spelled text: UnsafeRawBufferPointer) -> BlockingKind? {
    if text.equals("dns") { return .dns }
    if text.equals("tcp_ip") { return .tcpIP }
    if text.equals("http-diff") { return .httpDiff }
    return text.equals("http-failure") ? .httpFailure : nil
  }
}

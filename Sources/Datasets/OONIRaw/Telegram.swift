import Formats

extension ScoringRules {
  /// Access points over TCP and HTTP, and the web application. Source: ts-020-telegram.
  static func telegram(_ measurement: RawMeasurement) -> TestScore {
    var (answered, failed) = (0, 0)
    if let requests = measurement.requests {
      for request in requests {
        // A request that does not say what it asked for, or how it ended, is the probe's mistake.
        guard let url = request["request"]?["url"]?.text, let failure = request["failure"] else { return .failure }
        if url.equals("https://web.telegram.org/") || url.equals("http://web.telegram.org/") { continue }
        if failure.isNull { answered += 1 } else { failed += 1 }
      }
    }
    let endpoints = measurement.endpoints
    var score = TestScore()
    score.general = share(endpoints.unreachable, of: endpoints.reached + endpoints.unreachable)
    score.general += share(failed, of: answered + failed)
    if measurement["telegram_web_status"]?.isText("blocked") == true { score.general += 1 }
    return score
  }

  /// One half where nothing was tried.
  private static func share(_ part: Int, of whole: Int) -> Double { whole > 0 ? Double(part) / Double(whole) : 0.5 }
}

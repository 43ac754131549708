import Formats

extension ScoringRules {
  /// Endpoints, the web application and the registration service. Source: ts-018-whatsapp.
  static func whatsApp(_ measurement: RawMeasurement) -> TestScore {
    guard !measurement.hasUnknownFailure, let requests = measurement.requests else { return .failure }
    var web: Bool?
    var registration: Bool?
    for request in requests {
      guard let url = request["request"]?["url"]?.text else { continue }
      let failure = request["failure"]
      if url.equals("https://web.whatsapp.com/") {
        web = failure.map { !$0.isSet } ?? false
      } else if url.equals("https://v.whatsapp.net/v2/register") {
        registration = failure.isMissing
      }
    }
    guard let web, let registration else { return .failure }
    guard web, registration else { return .blocked }
    let endpoints = measurement.endpoints
    if endpoints.reached > 0 { return .clear }
    return endpoints.unreachable > 0 ? .blocked : .failure
  }
}

import Formats

extension ScoringRules {
  /// A page in a browser. Source: ts-036-browser-web.
  static func browserWeb(_ measurement: RawMeasurement) -> TestScore {
    guard let result = measurement["result"]?.text else { return .failure }
    if result.equals("ok") { return .clear }
    return result.equals("error") ? .blocked : .failure
  }
}

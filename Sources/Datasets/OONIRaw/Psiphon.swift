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
}

import Formats

extension ScoringRules {
  /// A server for calls through firewalls. Source: ts-025-stun-reachability.
  static func stunReachability(_ measurement: RawMeasurement) -> TestScore {
    measurement["failure"]?.isSet == true ? .blocked : .clear
  }
}

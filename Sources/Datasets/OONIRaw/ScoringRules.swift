import Formats

/// OONI's scoring rules, one for each test. Source: data published by OONI is scored by its fastpath,
/// https://github.com/ooni/backend (`fastpath/fastpath/core.py`); the tests are specified in
/// https://github.com/ooni/spec (`nettests`).
enum ScoringRules {
  private typealias Rule = @Sendable (RawMeasurement, Fingerprints) -> TestScore

  private static let rules: [(test: StaticString, rule: Rule)] = [
    ("web_connectivity", webConnectivity), ("telegram", { measurement, _ in telegram(measurement) }),
    ("whatsapp", { measurement, _ in whatsApp(measurement) }),
    ("facebook_messenger", { measurement, _ in facebookMessenger(measurement) }),
    ("signal", { measurement, _ in signal(measurement) }), ("tor", { measurement, _ in tor(measurement) }),
    ("psiphon", { measurement, _ in psiphon(measurement) }),
    ("vanilla_tor", { measurement, _ in vanillaTor(measurement) }),
    ("torsf", { measurement, _ in torSnowflake(measurement) }),
    ("stunreachability", { measurement, _ in stunReachability(measurement) }),
    ("openvpn", { measurement, _ in openVPN(measurement) }),
    ("browser_web", { measurement, _ in browserWeb(measurement) }),
    ("http_header_field_manipulation", { measurement, _ in httpHeaderFieldManipulation(measurement) }),
    ("http_invalid_request_line", { measurement, _ in httpInvalidRequestLine(measurement) }),
    ("http_requests", httpRequests),
    ("meek_fronted_requests_test", { measurement, _ in meekFrontedRequests(measurement) }),
    ("ndt", { _, _ in .clear }), ("riseupvpn", { _, _ in .clear }),
    ("dash", { measurement, _ in dash(measurement) }),
  ]

  /// A test that there are no rules for is a failure: it says nothing of interference.
  static func score(_ measurement: RawMeasurement, _ fingerprints: Fingerprints) -> TestScore {
    guard let name = measurement.root["test_name"]?.text,
      let found = rules.first(where: { name.equals($0.test) })
    else { return .failure }
    return found.rule(measurement, fingerprints)
  }

  /// The performance of video streaming is no interference; a run that broke off says nothing.
  private static func dash(_ measurement: RawMeasurement) -> TestScore {
    guard let keys = measurement.keys, keys.isSet, measurement["failure"].isMissing else { return .failure }
    return .clear
  }
}

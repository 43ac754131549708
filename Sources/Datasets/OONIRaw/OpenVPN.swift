import Formats

extension ScoringRules {
  /// A virtual private network's handshake. Source: ts-040-openvpn.
  static func openVPN(_ measurement: RawMeasurement) -> TestScore {
    guard let success = measurement["success"], !success.isNull else { return .failure }
    return success.flag == false ? .blocked : .clear
  }
}

import Formats

extension ScoringRules {
  /// Tor's own start without a bridge; how far it came says how far it is blocked. Source: ts-016-vanilla-tor.
  static func vanillaTor(_ measurement: RawMeasurement) -> TestScore {
    let logs = [measurement["tor_logs"], measurement["tor_log"]].compactMap { $0 }
    guard let log = logs.first(where: \.isSet) ?? logs.last, !log.isNull else { return .failure }
    if hasBootstrapped(log) { return .clear }
    let progress = measurement["tor_progress"].map(Self.progress) ?? 0
    return progress == 100 ? .clear : TestScore(general: 1 - progress * 0.004)
  }

  private static func hasBootstrapped(_ log: JSONValue) -> Bool {
    if let text = log.text {
      return text.firstRange(of: "Bootstrapped 100%: Done") != nil
        || text.firstRange(of: "Bootstrapped 100% (done): Done") != nil
    }
    return log.elements.contains { $0.text != nil && hasBootstrapped($0) }
  }

  private static func progress(_ value: JSONValue) -> Double {
    let number = value.number ?? value.text.flatMap { Double(String(decoding: $0.prefix(20), as: UTF8.self)) }
    guard let number, number.isFinite else { return 0 }
    return min(max(number, 0), 100)
  }
}

extension UnsafeRawBufferPointer {
  /// Where a text first stands in the bytes.
  func firstRange(of text: StaticString) -> Int? {
    let length = text.utf8CodeUnitCount
    guard count >= length else { return nil }
    return (0...(count - length)).first { UnsafeRawBufferPointer(rebasing: self[$0...]).hasPrefix(text) }
  }
}

import Formats

extension ScoringRules {
  /// Directory authorities and bridges, each reached or not. Source: ts-023-tor.
  static func tor(_ measurement: RawMeasurement) -> TestScore {
    // Early experiments had a list.
    guard let targets = measurement["targets"], targets.kind == .object else { return .failure }
    var (blocked, reached) = (0, 0)
    for target in targets.members {
      guard let failure = target.value["failure"], target.value["network_events"] != nil, !failure.isText("")
      else { return .failure }
      if failure.flag == false { continue }
      if failure.isNull { reached += 1 } else { blocked += 1 }
    }
    guard blocked + reached > 0 else { return .failure }
    return TestScore(general: Double(blocked) / Double(blocked + reached))
  }

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

  /// Tor through Snowflake. Source: https://github.com/ooni/ooni.org/issues/772.
  static func torSnowflake(_ measurement: RawMeasurement) -> TestScore {
    // This release of the application could not start it.
    if measurement.root["software_version"]?.isText("3.8.3") == true,
      measurement.root["software_name"]?.text?.hasPrefix("ooniprobe-android") == true
    {
      return .failure
    }
    return measurement["failure"]?.isSet == true ? .blocked : .clear
  }

  /// A server for calls through firewalls. Source: ts-025-stun-reachability.
  static func stunReachability(_ measurement: RawMeasurement) -> TestScore {
    measurement["failure"]?.isSet == true ? .blocked : .clear
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

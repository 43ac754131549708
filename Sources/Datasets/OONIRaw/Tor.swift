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
}

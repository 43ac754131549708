import Formats

extension ScoringRules {
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
}

import Foundation
import Tables

/// IANA time zones by name.
enum ZoneName {
  /// Its zone; nil where there is no such name.
  static func zone(_ name: String) -> Zone? {
    switch name {
    case "UTC", "Etc/UTC": return .utc
    case "local": return .local
    default:
      guard name.contains("/"), TimeZone(identifier: name) != nil else { return nil }
      return .named(name)
    }
  }

  static func suggestions(for name: String) -> [String] {
    let known = TimeZone.knownTimeZoneIdentifiers
    let near = Names.suggestions(for: name, among: known)
    if !near.isEmpty { return near }
    let lower = name.lowercased()
    return Array(known.filter { $0.lowercased().hasSuffix("/\(lower)") }.prefix(3))
  }

  static var known: [String] { TimeZone.knownTimeZoneIdentifiers }

  /// Civil seconds to an instant. A civil time that a clock change skips is the instant of the change's other side.
  static func instant(ofCivil civil: Instant, in zone: Zone) -> Instant {
    guard case .named(let name) = zone, let zone = TimeZone(identifier: name), civil > TimeSpan.earliest,
      civil < TimeSpan.latest
    else { return civil }
    let offset = { (instant: Instant) in
      zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.seconds)))
    }
    let guess = civil.advanced(by: -offset(civil))
    return civil.advanced(by: -offset(guess))
  }
}

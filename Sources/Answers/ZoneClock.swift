import Analysis
import Foundation
import Places
import Query
import Tables

/// Local time: how far a statement's zone is from UTC, with the zone's real rules.
package final class ZoneClock {
  private let zone: Zone
  private var offsets: [CountryCode: ZoneOffsets] = [:]

  package init(_ zone: Zone) { self.zone = zone }

  package var isUTC: Bool { zone == .utc }
  /// Each country has its capital's clock.
  package var isLocal: Bool { zone == .local }

  /// Seconds east of UTC. `country` matters only under `tz local`.
  package func offset(at instant: Instant, in country: CountryCode) -> Int {
    zone == .utc ? 0 : rules(of: country).offset(at: instant)
  }

  /// The clock on a wall there, as if it were UTC.
  package func local(_ instant: Instant, in country: CountryCode) -> Instant {
    instant.advanced(by: offset(at: instant, in: country))
  }

  package func analysisClock(in country: CountryCode) -> LocalClock {
    guard zone != .utc else { return .utc }
    let rules = rules(of: country)
    return LocalClock { rules.offset(at: $0) }
  }

  /// The time of a wall-clock span: exact but for the hour that a clock skips or repeats.
  package func utc(_ local: TimeSpan, in country: CountryCode) -> TimeSpan {
    guard !isUTC else { return local }
    let instant = { (wall: Instant) in
      let guess = wall.advanced(by: -self.offset(at: wall, in: country))
      return wall.advanced(by: -self.offset(at: guess, in: country))
    }
    return TimeSpan(instant(local.start), instant(local.end))
  }

  /// Whether whole hours of UTC are whole hours there too.
  package func keepsWholeHours(at instant: Instant, in country: CountryCode) -> Bool {
    offset(at: instant, in: country) % 3600 == 0
  }

  /// A statement's period as wall-clock time. Under `tz local` the period's dates are every country's own.
  package func localSpan(_ span: TimeSpan) -> TimeSpan {
    guard case .named = zone else { return span }
    return TimeSpan(local(span.start, in: .withheld), local(span.end, in: .withheld))
  }

  /// The inverse of `localSpan`.
  package func statementSpan(_ local: TimeSpan) -> TimeSpan {
    guard case .named = zone else { return local }
    return utc(local, in: .withheld)
  }

  /// A thing known only to the day is a local calendar day in any zone; finer times are moved.
  package func localMoment(_ moment: Moment, in country: CountryCode) -> Moment {
    guard moment.precision < .day else { return moment }
    var moved = moment
    moved.instant = local(moment.instant, in: country)
    return moved
  }

  /// A moment as a list shows it: on the wall clock, which is no UTC and so is not written as such.
  func value(_ moment: Moment, in country: CountryCode) -> Value {
    let local = localMoment(moment, in: country)
    guard !isUTC, moment.precision < .day else { return .moment(local) }
    let text = local.iso
    return .text((text.hasSuffix("Z") ? String(text.dropLast()) : text) + (local.isEstimated ? " (estimated)" : ""))
  }

  func value(_ instant: Instant, in country: CountryCode) -> Value {
    let local = local(instant, in: country)
    guard !isUTC else { return .instant(local) }
    let text = local.iso
    return .text(text.hasSuffix("Z") ? String(text.dropLast()) : text)
  }

  /// For a footer: `UTC`, `Asia/Karachi`, `local time of each capital`.
  package var name: String {
    switch zone {
    case .utc: "UTC"
    case .named(let name): name
    case .local: "local time of each capital"
    }
  }

  private func rules(of country: CountryCode) -> ZoneOffsets {
    let key = zone == .local ? country : .withheld
    if let known = offsets[key] { return known }
    let identifier: String? =
      switch zone {
      case .utc: nil
      case .named(let name): name
      case .local: PlaceCatalog.country(country)?.zone
      }
    let found = ZoneOffsets(identifier)
    offsets[key] = found
    return found
  }
}

/// A zone's offsets from 1950 to 2100, between one change and the next.
struct ZoneOffsets: Sendable {
  private var starts: [Int] = [.min]
  private var offsets: [Int] = [0]

  /// UTC for a zone that is not known.
  init(_ identifier: String?) {
    guard let zone = identifier.flatMap({ TimeZone(identifier: $0) }) else { return }
    var date = Date(timeIntervalSince1970: -631_152_000)
    let last = Date(timeIntervalSince1970: 4_102_444_800)
    offsets[0] = zone.secondsFromGMT(for: date)
    while let next = zone.nextDaylightSavingTimeTransition(after: date), next > date, next < last {
      starts.append(Int(next.timeIntervalSince1970.rounded()))
      offsets.append(zone.secondsFromGMT(for: next))
      date = next
    }
  }

  func offset(at instant: Instant) -> Int {
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= instant.seconds { low = middle } else { high = middle }
    }
    return offsets[low]
  }
}

import Places
import Subjects
import Tables

/// Incidents of one group counted by one rule (Documentation/methods/incidents.md).
///
/// A record is added once for each group that it belongs to; a group that nothing was added to has a figure of 0,
/// which is for the caller to tell apart from what no dataset covers.
package struct IncidentTally: Sendable {
  package let rule: CountingRule
  /// Records that the figure rests on.
  package private(set) var records = 0
  /// Of these, counted for their start day only, since their end is unknown.
  package private(set) var unknownEnds = 0
  /// Of these, with an end before their start.
  package private(set) var reversedEnds = 0
  /// Of these, still in force in their last year, and those of them cut at the dataset's snapshot.
  package private(set) var ongoing = 0
  package private(set) var cutAtSnapshot = 0
  /// `platform-days`: records in force in the period that name no platform, and count nothing.
  package private(set) var unnamedPlatforms = 0
  /// `service-based`, `full-network`: starts whose extent the source does not say; `multi-region`: whose scope it does not.
  package private(set) var unclassified = 0

  private let period: LocalPeriod
  private let platforms: Set<String>?
  private var total = 0
  private var onsetDays: Set<Day> = []

  /// `period`: disjoint spans, nil for all time; `platforms`: the only ones that `platform-days` counts, nil for all.
  package init(rule: CountingRule, period: [TimeSpan]?, platforms: Set<String>? = nil, clock: LocalClock = .utc) {
    self.rule = rule
    self.period = LocalPeriod(period, clock: clock)
    self.platforms = platforms
  }

  /// Incidents, days or platform-days, as the rule has it.
  package var figure: Int { rule == .onsetDays ? onsetDays.count : total }

  /// Counts a record of the group; `times` must be of the same clock as the tally.
  package mutating func add(_ incident: Incident, times: IncidentTimes) {
    switch rule {
    case .starts, .onsetDays: addStart(incident, times) { _ in true }
    case .serviceBased: addStart(incident, times) { $0.extents.isEmpty ? nil : $0.extents.contains(.serviceBased) }
    case .fullNetwork: addStart(incident, times) { $0.extents.isEmpty ? nil : $0.extents.contains(.fullNetwork) }
    case .multiRegion: addStart(incident, times, where: \.touchesSeveralRegions)
    case .active, .shutdownDays, .platformDays: addForce(incident, times)
    }
  }

  /// A record that begins in the period; the condition is nil where the source does not say.
  private mutating func addStart(_ incident: Incident, _ times: IncidentTimes, where holds: (Incident) -> Bool?) {
    guard period.contains(times.span.start) else { return }
    guard let isCounted = holds(incident) else { return unclassified += 1 }
    guard isCounted else { return }
    records += 1
    total += 1
    if rule == .onsetDays { onsetDays.insert(times.firstDay) }
  }

  /// A record that is in force in the period.
  private mutating func addForce(_ incident: Incident, _ times: IncidentTimes) {
    let days = period.days(of: times.span)
    guard days > 0 else { return }
    if rule == .platformDays {
      let named = platforms.map { incident.platforms.intersection($0).count } ?? incident.platforms.count
      guard named > 0 else { return unnamedPlatforms += 1 }
      total += days * named
    } else {
      total += rule == .active ? 1 : days
    }
    records += 1
    switch times.end {
    case .known: break
    case .beforeStart: reversedEnds += 1
    case .unknown: unknownEnds += 1
    case .ongoing: ongoing += 1
    case .ongoingToSnapshot:
      ongoing += 1
      cutAtSnapshot += 1
    }
  }
}

extension Incident {
  /// More than one province, or the nation; nil where neither scope nor subdivisions are said.
  package var touchesSeveralRegions: Bool? {
    switch scope {
    case .national, .multiRegion: true
    case .city, .province: Set(subdivisions).count > 1
    case nil: subdivisions.isEmpty ? nil : Set(subdivisions).count > 1
    }
  }
}

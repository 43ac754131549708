import Subjects
import Tables

/// When an incident was in force, in local time, and what had to be assumed for it.
package struct IncidentTimes: Sendable, Hashable {
  package enum End: Sendable, Hashable {
    case known
    /// The source gives an end before the start: the start's own unit counts.
    case beforeStart
    /// To the end of its last year.
    case ongoing
    /// To the dataset's snapshot, which comes before the end of its last year.
    case ongoingToSnapshot
    /// Its start day only.
    case unknown
  }

  /// From the start of the start's unit to the end of the end's unit.
  package var span: TimeSpan
  package var end: End

  /// `snapshot`: the newest start or end of the incident's dataset, its day included; nil leaves ongoing ones to the
  /// end of their last year.
  package init(_ incident: Incident, snapshot: Day?, clock: LocalClock = .utc) {
    let start = clock.local(incident.start)
    let startDayEnd = start.start.day.advanced(by: 1).start
    switch incident.end {
    case .unknown:
      end = .unknown
      span = TimeSpan(start.start, startDayEnd)
    case .known(let moment):
      let last = clock.local(moment).end
      end = last > start.start ? .known : .beforeStart
      span = TimeSpan(start.start, last > start.start ? last : start.end)
    case .ongoing(let year):
      // A year that no calendar has tells nothing: the start day alone counts.
      let yearEnd = Day(year: year, month: 12, day: 31)?.advanced(by: 1).start ?? startDayEnd
      let snapshotEnd = snapshot?.advanced(by: 1).start ?? yearEnd
      end = snapshotEnd < yearEnd ? .ongoingToSnapshot : .ongoing
      span = TimeSpan(start.start, max(startDayEnd, min(yearEnd, snapshotEnd)))
    }
  }

  /// First and last local day, both in force.
  package var firstDay: Day { span.start.day }
  package var lastDay: Day { max(firstDay, span.end.advanced(by: -1).day) }

  /// Days in force, both ends in.
  package var days: Int { Int(lastDay.number) - Int(firstDay.number) + 1 }
}

extension Day {
  /// A dataset's snapshot: the newest start or known end among its incidents; nil where there are none.
  package static func snapshot(of incidents: some Sequence<Incident>, clock: LocalClock = .utc) -> Day? {
    var newest: Day?
    for incident in incidents {
      var day = clock.local(incident.start).start.day
      if case .known(let moment) = incident.end { day = max(day, clock.local(moment).start.day) }
      newest = max(newest ?? day, day)
    }
    return newest
  }
}

import Subjects
import Tables

/// Events of one group that start in a period.
package struct EventTally: Sendable {
  package private(set) var figure = 0

  private let period: LocalPeriod
  private let clock: LocalClock

  /// `period`: disjoint spans, nil for all time.
  package init(period: [TimeSpan]?, clock: LocalClock = .utc) {
    self.period = LocalPeriod(period, clock: clock)
    self.clock = clock
  }

  package mutating func add(_ event: Event) {
    if period.contains(clock.local(event.start).start) { figure += 1 }
  }
}

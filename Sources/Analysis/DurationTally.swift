import Subjects
import Tables

/// Median of incidents' durations in whole days, both ends in; records whose end is not known are counted apart.
package struct DurationTally: Sendable {
  /// Left out: the end is unknown; still in force; before the start.
  package private(set) var unknownEnds = 0
  package private(set) var ongoing = 0
  package private(set) var reversedEnds = 0

  private let period: LocalPeriod
  private var days: [Int] = []

  /// Of the incidents that start in the period: disjoint spans, nil for all time.
  package init(period: [TimeSpan]?, clock: LocalClock = .utc) { self.period = LocalPeriod(period, clock: clock) }

  package mutating func add(_ times: IncidentTimes) {
    guard period.contains(times.span.start) else { return }
    switch times.end {
    case .known: days.append(times.days)
    case .beforeStart: reversedEnds += 1
    case .unknown: unknownEnds += 1
    case .ongoing, .ongoingToSnapshot: ongoing += 1
    }
  }

  /// Durations that the median is of.
  package var records: Int { days.count }

  /// Days; nil where no end is known.
  package var median: Double? { days.sorted().map(Double.init).median }
}

extension [Double] {
  /// The middle of values in ascending order, or the mean of the two in the middle; nil where there are none.
  package var median: Double? {
    guard !isEmpty else { return nil }
    let middle = count / 2
    return count % 2 == 1 ? self[middle] : (self[middle - 1] + self[middle]) / 2
  }
}

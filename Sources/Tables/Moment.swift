/// How finely a time is known, finest first.
package enum Precision: Int, Sendable, Hashable, Comparable, CaseIterable {
  case second, minute, hour, day, month, year

  package static func < (left: Precision, right: Precision) -> Bool { left.rawValue < right.rawValue }

  package var name: String {
    switch self {
    case .second: "second"
    case .minute: "minute"
    case .hour: "hour"
    case .day: "day"
    case .month: "month"
    case .year: "year"
    }
  }
}

/// A time and how finely it is known. `instant` is the start of the precision unit, in UTC; a moment known only to the
/// day is a *local calendar day* whatever the zone, so its instant is only the day's number.
package struct Moment: Hashable, Sendable {
  package var instant: Instant
  package var precision: Precision
  /// The source calls it an estimate.
  package var isEstimated: Bool

  package init(_ instant: Instant, _ precision: Precision, isEstimated: Bool = false) {
    self.instant = instant
    self.precision = precision
    self.isEstimated = isEstimated
  }

  package var day: Day { instant.day }

  /// The unit that it is known to: a minute, an hour, a day, ..., half-open.
  package var span: TimeSpan {
    switch precision {
    case .second: TimeSpan(instant, instant.advanced(by: 1))
    case .minute: TimeSpan(instant, instant.advanced(by: 60))
    case .hour: TimeSpan(instant, instant.advanced(by: 3600))
    case .day: TimeSpan(day.start, day.advanced(by: 1).start)
    case .month, .year: calendarSpan
    }
  }

  private var calendarSpan: TimeSpan {
    let (year, month, _) = day.civil
    let first = Day(year: year, month: precision == .year ? 1 : month, day: 1) ?? day
    let nextMonth = precision == .year ? 1 : month % 12 + 1
    let nextYear = precision == .year || month == 12 ? year + 1 : year
    return TimeSpan(first.start, (Day(year: nextYear, month: nextMonth, day: 1) ?? first).start)
  }

  /// No finer than it is known: `2024-01-07T18:00Z`, `2024-01-07`, `2024-01`, `2024`.
  package var iso: String {
    switch precision {
    case .second: instant.iso
    case .minute, .hour: String(instant.iso.prefix(16)) + "Z"
    case .day: day.iso
    case .month: String(day.iso.prefix(7))
    case .year: String(day.iso.prefix(4))
    }
  }
}

/// A half-open range of time: `start` is in it, `end` is not.
package struct TimeSpan: Hashable, Sendable {
  package var start: Instant
  package var end: Instant

  package init(_ start: Instant, _ end: Instant) {
    self.start = start
    self.end = max(start, end)
  }

  package func contains(_ instant: Instant) -> Bool { start <= instant && instant < end }
  package func overlaps(_ other: TimeSpan) -> Bool { start < other.end && other.start < end }
  package var seconds: Int { end.seconds - start.seconds }
}

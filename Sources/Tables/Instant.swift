/// Seconds since 1970-01-01T00:00:00Z.
package struct Instant: Hashable, Sendable, Comparable {
  package var seconds: Int

  package init(seconds: Int) { self.seconds = seconds }

  package static func < (left: Instant, right: Instant) -> Bool { left.seconds < right.seconds }

  /// Moves by seconds; saturates rather than traps.
  package func advanced(by delta: Int) -> Instant {
    let (sum, overflow) = seconds.addingReportingOverflow(delta)
    return Instant(seconds: overflow ? (delta > 0 ? .max : .min) : sum)
  }

  /// The day (UTC) that holds it.
  package var day: Day { Day(number: Int32(clamping: seconds.flooredDivision(by: 86_400))) }
}

/// A calendar day: days since 1970-01-01 (proleptic Gregorian).
package struct Day: Hashable, Sendable, Comparable {
  package var number: Int32

  package init(number: Int32) { self.number = number }

  package static func < (left: Day, right: Day) -> Bool { left.number < right.number }

  /// Midnight UTC at its start.
  package var start: Instant { Instant(seconds: Int(number) * 86_400) }

  /// From a civil date, nil where there is no such day. Source: H. Hinnant, days_from_civil.
  package init?(year: Int, month: Int, day: Int) {
    guard (-9999...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Day.length(ofMonth: month, year: year)
    else { return nil }
    let y = month <= 2 ? year - 1 : year
    let era = y.flooredDivision(by: 400)
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    number = Int32(clamping: era * 146_097 + dayOfEra - 719_468)
  }

  package static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Source: H. Hinnant, civil_from_days.
  package var civil: (year: Int, month: Int, day: Int) {
    let z = Int(number) + 719_468
    let era = z.flooredDivision(by: 146_097)
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  package func advanced(by days: Int) -> Day { Day(number: Int32(clamping: Int(number) + days)) }

  /// Monday is 1, Sunday 7.
  package var isoWeekday: Int { (Int(number) + 3).flooredRemainder(by: 7) + 1 }

  /// `2024-01-07`
  package var iso: String {
    let (year, month, day) = civil
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}

extension Instant {
  /// `2024-01-07T18:00:00Z`
  package var iso: String { "\(day.iso)T\(clock)Z" }

  /// `18:00:00`, UTC.
  package var clock: String {
    let rest = seconds.flooredRemainder(by: 86_400)
    return "\(padded(rest / 3600, 2)):\(padded(rest / 60 % 60, 2)):\(padded(rest % 60, 2))"
  }
}

extension Int {
  package func flooredDivision(by divisor: Int) -> Int {
    let quotient = self / divisor
    return self % divisor != 0 && (self < 0) != (divisor < 0) ? quotient - 1 : quotient
  }

  package func flooredRemainder(by divisor: Int) -> Int {
    let remainder = self % divisor
    return remainder != 0 && (remainder < 0) != (divisor < 0) ? remainder + divisor : remainder
  }
}

private func padded(_ value: Int, _ width: Int) -> String {
  let digits = String(value.magnitude)
  let zeros = String(repeating: "0", count: Swift.max(0, width - digits.count))
  return (value < 0 ? "-" : "") + zeros + digits
}

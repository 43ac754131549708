import Tables

/// The spellings of times met in the field, each read to the precision it is written to. What cannot be read is nil:
/// never today, never 1970.
///
/// Read are: ISO 8601 dates and times, with `T` or a space, with or without `Z` or an offset, down to a month or a year;
/// `20240107`; `1/7/2024`, **always month first** (the sources that write slashes are American; `17/1/2024` is unreadable,
/// so that a file with the day first shows as rejects and not as wrong dates); `7.1.2024`, always day first; English
/// words (`Wednesday, March 17, 2021, 4:40:00 PM`, `17 March 2021`, `March 2021`, `January - June 2025`); Go's
/// `2021-10-20 14:51:41.221546144 -0400 EDT`; Unix seconds and milliseconds; Excel serials (1900 system, 20000 to 80000).
/// A clock hour over 12 is a 24-hour clock whatever AM or PM stands behind it; a time without a zone is UTC. A minute of one
/// digit (`21:3:00`) may have lost another: the time is then known to the hour. A weekday beside a date is not checked.
package enum DateSpelling {
  /// A time, and where the spelling holds a range (`January - June 2025`) its end.
  package struct Reading: Hashable, Sendable {
    package var start: Moment
    package var end: Moment?
  }

  /// The longest text that is looked at, in bytes.
  package static let longest = 80

  package static func read(_ text: String) -> Reading? {
    guard text.utf8.count <= longest else { return nil }
    return read(bytes: Array(text.utf8))
  }

  /// The time that a text spells, its start where it spells a range.
  package static func moment(_ text: String) -> Moment? { read(text)?.start }

  /// A time from the columns of a table: a month or day that is nil, 0, or negative (`-9`) is unknown.
  package static func moment(year: Int, month: Int?, day: Int?) -> Moment? {
    guard years.contains(year) else { return nil }
    guard let month, month > 0 else { return moment(year, 1, 1, .year) }
    guard let day, day > 0 else { return moment(year, month, 1, .month) }
    return moment(year, month, day, .day)
  }

  static let years = 1000...2999

  static func moment(_ year: Int, _ month: Int, _ day: Int, _ precision: Precision) -> Moment? {
    guard years.contains(year) else { return nil }
    return Day(year: year, month: month, day: day).map { Moment($0.start, precision) }
  }

  private static func read(bytes: [UInt8]) -> Reading? {
    var cursor = DateCursor(bytes)
    cursor.skipBlanks()
    guard let first = cursor.peek else { return nil }
    if DateCursor.isLetter(first) { return readWorded(&cursor) }
    if let moment = number(cursor) ?? iso(cursor) ?? slashed(cursor) ?? dotted(cursor) {
      return Reading(start: moment, end: nil)
    }
    return readWorded(&cursor)
  }

  /// `2024`, `20240107`, Excel serials, Unix seconds and milliseconds; a decimal part is allowed.
  private static func number(_ start: DateCursor) -> Moment? {
    var cursor = start
    guard let (whole, digits) = cursor.digits(upTo: 13) else { return nil }
    let fraction = cursor.fraction() ?? 0
    guard cursor.isAtEnd else { return nil }
    switch digits {
    case 4 where fraction == 0: return moment(whole, 1, 1, .year)
    case 5 where (20_000...80_000).contains(whole): return excel(whole, fraction)
    case 8 where fraction == 0: return moment(whole / 10_000, whole / 100 % 100, whole % 100, .day)
    case 9, 10: return Moment(Instant(seconds: whole), .second)
    case 12, 13: return Moment(Instant(seconds: whole / 1000), .second)
    default: return nil
    }
  }

  /// Days since 1899-12-30, which is how the 1900 system counts from March 1900 on.
  private static func excel(_ days: Int, _ fraction: Double) -> Moment {
    let midnight = Instant(seconds: (days - 25_569) * 86_400)
    guard fraction > 0 else { return Moment(midnight, .day) }
    return Moment(midnight.advanced(by: Int((fraction * 86_400).rounded())), .second)
  }

  /// `2024-01-07T18:00:00+05:00`, `2024-01-07 18:00`, `2024/01/07`, `2024-01`, `2024-01--9`.
  private static func iso(_ start: DateCursor) -> Moment? {
    var cursor = start
    guard let year = cursor.digits(exactly: 4), let mark = cursor.take(anyOf: "-/"),
      let (month, _) = cursor.digits(upTo: 2)
    else { return nil }
    if cursor.isAtEnd { return moment(year, month, 1, .month) }
    guard cursor.take(mark) else { return nil }
    if cursor.take(UInt8(ascii: "-")) {
      guard cursor.digits(exactly: 1) == 9, cursor.isAtEnd else { return nil }
      return moment(year, month, 1, .month)
    }
    guard let (day, _) = cursor.digits(upTo: 2), let date = moment(year, month, day, .day) else { return nil }
    return clock(&cursor, on: date, marks: "T, ")
  }

  /// `7/28/2020  17:00:00 PM`: month, day, year.
  private static func slashed(_ start: DateCursor) -> Moment? {
    var cursor = start
    let slash = UInt8(ascii: "/")
    guard let (month, _) = cursor.digits(upTo: 2), cursor.take(slash), let (day, _) = cursor.digits(upTo: 2),
      cursor.take(slash), let year = cursor.digits(exactly: 4), let date = moment(year, month, day, .day)
    else { return nil }
    return clock(&cursor, on: date, marks: ", ")
  }

  /// `28.7.2020 17:00`: day, month, year.
  private static func dotted(_ start: DateCursor) -> Moment? {
    var cursor = start
    let dot = UInt8(ascii: ".")
    guard let (day, _) = cursor.digits(upTo: 2), cursor.take(dot), let (month, _) = cursor.digits(upTo: 2),
      cursor.take(dot), let year = cursor.digits(exactly: 4), let date = moment(year, month, day, .day)
    else { return nil }
    return clock(&cursor, on: date, marks: ", ")
  }

  /// What follows a date: nothing, or marks and a time of day. nil where anything else does.
  static func clock(_ cursor: inout DateCursor, on date: Moment, marks: String) -> Moment? {
    if cursor.isAtEnd { return date }
    guard cursor.skip(anyOf: marks) > 0 else { return nil }
    guard let time = ClockTime(&cursor), cursor.isAtEnd else { return nil }
    return Moment(date.instant.advanced(by: time.seconds - time.offset), time.precision)
  }
}

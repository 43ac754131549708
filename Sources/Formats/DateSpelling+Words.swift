import Tables

extension DateSpelling {
  /// `Wednesday, March 17, 2021, 4:40:00 PM`, `March 2021`, `17 March 2021`, `17-Mar-2021`, `January - June 2025`.
  static func readWorded(_ cursor: inout DateCursor) -> Reading? {
    skipWeekday(&cursor)
    let before = cursor
    if let reading = readMonthFirst(&cursor) { return reading }
    cursor = before
    guard let (day, _) = cursor.digits(upTo: 2), cursor.skipOrdinal(), cursor.skip(anyOf: " -.,") > 0,
      let month = month(&cursor), cursor.skip(anyOf: " -.,") > 0, let year = cursor.digits(exactly: 4),
      let date = moment(year, month, day, .day)
    else { return nil }
    return clock(&cursor, on: date, marks: ", ").map { Reading(start: $0, end: nil) }
  }

  private static func readMonthFirst(_ cursor: inout DateCursor) -> Reading? {
    guard let first = month(&cursor) else { return nil }
    _ = cursor.skip(anyOf: " .,")
    if cursor.takeDash() { return readMonths(from: first, &cursor) }
    guard let (number, digits) = cursor.digits(upTo: 4) else { return nil }
    if digits == 4 {
      guard cursor.isAtEnd else { return nil }
      return moment(number, first, 1, .month).map { Reading(start: $0, end: nil) }
    }
    guard digits <= 2, cursor.skipOrdinal(), cursor.skip(anyOf: " ,") > 0, let year = cursor.digits(exactly: 4),
      let date = moment(year, first, number, .day)
    else { return nil }
    return clock(&cursor, on: date, marks: ", ").map { Reading(start: $0, end: nil) }
  }

  /// The rest of `January - June 2025`.
  private static func readMonths(from first: Int, _ cursor: inout DateCursor) -> Reading? {
    _ = cursor.skip(anyOf: " ")
    guard let last = month(&cursor), last >= first, cursor.skip(anyOf: " ,") > 0,
      let year = cursor.digits(exactly: 4), cursor.isAtEnd, let start = moment(year, first, 1, .month)
    else { return nil }
    return Reading(start: start, end: moment(year, last, 1, .month))
  }

  private static func skipWeekday(_ cursor: inout DateCursor) {
    var ahead = cursor
    guard let word = ahead.word(), word.count >= 3, weekdays.contains(where: { $0.hasPrefix(word) }) else { return }
    _ = ahead.skip(anyOf: ",. ")
    cursor = ahead
  }

  private static func month(_ cursor: inout DateCursor) -> Int? {
    guard let word = cursor.word(), word.count >= 3 else { return nil }
    if word == "sept" { return 9 }
    // A name or its first three letters; `marc` is neither.
    return months.firstIndex { $0 == word || $0.prefix(3) == word }.map { $0 + 1 }
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
  ]

  private static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
}

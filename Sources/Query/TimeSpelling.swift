import Tables

/// The calendar spellings of the language: each is a range, in civil time (seconds as if the zone were UTC).
package enum TimeSpelling {
  /// `2024`, `2023-H1`, `2024-Q1`, `2024-01`, `2024-W02`, `2024-01-07`, `2024-01-07T18`, `2024-01-07T18:00`;
  /// nil for anything else, days that do not exist included.
  static func range(_ text: String) -> TimeSpan? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 4, bytes.count <= 16, let year = number(bytes[0..<4]) else { return nil }
    if bytes.count == 4 { return months(year, 1, 12) }
    guard bytes[4] == UInt8(ascii: "-"), bytes.count >= 7 else { return nil }
    switch bytes[5] {
    case UInt8(ascii: "H") where bytes.count == 7: return part(year, bytes[6], of: 2)
    case UInt8(ascii: "Q") where bytes.count == 7: return part(year, bytes[6], of: 4)
    case UInt8(ascii: "W") where bytes.count == 8: return number(bytes[6...]).flatMap { week(year, $0) }
    default: return date(year, bytes)
    }
  }

  /// The nearest right spelling of a wrong one: `2023h1`, `2024-1-7`, `2024/01/07`, `2023-q2`.
  static func correction(of text: String) -> String? {
    var pieces: [String] = [""]
    for character in text.uppercased() {
      if "-/.".contains(character) {
        pieces.append("")
      } else if "HQW".contains(character), let last = pieces.last, !last.isEmpty, !last.contains("T") {
        pieces.append(String(character))
      } else {
        pieces[pieces.count - 1].append(character)
      }
      if pieces.count > 4 { return nil }
    }
    let padded = pieces.enumerated().map { index, piece in
      guard index > 0 else { return piece }
      if piece.hasPrefix("W"), piece.count == 2 { return "W0\(piece.dropFirst())" }
      return piece.count == 1 && piece.allSatisfy(\.isNumber) ? "0\(piece)" : piece
    }
    let joined = padded.joined(separator: "-")
    return joined != text && range(joined) != nil ? joined : nil
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard !digits.isEmpty, digits.count <= 4, digits.allSatisfy(\.isDigit) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private static func months(_ year: Int, _ first: Int, _ last: Int) -> TimeSpan? {
    guard let start = Day(year: year, month: first, day: 1),
      let end = Day(year: last == 12 ? year + 1 : year, month: last == 12 ? 1 : last + 1, day: 1)
        ?? Day(year: year, month: 12, day: 31)
    else { return nil }
    return TimeSpan(start.start, end.start)
  }

  private static func part(_ year: Int, _ digit: UInt8, of parts: Int) -> TimeSpan? {
    let index = Int(digit) - 0x30
    guard (1...parts).contains(index) else { return nil }
    let length = 12 / parts
    return months(year, (index - 1) * length + 1, index * length)
  }

  /// ISO 8601: weeks start on Monday, week 1 holds 4 January.
  private static func week(_ year: Int, _ week: Int) -> TimeSpan? {
    guard (1...53).contains(week), let fourth = Day(year: year, month: 1, day: 4) else { return nil }
    let monday = fourth.advanced(by: 1 - fourth.isoWeekday + (week - 1) * 7)
    guard monday.advanced(by: 3).civil.year == year else { return nil }
    return TimeSpan(monday.start, monday.advanced(by: 7).start)
  }

  private static func date(_ year: Int, _ bytes: [UInt8]) -> TimeSpan? {
    guard let month = number(bytes[5..<7]), (1...12).contains(month) else { return nil }
    if bytes.count == 7 { return months(year, month, month) }
    guard bytes.count >= 10, bytes[7] == UInt8(ascii: "-"), let day = number(bytes[8..<10]),
      let date = Day(year: year, month: month, day: day)
    else { return nil }
    if bytes.count == 10 { return TimeSpan(date.start, date.advanced(by: 1).start) }
    guard bytes.count >= 13, bytes[10] == UInt8(ascii: "T"), let hour = number(bytes[11..<13]), hour < 24 else {
      return nil
    }
    let start = date.start.advanced(by: hour * 3600)
    if bytes.count == 13 { return TimeSpan(start, start.advanced(by: 3600)) }
    guard bytes.count == 16, bytes[13] == UInt8(ascii: ":"), let minute = number(bytes[14..<16]), minute < 60 else {
      return nil
    }
    let exact = start.advanced(by: minute * 60)
    return TimeSpan(exact, exact.advanced(by: 60))
  }

  /// The largest unit up to the day that holds it whole: `6h`, `7d`, `-90m`; seconds that are no minutes are cut.
  package static func duration(ofSeconds seconds: Int) -> String {
    let units = [(86_400, "d"), (3600, "h")]
    guard seconds != 0, let (size, unit) = units.first(where: { seconds.isMultiple(of: $0.0) }) else {
      return "\(seconds / 60)m"
    }
    return "\(seconds / size)\(unit)"
  }

  /// `90m`, `6h`, `-7d`, `2w` in seconds; nil where it is none or too long.
  static func seconds(ofDuration text: String) -> Int? {
    guard let unit = text.last, let count = Int(text.dropLast()), (-1_000_000...1_000_000).contains(count) else {
      return nil
    }
    switch unit {
    case "m": return count * 60
    case "h": return count * 3600
    case "d": return count * 86_400
    case "w": return count * 604_800
    default: return nil
    }
  }
}

extension TimeSpan {
  /// The open end of `until`.
  package static let earliest = Instant(seconds: -62_135_596_800)
  /// The open end of `since`.
  package static let latest = Instant(seconds: 253_402_300_800)
}

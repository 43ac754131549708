import Tables

/// A time of day as written: `4:40:00 PM`, `14:51:41.221546144 -0400 EDT`, `2:50: AM`, `18:00Z`.
struct ClockTime {
  /// Since midnight.
  var seconds: Int
  /// East of UTC, in seconds.
  var offset: Int
  var precision: Precision

  init?(_ cursor: inout DateCursor) {
    guard let (hour, _) = cursor.digits(upTo: 2) else { return nil }
    let colon = UInt8(ascii: ":")
    precision = .hour
    var minute = 0
    var second = 0
    let hasMinute = cursor.peek == colon
    if let (value, second) = Self.doubtfulMinute(&cursor) {
      // `21:3:00` may be 21:03 or 21:30 cut short: what is sure is the hour, and `22:0:00` as a whole.
      precision = value == 0 && second == 0 ? .second : .hour
    } else if cursor.take(colon) {
      guard let value = cursor.digits(exactly: 2) else { return nil }
      minute = value
      precision = .minute
      if cursor.take(colon), let value = cursor.digits(exactly: 2) {
        second = value
        precision = .second
        _ = cursor.fraction()
      }
    }
    let isBare = precision == .hour && !hasMinute
    _ = cursor.skip(anyOf: " ")
    guard let (half, offset) = Self.suffix(&cursor), !isBare || half != nil || offset != nil || cursor.isAtEnd,
      let hour24 = Self.hour(hour, half), minute < 60, second <= 60,
      hour24 < 24 || (minute == 0 && second == 0)
    else { return nil }
    seconds = hour24 * 3600 + minute * 60 + second
    self.offset = offset ?? 0
  }

  /// `:3:00`: a minute of one digit, which only a time with seconds may have.
  private static func doubtfulMinute(_ cursor: inout DateCursor) -> (minute: Int, second: Int)? {
    var ahead = cursor
    let colon = UInt8(ascii: ":")
    guard ahead.take(colon), let minute = ahead.digits(exactly: 1), ahead.take(colon),
      let second = ahead.digits(exactly: 2), second <= 60
    else { return nil }
    cursor = ahead
    return (minute, second)
  }

  private enum Half { case am, pm }

  private static func hour(_ hour: Int, _ half: Half?) -> Int? {
    guard hour <= 24 else { return nil }
    guard let half, (1...12).contains(hour) else { return hour }
    return hour % 12 + (half == .pm ? 12 : 0)
  }

  /// What may follow: AM or PM, then a zone; nil where something else does.
  private static func suffix(_ cursor: inout DateCursor) -> (half: Half?, offset: Int?)? {
    var half: Half?
    var ahead = cursor
    switch ahead.word() {
    case "am": half = .am
    case "pm": half = .pm
    case "z", "utc", "gmt":
      cursor = ahead
      return (nil, 0)
    case nil: break
    default: return nil
    }
    if half != nil { cursor = ahead }
    _ = cursor.skip(anyOf: " ")
    if cursor.isAtEnd { return (half, nil) }
    guard let offset = zone(&cursor) else { return nil }
    return (half, offset)
  }

  /// `Z`, `UTC`, `+05:00`, `-0400 EDT` (the name adds nothing to the number), `+05`.
  private static func zone(_ cursor: inout DateCursor) -> Int? {
    guard let sign = cursor.take(anyOf: "+-") else {
      let name = cursor.word()
      return name == "z" || name == "utc" || name == "gmt" ? 0 : nil
    }
    guard let (first, count) = cursor.digits(upTo: 4) else { return nil }
    var hours = first
    var minutes = 0
    if count == 4 {
      hours = first / 100
      minutes = first % 100
    } else if cursor.take(UInt8(ascii: ":")) {
      guard let value = cursor.digits(exactly: 2) else { return nil }
      minutes = value
    }
    guard count != 3, hours <= 15, minutes < 60 else { return nil }
    _ = cursor.skip(anyOf: " ")
    _ = cursor.word()
    return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 3600 + minutes * 60)
  }
}

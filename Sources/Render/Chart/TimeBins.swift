import Tables

/// Bins of a calendar as whole numbers that follow each other, from and to the labels that results have:
/// `2024-01-07T18`, `2024-01-07`, `2024-W02`, `2024-01`, `2024-Q1`, `2024-H1`, `2024`.
enum TimeBins: String, Hashable {
  case hour, day, week, month, quarter, half, year

  /// nil where the label is none of this bin's.
  func number(of label: String) -> Int? {
    let parts = label.split(separator: "-", omittingEmptySubsequences: false)
    guard let year = parts.first.flatMap({ Self.number($0, digits: 4) }) else { return nil }
    let rest = parts.dropFirst().joined(separator: "-")[...]
    switch self {
    case .year: return rest.isEmpty && parts.count == 1 ? year : nil
    case .half: return Self.part(rest, after: "H", in: 1...2).map { year * 2 + $0 - 1 }
    case .quarter: return Self.part(rest, after: "Q", in: 1...4).map { year * 4 + $0 - 1 }
    case .month: return Self.number(rest, digits: 2).flatMap { (1...12).contains($0) ? year * 12 + $0 - 1 : nil }
    case .week: return Self.part(rest, after: "W", in: 1...53).flatMap { Self.week($0, of: year) }
    case .day: return Self.day(rest, of: year)
    case .hour:
      let halves = rest.split(separator: "T", omittingEmptySubsequences: false)
      guard halves.count == 2, let day = Self.day(halves[0], of: year), let hour = Self.number(halves[1], digits: 2),
        hour < 24
      else { return nil }
      return day * 24 + hour
    }
  }

  func label(_ number: Int) -> String {
    switch self {
    case .year: Self.padded(number, 4)
    case .half: "\(Self.padded(number.flooredDivision(by: 2), 4))-H\(number.flooredRemainder(by: 2) + 1)"
    case .quarter: "\(Self.padded(number.flooredDivision(by: 4), 4))-Q\(number.flooredRemainder(by: 4) + 1)"
    case .month:
      "\(Self.padded(number.flooredDivision(by: 12), 4))-\(Self.padded(number.flooredRemainder(by: 12) + 1, 2))"
    case .week: Self.weekLabel(number)
    case .day: Day(number: Int32(clamping: number)).iso
    case .hour:
      "\(Day(number: Int32(clamping: number.flooredDivision(by: 24))).iso)T"
        + Self.padded(number.flooredRemainder(by: 24), 2)
    }
  }

  /// Distances between the marks of an axis, closest first.
  var steps: [Int] {
    switch self {
    case .hour: [1, 2, 3, 6, 12, 24, 48, 168, 336, 744, 1488, 2232, 4464, 8928]
    case .day: [1, 2, 7, 14, 31, 62, 93, 186, 372, 744, 1860, 3720]
    case .week: [1, 2, 4, 13, 26, 52, 104, 520]
    case .month: [1, 2, 3, 6, 12, 24, 60, 120]
    case .quarter: [1, 2, 4, 8, 20, 40]
    case .half: [1, 2, 4, 10, 20, 40]
    case .year: [1, 2, 5, 10, 20, 50, 100, 1000]
    }
  }

  /// Whether a bin is one that marks so far apart stand at: midnights, Mondays, firsts of months, Januaries.
  func isRound(_ number: Int, step: Int) -> Bool {
    switch self {
    case .hour:
      guard step >= 744 else { return number.flooredRemainder(by: step) == 0 }
      return number.flooredRemainder(by: 24) == 0
        && Self.day.isRound(number.flooredDivision(by: 24), step: step / 24)
    case .day:
      // 1970-01-01 was a Thursday.
      guard step >= 31 else { return (number + 3).flooredRemainder(by: step) == 0 }
      let (year, month, day) = Day(number: Int32(clamping: number)).civil
      return day == 1 && (year * 12 + month - 1).flooredRemainder(by: step / 31) == 0
    case .week, .month, .quarter, .half, .year: return number.flooredRemainder(by: step) == 0
    }
  }

  private static func number(_ text: Substring, digits: Int) -> Int? {
    guard text.utf8.count == digits, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(text)
  }

  private static func part(_ text: Substring, after letter: Character, in range: ClosedRange<Int>) -> Int? {
    guard text.first == letter, let number = Int(text.dropFirst()), range.contains(number) else { return nil }
    return number
  }

  private static func day(_ text: Substring, of year: Int) -> Int? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let month = number(parts[0], digits: 2), let day = number(parts[1], digits: 2) else {
      return nil
    }
    return Day(year: year, month: month, day: day).map { Int($0.number) }
  }

  /// Weeks are counted by their Mondays; 1970-01-01 was a Thursday. The first week of a year holds its 4 January.
  private static func week(_ week: Int, of year: Int) -> Int? {
    guard let fourth = Day(year: year, month: 1, day: 4) else { return nil }
    return (Int(fourth.number) + 3).flooredDivision(by: 7) + week - 1
  }

  private static func weekLabel(_ number: Int) -> String {
    let thursday = Day(number: Int32(clamping: number * 7))
    let year = thursday.civil.year
    let first = Day(year: year, month: 1, day: 1) ?? thursday
    return "\(padded(year, 4))-W\(padded((Int(thursday.number) - Int(first.number)) / 7 + 1, 2))"
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

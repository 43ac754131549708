import Query
import Tables

/// Calendar bins of local time, as whole numbers that sort in time and print as the language writes spans.
package struct BinCalendar: Sendable {
  package let bin: Bin

  package init(_ bin: Bin) { self.bin = bin }

  /// The bin of a local instant (a wall clock's time as if it were UTC).
  package func index(of local: Instant) -> Int {
    let (year, month, _) = local.day.civil
    switch bin {
    case .hour: return local.unixHour
    case .day: return Int(local.day.number)
    case .week: return Int(local.day.number) - (local.day.isoWeekday - 1)
    case .month: return year * 12 + month - 1
    case .quarter: return year * 4 + (month - 1) / 3
    case .half: return year * 2 + (month - 1) / 6
    case .year: return year
    }
  }

  /// `2024-01-07T18`, `2024-01-07`, `2024-W02`, `2024-01`, `2024-Q1`, `2024-H1`, `2024`
  package func label(_ index: Int) -> String {
    switch bin {
    case .hour: return String(Instant(seconds: index * 3600).iso.prefix(13))
    case .day: return Day(number: Int32(clamping: index)).iso
    case .week: return weekLabel(Day(number: Int32(clamping: index)))
    case .month: return String(Instant(monthNumber: index).iso.prefix(7))
    case .quarter: return "\(index.flooredDivision(by: 4))-Q\(index.flooredRemainder(by: 4) + 1)"
    case .half: return "\(index.flooredDivision(by: 2))-H\(index.flooredRemainder(by: 2) + 1)"
    case .year: return String(index)
    }
  }

  /// The local span of a bin.
  package func span(of index: Int) -> TimeSpan {
    TimeSpan(start(of: index), start(of: index + (bin == .week ? 7 : 1)))
  }

  private func start(of index: Int) -> Instant {
    switch bin {
    case .hour: Instant(seconds: index * 3600)
    case .day, .week: Day(number: Int32(clamping: index)).start
    case .month: Instant(monthNumber: index)
    case .quarter: Instant(monthNumber: index * 3)
    case .half: Instant(monthNumber: index * 6)
    case .year: Instant(monthNumber: index * 12)
    }
  }

  /// ISO 8601: a week belongs to the year of its Thursday.
  private func weekLabel(_ monday: Day) -> String {
    let thursday = monday.advanced(by: 3)
    let year = thursday.civil.year
    let first = Day(year: year, month: 1, day: 1) ?? thursday
    let week = (Int(thursday.number) - Int(first.number)) / 7 + 1
    return "\(year)-W\(week < 10 ? "0" : "")\(week)"
  }

  /// Every bin that a span touches, in order, given the local time of an instant; nil when there are more than `most`.
  package func indices(in span: TimeSpan, most: Int, local: (Instant) -> Instant) -> [Int]? {
    var result: [Int] = []
    var hour = span.start.unixHour
    let last = span.end.advanced(by: -1).unixHour
    guard last - hour <= most * 24 * 31 else { return nil }
    while hour <= last {
      let index = index(of: local(Instant(seconds: hour * 3600)))
      if result.last != index {
        result.append(index)
        guard result.count <= most else { return nil }
      }
      hour += 1
    }
    return result
  }
}

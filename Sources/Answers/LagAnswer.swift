import Analysis
import Places
import Query
import Subjects
import Tables

/// `lag`: how long before or after the nearest event restrictions start, in bins, beside what circular shifts expect.
struct LagAnswer {
  let query: ResolvedQuery
  let lag: Lag
  let left: Side
  let right: Side
  let clock: ZoneClock
  let pause: () throws -> Void

  struct Remarks {
    var undated = 0
    var notCovered = 0
    var shifts: (count: Int, isExhaustive: Bool)?
    var words: [String] = []
  }

  /// One row a group and bin.
  func rows() throws -> (rows: [ResultRow], remarks: Remarks) {
    var remarks = Remarks()
    let period = query.periodDays(clock)
    let calendar = left.calendar(with: right, in: period) ?? period ?? 0...0
    guard let bins = LagBins(low: lag.from, high: lag.to, width: lag.per) else { return ([], remarks) }
    let lefts = covered(left.occurrences, period, &remarks)
    let rights = covered(right.occurrences, period, &remarks)
    let groups = OccurrenceGroups(
      query: query, clock: clock, leftSubject: left.slice.subject, rightSubject: right.slice.subject
    )
    .groups(lefts, rights)
    var rows: [ResultRow] = []
    for group in groups {
      let histogram = try LagHistogram(
        countries(group), bins: bins, calendar: calendar, seed: query.seed ?? 1, pause: pause)
      remarks.add(histogram, isOnly: groups.count == 1)
      for (index, bin) in histogram.bins.enumerated() {
        let edges = [bins.start(index), bins.start(index) + bins.width]
        var row = ResultRow(heads: group.heads, order: group.order + [.number(index)], figures: [])
        row.heads += edges.map { .number((Double($0) / 3600).rounded12) }
        row.figures = [Figure(.integer(bin.count))]
        row.figures += [bin.expected.value, bin.expected.lower, bin.expected.upper].map {
          Figure(.number($0.rounded12))
        }
        rows.append(row)
      }
    }
    return (rows, remarks)
  }

  /// Those that start in the period on a day that both sides cover.
  private func covered(
    _ occurrences: [Occurrence], _ period: ClosedRange<Int>?, _ remarks: inout Remarks
  ) -> [Occurrence] {
    var days: [CountryCode: [ClosedRange<Int>]] = [:]
    return occurrences.filter { occurrence in
      guard period?.contains(occurrence.firstDay) ?? true else { return false }
      guard !occurrence.isDayUnknown else {
        remarks.undated += 1
        return false
      }
      let country = occurrence.country
      let covered = days[country] ?? left.coverage.days(of: country).intersection(right.coverage.days(of: country))
      days[country] = covered
      guard covered.meet(occurrence.firstDay...occurrence.firstDay) else {
        remarks.notCovered += 1
        return false
      }
      return true
    }
  }

  private func countries(_ group: OccurrenceGroups.Group) -> [LagCountry] {
    let lefts = Dictionary(grouping: group.left, by: \.country)
    let rights = Dictionary(grouping: group.right, by: \.country)
    return Set(lefts.keys).union(rights.keys).sorted().map { code in
      LagCountry(
        code: code, restrictions: (lefts[code] ?? []).map(\.lagMoment), events: (rights[code] ?? []).map(\.lagMoment))
    }
  }
}

extension Occurrence {
  fileprivate var lagMoment: LagMoment { LagMoment(seconds: start.start.seconds, isDay: isDateOnly) }
}

extension LagAnswer.Remarks {
  fileprivate mutating func add(_ histogram: LagHistogram, isOnly: Bool) {
    if !histogram.isExhaustive || shifts == nil { shifts = (histogram.shifts, histogram.isExhaustive) }
    guard isOnly else { return }
    let all = histogram.inBins + histogram.outOfBins
    words.append("\(histogram.inBins) of \(all) starts lie in the bins, \(histogram.outOfBins) farther from any event")
    if histogram.withoutEvent > 0 { words.append("\(histogram.withoutEvent) in countries without an event") }
    if histogram.knownToDayOnly > 0 {
      words.append("\(histogram.knownToDayOnly) known only to the day are left out of bins that are shorter")
    }
    if let share = histogram.shareFirst.value {
      var text = "\(histogram.first) of \(histogram.inBins) came before the event (\(share.percentage))"
      // Where every shift leaves the same, nothing is held against chance.
      if let expected = histogram.expectedFirst.value, expected.lower < expected.upper {
        text +=
          ", where shifts expect \(expected.value.percentage) [\(expected.lower.percentage), \(expected.upper.percentage)]"
      }
      words.append(text)
    }
    if histogram.orderUnknown > 0 {
      words.append("of \(histogram.orderUnknown) on its day it is not known which was first")
    }
  }

  func notes(seed: UInt64) -> [Note] {
    var notes = words.map { Note(.scope, $0) }
    notes.append(Note(.scope, "lag is start less event: negative came first"))
    if let shifts {
      notes.append(
        Note(
          .scope,
          shifts.isExhaustive
            ? "expected by all \(shifts.count.grouped) circular shifts"
            : "expected by \(shifts.count.grouped) circular shifts, seed \(seed)"))
    }
    if notCovered > 0 { notes.append(Note(.scope, "not covered: \(notCovered)")) }
    if undated > 0 {
      notes.append(Note(.caution, "\(Counted.phrase(undated, "record")) known only to the month or year left out"))
    }
    return notes
  }
}

extension Double {
  /// `43.1%`
  var percentage: String { DecimalText(self * 100)?.rounded(toPlaces: 1).plain(minimumPlaces: 1).appending("%") ?? "?" }
}

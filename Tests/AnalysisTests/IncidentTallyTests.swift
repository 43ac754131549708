import Analysis
import Places
import Subjects
import Tables
import Testing

/// A moment of a civil day; with an hour it is known to the hour.
func moment(_ year: Int, _ month: Int, _ day: Int, hour: Int? = nil) throws -> Moment {
  let start = try #require(Day(year: year, month: month, day: day)).start
  return hour.map { Moment(start.advanced(by: $0 * 3600), .hour) } ?? Moment(start, .day)
}

func span(_ first: (Int, Int, Int), _ last: (Int, Int, Int)) throws -> TimeSpan {
  let start = try #require(Day(year: first.0, month: first.1, day: first.2))
  let end = try #require(Day(year: last.0, month: last.1, day: last.2))
  return TimeSpan(start.start, end.advanced(by: 1).start)
}

func incident(
  _ start: Moment, _ end: IncidentEnd = .unknown, extents: Set<Extent> = [.serviceBased], platforms: Set<String> = [],
  scope: IncidentScope? = .national, subdivisions: [String] = []
) -> Incident {
  Incident(
    identity: "", line: 2, countries: [], subdivisions: subdivisions, start: start, end: end, extents: extents,
    scope: scope, platforms: platforms)
}

@Suite struct IncidentTallyTests {
  private func tally(
    _ rule: CountingRule, _ incidents: [Incident], in period: [TimeSpan]?, snapshot: Day? = nil,
    platforms: Set<String>? = nil, clock: LocalClock = .utc
  ) -> IncidentTally {
    var tally = IncidentTally(rule: rule, period: period, platforms: platforms, clock: clock)
    for incident in incidents {
      tally.add(incident, times: IncidentTimes(incident, snapshot: snapshot, clock: clock))
    }
    return tally
  }

  @Test func `starts begin in the period, active ones overlap it`() throws {
    let period = [try span((2023, 1, 1), (2023, 6, 30))]
    let incidents = [
      incident(try moment(2022, 12, 31), .known(try moment(2023, 1, 1))),
      incident(try moment(2022, 12, 30), .known(try moment(2022, 12, 31))),
      incident(try moment(2023, 1, 1), .known(try moment(2023, 1, 1))),
      incident(try moment(2023, 6, 30), .known(try moment(2023, 8, 1))),
      incident(try moment(2023, 7, 1), .known(try moment(2023, 7, 2))),
    ]
    #expect(tally(.starts, incidents, in: period).figure == 2)
    #expect(tally(.active, incidents, in: period).figure == 3)
    #expect(tally(.starts, incidents, in: nil).figure == 5)
    #expect(tally(.active, incidents, in: nil).figure == 5)
    #expect(tally(.active, incidents, in: []).figure == 0)
  }

  @Test func `days are inclusive and cut at the period's ends`() throws {
    let period = [try span((2023, 1, 1), (2023, 1, 31))]
    let whole = incident(try moment(2023, 1, 10), .known(try moment(2023, 1, 12)), platforms: ["x", "facebook"])
    let cut = incident(try moment(2022, 12, 1), .known(try moment(2023, 1, 2)), platforms: ["x"])
    #expect(tally(.shutdownDays, [whole], in: period).figure == 3)
    #expect(tally(.shutdownDays, [whole, cut], in: period).figure == 5)
    #expect(tally(.platformDays, [whole, cut], in: period).figure == 8)
    #expect(tally(.platformDays, [whole, cut], in: period, platforms: ["facebook"]).figure == 3)
    #expect(tally(.shutdownDays, [cut], in: nil).figure == 33)
  }

  @Test func `a day in two spans of the period counts once`() throws {
    let day = try #require(Day(year: 2024, month: 1, day: 7)).start
    let period = [
      TimeSpan(day.advanced(by: 18 * 3600), day.advanced(by: 26 * 3600)), TimeSpan(day, day.advanced(by: 6 * 3600)),
    ]
    let long = incident(try moment(2024, 1, 7), .known(try moment(2024, 1, 9)))
    #expect(tally(.shutdownDays, [long], in: period).figure == 2)
    let morning = incident(try moment(2024, 1, 7, hour: 8), .known(try moment(2024, 1, 7, hour: 9)))
    #expect(tally(.shutdownDays, [morning], in: period).figure == 0)
    #expect(tally(.active, [morning], in: period).figure == 0)
  }

  @Test func `an unknown end counts its start day only, and is counted`() throws {
    let record = incident(try moment(2023, 3, 1))
    let during = tally(.shutdownDays, [record], in: [try span((2023, 1, 1), (2023, 12, 31))])
    #expect(during.figure == 1 && during.unknownEnds == 1 && during.records == 1)
    let later = tally(.active, [record], in: [try span((2023, 3, 2), (2023, 12, 31))])
    #expect(later.figure == 0 && later.unknownEnds == 0 && later.records == 0)
  }

  @Test func `an ongoing one runs to the end of its last year, or to the snapshot if that is earlier`() throws {
    let record = incident(try moment(2023, 12, 30), .ongoing(lastYear: 2024))
    let early = try #require(Day(year: 2024, month: 1, day: 2))
    let late = try #require(Day(year: 2025, month: 3, day: 1))
    let cut = tally(.shutdownDays, [record], in: nil, snapshot: early)
    #expect(cut.figure == 4 && cut.ongoing == 1 && cut.cutAtSnapshot == 1)
    let whole = tally(.shutdownDays, [record], in: nil, snapshot: late)
    #expect(whole.figure == 2 + 366 && whole.ongoing == 1 && whole.cutAtSnapshot == 0)
    #expect(tally(.shutdownDays, [record], in: nil).figure == 2 + 366)
    let stale = incident(try moment(2023, 5, 1), .ongoing(lastYear: 2021))
    #expect(tally(.shutdownDays, [stale], in: nil, snapshot: late).figure == 1)
    let absurd = incident(try moment(2023, 5, 1), .ongoing(lastYear: .max))
    #expect(tally(.shutdownDays, [absurd], in: nil).figure == 1)
  }

  @Test func `an end before the start counts the start's own unit, and is counted`() throws {
    let record = incident(try moment(2023, 3, 5), .known(try moment(2023, 3, 1)))
    let found = tally(.shutdownDays, [record], in: nil)
    #expect(found.figure == 1 && found.reversedEnds == 1)
  }

  @Test func `a snapshot is the newest start or end`() throws {
    let incidents = [
      incident(try moment(2023, 3, 5), .known(try moment(2023, 4, 1))), incident(try moment(2023, 3, 9)),
      incident(try moment(2022, 3, 9), .ongoing(lastYear: 2030)),
    ]
    #expect(Day.snapshot(of: incidents) == Day(year: 2023, month: 4, day: 1))
    #expect(Day.snapshot(of: []) == nil)
  }

  @Test func `onset days are distinct`() throws {
    let day = try moment(2023, 3, 5)
    let incidents = [
      incident(day), incident(day), incident(try moment(2023, 3, 5, hour: 20)), incident(try moment(2023, 3, 6)),
    ]
    let found = tally(.onsetDays, incidents, in: nil)
    #expect(found.figure == 2 && found.records == 4)
  }

  @Test func `extents and regions are counted where the source says them`() throws {
    let start = try moment(2023, 3, 5)
    let incidents = [
      incident(start, extents: [.fullNetwork], scope: .city),
      incident(start, extents: [.fullNetwork, .serviceBased], scope: .multiRegion),
      incident(start, extents: [.throttling], scope: .province, subdivisions: ["PK-PB", "PK-SD"]),
      incident(start, extents: [], scope: nil),
      incident(start, extents: [.serviceBased], scope: nil, subdivisions: ["PK-PB", "PK-PB"]),
    ]
    #expect(tally(.fullNetwork, incidents, in: nil).figure == 2)
    #expect(tally(.serviceBased, incidents, in: nil).figure == 2)
    #expect(tally(.serviceBased, incidents, in: nil).unclassified == 1)
    #expect(tally(.multiRegion, incidents, in: nil).figure == 2)
    #expect(tally(.multiRegion, incidents, in: nil).unclassified == 1)
  }

  @Test func `a record that names no platform has no platform days, and is counted`() throws {
    let bare = incident(try moment(2023, 3, 5), .known(try moment(2023, 3, 9)))
    let found = tally(.platformDays, [bare], in: nil)
    #expect(found.figure == 0 && found.unnamedPlatforms == 1 && found.records == 0)
  }

  @Test func `a day is a local day in any zone, an hour is moved`() throws {
    let karachi = LocalClock { _ in 5 * 3600 }
    // The local 8th of January begins at 19:00 UTC of the 7th.
    let eighth = TimeSpan(
      try moment(2024, 1, 7, hour: 19).instant, try moment(2024, 1, 8, hour: 19).instant)
    let dated = incident(try moment(2024, 1, 8), .known(try moment(2024, 1, 8)))
    let evening = incident(try moment(2024, 1, 7, hour: 18), .known(try moment(2024, 1, 7, hour: 18)))
    let night = incident(try moment(2024, 1, 7, hour: 20), .known(try moment(2024, 1, 7, hour: 22)))
    #expect(tally(.starts, [dated], in: [eighth], clock: karachi).figure == 1)
    #expect(tally(.starts, [evening], in: [eighth], clock: karachi).figure == 0)
    #expect(tally(.starts, [night], in: [eighth], clock: karachi).figure == 1)
    #expect(tally(.onsetDays, [evening, night, dated], in: nil, clock: karachi).figure == 2)
    #expect(tally(.shutdownDays, [night], in: [eighth], clock: karachi).figure == 1)
  }

  @Test(arguments: CountingRule.allCases)
  func `no rule counts less in a longer period`(rule: CountingRule) throws {
    var random = SplitMix64(state: 5)
    let base = try #require(Day(year: 2023, month: 1, day: 1))
    let incidents = (0..<200).map { _ in
      let start = base.advanced(by: random.below(400))
      let end: IncidentEnd =
        switch random.below(3) {
        case 0: .unknown
        case 1: .ongoing(lastYear: 2023 + random.below(2))
        default: .known(Moment(start.advanced(by: random.below(40)).start, .day))
        }
      return incident(
        Moment(start.start, .day), end, extents: random.below(2) == 0 ? [.fullNetwork] : [.serviceBased],
        platforms: random.below(2) == 0 ? ["x"] : ["x", "tiktok"])
    }
    var last = 0
    for days in stride(from: 0, through: 800, by: 40) {
      let period = [TimeSpan(base.start, base.advanced(by: days).start)]
      let figure = tally(rule, incidents, in: period).figure
      #expect(figure >= last)
      last = figure
    }
    #expect(last == tally(rule, incidents, in: nil).figure && last > 0)
  }
}

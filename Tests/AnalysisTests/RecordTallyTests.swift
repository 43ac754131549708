import Analysis
import Subjects
import Tables
import Testing

@Suite struct RecordTallyTests {
  private func duration(_ incidents: [Incident], in period: [TimeSpan]? = nil) -> DurationTally {
    var tally = DurationTally(period: period)
    for incident in incidents { tally.add(IncidentTimes(incident, snapshot: nil)) }
    return tally
  }

  @Test func `durations are whole days, both ends in`() throws {
    let start = try moment(2023, 3, 1)
    let one = incident(start, .known(try moment(2023, 3, 1)))
    let four = incident(start, .known(try moment(2023, 3, 4)))
    let ten = incident(start, .known(try moment(2023, 3, 10)))
    #expect(duration([ten, one, four]).median == 4)
    #expect(duration([four, one]).median == 2.5)
    let overnight = incident(try moment(2023, 3, 1, hour: 23), .known(try moment(2023, 3, 2, hour: 1)))
    #expect(duration([overnight]).median == 2)
  }

  @Test func `only known ends have a duration, the others are counted`() throws {
    let start = try moment(2023, 3, 1)
    let none = duration([
      incident(start), incident(start, .ongoing(lastYear: 2023)), incident(start, .known(try moment(2023, 2, 1))),
    ])
    #expect(none.median == nil && none.records == 0)
    #expect(none.unknownEnds == 1 && none.ongoing == 1 && none.reversedEnds == 1)
  }

  @Test func `durations are of incidents that start in the period`() throws {
    let period = [try span((2023, 3, 1), (2023, 3, 31))]
    let before = incident(try moment(2023, 2, 1), .known(try moment(2023, 3, 10)))
    let inside = incident(try moment(2023, 3, 31), .known(try moment(2023, 4, 1)))
    let found = duration([before, inside], in: period)
    #expect(found.median == 2 && found.records == 1)
  }

  @Test func `the median of nothing is no figure`() {
    #expect([Double]().median == nil)
    #expect([1.0].median == 1 && [1.0, 2].median == 1.5 && [1.0, 2, 9].median == 2)
  }
}

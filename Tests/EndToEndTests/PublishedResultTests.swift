import Foundation
import Testing

/// `queries/shutdowns-and-politics.cq` on the publishers' files. The figures are those of
/// `Tests/Reference/shutdowns_and_politics.py`, which reads the same files by other means.
@Suite(.enabled(if: TestData.root != nil, TestData.absence))
struct PublishedResultTests {
  private static let national = "from ioda where scope = national"
  private static let ordered = #"cause in ("Government-Ordered", "Exams")"#
  private static let period = "during 2018-01-01..2021-07-31"

  private static func loaded() throws -> Workplace {
    let place = try Workplace()
    for (file, name) in [
      ("outages/ioda-investigated-outages-2018-2022.csv", "ioda"),
      ("incidents/access-now-stop-2016-2025.csv", "access-now"), ("events/powell-thyne-coups.tsv", "coups"),
      ("events/mass-mobilization-1990-2020.csv", "mass-mobilization"), ("events/parlgov-election.csv", "parlgov"),
    ] {
      try place.load([TestData.path(file)], as: name)
    }
    return place
  }

  @Test func `the published figures that the files allow come out as by other means`() throws {
    let place = try Self.loaded()
    func count(_ condition: String) throws -> Int? {
      try place.csv("show incidents \(Self.national) and \(condition) \(Self.period)").rows.first?["incidents"]
        .flatMap(Int.init)
    }
    #expect(try count(Self.ordered) == 163)
    #expect(try count("not \(Self.ordered)") == 748)
    // Medians of 5.5 and 2.25 hours: at most half of the 159 and 703 known durations lie on either side.
    #expect(try count("\(Self.ordered) and duration is missing") == 4)
    #expect(try count("\(Self.ordered) and duration < 330m") == 66)
    #expect(try count("\(Self.ordered) and duration > 330m") == 76)
    #expect(try count("not \(Self.ordered) and duration < 135m") == 351)
    #expect(try count("not \(Self.ordered) and duration > 135m") == 344)

    // Starts on the hour, and recurrences after 1, 2, 3 or 4 days, of those with a start before.
    func local(_ condition: String) throws -> Int? {
      try place.csv("show incidents \(Self.national) and \(condition) \(Self.period) tz local").rows.first?["incidents"]
        .flatMap(Int.init)
    }
    #expect(try local("\(Self.ordered) and minute = 0") == 128)
    #expect(try local("not \(Self.ordered) and minute = 0") == 171)
    #expect(try count("\(Self.ordered) and minute = 0") == 78)
    #expect(try count("not \(Self.ordered) and minute = 0") == 172)
    #expect(try count("minute is missing") == 0)
    #expect(try count("\(Self.ordered) and since-previous in (1d, 2d, 3d, 4d)") == 107)
    #expect(try count("\(Self.ordered) and since-previous is not missing") == 145)
    #expect(try count("not \(Self.ordered) and since-previous in (1d, 2d, 3d, 4d)") == 1)
    #expect(try count("not \(Self.ordered) and since-previous is not missing") == 595)

    let shutdowns = "incidents(from ioda, scope = national, \(Self.ordered))"
    for (events, rule, ratio) in [
      ("coups", "", 571.4161491), ("coups", "counting active", 381.7344398),
      ("mass-mobilization", "", 6.928265525), ("mass-mobilization", "counting active", 9.840145238),
    ] {
      let row = try place.csv("associate \(shutdowns) with events(from \(events)) \(Self.period) \(rule)").rows.first
      let figure = try #require(row?["risk_ratio"].flatMap(Double.init), "\(events) \(rule)")
      #expect(abs(figure / ratio - 1) < 1e-8, "\(events) \(rule): \(figure)")
    }
  }

  @Test func `the saved query runs`() throws {
    let place = try Self.loaded()
    let outcome = try place.run(["run", "queries/shutdowns-and-politics.cq", "--out", place.folder.path])
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.output.contains("#23  q:"))
  }
}

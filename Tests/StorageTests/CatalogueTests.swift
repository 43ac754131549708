import Datasets
import Places
import Subjects
import Tables
import Testing

@testable import Storage

@Suite struct `Incidents, events and published counts` {
  private let pk = CountryCode.init("PK")

  private func moment(_ day: Int) throws -> Moment {
    Moment(try #require(Day(year: 2023, month: 5, day: day)).start, .day)
  }

  private func incident(_ identity: String, edition: Int, line: Int, day: Int = 9, title: String) throws -> Incident {
    Incident(
      identity: identity, edition: edition, line: line, countries: [try #require(pk)], start: try moment(day),
      end: .known(try moment(day + 1)), extents: [.serviceBased, .throttling], platforms: ["x"],
      causes: ["protests"], title: title)
  }

  private func load(_ incidents: [Incident], into store: Store, file: String) throws -> LoadReport {
    try store.load(as: "stop", format: .accessNow, file: file) { receiver in
      for incident in incidents { try receiver.receive(incident: incident) }
    }
  }

  @Test func `the newest edition of an incident is current and keeps its name`() throws {
    let store = try Store.forTests()
    let first = try load(
      [
        incident("a", edition: 2023, line: 2, title: "first"), incident("b", edition: 2023, line: 3, title: "second"),
        incident("a", edition: 2024, line: 4, title: "first, next year"),
      ], into: store, file: "1")
    #expect(first.kept == 2 && first.repeated == 1 && first.rowsRead == 3)
    let current = "select name, title from incident where current = 1 order by name"
    let alone = ["stop:PK-2023-05-09-1|first, next year", "stop:PK-2023-05-09-2|second"]
    #expect(try store.texts(current) == alone)
    let second = try load(
      [
        incident("b", edition: 2025, line: 2, title: "second, later"),
        incident("c", edition: 2025, line: 3, title: "third"),
      ], into: store, file: "2")
    #expect(second.kept == 1 && second.repeated == 1)
    #expect(
      try store.texts(current) == [
        "stop:PK-2023-05-09-1|first, next year", "stop:PK-2023-05-09-2|second, later", "stop:PK-2023-05-09-3|third",
      ])
    #expect(try store.datasets().map(\.rows) == [3])
    #expect(try store.dataset(named: "stop")?.coversWorld == true)
    try store.undo(load: 2)
    #expect(try store.texts(current) == alone)
    #expect(try store.count("incident_value") == 3 * 5)
    try store.undo(load: 1)
    #expect(try store.count("incident") + store.count("incident_value") + store.count("dataset") == 0)
  }

  @Test func `events are named by their id, else by country, day and title`() throws {
    let store = try Store.forTests()
    func event(_ id: String?, _ line: Int, _ title: String) throws -> Event {
      Event(
        sourceID: id, identity: "\(line)", line: line, kind: .rally, countries: [try #require(pk)],
        start: try moment(9), actor: .opposition, title: title)
    }
    let events = [
      try event("pk-telethon", 2, "Telethon"), try event(nil, 3, "The party's Online-Fundraiser, part 2 of 3"),
      try event(nil, 4, "The party's online fundraiser part 3"), try event(nil, 5, "جلسہ"),
      try event("pk-telethon", 6, "Telethon again"),
    ]
    let report = try store.load(as: "events", format: .events) { receiver in
      for event in events { try receiver.receive(event: event) }
    }
    #expect(report.kept == 5 && report.repeated == 0)
    let names = [
      "pk-telethon", "pk-2023-05-09-the-partys-online-fundraiser", "pk-2023-05-09-the-partys-online-fundraiser-2",
      "pk-2023-05-09-event", "pk-telethon-2",
    ]
    #expect(try store.texts("select name from event order by line") == names)
    #expect(try store.catalog().eventIDs == names.sorted())
  }

  @Test func `the newest answer of a published count stands, and the older comes back with undo`() throws {
    let store = try Store.forTests()
    func row(_ day: Int, _ tests: Int, host: String? = "x.com") throws -> AggregateRow {
      AggregateRow(
        start: try moment(day).instant, grain: .day, country: pk, network: nil, host: host, test: nil, tests: tests,
        anomaly: 1, confirmed: 0, failure: 0)
    }
    func load(_ rows: [AggregateRow], _ file: String) throws -> LoadReport {
      try store.load(as: "counts", format: .aggregation, file: file) { receiver in
        for row in rows { try receiver.receive(aggregate: row) }
      }
    }
    let first = try load([row(1, 10), row(2, 5), row(2, 6), row(2, 7, host: nil)], "1")
    #expect(first.kept == 3 && first.repeated == 1 && first.disagreed == 1)
    let stored = "select start / 86400, tests from aggregate order by 1, 2"
    let alone = ["19478|10", "19479|5", "19479|7"]
    #expect(try store.texts(stored) == alone)
    let second = try load([row(2, 9), row(1, 10), row(3, 1)], "2")
    #expect(second.kept == 1 && second.repeated == 2 && second.disagreed == 1)
    #expect(try store.texts(stored) == ["19478|10", "19479|7", "19479|9", "19480|1"])
    try store.undo(load: 2)
    #expect(try store.texts(stored) == alone)
    #expect(try store.count("aggregate_superseded") == 0)
    _ = try load([row(2, 9)], "3")
    try store.undo(load: 1)
    #expect(try store.texts(stored) == ["19479|9"])
    #expect(try store.count("aggregate_superseded") == 0)
  }
}

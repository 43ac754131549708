import Datasets
import Subjects
import Testing

@testable import Storage

@Suite struct `A test that comes again` {
  @Test func `in one file counts once`() throws {
    let store = try Store.forTests()
    let report = try store.load(
      [MadeUpTest(uid: "1"), MadeUpTest(uid: "1"), MadeUpTest(uid: "1", outcome: .anomaly), MadeUpTest(uid: "2")],
      as: "a")
    #expect(report.rowsRead == 4 && report.kept == 2 && report.repeated == 2 && report.disagreed == 1)
    #expect(try store.texts("select tests, anomaly from cell") == ["2|0"])
  }

  @Test func `in another dataset counts once in each and once in both`() throws {
    let store = try Store.forTests()
    try store.load([MadeUpTest(uid: "1"), MadeUpTest(uid: "2")], as: "a")
    let report = try store.load([MadeUpTest(uid: "2"), MadeUpTest(uid: "3")], as: "b")
    #expect(report.kept == 1 && report.repeated == 1 && report.disagreed == 0)
    #expect(
      try store.texts("select o.datasets, c.tests from cell c join origin o on o.id = c.origin order by 1")
        == ["1|1", "1,2|1", "2|1"])
    #expect(try store.datasets().map(\.rows) == [2, 2])
    #expect(try store.references(forDatasets: ["b", "none", "a"]).map(\.rows) == [2, 2])
  }

  @Test func `is believed of the higher grade, whichever came first`() throws {
    for highFirst in [false, true] {
      let store = try Store.forTests()
      let low = MadeUpTest(uid: "1", outcome: .anomaly, kind: .dns, report: "low")
      let high = MadeUpTest(uid: "1", network: 99, outcome: .ok)
      if highFirst { try store.load([high], as: "high", format: .fastpath) }
      try store.load([low], as: "low")
      if !highFirst {
        let report = try store.load([high], as: "high", format: .fastpath)
        #expect(report.kept == 0 && report.repeated == 1 && report.disagreed == 1)
      }
      #expect(try store.texts("select network, outcome from measurement") == ["99|0"])
      #expect(try store.texts("select network, tests, anomaly, dns from cell") == ["99|1|0|0"])
      #expect(try store.texts("select * from evidence").isEmpty)
      #expect(try store.texts("select uid, report from membership") == ["1|low"])
    }
  }

  @Test func `keeps the winner's evidence`() throws {
    let store = try Store.forTests()
    try store.load([MadeUpTest(uid: "1", outcome: .anomaly, report: "low")], as: "low")
    try store.load([MadeUpTest(uid: "1", outcome: .confirmed, report: "high")], as: "high", format: .fastpath)
    #expect(try store.texts("select uid, report, input from evidence") == ["1|high|https://x.com/"])
    try store.undo(load: 2)
    #expect(try store.texts("select uid, report, input from evidence") == ["1|low|https://x.com/"])
  }

  @Test func `is found wherever it lies among many`() throws {
    let store = try Store.forTests()
    var made = MadeUpTests(seed: 11)
    let tests = made.next(3000)
    try store.load(tests, as: "a")
    let every = stride(from: 0, to: tests.count, by: 97).map { tests[$0] }
    let report = try store.load(every + made.next(10), as: "a", file: "b")
    #expect(report.repeated == every.count && report.kept == 10)
    let whole = try store.load(tests, as: "b")
    #expect(whole.repeated == tests.count && whole.kept == 0)
    try StoredState.expectCellsToFollow(store)
  }

  @Test func `crosses batches`() throws {
    let store = try Store.forTests()
    let report = try store.load(as: "a", format: .measurements, batchLimit: 100) { receiver in
      for pass in 0..<2 {
        for number in 0..<260 {
          let outcome: Outcome = pass == 1 && number == 5 ? .anomaly : .ok
          try MadeUpTest(uid: "20240107180000.\(number)", outcome: outcome).deliver(to: &receiver)
        }
      }
    }
    let half = 260
    #expect(report.kept == half && report.repeated == half && report.disagreed == 1)
    #expect(try store.texts("select tests, anomaly from cell") == ["\(half)|0"])
    #expect(try store.count("membership") == 0)
  }

  @Test func `is one by report id, input and start where there is no uid`() throws {
    let store = try Store.forTests()
    let report = "20240107T180000Z_webconnectivity_PK_17557_n1_abc"
    try store.load([MadeUpTest(uid: "\(report)|https://x.com/|2024-01-07 18:00:00", report: report)], as: "a")
    let again = try store.load(
      [MadeUpTest(uid: "\(report)|https://x.com/|2024-01-07T18:00:00Z", report: report)], as: "b")
    #expect(again.repeated == 1 && again.kept == 0)
    #expect(try store.texts("select name, identities from dataset order by 1") == ["a|1", "b|1"])
    try store.load([MadeUpTest(uid: "1"), MadeUpTest(uid: "\(report)|", time: 1_704_650_401, report: report)], as: "c")
    #expect(try store.texts("select identities from dataset where name = 'c'") == ["3"])
  }
}

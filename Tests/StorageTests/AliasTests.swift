import Subjects
import Testing

@testable import Storage

/// One test that a source with uids and one without both bring.
@Suite struct `A test with and without a uid` {
  private static let reports = (1...7).map { "20240107T180000Z_webconnectivity_PK_17557_n1_\($0)" }

  private static func named(_ number: Int, outcome: Outcome = .ok) -> MadeUpTest {
    MadeUpTest(
      uid: "20240107180000.00000\(number)_PK_webconnectivity_0a", time: 1_704_650_400 + number / 3, outcome: outcome,
      report: reports[number])
  }

  private static func nameless(_ number: Int, outcome: Outcome = .ok) -> MadeUpTest {
    var test = named(number, outcome: outcome)
    test.uid = "\(reports[number])|https://x.com/|2024-01-07 18:00:0\(number / 3)"
    return test
  }

  private static let both = ["1|1", "1,2|4", "2|1"]
  private static let origins =
    "select o.datasets, sum(c.tests) from cell c join origin o on o.id = c.origin group by 1 order by 1"

  @Test(arguments: [true, false], [true, false]) func `counts once in both, whichever came first`(
    namedFirst: Bool, isNamelessRaw: Bool
  ) throws {
    let store = try Store.forTests()
    let named = (0...4).map { Self.named($0) }
    let nameless = (1...5).map { Self.nameless($0, outcome: $0 == 2 ? .anomaly : .ok) }
    let first = try store.load(
      namedFirst ? named : nameless, as: "a", format: namedFirst == isNamelessRaw ? .measurements : .fastpath)
    let second = try store.load(
      namedFirst ? nameless : named, as: "b", format: namedFirst == isNamelessRaw ? .fastpath : .measurements)
    #expect(first.kept == 5 && second.kept == 1 && second.repeated == 4 && second.disagreed == 1)
    #expect(try store.texts(Self.origins) == Self.both)
    #expect(
      try store.texts("select sum(tests), sum(anomaly) from cell") == [isNamelessRaw ? "6|1" : "6|0"])
    #expect(try store.texts("select count(*) from measurement") == ["6"])
    try StoredState.expectCellsToFollow(store)
    let again = try store.load(nameless + named, as: "a", file: "again")
    #expect(again.kept == 0 && again.repeated == 10)
  }

  @Test func `is known under its uid from then on`() throws {
    let store = try Store.forTests()
    try store.load([Self.nameless(1, outcome: .anomaly)], as: "archive")
    try store.load([Self.named(1, outcome: .anomaly)], as: "table")
    var bare = Self.named(1)
    bare.report = ""
    #expect(try store.load([bare], as: "uids").repeated == 1)
    #expect(try store.texts("select count(*) from membership") == ["2"])
    #expect(
      try store.texts("select m.stamp = e.stamp and m.digest = e.digest from measurement m, evidence e") == ["1"])
  }

  @Test func `joins two that were thought to be two`() throws {
    let store = try Store.forTests()
    var bare = Self.named(1, outcome: .anomaly)
    bare.report = ""
    try store.load([bare], as: "uids")
    try store.load([Self.nameless(1, outcome: .confirmed)], as: "archive", format: .fastpath)
    #expect(try store.texts("select sum(tests) from cell") == ["2"])
    try store.load([Self.named(1)], as: "table")
    #expect(try store.texts("select sum(tests), sum(confirmed) from cell") == ["1|1"])
    #expect(try store.texts("select count(*) from evidence") == ["1"])
    #expect(try store.texts(Self.origins) == ["1,2,3|1"])
    try StoredState.expectCellsToFollow(store)
  }

  @Test func `in one file counts once, whichever stands first`() throws {
    for tests in [[Self.named(1), Self.nameless(1)], [Self.nameless(1), Self.named(1)]] {
      let store = try Store.forTests()
      let report = try store.load(tests, as: "a")
      #expect(report.kept == 1 && report.repeated == 1)
    }
  }

  @Test func `is not another of that second, of that network, of that input or of that report`() throws {
    let store = try Store.forTests()
    try store.load([Self.named(1)], as: "table")
    var others = [Self.nameless(1), Self.nameless(1), Self.nameless(1), Self.nameless(2)]
    others[0].time += 1
    others[1].network = 8
    others[2].host = "t.co"
    #expect(try store.load(others, as: "archive").kept == 4)
  }

  @Test func `comes and goes with its loads in any order`() throws {
    var numbers = SplitMix(state: 5)
    for round in 0..<8 {
      let tests = (0..<400).map { _ in Int(numbers.next(below: 7)) }
      let parts = (0..<4).map { part in
        tests[part * 100..<part * 100 + 100].map { number in
          let outcome: Outcome = numbers.next(below: 3) == 0 ? .anomaly : .ok
          return part % 2 == round % 2 ? Self.named(number, outcome: outcome) : Self.nameless(number, outcome: outcome)
        }
      }
      let gone = Int(numbers.next(below: 4))
      let store = try Store.forTests()
      for (index, part) in parts.enumerated() {
        try store.load(part, as: "d\(index)", format: index == 1 ? .fastpath : .measurements, file: "f\(index)")
      }
      try store.undo(load: gone + 1)
      try StoredState.expectCellsToFollow(store)
      let never = try Store.forTests()
      for (index, part) in parts.enumerated() where index != gone {
        try never.load(part, as: "d\(index)", format: index == 1 ? .fastpath : .measurements, file: "f\(index)")
      }
      #expect(try StoredState.counted(store) == StoredState.counted(never))
    }
  }

  @Test func `is found again among many, in any batches`() throws {
    let store = try Store.forTests()
    let tests = (0..<3000).map { number in
      MadeUpTest(
        uid: "2024010718\(10 + number % 50)00.\(number)_PK", time: 1_704_650_400 + number % 977,
        report: "20240107T180000Z_\(number)")
    }
    let nameless = tests.map { test in
      var test = test
      test.uid = "\(test.report)|"
      return test
    }
    try store.load(as: "archive", format: .fastpath, batchLimit: 700) { receiver in
      for test in nameless { try test.deliver(to: &receiver) }
    }
    let report = try store.load(as: "table", format: .measurements, batchLimit: 300) { receiver in
      for test in tests.reversed() { try test.deliver(to: &receiver) }
    }
    #expect(report.repeated == 3000 && report.kept == 0)
    #expect(try store.texts("select count(*), count(distinct stamp) > 977 / 60 from measurement") == ["3000|1"])
    try StoredState.expectCellsToFollow(store)
  }
}

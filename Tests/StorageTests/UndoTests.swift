import Datasets
import Subjects
import Testing

@testable import Storage

@Suite struct `Undo` {
  /// Loads that overlap and disagree, of three datasets and grades.
  private struct Scenario {
    var name: String
    var format: DatasetFormat
    var file: String
    var tests: [MadeUpTest]

    func load(into store: Store) throws { try store.load(tests, as: name, format: format, file: file) }
  }

  private func scenarios(seed: UInt64) -> [Scenario] {
    var made = MadeUpTests(seed: seed)
    var numbers = SplitMix(state: seed)
    let shared = made.next(120)
    func overlapping(_ own: Int) -> [MadeUpTest] {
      var tests = shared.filter { _ in numbers.next(below: 3) > 0 }
      for index in tests.indices where numbers.next(below: 4) == 0 {
        tests[index].outcome = Outcome.allCases[Int(numbers.next(below: 4))]
        tests[index].network = UInt32(numbers.next(below: 3))
        tests[index].report = "another"
      }
      tests += made.next(own)
      if let first = tests.first { tests.append(first) }
      return tests
    }
    return [
      Scenario(name: "a", format: .measurements, file: "a1", tests: overlapping(40)),
      Scenario(name: "b", format: .fastpath, file: "b1", tests: overlapping(30)),
      Scenario(name: "a", format: .measurements, file: "a2", tests: overlapping(20)),
      Scenario(name: "c", format: .fastpath, file: "c1", tests: overlapping(10)),
    ]
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func `leaves what the other loads alone would have left`(seed: UInt64) throws {
    let scenarios = scenarios(seed: seed)
    for undone in scenarios.indices {
      let store = try Store.forTests()
      let alone = try Store.forTests()
      for (index, scenario) in scenarios.enumerated() {
        try scenario.load(into: store)
        if index != undone { try scenario.load(into: alone) }
      }
      let preview = try store.undoPreview(load: undone + 1)
      let before = try store.count("measurement")
      #expect(try store.undo(load: undone + 1) == preview)
      #expect(try before - store.count("measurement") == preview.removed)
      #expect(try StoredState.dump(store) == StoredState.dump(alone))
      try StoredState.expectCellsToFollow(store)
    }
  }

  @Test(arguments: [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1]])
  func `of every load in any order leaves nothing`(order: [Int]) throws {
    let store = try Store.forTests()
    for scenario in scenarios(seed: 9) { try scenario.load(into: store) }
    for index in order {
      try store.undo(load: index + 1)
      try StoredState.expectCellsToFollow(store)
    }
    #expect(try StoredState.dump(store).isEmpty)
    for table in ["dataset", "load", "file", "membership", "reject", "origin", "origin_dataset"] {
      #expect(try store.count(table) == 0, "\(table)")
    }
  }

  @Test func `takes a dataset with its last load and keeps it before`() throws {
    let store = try Store.forTests()
    try store.load([MadeUpTest(uid: "1", time: 1_700_000_000)], as: "a", file: "1")
    try store.load([MadeUpTest(uid: "2", time: 1_710_000_000)], as: "a", file: "2")
    #expect(try !store.undoPreview(load: 2).removesDataset)
    try store.undo(load: 2)
    #expect(try store.datasets().map(\.rows) == [1])
    #expect(try store.datasets().first?.span?.end.seconds == 1_700_000_001)
    #expect(try store.undoPreview(load: 1).removesDataset)
    try store.undo(load: 1)
    #expect(try store.datasets().isEmpty)
  }

  @Test func `of a load that is not there says so`() throws {
    let store = try Store.forTests()
    #expect(throws: StoreError.noSuchLoad(4)) { try store.undo(load: 4) }
    #expect(throws: StoreError.noSuchLoad(4)) { try store.undoPreview(load: 4) }
    #expect(throws: StoreError.noSuchLoad(4)) { try store.rejects(load: 4) }
  }

  @Test func `a load's number is never used again`() throws {
    let store = try Store.forTests()
    try store.load([MadeUpTest(uid: "1")], as: "a")
    try store.undo(load: 1)
    #expect(try store.load([MadeUpTest(uid: "1")], as: "a").load == 2)
  }
}

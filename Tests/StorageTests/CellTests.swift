import Subjects
import Testing

@testable import Storage

@Suite struct Cells {
  @Test func `sort the same with spilled runs as in memory`() throws {
    var numbers = SplitMix(state: 7)
    let deltas = (0..<5000).map { _ in
      CellDelta(
        country: UInt16(numbers.next(below: 3)), target: UInt32(numbers.next(below: 4)),
        hour: Int(numbers.next(below: 50)) - 25, network: UInt32(numbers.next(below: 3)), origin: 1,
        tally: Tally(outcome: 0, kind: 0), weight: 1)
    }
    func sorted(capacity: Int) throws -> [[Int]] {
      let sorter = CellSorter(capacity: capacity)
      for delta in deltas { try sorter.add(delta) }
      var result: [[Int]] = []
      try sorter.drain {
        result.append([Int($0.country), $0.month, Int($0.target), $0.hour, Int($0.network), Int($0.weight)])
      }
      return result
    }
    let whole = try sorted(capacity: 10_000)
    #expect(whole.count == deltas.count)
    #expect(whole == whole.sorted { $0.lexicographicallyPrecedes($1) })
    for capacity in [1, 7, 1000, 4999, 5000] { #expect(try sorted(capacity: capacity) == whole) }
  }

  @Test func `hold a key's parts at their limits`() {
    for (country, target, hour, network) in [
      (UInt16(675), UInt32(CellDelta.targetLimit - 1), (1 << 23) - 1, UInt32.max), (0, 0, -1 << 23, 0),
      (1, 1, 743, 1), (1, 1, 744, 1), (1, 1, -1, 1),
    ] {
      #expect(CellDelta.holds(hour: hour))
      let delta = CellDelta(
        country: country, target: target, hour: hour, network: network, origin: 9, tally: Tally(outcome: 2, kind: 5),
        weight: -1)
      #expect(delta.country == country && delta.target == target && delta.hour == hour)
      #expect(delta.network == network && delta.origin == 9 && delta.weight == -1)
      #expect(delta.tally.outcome == 2 && delta.tally.kind == 5)
    }
  }

  @Test func `follow the measurements at every grain`() throws {
    let store = try Store.forTests()
    var tests = MadeUpTests(seed: 3)
    try store.load(tests.next(2000), as: "a")
    try StoredState.expectCellsToFollow(store)
    #expect(try store.texts("select sum(tests) from cell") == ["2000"])
    try store.load(tests.next(500), as: "b")
    try StoredState.expectCellsToFollow(store)
  }

  @Test func `count kinds over anomaly and confirmed only`() throws {
    let store = try Store.forTests()
    try store.load(
      [
        MadeUpTest(uid: "1", outcome: .anomaly, kind: .dns), MadeUpTest(uid: "2", outcome: .confirmed, kind: .dns),
        MadeUpTest(uid: "3", outcome: .failure, kind: .dns), MadeUpTest(uid: "4", outcome: .anomaly, kind: .none),
        MadeUpTest(uid: "5", outcome: .ok, kind: .tls),
      ], as: "a")
    #expect(
      try store.texts("select day, tests, anomaly, confirmed, failure, dns, tls from cell") == ["19729|5|2|1|1|2|0"])
  }

  @Test func `bin times before 1970 and at the edge of a month`() throws {
    let store = try Store.forTests()
    try store.load(
      [
        MadeUpTest(uid: "1", time: -1), MadeUpTest(uid: "2", time: 0), MadeUpTest(uid: "3", time: 1_706_745_599),
        MadeUpTest(uid: "4", time: 1_706_745_600),
      ], as: "a")
    #expect(try store.texts("select hour from cell order by 1") == ["-1", "0", "474095", "474096"])
    #expect(try store.texts("select day from cell order by 1") == ["-1", "0", "19753", "19754"])
    #expect(try store.texts("select month from cell order by 1") == ["23639", "23640", "24288", "24289"])
  }

  @Test func `refuse a time that no cell can hold`() throws {
    let store = try Store.forTests()
    let report = try store.load([MadeUpTest(uid: "1", time: .max), MadeUpTest(uid: "2")], as: "a")
    #expect(report.kept == 1 && report.rejected == 1 && report.rowsRead == 2)
    #expect(try store.rejects(load: 1).map(\.kind) == [.unreadableDate])
  }
}

/// Steele, Lea and Flood's SplitMix64, so that made-up data are the same in every run.
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func next(below bound: UInt64) -> UInt64 { next() % bound }
}

/// Tests of a few countries, targets and months, never two with one uid.
struct MadeUpTests {
  private var numbers: SplitMix
  private var made = 0

  init(seed: UInt64) { numbers = SplitMix(state: seed) }

  mutating func next(_ count: Int) -> [MadeUpTest] { (0..<count).map { _ in next() } }

  mutating func next() -> MadeUpTest {
    made += 1
    let countries = ["PK", "IR", "US"]
    let hosts = ["x.com", "www.facebook.com", "example.org", ""]
    let outcome = Outcome.allCases[Int(numbers.next(below: 4))]
    let day = Int(numbers.next(below: 70))
    let time = 1_701_388_800 + day * 86_400 + Int(numbers.next(below: 24)) * 3600
    return MadeUpTest(
      uid: "\(numbers.next(below: 2) == 0 ? "20231201000000." : "")uid-\(made)", time: time,
      country: countries[Int(numbers.next(below: 3))], network: UInt32(numbers.next(below: 3)),
      host: hosts[Int(numbers.next(below: 4))], test: numbers.next(below: 5) == 0 ? "whatsapp" : "web_connectivity",
      outcome: outcome, kind: BlockingKind.allCases[Int(numbers.next(below: 6))], report: "report-\(made)")
  }
}

import Subjects
import Testing

@testable import Storage

@Suite struct Blocks {
  private static let columns: [[Int64]] = [
    [], [0], [.min, .max], [5, 5, 5, 5], [1, 2, 255, 256], [-1, -2, 300, 0], [1_700_000_000, 1_700_000_060],
    [.max, .max - 1, 0], Array(-70_000..<70_000),
  ]

  @Test(arguments: columns) func `a column is unpacked as it was packed`(_ column: [Int64]) throws {
    var packer = ColumnPacker()
    packer.append(column.count) { column[$0] }
    packer.appendRepeating(column.count) { column[$0] }
    packer.append(1) { _ in 7 }
    try packer.bytes.withUnsafeBytes { bytes in
      var unpacker = ColumnUnpacker(bytes)
      var (plain, listed, after): ([Int64], [Int64], [UInt8]) = ([], [], [])
      try unpacker.next(column.count, into: &plain)
      try unpacker.next(column.count, into: &listed)
      try unpacker.next(1, into: &after)
      #expect(plain == column && listed == column && after == [7])
      var skipping = ColumnUnpacker(bytes)
      try skipping.skip(column.count)
      try skipping.skip(column.count)
      try skipping.next(1, into: &after)
      #expect(after == [7])
    }
  }

  @Test func `damaged bytes are told and never read past their end`() throws {
    let tests = (0..<300).map { (index: Int) -> StoredTest in
      let key = TestKey(stamp: Int64(index), digest: Int64(index) * 977)
      return StoredTest(
        key: key, time: Int64(index), target: UInt32(index % 7), network: UInt32(index % 5), load: 1,
        alias: TestAlias(code: UInt32(index % 11)), country: UInt16(index % 3), tally: Tally(outcome: 1, kind: 2))
    }
    let packed = TestBlock.packed(tests[...])
    #expect(try packed.withUnsafeBytes { try TestBlock.tests($0, count: 300) } == tests)
    for length in 0..<packed.count {
      #expect(throws: StoreError.self) {
        try Array(packed[..<length]).withUnsafeBytes { _ = try TestBlock.tests($0, count: 300) }
      }
    }
    var numbers = SplitMix(state: 5)
    for _ in 0..<3000 {
      var bytes = packed
      bytes[Int(numbers.next(below: UInt64(bytes.count)))] = UInt8(truncatingIfNeeded: numbers.next())
      // Either other tests or an error; the process goes on.
      _ = try? bytes.withUnsafeBytes { try TestBlock.tests($0, count: 300) }
      _ = try? bytes.withUnsafeBytes { try CellBlock.cells($0, count: 300, upper: .max) }
    }
    for count in [-1, 301, Int.max] {
      #expect(throws: StoreError.self) { try packed.withUnsafeBytes { _ = try TestBlock.tests($0, count: count) } }
    }
  }

  @Test func `tests in any order come to blocks of disjoint intervals`() throws {
    let store = try Store.forTests()
    var made = MadeUpTests(seed: 11)
    let tests = made.next(14_000)
    var numbers = SplitMix(state: 2)
    let shuffled = tests.map { ($0, numbers.next()) }.sorted { $0.1 < $1.1 }.map(\.0)
    let report = try store.load(as: "a", format: .measurements, batchLimit: 3000) { receiver in
      for test in shuffled + tests[..<500] { try test.deliver(to: &receiver) }
    }
    #expect(report.kept == 14_000 && report.repeated == 500)
    #expect(try store.count("measurement") == 14_000)
    let blocks = try store.texts("select count from test_block").compactMap { Int($0) }
    #expect(blocks.count > 1 && blocks.allSatisfy { $0 <= BlockSplit.splitCount })
    let keys = try store.texts("select stamp, digest from measurement")
    #expect(Set(keys).count == 14_000)
    let ordered = try store.texts("select stamp, digest from measurement order by stamp, digest")
    #expect(keys == ordered, "rows come in the order of their keys")
    try StoredState.expectCellsToFollow(store)
    try store.undo(load: 1)
    for table in ["test_block", "cell_block", "evidence"] { #expect(try store.count(table) == 0) }
  }

  @Test func `a test is found by its key, and by its time`() throws {
    let store = try Store.forTests()
    var made = MadeUpTests(seed: 4)
    try store.load(made.next(13_000), as: "a")
    let some = try store.texts("select stamp, digest, time, network from measurement order by digest limit 20")
    for row in some {
      let parts = row.split(separator: "|")
      let key = "stamp = \(parts[0]) and digest = \(parts[1])"
      #expect(try store.texts("select stamp, digest, time, network from measurement where \(key)") == [row])
    }
    #expect(try store.texts("select 1 from measurement where stamp = 3 and digest = 4").isEmpty)
    #expect(try store.texts("select 1 from measurement where stamp = null and digest = 4").isEmpty)
    let (first, last) = (1_701_388_800 + 86_400 * 3, 1_701_388_800 + 86_400 * 4)
    for bounds in [
      "time >= \(first) and time < \(last)", "time > \(first) and time <= \(last)", "time between \(first) and \(last)",
      "time = \(first)", "load = 1", "load = 2", "country = 'IR'",
    ] {
      let chosen = try store.texts("select count(*) from measurement where \(bounds)")
      let all = "(select +time as time, +load as load, +country as country from measurement limit -1)"
      #expect(try store.texts("select count(*) from \(all) where \(bounds)") == chosen, "\(bounds)")
    }
  }

  @Test func `cells choose by hours, countries, platforms and hosts as the tests do`() throws {
    let store = try Store.forTests()
    var made = MadeUpTests(seed: 9)
    try store.load(made.next(5000), as: "a")
    let start = 1_701_388_800 / 3600
    let arguments: [(String, String)] = [
      ("null, null, 'IR'", "country = 'IR'"), ("null, null, 'IR' || char(31) || 'US'", "country in ('IR', 'US')"),
      ("null, null, ''", "false"), ("null, null, null, 'x'", "platform = 'x'"),
      ("null, null, null, 'x' || char(31) || 'whatsapp'", "platform in ('x', 'whatsapp')"),
      ("null, null, null, ''", "false"), ("null, null, null, '', 'example.org'", "host = 'example.org'"),
      (
        "null, null, 'PK', 'facebook', 'example.org'",
        "country = 'PK' and (platform = 'facebook' or host = 'example.org')"
      ),
      ("\(start + 5), \(start + 40)", "time >= \((start + 5) * 3600) and time < \((start + 40) * 3600)"),
      ("\(start + 744), null", "time >= \((start + 744) * 3600)"), ("null, \(start)", "false"),
      ("\(start), \(start + 744), null, 'x'", "platform = 'x' and time < \((start + 744) * 3600)"),
      (
        "\(start + 700), \(start + 800), 'US', 'x'",
        "country = 'US' and platform = 'x' and time >= \((start + 700) * 3600) and time < \((start + 800) * 3600)"
      ),
    ]
    for (given, condition) in arguments {
      for key in ["country", "platform", "month", "day", "target", "network"] {
        let cells = try store.texts("select \(key), sum(tests), sum(anomaly), sum(dns) from cell(\(given)) group by 1")
        let tests = try store.texts(
          """
          select \(key), count(*), sum(outcome = 1), sum(outcome in (1, 2) and kind = 1) from (
            select m.*, t.host, coalesce(t.platform, '') as platform, m.time / 86400 as day,
              strftime('%Y', m.time, 'unixepoch') * 12 + strftime('%m', m.time, 'unixepoch') - 1 as month
            from measurement m join target t on t.id = m.target) where \(condition) group by 1
          """)
        #expect(cells == tests, "\(given) by \(key)")
      }
    }
  }

  @Test func `more groups than are summed at a time add up`() throws {
    let store = try Store.forTests()
    try store.load(as: "a", format: .measurements) { receiver in
      for number in 0..<70_000 {
        try MadeUpTest(uid: "\(number)", time: 1_704_067_200 + number % 700 * 3600, network: UInt32(number / 700))
          .deliver(to: &receiver)
      }
    }
    #expect(
      try store.texts("select count(*), sum(n) from (select sum(tests) as n from cell group by hour, network)")
        == ["70000|70000"])
  }
}

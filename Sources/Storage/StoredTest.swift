import Subjects

/// One test as it is stored: what counts of it, and the load whose word that is.
struct StoredTest: Hashable, Sendable {
  var key: TestKey
  var time: Int64
  var target: UInt32
  var network: UInt32
  var load: UInt32
  var alias = TestAlias.none
  var country: UInt16
  var tally: Tally

  /// Adds or takes away the cell counts of a test that stands so.
  func delta(origin: UInt32, weight: Int32) throws -> CellDelta {
    let hour = Int(time).flooredDivision(by: 3600)
    guard CellDelta.holds(hour: hour), country < CountryIndex.count else {
      throw StoreError.corrupted(doing: "folding cells", reason: "a test's time or country is out of range")
    }
    return CellDelta(
      country: country, target: target, hour: hour, network: network, origin: origin, tally: tally, weight: weight)
  }
}

/// A run of tests in the order of their keys, in packed columns.
enum TestBlock {
  static func packed(_ tests: ArraySlice<StoredTest>) -> [UInt8] {
    var packer = ColumnPacker()
    tests.withUnsafeBufferPointer { tests in
      let count = tests.count
      // Keys ascend, so that a stamp's distance from the one before it is small.
      packer.append(min(count, 1)) { tests[$0].key.stamp }
      packer.append(count) { $0 == 0 ? 0 : tests[$0].key.stamp &- tests[$0 - 1].key.stamp }
      packer.append(count) { tests[$0].key.digest }
      packer.append(count) { tests[$0].time &- tests[$0].key.stamp }
      packer.appendRepeating(count) { Int64(tests[$0].country) }
      packer.appendRepeating(count) { Int64(tests[$0].network) }
      packer.append(count) { Int64(tests[$0].target) }
      packer.append(count) { Int64(tests[$0].tally.code) }
      packer.append(count) { Int64(tests[$0].load) }
      packer.append(count) { Int64(tests[$0].alias.code) }
    }
    return packer.bytes
  }

  static func tests(_ bytes: UnsafeRawBufferPointer, count: Int) throws -> [StoredTest] {
    guard (0...1 << 24).contains(count) else {
      throw StoreError.corrupted(doing: "reading packed tests", reason: "a block's count is out of range")
    }
    var columns = ColumnUnpacker(bytes)
    var (stamps, digests, times): ([Int64], [Int64], [Int64]) = ([], [], [])
    var (countries, tallies): ([UInt16], [UInt8]) = ([], [])
    var (networks, targets, loads, aliases): ([UInt32], [UInt32], [UInt32], [UInt32]) = ([], [], [], [])
    try columns.next(min(count, 1), into: &stamps)
    var stamp = stamps.first ?? 0
    try columns.next(count, into: &stamps)
    try columns.next(count, into: &digests)
    try columns.next(count, into: &times)
    try columns.next(count, into: &countries)
    try columns.next(count, into: &networks)
    try columns.next(count, into: &targets)
    try columns.next(count, into: &tallies)
    try columns.next(count, into: &loads)
    try columns.next(count, into: &aliases)
    return (0..<count).map { index in
      stamp &+= stamps[index]
      return StoredTest(
        key: TestKey(stamp: stamp, digest: digests[index]), time: times[index] &+ stamp, target: targets[index],
        network: networks[index], load: loads[index], alias: TestAlias(code: aliases[index]), country: countries[index],
        tally: Tally(code: tallies[index]))
    }
  }
}

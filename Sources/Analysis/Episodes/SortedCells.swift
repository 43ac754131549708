/// Cells in the order of network, bin and platform, equal ones added up, as flat columns.
struct SortedCells: Sendable {
  private(set) var bin: [Int32] = []
  private(set) var network: [Int32] = []
  private(set) var platform: [Int32] = []
  private(set) var n: [Int] = []
  private(set) var k: [Int] = []
  /// What a test of the cell counts for: u / n of u probes, else 1 / (1 + (n - 1) rho).
  private(set) var weight: [Double] = []
  /// Where each network's cells start; one more at the end.
  private(set) var starts: [Int]

  var count: Int { bin.count }
  var networks: Int { starts.count - 1 }

  init(
    _ cells: [EpisodeCell], bins: Int, networks: Int, platforms: Int, correlation: Double, pause: () throws -> Void = {}
  ) throws {
    starts = []
    starts.reserveCapacity(networks + 1)
    var keyed: [KeyedIndex] = []
    keyed.reserveCapacity(cells.count)
    for (index, cell) in cells.enumerated() {
      if index & 0xFFFF == 0xFFFF { try pause() }
      guard cell.n >= 0, (0...cell.n).contains(cell.k), cell.probes >= 0 else { throw EpisodeInputError.counts(cell) }
      guard (0..<bins).contains(Int(cell.bin)), (0..<networks).contains(Int(cell.network)),
        (0..<platforms).contains(Int(cell.platform))
      else { throw EpisodeInputError.outside(cell) }
      if cell.n > 0 { keyed.append(KeyedIndex(key: cell.key, index: index)) }
    }
    let isSorted = zip(keyed, keyed.dropFirst()).allSatisfy { $0.key <= $1.key }
    let sorted = isSorted ? keyed : radixSorted(keyed)
    reserve(sorted.count)
    var position = 0
    while position < sorted.count {
      var sum = cells[sorted[position].index]
      let key = sorted[position].key
      position += 1
      while position < sorted.count, sorted[position].key == key {
        sum.add(cells[sorted[position].index])
        position += 1
      }
      append(sum, correlation: correlation)
      if count & 0xFFFF == 0xFFFF { try pause() }
    }
    finish(networks: networks)
  }

  /// No cells yet; `add` takes them in their order.
  init() { starts = [] }

  /// Takes the next cell: of a later network, of the same one in a later bin, or of a later platform there. False for any
  /// other, which is left out.
  mutating func add(_ cell: EpisodeCell, correlation: Double) -> Bool {
    if let latest = bin.last, cell.network >= 0, Int(cell.network) == starts.count - 1 {
      guard (latest, platform[count - 1]) < (cell.bin, cell.platform) else { return false }
    } else if Int(cell.network) < starts.count {
      return false
    }
    append(cell, correlation: correlation)
    return true
  }

  /// Ends what `add` began.
  mutating func finish(networks: Int) {
    while starts.count <= networks { starts.append(count) }
  }

  private mutating func reserve(_ capacity: Int) {
    bin.reserveCapacity(capacity)
    network.reserveCapacity(capacity)
    platform.reserveCapacity(capacity)
    n.reserveCapacity(capacity)
    k.reserveCapacity(capacity)
    weight.reserveCapacity(capacity)
  }

  private mutating func append(_ cell: EpisodeCell, correlation: Double) {
    while starts.count <= Int(cell.network) { starts.append(count) }
    bin.append(cell.bin)
    network.append(cell.network)
    platform.append(cell.platform)
    n.append(cell.n)
    k.append(cell.k)
    let tests = Double(cell.n)
    weight.append(
      cell.probes > 0 ? min(Double(cell.probes), tests) / tests : 1 / (1 + (tests - 1) * max(0, correlation)))
  }

  /// The indices of a network's cells whose bins are in a range.
  func indices(network: Int, bins: Range<Int>) -> Range<Int> {
    let first = lowerBound(network, bins.lowerBound)
    return first..<max(first, lowerBound(network, bins.upperBound))
  }

  private func lowerBound(_ network: Int, _ value: Int) -> Int {
    var low = starts[network]
    var high = starts[network + 1]
    while low < high {
      let middle = low + (high - low) / 2
      if Int(bin[middle]) < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension EpisodeCell {
  fileprivate var key: UInt64 {
    UInt64(UInt32(bitPattern: network)) << 40 | UInt64(UInt32(bitPattern: bin)) << 8
      | UInt64(UInt32(bitPattern: platform))
  }

  /// Counts that do not fit stay at the greatest that does; k stays within n.
  fileprivate mutating func add(_ other: EpisodeCell) {
    let tests = n.addingReportingOverflow(other.n)
    let affected = k.addingReportingOverflow(other.k)
    let known = probes.addingReportingOverflow(other.probes)
    probes = probes == 0 || other.probes == 0 ? 0 : known.overflow ? .max : known.partialValue
    n = tests.overflow ? .max : tests.partialValue
    k = affected.overflow ? .max : affected.partialValue
  }
}

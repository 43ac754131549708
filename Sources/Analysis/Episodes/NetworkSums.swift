/// What one network showed inside a run.
struct NetworkSum: Sendable, Hashable {
  var network: Int
  /// S_j: the better of both kinds of restriction.
  var evidence: Double
}

extension CountrySearch {
  /// S_j of every network with tests of some platforms in some bins, ascending. `isPooled`: as the pool weighs them.
  func networkSums(
    bins range: Range<Int>, platforms wanted: Set<Int>, isPooled: Bool, networks some: Range<Int>? = nil
  ) -> [NetworkSum] {
    var sums: [NetworkSum] = []
    for network in some ?? 0..<networks {
      var sum = EpisodeEvidence()
      var isMeasured = false
      for cell in cells.indices(network: network, bins: range) where wanted.contains(Int(cells.platform[cell])) {
        isMeasured = true
        sum += isPooled ? weighed[cell].pooled : weighed[cell].evidence
      }
      if isMeasured { sums.append(NetworkSum(network: network, evidence: sum.restricted)) }
    }
    return sums
  }

  /// Whether a run stands without its strongest network: `sum max(S_j, ln eps) - max S_j`.
  func isCorroborated(_ sums: [NetworkSum]) -> Bool {
    guard let strongest = sums.map(\.evidence).max() else { return false }
    let floor = settings.leastNetworkSum
    return sums.reduce(0) { $0 + max($1.evidence, floor) } - max(strongest, floor) >= settings.corroboration
  }

  /// Tests and interfered tests of some platforms, by the bin of a range; `in` nil: in all networks.
  func counts(bins range: Range<Int>, platforms wanted: Set<Int>, in some: Set<Int>? = nil) -> [TestCounts] {
    var counts = [TestCounts](repeating: TestCounts(), count: range.count)
    for network in 0..<networks where some?.contains(network) ?? true {
      for cell in cells.indices(network: network, bins: range) where wanted.contains(Int(cells.platform[cell])) {
        counts[Int(cells.bin[cell]) - range.lowerBound].add(n: cells.n[cell], k: cells.k[cell])
      }
    }
    return counts
  }
}

/// Tests and those of them that were interfered with. Sums that do not fit stay at the greatest that does.
struct TestCounts: Sendable, Hashable {
  private(set) var n = 0
  private(set) var k = 0

  mutating func add(n more: Int, k affected: Int) {
    let tests = n.addingReportingOverflow(more)
    let hits = k.addingReportingOverflow(affected)
    n = tests.overflow ? .max : tests.partialValue
    k = hits.overflow ? .max : hits.partialValue
  }
}

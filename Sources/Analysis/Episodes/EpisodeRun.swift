/// Where something starts or ends, by the bin.
package struct EpisodeEdge: Sendable, Hashable {
  /// The expected time, in bins from the start of the period.
  package var estimate: Double
  /// The last bin that was surely open before an onset (the first one after an offset); nil: the period has none.
  package var open: Int?
  /// The first bin that was surely restricted (the last one at an offset).
  package var restricted: Int

  package init(estimate: Double, open: Int?, restricted: Int) {
    self.estimate = estimate
    self.open = open
    self.restricted = restricted
  }
}

/// A stretch in which a probability is high.
struct EpisodeRun: Sendable, Hashable {
  var onset: EpisodeEdge
  var offset: EpisodeEdge
  /// Bins inside of which nothing can be said.
  var insufficient: [Range<Int>] = []

  /// From the first to the last bin that is surely restricted.
  var sure: Range<Int> { onset.restricted..<max(onset.restricted, offset.restricted) + 1 }

  /// From onset to offset, in whole bins, the sure ones at least.
  var bins: Range<Int> {
    let first = min(sure.lowerBound, wholeBin(onset.estimate))
    return max(0, first)..<max(sure.upperBound, wholeBin(offset.estimate))
  }
}

/// Bin numbers stay below 2^25.
private func wholeBin(_ time: Double) -> Int { Int(min(max(time, 0), 0x1p25).rounded()) }

extension EpisodeRun {
  /// The stretches of a series of probabilities: above `high` until below `low`.
  ///
  /// The onset is the first sure bin less the sum of the probabilities of the undecided bins before it, the offset
  /// likewise.
  static func runs(bins: Int, high: Double, low: Double, of probability: (Int) -> Double) -> [EpisodeRun] {
    var runs: [EpisodeRun] = []
    var bin = 0
    // The first bin that no run before holds.
    var free = 0
    while bin < bins {
      guard probability(bin) > high else {
        bin += 1
        continue
      }
      let onset = onset(at: bin, notBefore: free, low: low, of: probability)
      let (offset, insufficient) = end(from: bin, bins: bins, high: high, low: low, of: probability)
      runs.append(EpisodeRun(onset: onset, offset: offset, insufficient: insufficient))
      bin = offset.open ?? bins
      free = bin
    }
    return runs
  }

  private static func onset(
    at first: Int, notBefore free: Int, low: Double, of probability: (Int) -> Double
  ) -> EpisodeEdge {
    var estimate = Double(first)
    var bin = first - 1
    while bin >= free, probability(bin) >= low {
      estimate -= probability(bin)
      bin -= 1
    }
    return EpisodeEdge(estimate: estimate, open: bin >= 0 ? bin : nil, restricted: first)
  }

  private static func end(
    from first: Int, bins: Int, high: Double, low: Double, of probability: (Int) -> Double
  ) -> (offset: EpisodeEdge, insufficient: [Range<Int>]) {
    var insufficient: [Range<Int>] = []
    var last = first
    var undecided = 0.0
    var bin = first + 1
    while bin < bins, probability(bin) >= low {
      if probability(bin) > high {
        if last + 1 < bin { insufficient.append(last + 1..<bin) }
        last = bin
        undecided = 0
      } else {
        undecided += probability(bin)
      }
      bin += 1
    }
    let edge = EpisodeEdge(estimate: Double(last + 1) + undecided, open: bin < bins ? bin : nil, restricted: last)
    return (edge, insufficient)
  }
}

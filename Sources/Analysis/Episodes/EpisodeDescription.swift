extension CountrySearch {
  /// One episode of pieces that are one; `only`: of one network.
  func episode(_ pieces: [EpisodePiece], level: Episode.Level, only network: Int? = nil) -> Episode? {
    guard let main = mainPiece(pieces) else { return nil }
    let edges = edges(pieces, main: main)
    let run = EpisodeRun(onset: edges.onset, offset: edges.offset)
    let platforms = Set(pieces.flatMap(\.platforms))
    let sums = networkSums(
      bins: run.bins, platforms: platforms, isPooled: platforms.count > 1, networks: network.map { $0..<$0 + 1 })
    let tested = sums.map(\.network)
    let restricted = sums.filter { $0.evidence > 0 }.map(\.network)
    let counts = counts(bins: run.bins, platforms: platforms, in: Set(tested))
    let all = counts.reduce(into: TestCounts()) { $0.add(n: $1.n, k: $1.k) }
    return Episode(
      level: level, platforms: platforms.sorted(), onset: edges.onset, offset: edges.offset,
      scope: scope(level: level, tested: tested.count, restricted: restricted.count),
      phases: phases(run, platforms: platforms, enforcing: Set(restricted)), insufficient: main.run.insufficient,
      networksTested: tested, networksRestricted: restricted, tests: all.n, affected: all.k,
      peak: pieces.map(\.peak).max() ?? 0)
  }

  /// The pool where it is among them, else the piece with the strongest evidence.
  private func mainPiece(_ pieces: [EpisodePiece]) -> EpisodePiece? {
    pieces.first(where: \.isPooled)
      ?? pieces.max { $0.sums.reduce(0) { $0 + $1.evidence } < $1.sums.reduce(0) { $0 + $1.evidence } }
  }

  /// Those of the main piece, unless another starts earlier or ends later by more than platforms of one episode do.
  private func edges(_ pieces: [EpisodePiece], main: EpisodePiece) -> (onset: EpisodeEdge, offset: EpisodeEdge) {
    var onset = main.run.onset
    var offset = main.run.offset
    let near = settings.mergeOnsets * Double(binsPerHour)
    for piece in pieces {
      if piece.run.onset.estimate < min(onset.estimate, main.run.onset.estimate - near) { onset = piece.run.onset }
      if piece.run.offset.estimate > max(offset.estimate, main.run.offset.estimate + near) { offset = piece.run.offset }
    }
    return (onset, offset)
  }

  private func scope(level: Episode.Level, tested: Int, restricted: Int) -> Episode.Scope {
    switch level {
    case .network, .failing: return .network
    case .country, .worldwideFailure, .silence: break
    }
    let isNational =
      tested >= settings.nationalNetworks && Double(restricted) >= settings.nationalShare * Double(tested)
    return isNational ? .national : .partial
  }

  // MARK: phases

  /// Stretches in which throttling is likelier than a block, or is not; each of them named by its share of anomalies in
  /// the enforcing networks over whole bins.
  func phases(_ run: EpisodeRun, platforms: Set<Int>, enforcing: Set<Int>) -> [Episode.Phase] {
    let range = wholeBins(run).clamped(to: 0..<bins)
    guard !range.isEmpty else { return [] }
    let counts = counts(bins: range, platforms: platforms, in: enforcing)
    let kinds = isThrottled(range, platforms: platforms, enforcing: enforcing)
    var phases: [Episode.Phase] = []
    for stretch in stretches(kinds, counts: counts) {
      let share = TestCounts.share(counts[stretch])
      let kind: Episode.PhaseKind = (share ?? 1) < settings.throttledShare ? .throttled : .blocked
      if let last = phases.last, last.kind == kind {
        let whole = last.bins.lowerBound - range.lowerBound..<stretch.upperBound
        phases.removeLast()
        phases.append(phase(kind, whole, TestCounts.share(counts[whole]), from: range.lowerBound))
      } else {
        phases.append(phase(kind, stretch, share, from: range.lowerBound))
      }
    }
    return phases
  }

  private func phase(_ kind: Episode.PhaseKind, _ bins: Range<Int>, _ share: Double?, from first: Int) -> Episode.Phase
  {
    Episode.Phase(kind: kind, bins: bins.lowerBound + first..<bins.upperBound + first, share: share)
  }

  /// Bins that lie inside altogether; where there are none, those that are surely restricted.
  private func wholeBins(_ run: EpisodeRun) -> Range<Int> {
    let first = Int(max(0, run.onset.estimate).rounded(.up))
    let end = Int(max(0, run.offset.estimate).rounded(.down))
    return first < end ? first..<end : run.sure
  }

  /// Whether throttling is the likelier of the two, bin by bin: a chain of its own, on the evidence of the enforcing
  /// networks as it is. The country's sum is bounded, and where both kinds are at the bound it cannot tell them apart.
  private func isThrottled(_ range: Range<Int>, platforms: Set<Int>, enforcing: Set<Int>) -> [Bool] {
    var blocked = [Double](repeating: 0, count: range.count)
    for network in enforcing.sorted() {
      for cell in cells.indices(network: network, bins: range) where platforms.contains(Int(cells.platform[cell])) {
        blocked[Int(cells.bin[cell]) - range.lowerBound] +=
          weighed[cell].evidence.blocked - weighed[cell].evidence.throttled
      }
    }
    var input = ChainEvidence()
    for (bin, evidence) in blocked.enumerated() where evidence != 0 { input.append(bin: Int32(bin), second: evidence) }
    var work = ChainWork()
    settings.phaseChain(binsPerHour: binsPerHour).probabilities(
      stops: input.stops, likelihoods: input.likelihoods, bins: range.count, work: &work)
    return range.indices.map { work.probabilities[2 * ($0 - range.lowerBound)] > 0.5 }
  }

  /// Stretches of one kind with enough tests to be named; others go with what is before them.
  private func stretches(_ kinds: [Bool], counts: [TestCounts]) -> [Range<Int>] {
    var stretches: [Range<Int>] = []
    var first = 0
    for bin in 1...max(1, kinds.count) {
      guard bin >= kinds.count || kinds[bin] != kinds[bin - 1] else { continue }
      let tests = counts[first..<bin].reduce(0.0) { $0 + Double($1.n) }
      if let last = stretches.last, tests < settings.phaseTests {
        stretches[stretches.count - 1] = last.lowerBound..<bin
      } else {
        stretches.append(first..<bin)
      }
      first = bin
    }
    return stretches
  }
}

extension TestCounts {
  /// The share of interfered tests; nil: no tests.
  fileprivate static func share(_ counts: ArraySlice<TestCounts>) -> Double? {
    let sum = counts.reduce(into: TestCounts()) { $0.add(n: $1.n, k: $1.k) }
    return sum.n > 0 ? Double(sum.k) / Double(sum.n) : nil
  }
}

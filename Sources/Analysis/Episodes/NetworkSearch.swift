/// The chains of one network after the other, on the country's evidence as it is: one a platform and one for all.
struct NetworkSearch {
  let search: CountrySearch
  /// Counts of the rest of the test list; nil: not known, and failing cannot be told from a restriction.
  private let rest: SortedCells?
  /// Log evidence of each of its cells for failing.
  private let restFailing: [Double]
  private let chain: StateChain
  private var work = ChainWork()

  init(_ search: CountrySearch, country: EpisodeCountry) throws {
    self.search = search
    let cells = try SortedCells(
      country.rest, bins: search.bins, networks: search.networks, platforms: 1,
      correlation: search.settings.correlation)
    restFailing = (0..<search.networks).flatMap { network in
      NetworkSearch.failing(cells, network, median: country.restBaseline, settings: search.settings)
    }
    rest = cells.count > 0 ? cells : nil
    chain = search.settings.networkChain(binsPerHour: search.binsPerHour, hasFailing: rest != nil)
  }

  /// Stretches of one network: restrictions, and failing for everything.
  struct Found {
    var restrictions: [EpisodePiece] = []
    var failing: [EpisodePiece] = []
  }

  mutating func find(network: Int) -> Found {
    var found = Found()
    let all = search.cells.starts[network]..<search.cells.starts[network + 1]
    guard !all.isEmpty else { return found }
    let rest = restEvidence(network)
    var long = [[Range<Int>]](repeating: [], count: search.platforms)
    var ofPlatforms = [[Int]](repeating: [], count: search.platforms)
    for cell in all { ofPlatforms[Int(search.cells.platform[cell])].append(cell) }
    for (platform, members) in ofPlatforms.enumerated() {
      guard members.contains(where: { search.cells.k[$0] > 0 }) else { continue }
      let series = probabilities(own(members), rest: near(members, of: rest))
      let runs = series.runs(search.settings)
      found.restrictions += runs.map { piece($0, [platform], isPooled: false, network, peak: series.peak($0)) }
      let least = search.settings.longRestriction * Double(search.binsPerHour)
      long[platform] = runs.map(\.bins).filter { Double($0.count) >= least }
    }
    guard all.contains(where: { search.cells.k[$0] > 0 }) else { return found }
    let pool = probabilities(pooled(all, without: long), rest: near(Array(all), of: rest))
    for run in pool.runs(search.settings) {
      let members = members(all, in: run.bins, without: long)
      if !members.isEmpty {
        found.restrictions.append(piece(run, members, isPooled: true, network, peak: pool.peak(run)))
      }
    }
    for run in pool.failingRuns(search.settings) {
      found.failing.append(
        piece(run, Array(0..<search.platforms), isPooled: true, network, peak: pool.failingPeak(run)))
    }
    return found
  }

  private func piece(_ run: EpisodeRun, _ platforms: [Int], isPooled: Bool, _ network: Int, peak: Double)
    -> EpisodePiece
  {
    let sums = search.networkSums(
      bins: run.bins, platforms: Set(platforms), isPooled: isPooled, networks: network..<network + 1)
    return EpisodePiece(run: run, platforms: platforms, isPooled: isPooled, sums: sums, peak: peak)
  }

  // MARK: evidence

  private struct Stop {
    var bin: Int32
    var evidence: EpisodeEvidence
  }

  private func own(_ members: [Int]) -> [Stop] {
    members.map { Stop(bin: search.cells.bin[$0], evidence: search.weighed[$0].evidence) }
  }

  private func pooled(_ all: Range<Int>, without long: [[Range<Int>]]) -> [Stop] {
    var stops: [Stop] = []
    for cell in all {
      let bin = search.cells.bin[cell]
      guard !long[Int(search.cells.platform[cell])].contains(where: { $0.contains(Int(bin)) }) else { continue }
      let evidence = search.weighed[cell].pooled
      if stops.last?.bin == bin {
        stops[stops.count - 1].evidence += evidence
      } else {
        stops.append(Stop(bin: bin, evidence: evidence))
      }
    }
    return stops
  }

  /// Platforms that a run of the pool speaks of.
  private func members(_ all: Range<Int>, in range: Range<Int>, without long: [[Range<Int>]]) -> [Int] {
    var sums = [EpisodeEvidence](repeating: EpisodeEvidence(), count: search.platforms)
    for cell in all where range.contains(Int(search.cells.bin[cell])) {
      sums[Int(search.cells.platform[cell])] += search.weighed[cell].evidence
    }
    return (0..<search.platforms).filter { platform in
      sums[platform].restricted > 0 && !long[platform].contains { $0.overlaps(range) }
    }
  }

  private func restEvidence(_ network: Int) -> [Stop] {
    guard let rest else { return [] }
    return (rest.starts[network]..<rest.starts[network + 1]).map { cell in
      Stop(bin: rest.bin[cell], evidence: EpisodeEvidence(failing: restFailing[cell]))
    }
  }

  private static func failing(
    _ rest: SortedCells, _ network: Int, median: Double, settings: EpisodeSettings
  ) -> [Double] {
    let cells = rest.starts[network]..<rest.starts[network + 1]
    let hits = cells.reduce(0.0) { $0 + rest.weight[$1] * Double(rest.k[$1]) }
    let tests = cells.reduce(0.0) { $0 + rest.weight[$1] * Double(rest.n[$1]) }
    let baseline = (hits + settings.priorTests * median) / (tests + settings.priorTests)
    let rates = CellRates(baseline: baseline, settings: settings)
    return cells.map { rates.evidence(n: rest.n[$0], k: rest.k[$0], weight: rest.weight[$0]).failing }
  }

  /// Whether the rest of the list fails too in some bins, in the country's networks taken together.
  func isFault(in range: Range<Int>) -> Bool {
    guard let rest else { return false }
    let mixture = search.settings.networkMixture
    var sum = 0.0
    for network in 0..<search.networks {
      sum += mixture(rest.indices(network: network, bins: range).reduce(0) { $0 + restFailing[$1] })
    }
    return sum >= search.settings.faultEvidence
  }

  // MARK: chain

  private mutating func probabilities(_ stops: [Stop], rest: [Stop]) -> RestrictionSeries {
    let hasFailing = self.rest != nil
    var input = ChainEvidence()
    var next = 0
    for stop in stops {
      while next < rest.count, rest[next].bin < stop.bin {
        input.append(bin: rest[next].bin, EpisodeEvidence(), rest: rest[next].evidence.failing, hasFailing: hasFailing)
        next += 1
      }
      var failing = 0.0
      if next < rest.count, rest[next].bin == stop.bin {
        failing = rest[next].evidence.failing
        next += 1
      }
      input.append(bin: stop.bin, stop.evidence, rest: failing, hasFailing: hasFailing)
    }
    for stop in rest[next...] {
      input.append(bin: stop.bin, EpisodeEvidence(), rest: stop.evidence.failing, hasFailing: hasFailing)
    }
    chain.probabilities(
      stops: input.stops, likelihoods: input.likelihoods, bins: search.bins, settled: 0.95, work: &work)
    // Most chains are open all along, and have nothing to be looked for.
    guard work.leastOpen(states: chain.states) < 1.01 - search.settings.restricted else { return RestrictionSeries() }
    return RestrictionSeries(work.probabilities, states: chain.states, bins: search.bins)
  }

  /// The rest of the list near interfered tests: failing is short, and far from them it has nothing to explain.
  private func near(_ members: [Int], of rest: [Stop]) -> [Stop] {
    let reach = Int32(clamping: Int(4 * search.settings.networkHourlyStays.failing) * search.binsPerHour)
    let hits = members.filter { search.cells.k[$0] > 0 }.map { search.cells.bin[$0] }
    var near: [Stop] = []
    var hit = 0
    for stop in rest {
      while hit < hits.count, hits[hit] < stop.bin - reach { hit += 1 }
      if hit < hits.count, hits[hit] <= stop.bin + reach { near.append(stop) }
    }
    return near
  }
}

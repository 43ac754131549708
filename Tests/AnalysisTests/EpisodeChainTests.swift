import Testing

@testable import Analysis

@Suite struct EpisodeChainTests {
  static let transition = [[0.9, 0.06, 0.04], [0.3, 0.65, 0.05], [0.2, 0, 0.8]]

  /// P(state at each bin | evidence) by adding up every path.
  static func byPaths(_ likelihoods: [[Double]], start: [Double]) -> [[Double]] {
    let bins = likelihoods.count
    var sums = [[Double]](repeating: [0, 0, 0], count: bins)
    for path in 0..<(0..<bins).reduce(1, { product, _ in product * 3 }) {
      var states: [Int] = []
      var rest = path
      for _ in 0..<bins {
        states.append(rest % 3)
        rest /= 3
      }
      var probability = start[states[0]]
      for bin in 0..<bins {
        if bin > 0 { probability *= transition[states[bin - 1]][states[bin]] }
        probability *= likelihoods[bin][states[bin]]
      }
      for bin in 0..<bins { sums[bin][states[bin]] += probability }
    }
    return sums.map { row in row.map { $0 / row.reduce(0, +) } }
  }

  /// The distribution that the chain keeps: numpy 2.4.6, left eigenvector of `transition`,
  /// `w, v = numpy.linalg.eig(P.T); v[:, w.argmax()] / v[:, w.argmax()].sum()`.
  static let stationary = [0.7070707070707072, 0.12121212121212113, 0.17171717171717168]

  @Test func `probabilities are those of adding up every path`() {
    let evidence: [Int: [Double]] = [1: [0.2, 1, 0.5], 4: [1, 0.1, 0.1], 5: [0.01, 0.4, 1], 8: [1, 0.9, 0.2]]
    var stops: [Int32] = []
    var likelihoods: [Double] = []
    for (bin, values) in evidence.sorted(by: { $0.key < $1.key }) {
      stops.append(Int32(bin))
      likelihoods += values
    }
    var work = ChainWork()
    StateChain(Self.transition).probabilities(stops: stops, likelihoods: likelihoods, bins: 10, work: &work)
    let expected = Self.byPaths((0..<10).map { evidence[$0] ?? [1, 1, 1] }, start: Self.stationary)
    for bin in 0..<10 {
      for state in 0..<3 { #expect(agree(work.probabilities[3 * bin + state], expected[bin][state], digits: 1e-9)) }
    }
  }

  @Test func `without evidence the chain keeps its distribution`() {
    var work = ChainWork()
    StateChain(Self.transition).probabilities(stops: [], likelihoods: [], bins: 4, work: &work)
    for bin in 0..<4 {
      for state in 0..<3 { #expect(agree(work.probabilities[3 * bin + state], Self.stationary[state], digits: 1e-9)) }
    }
  }

  @Test func `runs that are passed over leave stops as they are`() {
    var random = SplitMix64(state: 3)
    var stops: [Int32] = []
    var likelihoods: [Double] = []
    for bin in 0..<3000 where random.share() < 0.02 {
      stops.append(Int32(bin))
      likelihoods += random.share() < 0.1 ? [0.01, 1, 0.6] : [1, 0.3, 0.2]
    }
    var all = ChainWork()
    var lively = ChainWork()
    let chain = StateChain(Self.transition)
    chain.probabilities(stops: stops, likelihoods: likelihoods, bins: 3000, work: &all)
    chain.probabilities(stops: stops, likelihoods: likelihoods, bins: 3000, settled: 0.6, work: &lively)
    for stop in stops {
      #expect(agree(all.probabilities[3 * Int(stop)], lively.probabilities[3 * Int(stop)], digits: 1e-9))
    }
    #expect(all.probabilities != lively.probabilities)
  }

  @Test func `evidence that contradicts itself without bound stays a probability`() {
    var input = ChainEvidence()
    for bin in 0..<200 as Range<Int32> {
      let sign = bin % 2 == 0 ? 1e5 : -1e5
      input.append(
        bin: bin, EpisodeEvidence(throttled: sign, blocked: -sign, failing: sign), rest: sign, hasFailing: true)
    }
    var work = ChainWork()
    EpisodeSettings().networkChain(binsPerHour: 1, hasFailing: true).probabilities(
      stops: input.stops, likelihoods: input.likelihoods, bins: 200, work: &work)
    #expect(work.probabilities.allSatisfy { (0...1).contains($0) })
  }

  @Test func `a run is above the first threshold until below the second`() throws {
    let series = [0.1, 0.3, 0.5, 0.9, 0.5, 0.85, 0.6, 0.4, 0.1, 0.1, 0.9]
    let runs = EpisodeRun.runs(bins: series.count, high: 0.8, low: 0.2) { series[$0] }
    #expect(runs.count == 2)
    let first = try #require(runs.first)
    #expect(first.onset == EpisodeEdge(estimate: 3 - 0.8, open: 0, restricted: 3))
    #expect(first.offset == EpisodeEdge(estimate: 6 + 1.0, open: 8, restricted: 5))
    #expect(first.insufficient == [4..<5])
    #expect(first.bins == 2..<7)
    #expect(runs.last?.onset == EpisodeEdge(estimate: 10, open: 9, restricted: 10))
    #expect(runs.last?.offset == EpisodeEdge(estimate: 11, open: nil, restricted: 10))
  }

  /// Worked by hand: w = 1 / (1 + 3 * 0.05); 3 of 4 at q = 0.1 and p = 0.9: 3 ln 9 + ln(0.1 / 0.9).
  @Test func `a cell's evidence is its weighted log likelihood ratio`() throws {
    let rates = CellRates(baseline: 0.1, settings: EpisodeSettings())
    let cells = try SortedCells(
      [EpisodeCell(bin: 0, network: 0, platform: 0, n: 4, k: 3)], bins: 1, networks: 1, platforms: 1, correlation: 0.05)
    #expect(agree(cells.weight[0], 0.8695652173913044))
    let evidence = rates.evidence(n: 4, k: 3, weight: cells.weight[0])
    #expect(agree(evidence.blocked, 0.8695652173913044 * 4.394449154672439, digits: 1e-9))
  }

  /// The bounds of a network's say: ln(0.15 / 0.98) and ln(0.85 / 0.02).
  @Test func `no network says more than its bounds`() {
    let mixture = EpisodeSettings().networkMixture
    #expect(agree(mixture(-300), -1.8769172775683619, digits: 1e-9))
    #expect(agree(mixture(300), 3.749504075930477, digits: 1e-9))
    #expect(mixture(0) == 0)
  }
}

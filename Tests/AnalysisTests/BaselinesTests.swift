import Analysis
import Places
import Testing

@Suite struct BaselinesTests {
  /// As the definition reads, with no thought of speed.
  private func slow(_ rows: [Baselines.Row], _ country: CountryCode, _ target: UInt32, _ month: UInt16) -> Baseline {
    var sums: [CountryCode: (n: Int, k: Int)] = [:]
    for row in rows where row.target == target && row.month == month && row.country != country {
      sums[row.country, default: (0, 0)].n += row.n
      sums[row.country, default: (0, 0)].k += row.k
    }
    let rates = sums.values.filter { $0.n >= 30 }.map { Double($0.k) / Double($0.n) }.sorted()
    guard rates.count >= 5 else { return Baseline(rate: 0.02, countries: rates.count, isAssumed: true) }
    let half = rates.count / 2
    let median = rates.count % 2 == 1 ? rates[half] : (rates[half - 1] + rates[half]) / 2
    return Baseline(rate: median, countries: rates.count, isAssumed: false)
  }

  private func code(_ index: Int) -> CountryCode { CountryCode(raw: UInt16(0x4141 + index * 37)) }

  private func row(_ country: Int, _ n: Int, _ k: Int, target: UInt32 = 7, month: UInt16 = 24_288) -> Baselines.Row {
    Baselines.Row(country: code(country), target: target, month: month, n: n, k: k)
  }

  @Test(arguments: [UInt64(1), 2, 3]) func `it is what counting one by one gives`(seed: UInt64) {
    var random = SplitMix64(state: seed)
    let targets: [UInt32] = [0, 3, 4_000_000_000]
    let months: [UInt16] = [0, 24_287, 24_288, .max]
    let rows = (0..<600).map { _ in
      let n = random.below(60)
      return row(
        random.below(9 + Int(seed)), n, random.below(n / 4 + 1), target: targets[random.below(3)],
        month: months[random.below(4)])
    }
    let baselines = Baselines(rows)
    for country in 0..<14 {
      for target in targets + [5] {
        for month in months {
          let found = baselines.baseline(country: code(country), target: target, month: month)
          #expect(found == slow(rows, code(country), target, month))
        }
      }
    }
  }

  @Test func `a country is not its own measure`() {
    let baselines = Baselines([row(0, 100, 100)] + (1...5).map { row($0, 100, $0) })
    #expect(baselines.baseline(country: code(0), target: 7, month: 24_288).rate == 0.03)
    #expect(baselines.baseline(country: code(9), target: 7, month: 24_288).rate == 0.035)
    #expect(baselines.baseline(country: code(3), target: 7, month: 24_288).isAssumed == false)
  }

  @Test func `under five other countries two in a hundred are assumed and marked`() {
    let baselines = Baselines((0..<5).map { row($0, 30, 15) } + [row(6, 29, 0)])
    let inside = baselines.baseline(country: code(0), target: 7, month: 24_288)
    #expect(inside == Baseline(rate: 0.02, countries: 4, isAssumed: true))
    let outside = baselines.baseline(country: code(6), target: 7, month: 24_288)
    #expect(outside == Baseline(rate: 0.5, countries: 5, isAssumed: false))
    let elsewhere = baselines.baseline(country: code(0), target: 8, month: 24_288)
    #expect(elsewhere == Baseline(rate: 0.02, countries: 0, isAssumed: true))
  }

  @Test func `rows of one country and month are added up, impossible ones left out`() {
    let parts = (0..<5).flatMap { [row($0, 20, 2), row($0, 20, 4), row($0, 3, 4), row($0, -1, 0)] }
    #expect(Baselines(parts).baseline(country: code(8), target: 7, month: 24_288).rate == 0.15)
    #expect(Baselines([]).baseline(country: code(8), target: 7, month: 24_288).isAssumed)
  }

  @Test func `a group's baseline weighs its cells by their tests`() throws {
    var group = GroupBaseline()
    #expect(group.rate == nil)
    group.add(Baseline(rate: 0.1, countries: 8, isAssumed: false), n: 30)
    group.add(Baseline(rate: 0.02, countries: 1, isAssumed: true), n: 10)
    group.add(Baseline(rate: 0.9, countries: 9, isAssumed: false), n: 0)
    #expect(agree(try #require(group.rate), 0.08))
    #expect(group.isAssumed && group.assumedN == 10 && group.n == 40)
  }

  @Test func `a blocking rate is interference above the baseline`() throws {
    var group = GroupBaseline()
    group.add(Baseline(rate: 0.2, countries: 8, isAssumed: false), n: 30)
    let counts = (0..<20).map { NetworkCounts(n: 50, k: 20 + $0 % 2 * 10) }
    let interference = try #require(RateEstimate(counts))
    #expect(interference.lower > 0.2)
    let blocking = try #require(interference.above(group))
    #expect(agree(blocking.rate, 0.375))
    #expect(agree(blocking.lower, (interference.lower - 0.2) / 0.8))
    #expect(agree(blocking.upper, (interference.upper - 0.2) / 0.8))
    #expect(blocking.n == 1000 && blocking.marks.isEmpty)
    let low = try #require(RateEstimate([NetworkCounts(n: 50, k: 5)])).above(group)
    #expect(low?.rate == 0 && low?.lower == 0)
    group.add(Baseline(rate: 0.02, countries: 0, isAssumed: true), n: 1)
    #expect(interference.above(group)?.marks == .baselineAssumed)
  }

  @Test func `what fails everywhere shows no blocking rate`() {
    var group = GroupBaseline()
    group.add(Baseline(rate: 1, countries: 8, isAssumed: false), n: 30)
    #expect(RateEstimate([NetworkCounts(n: 50, k: 50)])?.above(group) == nil)
    #expect(RateEstimate([NetworkCounts(n: 50, k: 50)])?.above(GroupBaseline()) == nil)
    #expect(excess(of: 1, over: 0.02) == 1 && excess(of: 0.01, over: 0.02) == 0 && excess(of: 1, over: 1) == nil)
  }
}

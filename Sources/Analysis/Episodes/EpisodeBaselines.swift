/// What open platforms fail anyhow: c by the platform, q by the network, platform and month; from hours in which the
/// country was open.
///
/// `c = (sum w k + s b) / (sum w n + s)`, and `c_m` of a month likewise about c; `q_j = (sum w k_j + s c) / (sum w n_j
/// + s)`, and that of a month likewise about `q_j c_m / c`.
struct EpisodeBaselines {
  private let settings: EpisodeSettings
  private let months: EpisodeMonths
  private let cells: SortedCells
  /// What each test of a cell counts for: its weight times P(open).
  private let quiet: [Double]
  /// c, not yet bounded.
  private let country: [Double]
  /// `c_m / c` by month and then platform.
  private let seasons: [[Double]]

  init(
    _ cells: SortedCells, quiet: [Double], medians: [Double], months: EpisodeMonths, settings: EpisodeSettings,
    pause: () throws -> Void
  ) throws {
    self.cells = cells
    self.quiet = quiet
    self.months = months
    self.settings = settings
    let platforms = medians.count
    var ofMonths = [QuietTests](repeating: QuietTests(platforms: platforms), count: months.count)
    for network in 0..<cells.networks {
      try pause()
      months.visit(cells, network: network) { ofMonths[$0].add(cells, $1, quiet: quiet) }
    }
    let ofAll = ofMonths.reduce(into: QuietTests(platforms: platforms)) { $0.add($1) }
    let country = (0..<platforms).map { ofAll.rate($0, about: medians[$0], prior: settings.priorTests) }
    self.country = country
    seasons = ofMonths.map { month in
      (0..<platforms).map { platform in
        let rate = month.rate(platform, about: country[platform], prior: settings.priorTests)
        return settings.bounded(rate) / settings.bounded(country[platform])
      }
    }
  }

  /// c of each platform.
  var countryRates: [Double] { country.map(settings.bounded) }

  /// Each cell against its q.
  func weighed(pause: () throws -> Void) throws -> [WeighedCell] {
    var weighed: [WeighedCell] = []
    weighed.reserveCapacity(cells.count)
    for network in 0..<cells.networks {
      try pause()
      var all = QuietTests(platforms: country.count)
      all.add(cells, cells.starts[network]..<cells.starts[network + 1], quiet: quiet)
      months.visit(cells, network: network) { month, range in
        var weighers = weighers(month, range, network: all)
        for cell in range {
          // Every platform of the range has one.
          weighers[Int(cells.platform[cell])]?.add(cells, cell, to: &weighed)
        }
      }
    }
    return weighed
  }

  /// Of the platforms with tests in a network's month.
  private func weighers(_ month: Int, _ range: Range<Int>, network: QuietTests) -> [CellWeigher?] {
    var inside = QuietTests(platforms: country.count)
    inside.add(cells, range, quiet: quiet)
    var weighers = [CellWeigher?](repeating: nil, count: country.count)
    for cell in range where weighers[Int(cells.platform[cell])] == nil {
      let platform = Int(cells.platform[cell])
      let prior = settings.priorTests
      var q = network.rate(platform, about: country[platform], prior: prior)
      if months.count > 1 { q = inside.rate(platform, about: q * seasons[month][platform], prior: prior) }
      weighers[platform] = CellWeigher(baseline: q, settings: settings)
    }
    return weighers
  }
}

extension CellWeigher {
  fileprivate mutating func add(_ cells: SortedCells, _ cell: Int, to weighed: inout [WeighedCell]) {
    weighed.append(weigh(n: cells.n[cell], k: cells.k[cell], weight: cells.weight[cell]))
  }
}

/// Months of a period, by the bin.
struct EpisodeMonths: Sendable {
  /// The first bin of each.
  private let starts: [Int]

  /// `starts`: bins at which a month begins; what is before the first of them is a month too.
  init(starts: [Int], bins: Int) { self.starts = [0] + Set(starts.filter { 0 < $0 && $0 < bins }).sorted() }

  var count: Int { starts.count }

  /// Each month in which a network has cells, and those.
  func visit(_ cells: SortedCells, network: Int, _ body: (Int, Range<Int>) throws -> Void) rethrows {
    var first = cells.starts[network]
    let end = cells.starts[network + 1]
    var month = 0
    while first < end {
      while month + 1 < starts.count, starts[month + 1] <= Int(cells.bin[first]) { month += 1 }
      let next = month + 1 < starts.count ? starts[month + 1] : .max
      var last = first + 1
      while last < end, Int(cells.bin[last]) < next { last += 1 }
      try body(month, first..<last)
      first = last
    }
  }
}

/// Weighted tests and interfered tests by the platform.
private struct QuietTests {
  private var hits: [Double]
  private var tests: [Double]

  init(platforms: Int) {
    hits = [Double](repeating: 0, count: platforms)
    tests = hits
  }

  mutating func add(_ cells: SortedCells, _ range: Range<Int>, quiet: [Double]) {
    for cell in range {
      let platform = Int(cells.platform[cell])
      hits[platform] += stepped(quiet[cell] * Double(cells.k[cell]))
      tests[platform] += stepped(quiet[cell] * Double(cells.n[cell]))
    }
  }

  mutating func add(_ other: QuietTests) {
    for platform in hits.indices {
      hits[platform] += other.hits[platform]
      tests[platform] += other.tests[platform]
    }
  }

  func rate(_ platform: Int, about expected: Double, prior: Double) -> Double {
    (hits[platform] + prior * expected) / (tests[platform] + prior)
  }
}

/// To a multiple of 2^-20: sums of such numbers are exact, in whatever order networks come.
private func stepped(_ tests: Double) -> Double { (tests * 0x1p20).rounded() * 0x1p-20 }

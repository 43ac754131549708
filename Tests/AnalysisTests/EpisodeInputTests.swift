import Analysis
import Testing

@Suite struct EpisodeInputTests {
  static let block = EpisodeSimulation.Block(platforms: [0, 1, 2], networks: Set(0..<7), hours: 403..<409)

  @Test func `the order of cells means nothing`() throws {
    let country = EpisodeSimulation(days: 30, seed: 1, blocks: [Self.block]).country()
    let report = try EpisodeDetector.detect(country: country)
    var random = SplitMix64(state: 5)
    var shuffled = country
    shuffled.cells.shuffle(using: &random)
    let other = try EpisodeDetector.detect(country: shuffled)
    #expect(!report.episodes.isEmpty)
    #expect(other.episodes == report.episodes)
    #expect(other.restricted == report.restricted)
  }

  @Test func `a cell in two parts is one cell`() throws {
    let country = EpisodeSimulation(days: 30, volume: 2, seed: 2, blocks: [Self.block]).country()
    var parted = country
    parted.cells = country.cells.flatMap { cell in
      var left = cell
      var right = cell
      left.n = cell.n / 2
      left.k = min(cell.k, left.n)
      right.n -= left.n
      right.k -= left.k
      return [right, left]
    }
    let report = try EpisodeDetector.detect(country: country)
    #expect(!report.episodes.isEmpty)
    #expect(try EpisodeDetector.detect(country: parted).episodes == report.episodes)
  }

  @Test func `how networks are numbered means nothing`() throws {
    var country = EpisodeSimulation(days: 30, seed: 3, blocks: [Self.block]).country()
    country.months = [200, 600]
    var renamed = country
    for index in renamed.cells.indices { renamed.cells[index].network = 7 - renamed.cells[index].network }
    let report = try EpisodeDetector.detect(country: country)
    let other = try EpisodeDetector.detect(country: renamed)
    #expect(!report.episodes.isEmpty)
    #expect(other.restricted == report.restricted)
    #expect(other.episodes.map(\.bins) == report.episodes.map(\.bins))
    #expect(
      other.episodes.map { $0.networksRestricted.map { 7 - $0 }.sorted() } == report.episodes.map(\.networksRestricted))
  }

  @Test func `more interference never makes a restriction less likely`() throws {
    let country = EpisodeSimulation(days: 30, seed: 4).country()
    var last = try EpisodeDetector.detect(country: country).restricted[0][404]
    for hits in 1...7 as ClosedRange<Int32> {
      var worse = country
      for index in worse.cells.indices
      where worse.cells[index].bin == 404 && worse.cells[index].platform == 0 && worse.cells[index].network < hits {
        worse.cells[index].n = max(2, worse.cells[index].n)
        worse.cells[index].k = worse.cells[index].n
      }
      let next = try EpisodeDetector.detect(country: worse).restricted[0][404]
      #expect(next >= last)
      last = next
    }
    #expect(last > 0.8)
  }

  @Test func `countries without anything have no episode`() throws {
    let nothing = EpisodeCountry(bins: 0, networks: 0, baselines: [], cells: [])
    #expect(try EpisodeDetector.detect(country: nothing).episodes.isEmpty)
    let untested = EpisodeCountry(
      bins: 100, networks: 2, baselines: [0.02],
      cells: [EpisodeCell(bin: 3, network: 1, platform: 0, n: 0, k: 0)])
    let report = try EpisodeDetector.detect(country: untested)
    #expect(report.episodes.isEmpty)
    #expect(report.networksMeasured == 0)
    #expect(report.covered == [Array(repeating: false, count: 100)])
    #expect(report.restricted[0].allSatisfy { $0 > 0 && $0 < 0.2 })
  }

  @Test func `counts without bound do not trap`() throws {
    var cells: [EpisodeCell] = []
    for bin in 0..<48 as Range<Int32> {
      for network in 0..<5 as Range<Int32> {
        cells.append(EpisodeCell(bin: bin, network: network, platform: 0, n: .max, k: .max, probes: .max))
        cells.append(EpisodeCell(bin: bin, network: network, platform: 0, n: .max, k: bin < 24 ? .max : 0))
        cells.append(EpisodeCell(bin: bin, network: network, platform: 1, n: .max, k: 0, probes: .max))
      }
    }
    let country = EpisodeCountry(
      bins: 48, networks: 5, baselines: [0, 1], cells: cells, elsewhere: cells, volume: cells, months: [.min, 24, .max])
    let report = try EpisodeDetector.detect(country: country)
    #expect(report.restricted.joined().allSatisfy { (0...1).contains($0) })
    #expect(report.restricted[0][5] > 0.9)
  }

  @Test func `counts that contradict themselves are refused`() {
    func country(_ cell: EpisodeCell) -> EpisodeCountry {
      EpisodeCountry(bins: 10, networks: 2, baselines: [0.1], cells: [cell])
    }
    let good = EpisodeCell(bin: 9, network: 1, platform: 0, n: 3, k: 3)
    #expect(throws: Never.self) { try EpisodeDetector.detect(country: country(good)) }
    let changes: [(inout EpisodeCell) -> Void] = [{ $0.n = -1 }, { $0.k = 4 }, { $0.k = -1 }, { $0.probes = -1 }]
    for change in changes {
      var bad = good
      change(&bad)
      #expect(throws: EpisodeInputError.counts(bad)) { try EpisodeDetector.detect(country: country(bad)) }
    }
    let places: [(inout EpisodeCell) -> Void] = [
      { $0.bin = 10 }, { $0.bin = -1 }, { $0.network = 2 }, { $0.network = -1 }, { $0.platform = 1 },
      { $0.platform = -1 },
    ]
    for change in places {
      var bad = good
      change(&bad)
      #expect(throws: EpisodeInputError.outside(bad)) { try EpisodeDetector.detect(country: country(bad)) }
    }
  }

  @Test func `sizes and baselines that cannot be are refused`() {
    let sizes = [
      EpisodeCountry(bins: -1, networks: 1, baselines: [0.1], cells: []),
      EpisodeCountry(bins: .max, networks: 1, baselines: [0.1], cells: []),
      EpisodeCountry(bins: 1, binsPerHour: 3, networks: 1, baselines: [0.1], cells: []),
      EpisodeCountry(bins: 1, networks: .max, baselines: [0.1], cells: []),
      EpisodeCountry(bins: 1, networks: 1, baselines: Array(repeating: 0.1, count: 256), cells: []),
    ]
    for country in sizes { #expect(throws: EpisodeInputError.size) { try EpisodeDetector.detect(country: country) } }
    for rate: Double in [-0.1, 1.1, .nan] {
      let country = EpisodeCountry(bins: 1, networks: 1, baselines: [0.1, rate], cells: [])
      #expect(throws: EpisodeInputError.baseline(platform: 1)) { try EpisodeDetector.detect(country: country) }
    }
  }

  struct Stop: Error {}

  @Test func `a search ends where it is told to`() throws {
    let country = EpisodeSimulation(days: 10, hasRest: true).country()
    var calls = 0
    try EpisodeDetector.detect(country: country) { calls += 1 }
    #expect(calls > 10)
    for last in 1...calls {
      var count = 0
      #expect(throws: Stop.self) {
        try EpisodeDetector.detect(country: country) {
          count += 1
          if count == last { throw Stop() }
        }
      }
      #expect(count == last)
    }
  }

  @Test func `every parameter has a name and its value`() {
    let parameters = EpisodeSettings().parameters
    let stays = 2
    #expect(parameters.count == Mirror(reflecting: EpisodeSettings()).children.count - stays + 4 * stays)
    #expect(Set(parameters.map(\.name)).count == parameters.count)
    #expect(parameters.first { $0.name == "corroboration" }?.value == 3)
    #expect(parameters.first { $0.name == "network failing stay, finer" }?.value == 2)
  }
}

import Analysis
import Testing

/// Networks that restrict alone, networks that fail, failures worldwide, and silences.
@Suite struct EpisodeLevelTests {
  @Test func `what one network restricts is an episode of that network`() throws {
    let block = EpisodeSimulation.Block(platforms: [0, 1, 2], networks: [3], hours: 500..<520)
    let simulation = EpisodeSimulation(volume: 1, seed: 1, blocks: [block], hasRest: true)
    let report = try EpisodeDetector.detect(country: simulation.country())
    #expect(report.hasRest)
    #expect(report.episodes.map(\.level) == [.network(3)])
    let episode = try #require(report.episodes.first)
    #expect(episode.scope == .network)
    #expect(episode.platforms == [0, 1, 2])
    #expect(episode.networksTested == [3])
    #expect((episode.onset.estimate - 500).magnitude < 1)
    #expect((episode.offset.estimate - 520).magnitude < 1)
  }

  @Test func `a network that fails for everything is failing, not restricting`() throws {
    let block = EpisodeSimulation.Block(platforms: [0, 1, 2], networks: [3], hours: 500..<506, rate: 0.65)
    var country = EpisodeSimulation(volume: 1, seed: 13, blocks: [block], hasRest: true).country()
    for index in country.rest.indices
    where country.rest[index].network == 3 && (500..<506).contains(country.rest[index].bin) {
      country.rest[index].n = 4
      country.rest[index].k = 3
    }
    let report = try EpisodeDetector.detect(country: country)
    #expect(report.episodes.map(\.level) == [.failing(3)])
    country.rest = []
    let without = try EpisodeDetector.detect(country: country)
    #expect(!without.hasRest)
    #expect(without.episodes.map(\.level) == [.network(3)])
  }

  @Test func `a fault that all networks share is no restriction where the rest of the list shows it`() throws {
    let block = EpisodeSimulation.Block(platforms: [0, 1, 2], networks: Set(0..<8), hours: 500..<506, rate: 0.65)
    var country = EpisodeSimulation(volume: 1, seed: 12, blocks: [block], hasRest: true).country()
    #expect(try EpisodeDetector.detect(country: country).episodes.contains { $0.level == .country })
    for index in country.rest.indices where (500..<506).contains(country.rest[index].bin) {
      country.rest[index].n = 3
      country.rest[index].k = 2
    }
    let levels = try EpisodeDetector.detect(country: country).episodes.map(\.level)
    #expect(!levels.isEmpty)
    #expect(levels.allSatisfy { if case .failing = $0 { true } else { false } })
  }

  @Test func `a quarter of an hour's block of one network is found in quarters`() throws {
    let block = EpisodeSimulation.Block(platforms: [0, 1, 2], networks: [2], hours: 300..<301)
    let simulation = EpisodeSimulation(
      days: 20, binsPerHour: 4, networks: 4, volume: 4, seed: 3, blocks: [block], hasRest: true)
    let episodes = try EpisodeDetector.detect(country: simulation.country()).episodes
    #expect(episodes.map(\.level) == [.network(2)])
    let episode = try #require(episodes.first)
    #expect((episode.onset.estimate - 1200).magnitude < 1)
    #expect((episode.offset.estimate - 1204).magnitude < 1)
  }

  @Test func `what fails in other countries too is no restriction`() throws {
    let evening = EpisodeSimulation.Block(platforms: [0, 1, 2], networks: Set(0..<8), hours: 500..<504)
    var country = EpisodeSimulation(seed: 4, blocks: [evening]).country()
    #expect(try EpisodeDetector.detect(country: country).episodes.map(\.level) == [.country])
    // Thirty other countries, in which all works.
    let elsewhere = EpisodeSimulation(networks: 30, volume: 0.1, seed: 5)
    country.elsewhere = elsewhere.country().cells
    #expect(try EpisodeDetector.detect(country: country).episodes.map(\.level) == [.country])
    // The same, in which platforms 0 and 1 fail too.
    var failing = elsewhere
    failing.blocks = [.init(platforms: [0, 1], networks: Set(0..<30), hours: 500..<504, rate: 0.7)]
    country.elsewhere = failing.country().cells
    let report = try EpisodeDetector.detect(country: country)
    #expect(Set(report.episodes.map(\.level)) == [.country, .worldwideFailure])
    #expect(report.episodes.first { $0.level == .worldwideFailure }?.platforms == [0, 1])
    #expect(report.episodes.first { $0.level == .country }?.platforms == [2])
    #expect(report.restricted[0][502] == 0)
    #expect(report.restricted[2][502] > 0.5)
  }

  @Test func `countries that always block a platform do not make it fail worldwide`() throws {
    let evening = EpisodeSimulation.Block(platforms: [0, 1, 2], networks: Set(0..<8), hours: 500..<504)
    var country = EpisodeSimulation(seed: 6, blocks: [evening]).country()
    var elsewhere = EpisodeSimulation(networks: 30, volume: 0.2, seed: 7)
    elsewhere.blocks = [.init(platforms: [0, 1, 2], networks: Set(0..<12), hours: 0..<1200)]
    country.elsewhere = elsewhere.country().cells
    #expect(try EpisodeDetector.detect(country: country).episodes.map(\.level) == [.country])
  }

  @Test func `a world made once says of each country what its other countries do`() throws {
    var elsewhere = EpisodeSimulation(networks: 30, volume: 0.1, seed: 5)
    elsewhere.blocks = [.init(platforms: [0, 1], networks: Set(0..<30), hours: 500..<504, rate: 0.7)]
    let evening = EpisodeSimulation.Block(platforms: [0, 1, 2], networks: Set(0..<8), hours: 500..<504)
    var country = EpisodeSimulation(seed: 4, blocks: [evening]).country()
    let cells = elsewhere.country().cells
    country.elsewhere = cells
    let expected = try EpisodeDetector.detect(country: country).episodes
    // Country 30 of the world is the one that is asked about, and a quarter of its hours fail.
    let own = (0..<1200 as Range<Int32>).flatMap { bin in
      (0..<3 as Range<Int32>).map { EpisodeCell(bin: bin, network: 30, platform: $0, n: 1, k: bin % 4 == 0 ? 1 : 0) }
    }
    country.elsewhere = []
    country.world = try EpisodeWorld(cells: cells + own, bins: 1200, baselines: country.baselines)
    country.numberInWorld = 30
    #expect(try EpisodeDetector.detect(country: country).episodes == expected)
    #expect(expected.contains { $0.level == .worldwideFailure })
    country.bins = 1201
    #expect(throws: EpisodeInputError.size) { try EpisodeDetector.detect(country: country) }
  }

  /// One test of a platform in each of some other countries, interfered with or not.
  static func elsewhere(_ count: Int32, platform: Int32, isHit: Bool, bin: Int32 = 501) -> [EpisodeCell] {
    (0..<count).map { EpisodeCell(bin: bin, network: $0, platform: platform, n: 1, k: isHit ? 1 : 0) }
  }

  @Test func `a restriction says whether enough was tested elsewhere to tell it from a worldwide failure`() throws {
    let evening = EpisodeSimulation.Block(platforms: [0, 1, 2], networks: Set(0..<8), hours: 500..<504)
    var country = EpisodeSimulation(seed: 4, blocks: [evening]).country()
    for (tests, isUnseen) in [(0, true), (4, true), (5, false)] as [(Int32, Bool)] {
      // Those of other hours say nothing.
      country.elsewhere =
        Self.elsewhere(tests, platform: 1, isHit: false) + Self.elsewhere(40, platform: 1, isHit: false, bin: 600)
      let episode = try #require(try EpisodeDetector.detect(country: country).episodes.first)
      #expect(episode.level == .country)
      #expect(episode.testsElsewhere == tests)
      #expect(episode.isWorldUnseen == isUnseen)
    }
  }

  @Test func `countries that always block a platform could not show that it fails`() throws {
    let evening = EpisodeSimulation.Block(platforms: [0, 1, 2], networks: Set(0..<8), hours: 500..<504)
    var country = EpisodeSimulation(seed: 4, blocks: [evening]).country()
    var blocking = EpisodeSimulation(networks: 5, volume: 1, seed: 7)
    blocking.blocks = [.init(platforms: [0, 1, 2], networks: Set(0..<5), hours: 0..<1200)]
    country.elsewhere = blocking.country().cells
    let episode = try #require(try EpisodeDetector.detect(country: country).episodes.first)
    #expect(episode.testsElsewhere == 0 && episode.isWorldUnseen)
  }

  @Test func `a platform goes with those that fail worldwide unless its own tests speak against it`() throws {
    let evening = EpisodeSimulation.Block(platforms: [0, 1, 2], networks: Set(0..<8), hours: 500..<504)
    var country = EpisodeSimulation(seed: 4, blocks: [evening]).country()
    let others = Self.elsewhere(4, platform: 0, isHit: true) + Self.elsewhere(4, platform: 1, isHit: true)
    country.elsewhere = others + Self.elsewhere(1, platform: 2, isHit: false)
    let together = try EpisodeDetector.detect(country: country).episodes
    #expect(together.map(\.level) == [.worldwideFailure])
    #expect(together.first?.platforms == [0, 1, 2])
    #expect(together.first?.isWorldUnseen == false)
    country.elsewhere = others + Self.elsewhere(20, platform: 2, isHit: false)
    let apart = try EpisodeDetector.detect(country: country).episodes
    #expect(apart.first { $0.level == .country }?.platforms == [2])
  }

  @Test func `what one network shows is a worldwide failure on more evidence than what a country does`() throws {
    let cases: [(networks: Range<Int>, hits: Int32, isFailure: Bool)] = [
      (0..<8, 2, true), (3..<4, 2, false), (3..<4, 3, true),
    ]
    for (networks, hits, isFailure) in cases {
      let block = EpisodeSimulation.Block(platforms: [1], networks: Set(networks), hours: 500..<520)
      var country = EpisodeSimulation(volume: 1, seed: 1, blocks: [block], hasRest: true).country()
      // Before and after, all works elsewhere.
      country.elsewhere =
        Self.elsewhere(hits, platform: 1, isHit: true) + Self.elsewhere(10, platform: 1, isHit: false, bin: 498)
        + Self.elsewhere(10, platform: 1, isHit: false, bin: 522)
      let levels = try EpisodeDetector.detect(country: country).episodes.map(\.level)
      #expect(levels == [isFailure ? .worldwideFailure : networks.count > 1 ? .country : .network(3)])
    }
  }

  @Test func `hours without tests in the whole country are a silence`() throws {
    let simulation = EpisodeSimulation(days: 60, networks: 4, platforms: 2, volume: 1, seed: 8, dark: 900..<920)
    let report = try EpisodeDetector.detect(country: simulation.country())
    #expect(report.episodes.map(\.level) == [.silence])
    let silence = try #require(report.episodes.first)
    #expect((silence.onset.estimate - 900).magnitude < 1)
    #expect((silence.offset.estimate - 920).magnitude < 1)
    #expect(silence.networksRestricted == [0, 1, 2, 3])
    #expect(silence.affected == 0 && silence.tests > 100)
    #expect(silence.platforms.isEmpty)
  }

  @Test func `the first four weeks and one network's silence are not a country's`() throws {
    let early = EpisodeSimulation(days: 60, networks: 4, platforms: 2, volume: 1, seed: 8, dark: 500..<520)
    #expect(try EpisodeDetector.detect(country: early.country()).episodes.isEmpty)
    var country = EpisodeSimulation(days: 60, networks: 4, platforms: 2, volume: 1, seed: 9).country()
    // One network made nearly all tests, and stopped; the others go on, one in eleven hours each.
    country.cells.removeAll { cell in
      cell.network == 2 ? (900..<960).contains(cell.bin) : (cell.bin + 3 * cell.network) % 11 != 0
    }
    #expect(try !EpisodeDetector.detect(country: country).episodes.contains { $0.level == .silence })
  }
}

import Analysis
import Testing

@Suite struct EpisodeDetectorTests {
  /// An evening on all platforms in seven of eight networks.
  static let evening = EpisodeSimulation.Block(platforms: [0, 1, 2], networks: Set(0..<7), hours: 803..<808)

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `there is no episode where there is no restriction`(seed: UInt64) throws {
    let report = try EpisodeDetector.detect(country: EpisodeSimulation(seed: seed).country())
    #expect(report.episodes.isEmpty)
    #expect(report.restricted.joined().allSatisfy { $0 < 0.8 })
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `an evening's block is one national episode of its platforms and hours`(seed: UInt64) throws {
    let simulation = EpisodeSimulation(seed: seed, blocks: [Self.evening])
    let episodes = try EpisodeDetector.detect(country: simulation.country()).episodes
    #expect(episodes.count == 1)
    let episode = try #require(episodes.first)
    #expect(episode.level == .country)
    #expect(episode.scope == .national)
    #expect(episode.platforms == [0, 1, 2])
    #expect((episode.onset.estimate - 803).magnitude < 0.6)
    #expect((episode.offset.estimate - 808).magnitude < 0.6)
    #expect(episode.phases.map(\.kind) == [.blocked])
    #expect(episode.networksTested == Array(0..<8))
    #expect(episode.networksRestricted == Array(0..<7))
  }

  @Test func `the brackets of onset and offset hold the truth`() throws {
    let simulation = EpisodeSimulation(seed: 4, blocks: [Self.evening])
    let episode = try #require(try EpisodeDetector.detect(country: simulation.country()).episodes.first)
    let lastOpen = try #require(episode.onset.open)
    let firstOpen = try #require(episode.offset.open)
    #expect(lastOpen < 803 && episode.onset.restricted >= 803)
    #expect(episode.offset.restricted < 808 && firstOpen >= 808)
    #expect(lastOpen < episode.onset.restricted && episode.offset.restricted < firstOpen)
  }

  @Test func `one platform's block is an episode of that platform alone`() throws {
    let block = EpisodeSimulation.Block(platforms: [1], networks: Set(0..<8), hours: 500..<560)
    let simulation = EpisodeSimulation(seed: 5, blocks: [block])
    let episodes = try EpisodeDetector.detect(country: simulation.country()).episodes
    #expect(episodes.map(\.platforms) == [[1]])
    #expect(episodes.first.map { ($0.onset.estimate - 500).magnitude < 1.5 } == true)
  }

  @Test func `throttling and what follows it are two phases of one episode`() throws {
    let simulation = EpisodeSimulation(
      volume: 1.5, seed: 6,
      blocks: [
        .init(platforms: [0, 1, 2], networks: Set(0..<8), hours: 600..<610, rate: 0.45),
        .init(platforms: [0, 1, 2], networks: Set(0..<8), hours: 610..<620),
      ])
    let episodes = try EpisodeDetector.detect(country: simulation.country()).episodes
    let episode = try #require(episodes.first)
    #expect(episodes.count == 1)
    #expect(episode.phases.map(\.kind) == [.throttled, .blocked])
    let change = try #require(episode.phases.last?.bins.lowerBound)
    #expect((609...611).contains(change))
    #expect(episode.phases.allSatisfy { $0.share.map { $0 > 0.3 && $0 < 1 } == true })
  }

  @Test func `an evening is seen during another platform's ban`() throws {
    let ban = EpisodeSimulation.Block(platforms: [0], networks: Set(0..<8), hours: 400..<1100)
    let evening = EpisodeSimulation.Block(platforms: [1, 2], networks: Set(0..<8), hours: 803..<808)
    let simulation = EpisodeSimulation(seed: 7, blocks: [ban, evening])
    let episodes = try EpisodeDetector.detect(country: simulation.country()).episodes
    #expect(episodes.map(\.platforms) == [[0], [1, 2]])
    #expect(episodes.last.map { ($0.onset.estimate - 803).magnitude < 1 } == true)
  }

  @Test func `what is blocked all along is known from the worldwide baseline`() throws {
    let ban = EpisodeSimulation.Block(platforms: [0], networks: Set(0..<8), hours: 0..<1200)
    let report = try EpisodeDetector.detect(country: EpisodeSimulation(seed: 8, blocks: [ban]).country())
    let episode = try #require(report.episodes.first)
    #expect(report.episodes.count == 1)
    #expect(episode.platforms == [0])
    #expect(episode.onset.open == nil && episode.offset.open == nil)
    #expect(episode.bins == 0..<1200)
    #expect(report.baselines[0] < 0.05)
    #expect(report.restricted[0].allSatisfy { $0 > 0.8 })
    #expect(report.restricted[1].allSatisfy { $0 < 0.8 })
  }

  @Test func `one network alone is never an episode of its country`() throws {
    let block = EpisodeSimulation.Block(platforms: [0, 1, 2], networks: [3], hours: 500..<900, rate: 1)
    let simulation = EpisodeSimulation(volume: 2, seed: 9, blocks: [block])
    let episodes = try EpisodeDetector.detect(country: simulation.country()).episodes
    #expect(!episodes.contains { $0.level == .country })
  }

  @Test func `one bad probe with thousands of tests is never an episode of its country`() throws {
    var country = EpisodeSimulation(seed: 10).country()
    for bin in 400..<410 as Range<Int32> {
      country.cells.append(EpisodeCell(bin: bin, network: 2, platform: 0, n: 5000, k: 5000, probes: 1))
    }
    let episodes = try EpisodeDetector.detect(country: country).episodes
    #expect(!episodes.contains { $0.level == .country })
  }

  @Test func `two networks are too few for an episode of a country`() throws {
    let block = EpisodeSimulation.Block(platforms: [0, 1, 2], networks: [0, 1], hours: 500..<900)
    let simulation = EpisodeSimulation(networks: 2, volume: 2, seed: 11, blocks: [block])
    let report = try EpisodeDetector.detect(country: simulation.country())
    #expect(report.hasTooFewNetworks)
    #expect(!report.episodes.contains { $0.level == .country })
  }
}

import Analysis
import Places
import Subjects
import Tables

/// What the detector found in one country, in times and names instead of numbers.
struct DetectedEpisode: Sendable {
  enum Level: String, Sendable, CaseIterable { case country, network, failing, worldwide, silence }

  struct Phase: Sendable {
    var kind: String
    var span: TimeSpan
    var share: Double?
  }

  var level: Level
  /// Of `network` and `failing`.
  var network: Int?
  /// Ids, sorted; none of a silence.
  var platforms: [String]
  /// From the expected onset to the expected offset; UTC.
  var span: TimeSpan
  /// It had not ended when the measurements do.
  var isOngoing: Bool
  /// It was there when the measurements begin.
  var isFromStart: Bool
  /// The last hour that was surely open and the first that was surely restricted.
  var bracket: (open: Instant?, restricted: Instant)
  var scope: String
  var phases: [Phase]
  /// Hours inside of which nothing can be said.
  var insufficientHours: Int
  /// Hours inside that were surely not open, those that cannot be told left out.
  var restrictedHours: [Range<Int>]
  var networksTested: [Int]
  var networksRestricted: [Int]
  var tests: Int
  var affected: Int
  var peak: Double
  /// Too few tests in other countries to tell it from a worldwide failure.
  var isWorldUnseen: Bool
}

extension DetectedEpisode.Level {
  init(_ level: Episode.Level) {
    switch level {
    case .country: self = .country
    case .network: self = .network
    case .failing: self = .failing
    case .worldwideFailure: self = .worldwide
    case .silence: self = .silence
    }
  }

  /// For footers: `3 network episodes`.
  func phrase(_ count: Int) -> String {
    switch self {
    case .country: Counted.phrase(count, "country episode")
    case .network: Counted.phrase(count, "network episode")
    case .failing: Counted.phrase(count, "failing network")
    case .worldwide: Counted.phrase(count, "worldwide failure")
    case .silence: Counted.phrase(count, "silence")
    }
  }
}

/// How bins and numbers of the detector stand for hours and names.
struct EpisodeFrame {
  /// Unix hour of bin 0.
  var firstHour: Int
  var bins: Int
  var platforms: [String]
  /// ASNs by number.
  var networks: [Int]

  func instant(_ time: Double) -> Instant {
    Instant(seconds: firstHour * 3600 + Int((min(max(time, 0), Double(bins)) * 3600).rounded()))
  }

  /// Bins at which a month begins, in UTC.
  var months: [Int] {
    var months: [Int] = []
    var (year, month, _) = Instant(seconds: firstHour * 3600).day.civil
    while true {
      (year, month) = month == 12 ? (year + 1, 1) : (year, month + 1)
      guard let first = Day(year: year, month: month, day: 1), first.start.unixHour < firstHour + bins else {
        return months
      }
      months.append(first.start.unixHour - firstHour)
    }
  }

  func detected(_ episode: Episode) -> DetectedEpisode {
    let names = { (numbers: [Int]) in
      numbers.compactMap { self.networks.indices.contains($0) ? self.networks[$0] : nil }
    }
    var network: Int?
    switch episode.level {
    case .network(let number), .failing(let number): network = names([number]).first
    case .country, .worldwideFailure, .silence: break
    }
    let hours = episode.bins.clamped(to: 0..<bins)
    return DetectedEpisode(
      level: DetectedEpisode.Level(episode.level), network: network,
      platforms: episode.platforms.compactMap { platforms.indices.contains($0) ? platforms[$0] : nil }.sorted(),
      span: TimeSpan(
        instant(episode.onset.estimate),
        max(instant(episode.onset.estimate).advanced(by: 60), instant(episode.offset.estimate))),
      isOngoing: episode.offset.open == nil, isFromStart: episode.onset.open == nil,
      bracket: (episode.onset.open.map { instant(Double($0)) }, instant(Double(episode.onset.restricted))),
      scope: "\(episode.scope)",
      phases: episode.phases.map { phase in
        DetectedEpisode.Phase(
          kind: "\(phase.kind)",
          span: TimeSpan(instant(Double(phase.bins.lowerBound)), instant(Double(phase.bins.upperBound))),
          share: phase.share)
      },
      insufficientHours: episode.insufficient.reduce(0) { $0 + $1.count },
      restrictedHours: without(episode.insufficient, hours).map {
        $0.lowerBound + firstHour..<$0.upperBound + firstHour
      },
      networksTested: names(episode.networksTested).sorted(),
      networksRestricted: names(episode.networksRestricted).sorted(),
      tests: episode.tests, affected: episode.affected, peak: episode.peak,
      isWorldUnseen: episode.isWorldUnseen)
  }

  private func without(_ gaps: [Range<Int>], _ hours: Range<Int>) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var next = hours.lowerBound
    for gap in gaps.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if gap.lowerBound > next { result.append(next..<min(gap.lowerBound, hours.upperBound)) }
      next = max(next, gap.upperBound)
    }
    if next < hours.upperBound { result.append(next..<hours.upperBound) }
    return result
  }
}

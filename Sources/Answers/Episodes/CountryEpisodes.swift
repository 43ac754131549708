import Analysis
import Places
import Subjects
import Tables

/// What the detector found in one country, with ids that stay as long as the data and the parameters do.
struct CountryEpisodes {
  var country: CountryCode
  var episodes: [(id: String, episode: DetectedEpisode)] = []
  /// Too few networks for country episodes.
  var hasTooFewNetworks = false
  var networksMeasured = 0
  /// P(restricted) of a platform in an hour of a country episode that holds it: what the index adds up.
  private(set) var exposures: [String: [Exposure]] = [:]

  struct Exposure {
    /// Unix hour of the first probability.
    var firstHour: Int
    var probabilities: [Double]
    /// ASNs.
    var restricting: Set<Int>
  }

  /// Nothing was measured.
  init(country: CountryCode, label: String) { self.country = country }

  /// `PK-2024-01-07-1`: country, day of the onset in UTC, and which of that day and kind it is.
  init(country: CountryCode, label: String, report: EpisodeReport, frame: EpisodeFrame) {
    self.country = country
    hasTooFewNetworks = report.hasTooFewNetworks
    networksMeasured = report.networksMeasured
    var ordinals: [String: Int] = [:]
    for found in report.episodes {
      let episode = frame.detected(found)
      if found.level == .country { addExposures(of: found, episode, report, frame) }
      let parts = [label, episode.idPart].filter { !$0.isEmpty }
      let stem = ([country.description, episode.span.start.day.iso] + parts).joined(separator: "-")
      let ordinal = ordinals[stem, default: 0] + 1
      ordinals[stem] = ordinal
      episodes.append(("\(stem)-\(ordinal)", episode))
    }
  }

  private mutating func addExposures(
    of found: Episode, _ episode: DetectedEpisode, _ report: EpisodeReport, _ frame: EpisodeFrame
  ) {
    for number in found.platforms {
      guard frame.platforms.indices.contains(number), report.restricted.indices.contains(number) else { continue }
      let series = report.restricted[number]
      let bins = found.bins.clamped(to: 0..<series.count)
      guard !bins.isEmpty else { continue }
      exposures[frame.platforms[number], default: []].append(
        Exposure(
          firstHour: frame.firstHour + bins.lowerBound, probabilities: Array(series[bins]),
          restricting: Set(episode.networksRestricted)))
    }
  }

  /// Zero outside of episodes.
  func exposure(of platform: String, at hour: Int) -> (probability: Double, restricting: Set<Int>) {
    for exposure in exposures[platform] ?? [] where exposure.probabilities.indices.contains(hour - exposure.firstHour) {
      return (exposure.probabilities[hour - exposure.firstHour], exposure.restricting)
    }
    return (0, [])
  }
}

extension DetectedEpisode {
  /// What tells the kinds of one day apart; country episodes need nothing.
  fileprivate var idPart: String {
    switch level {
    case .country: ""
    case .network: "AS\(network ?? 0)"
    case .failing: "failing-AS\(network ?? 0)"
    case .worldwide: "worldwide"
    case .silence: "silence"
    }
  }
}

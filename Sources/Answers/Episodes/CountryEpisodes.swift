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
      let parts = [label, episode.idPart].filter { !$0.isEmpty }
      let stem = ([country.description, episode.span.start.day.iso] + parts).joined(separator: "-")
      let ordinal = ordinals[stem, default: 0] + 1
      ordinals[stem] = ordinal
      episodes.append(("\(stem)-\(ordinal)", episode))
    }
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

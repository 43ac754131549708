import Places
import Query
import Subjects
import Tables

/// The fields of an episode, for conditions.
struct EpisodeFields: ConditionRow {
  let record: StoredRecord
  let episode: DetectedEpisode

  func texts(_ field: String) -> [String]? {
    switch field {
    case "country": [record.country.description]
    case "subregion": [PlaceCatalog.country(record.country)?.subregion].compactMap { $0 }
    case "region": [PlaceCatalog.country(record.country)?.region].compactMap { $0 }
    case "platform": episode.platforms
    case "network": episode.networksRestricted.map { "AS\($0)" }
    // What fails worldwide or for everything, and silences, are no restrictions: they are asked for by name.
    case "level": [episode.level.rawValue] + ([.country, .network].contains(episode.level) ? ["any"] : [])
    case "scope": [episode.scope]
    case "id": [record.name]
    case "dataset": [record.dataset]
    case "publisher": [record.publisher].compactMap { $0 }
    default: nil
    }
  }

  func instant(_ field: String) -> Instant? {
    switch field {
    case "start": episode.span.start
    case "end": episode.isOngoing ? nil : episode.span.end.advanced(by: -1)
    default: nil
    }
  }

  func isMissing(_ field: String) -> Bool? {
    switch field {
    case "start": false
    case "end", "duration": episode.isOngoing
    default: texts(field)?.isEmpty
    }
  }

  func duration(_ field: String) -> Int? {
    field == "duration" && !episode.isOngoing ? episode.span.seconds : nil
  }
}

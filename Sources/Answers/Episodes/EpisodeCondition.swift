import Places
import Query
import Subjects
import Tables

/// Conditions on the fields of episodes, which no table of the database holds.
struct EpisodeCondition {
  let condition: Condition

  /// nil: what is asked is not known of the episode, which neither holds nor fails.
  func holds(_ record: StoredRecord, _ episode: DetectedEpisode) -> Bool {
    Self.value(condition, record, episode) == true
  }

  private static func value(_ condition: Condition, _ record: StoredRecord, _ episode: DetectedEpisode) -> Bool? {
    switch condition {
    case .all(let parts):
      let values = parts.map { value($0, record, episode) }
      return values.contains(false) ? false : values.contains(nil) ? nil : true
    case .any(let parts):
      let values = parts.map { value($0, record, episode) }
      return values.contains(true) ? true : values.contains(nil) ? nil : false
    case .not(let part): return value(part, record, episode).map { !$0 }
    case .missing(let field, let isNegated):
      let isMissing = texts(field, record, episode)?.isEmpty ?? false
      return isMissing != isNegated
    case .member(let field, let operands):
      let values = operands.map { compare(field, .equal, $0, record, episode) }
      return values.contains(true) ? true : values.contains(nil) ? nil : false
    case .compare(let field, let comparison, let operand): return compare(field, comparison, operand, record, episode)
    }
  }

  private static func compare(
    _ field: String, _ comparison: Comparison, _ operand: Operand, _ record: StoredRecord, _ episode: DetectedEpisode
  ) -> Bool? {
    switch (field, operand) {
    case ("start", .span(let span)): return compare(episode.span.start, comparison, span)
    case ("end", .span(let span)):
      return episode.isOngoing ? nil : compare(episode.span.end.advanced(by: -1), comparison, span)
    case ("duration", .duration(let seconds)):
      return episode.isOngoing ? nil : compare(episode.span.seconds, comparison, seconds)
    case (_, .number(let number)):
      guard let texts = texts(field, record, episode) else { return nil }
      return compare(Double(texts.count), comparison, number)
    case (_, .text(let text)):
      guard let texts = texts(field, record, episode), !texts.isEmpty else { return nil }
      switch comparison {
      case .equal: return texts.contains(text)
      case .notEqual: return !texts.contains(text)
      case .contains: return texts.contains { $0.lowercased().contains(text.lowercased()) }
      case .less, .lessOrEqual, .greater, .greaterOrEqual: return nil
      }
    default: return nil
    }
  }

  private static func compare(_ instant: Instant, _ comparison: Comparison, _ span: TimeSpan) -> Bool {
    switch comparison {
    case .equal, .contains: span.contains(instant)
    case .notEqual: !span.contains(instant)
    case .less: instant < span.start
    case .lessOrEqual: instant < span.end
    case .greater: instant >= span.end
    case .greaterOrEqual: instant >= span.start
    }
  }

  private static func compare<Number: Comparable>(_ left: Number, _ comparison: Comparison, _ right: Number) -> Bool {
    switch comparison {
    case .equal, .contains: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    }
  }

  /// nil for fields that have no words.
  private static func texts(_ field: String, _ record: StoredRecord, _ episode: DetectedEpisode) -> [String]? {
    switch field {
    case "country": [record.country.description]
    case "subregion": [PlaceCatalog.country(record.country)?.subregion].compactMap { $0 }
    case "region": [PlaceCatalog.country(record.country)?.region].compactMap { $0 }
    case "platform": episode.platforms
    case "network": episode.networksRestricted.map { "AS\($0)" }
    case "level": [episode.level.rawValue, "any"]
    case "scope": [episode.scope]
    case "id": [record.name]
    case "dataset": [record.dataset]
    case "publisher": [record.publisher].compactMap { $0 }
    default: nil
    }
  }
}

extension Condition {
  /// Whether some part of it is about a field.
  func mentions(_ name: String) -> Bool {
    switch self {
    case .all(let parts), .any(let parts): parts.contains { $0.mentions(name) }
    case .not(let part): part.mentions(name)
    case .compare(let field, _, _), .member(let field, _), .missing(let field, _): field == name
    }
  }
}

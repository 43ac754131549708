import Analysis
import Places
import Query
import Tables

/// Fields that are worked out of a record's start, and of the starts of the other records that a selection chooses
/// (Documentation/methods/recurrence.md).
struct LateFields: ConditionRow {
  let record: StoredRecord
  let clock: ZoneClock

  func texts(_ field: String) -> [String]? { nil }
  func instant(_ field: String) -> Instant? { nil }

  func duration(_ field: String) -> Int? { field == "since-previous" ? record.sincePrevious : nil }

  func number(_ field: String) -> Int? { field == "minute" ? record.startMinute(clock) : nil }

  func isMissing(_ field: String) -> Bool? { duration(field) == nil && number(field) == nil }
}

extension StoredRecord {
  /// 0...59 on the wall clock there; nil where the source does not say the minute, or calls it an estimate. Of episodes
  /// the detector estimates it.
  func startMinute(_ clock: ZoneClock) -> Int? {
    guard episode == nil, start.precision <= .minute, !start.isEstimated else { return nil }
    let seconds = clock.local(start.instant, in: country).seconds % 3600
    return (seconds < 0 ? seconds + 3600 : seconds) / 60
  }

  /// An episode that was there when the measurements begin did not start then.
  fileprivate func onset(_ clock: ZoneClock) -> Onset {
    if let episode, episode.isFromStart { return .unknown }
    switch start.precision {
    case .second, .minute, .hour:
      return .clocked(start.instant, day: Int(clock.local(start.instant, in: country).day.number))
    case .day: return .dated(day: Int(start.day.number))
    case .month, .year: return .unknown
    }
  }
}

/// What succeeds each other: the records of one country in one dataset.
private struct OnsetSeries: Hashable {
  var country: CountryCode
  var dataset: String
}

extension [StoredRecord] {
  /// Each with the time since the start before it, in its country and its dataset. Records that are merged are of one.
  func withGaps(_ clock: ZoneClock, isMerged: Bool) -> [StoredRecord] {
    var result = self
    let series = Dictionary(grouping: indices) { index in
      OnsetSeries(country: self[index].country, dataset: isMerged ? "" : self[index].dataset)
    }
    for members in series.values {
      let gaps = OnsetGaps.seconds(members.map { self[$0].onset(clock) })
      for (index, gap) in zip(members, gaps) { result[index].sincePrevious = gap }
    }
    return result
  }
}

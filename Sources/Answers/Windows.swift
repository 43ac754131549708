import Analysis
import Places
import Query
import Subjects
import Tables

/// The times at which each country had a selected thing, merged so that nothing is met twice.
struct SelectionWindows {
  private(set) var spans: [CountryCode: [TimeSpan]] = [:]
  private(set) var records = 0
  /// Things known only to the day, month or year: they last that unit.
  private(set) var coarse = 0

  /// `period`: the selection's own, in local time; windows are cut to it.
  init(_ records: [StoredRecord], within period: TimeSpan?, clock: ZoneClock, coverage: CatalogueCoverage) {
    var found: [CountryCode: [TimeSpan]] = [:]
    var seen: Set<Int> = []
    for record in records {
      let local = SelectionWindows.local(record, clock, coverage)
      let held = period.map { [local].intersection(with: $0) } ?? [local]
      guard !held.isEmpty else { continue }
      if seen.insert(record.id).inserted {
        self.records += 1
        if record.start.precision >= .day { coarse += 1 }
      }
      found[record.country, default: []] += held.map { clock.utc($0, in: record.country) }
    }
    spans = found.mapValues { $0.merged }
  }

  /// Local spans of each country.
  init(_ spans: [CountryCode: [TimeSpan]], clock: ZoneClock) {
    self.spans = spans.reduce(into: [:]) { result, entry in
      result[entry.key] = entry.value.map { clock.utc($0, in: entry.key) }.merged
    }
  }

  /// When a thing was, on the clock of its country: a thing known only to the day is a calendar day there; a
  /// restriction lasts as its catalogue says, or its start day where the end is unknown.
  private static func local(_ record: StoredRecord, _ clock: ZoneClock, _ coverage: CatalogueCoverage) -> TimeSpan {
    let analysis = clock.analysisClock(in: record.country)
    if let incident = record.incident {
      return IncidentTimes(incident, snapshot: coverage.snapshot(of: record.dataset), clock: analysis).span
    }
    if let episode = record.episode { return analysis.local(episode.span) }
    let start = analysis.local(record.start)
    let end = record.event?.end.map(analysis.local) ?? start
    return TimeSpan(start.start, max(start.end, end.end))
  }

  /// Hours that touch a window, for the cells; disjoint within a country.
  var cellWindows: [CountryWindow] {
    spans.sorted { $0.key < $1.key }.flatMap { country, spans in
      spans.map { TimeSpan($0.start.hourFloor, $0.end.hourCeiling) }.merged.compactMap { span in
        guard span.start < span.end else { return nil }
        return CountryWindow(country: country, hours: span.start.unixHour...(span.end.unixHour - 1))
      }
    }
  }

  /// Some window starts or ends within an hour, and cells hold whole hours.
  var cutsHours: Bool {
    spans.values.contains { $0.contains { !$0.keepsHours } }
  }
}

extension Instant {
  var hourFloor: Instant { Instant(seconds: unixHour * 3600) }
  var hourCeiling: Instant { advanced(by: 3599).hourFloor }
}

extension TimeSpan {
  var keepsHours: Bool { start == start.hourFloor && end == end.hourFloor }
}

extension [TimeSpan] {
  /// Sorted and disjoint: spans that overlap or touch become one.
  var merged: [TimeSpan] {
    var result: [TimeSpan] = []
    for span in sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
      if let last = result.last, span.start <= last.end {
        result[result.count - 1] = TimeSpan(last.start, Swift.max(last.end, span.end))
      } else {
        result.append(span)
      }
    }
    return result
  }

  func intersection(with span: TimeSpan) -> [TimeSpan] {
    compactMap { own in
      let start = Swift.max(own.start, span.start)
      let end = Swift.min(own.end, span.end)
      return start < end ? TimeSpan(start, end) : nil
    }
  }
}

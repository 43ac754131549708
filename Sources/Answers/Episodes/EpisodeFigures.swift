import Analysis
import Places
import Query
import Tables

/// Figures of one group of episodes over some local spans of time (Documentation/methods/episodes.md). Only restrictions
/// count: what fails worldwide or for everything, and silences, are no restrictions whatever a condition says.
struct EpisodeFigures {
  let clock: ZoneClock
  /// The spans of a country in which episodes count; nil: all time.
  let spans: (CountryCode) -> [TimeSpan]?

  func figure(_ measure: Measure, of members: [StoredRecord]) -> Figure {
    switch measure {
    case .episodes: Figure(.integer(Set(started(members).map(\.name)).count))
    case .blockedHours: Figure(.integer(hours(members).values.reduce(0) { $0 + $1.count }))
    case .blockedDays: Figure(.integer(days(members)))
    case .networksBlocked: Figure(.integer(networks(members)))
    case .medianEpisodeDuration: median(durations(members))
    case .medianOnsetGap: median(gaps(members))
    default: .missing(.notApplicable)
    }
  }

  /// Those that started in the period and have no length, since their start or end is not in the measurements.
  func withoutLength(_ members: [StoredRecord]) -> Int {
    restrictions(started(members)).count { $0.episode.isOngoing || $0.episode.isFromStart }
  }

  private func median(_ values: [Double]) -> Figure {
    values.sorted().median.map { Figure(.number($0.rounded12)) } ?? .missing(.noData)
  }

  private func restrictions(_ members: [StoredRecord]) -> [(record: StoredRecord, episode: DetectedEpisode)] {
    members.compactMap { record in
      guard let episode = record.episode, episode.level == .country || episode.level == .network else { return nil }
      return (record, episode)
    }
  }

  private func started(_ members: [StoredRecord]) -> [StoredRecord] {
    members.filter { record in
      guard let episode = record.episode else { return false }
      let start = clock.local(episode.span.start, in: record.country)
      return spans(record.country)?.contains { $0.contains(start) } ?? true
    }
  }

  /// Distinct restricted hours (unix) of each country in the period.
  private func hours(_ members: [StoredRecord]) -> [CountryCode: Set<Int>] {
    restrictions(members).reduce(into: [:]) { hours, member in
      let country = member.record.country
      let spans = spans(country)
      for range in member.episode.restrictedHours {
        for hour in range where spans?.contains(where: { $0.contains(local(hour, country)) }) ?? true {
          hours[country, default: []].insert(hour)
        }
      }
    }
  }

  private func local(_ hour: Int, _ country: CountryCode) -> Instant {
    clock.local(Instant(seconds: hour * 3600), in: country)
  }

  private func days(_ members: [StoredRecord]) -> Int {
    hours(members).reduce(0) { sum, entry in sum + Set(entry.value.map { local($0, entry.key).day }).count }
  }

  /// Distinct networks of each country that enforced a restriction in the period.
  private func networks(_ members: [StoredRecord]) -> Int {
    var networks: [CountryCode: Set<Int>] = [:]
    for (record, episode) in restrictions(members) {
      let local = TimeSpan(
        clock.local(episode.span.start, in: record.country), clock.local(episode.span.end, in: record.country))
      guard spans(record.country)?.contains(where: { $0.overlaps(local) }) ?? true else { continue }
      networks[record.country, default: []].formUnion(episode.networksRestricted)
    }
    return networks.values.reduce(0) { $0 + $1.count }
  }

  /// Hours from onset to end.
  private func durations(_ members: [StoredRecord]) -> [Double] {
    restrictions(started(members)).filter { !$0.episode.isOngoing && !$0.episode.isFromStart }
      .map { Double($0.episode.span.seconds) / 3600 }
  }

  /// Hours between successive onsets of one country.
  private func gaps(_ members: [StoredRecord]) -> [Double] {
    let starts = Dictionary(grouping: restrictions(started(members)), by: \.record.country).mapValues { members in
      members.map(\.episode.span.start.seconds).sorted()
    }
    return starts.values.flatMap { starts in zip(starts, starts.dropFirst()).map { Double($1 - $0) / 3600 } }
  }
}

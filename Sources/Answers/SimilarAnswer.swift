import Analysis
import Places
import Query
import Storage
import Subjects
import Tables
import Text

extension Answerer {
  /// `similar`: the candidates that are most like one restriction, and what makes them so.
  func similar(_ similar: Similar, _ query: ResolvedQuery, _ clock: ZoneClock) throws -> Found {
    var everywhere = query.slice
    (everywhere.countries, everywhere.subdivisions, everywhere.condition, everywhere.during) = (nil, [], nil, nil)
    everywhere.late = nil
    if everywhere.subject == .episodes {
      // Episodes of every kind may be asked for by their id.
      everywhere.condition = .compare(field: "id", .equal, .text(similar.id))
      everywhere.countries = CountryCode(similar.id.prefix(2)).map { [$0] }
    }
    guard let target = try side(everywhere, clock).occurrences.first(where: { $0.record.name == similar.id }) else {
      throw Diagnostic(
        .error, "no \(query.slice.subject.noun) has the id '\(similar.id.printable)'",
        help: "'list \(query.slice.subject.rawValue)' shows their ids")
    }
    let candidates = try candidates(query, clock)
    let events = try similarEvents(clock)
    let found = Similarity(
      to: similarity(target, events), among: candidates.map { similarity($0, events) },
      by: similar.features.compactMap { SimilarityFeature(rawValue: $0.rawValue) })
    var rows = found.rows.map { row(of: $0, candidates[$0.candidate], similar, clock) }
    if let limit = query.limit { rows = limit.end == .top ? Array(rows.prefix(limit.count)) : rows.suffix(limit.count) }
    let table = Table(columns: Shape.columns(of: query), rows: rows)
    var notes = [Note(.scope, "\(rows.count) of \(Counted.phrase(found.rows.count, query.slice.subject.noun))")]
    if found.leftOut > 0 {
      notes.append(
        Note(
          .scope,
          "\(found.leftOut) with under \(found.leastShared) features known of both left out"))
    }
    notes.append(Note(.scope, "distance is 0 (alike) to 1; a feature's column is what it adds"))
    return Found(table: table, notes: notes, isEmpty: rows.isEmpty)
  }

  private func candidates(_ query: ResolvedQuery, _ clock: ZoneClock) throws -> [Occurrence] {
    let occurrences = try side(query.slice, clock).occurrences
    guard case .span(let span) = query.slice.during else { return occurrences }
    let period = clock.localSpan(span)
    return occurrences.filter { period.contains($0.start.start) }
  }

  /// All events that are known to the day.
  private func similarEvents(_ clock: ZoneClock) throws -> [CountryCode: [Occurrence]] {
    let names = catalog.datasets.filter { $0.subject == .events }.map(\.name)
    let events = try side(Slice(subject: .events, datasets: names), clock).occurrences
    return Dictionary(grouping: events.filter { !$0.isDayUnknown }, by: \.country)
  }

  private func similarity(_ occurrence: Occurrence, _ events: [CountryCode: [Occurrence]]) -> SimilarityRecord {
    var record = SimilarityRecord(id: occurrence.record.name)
    let start = occurrence.start.start.seconds
    let near = (events[occurrence.country] ?? []).min { left, right in
      let (a, b) = (abs(start - left.start.start.seconds), abs(start - right.start.start.seconds))
      return (a, left.record.name) < (b, right.record.name)
    }
    if let near, abs(start - near.start.start.seconds) <= 3 * 86_400 {
      record.lead = Double(start - near.start.start.seconds) / 3600
      record.trigger = near.record.event?.kind.rawValue
    }
    if occurrence.isEndKnown { record.duration = Double(occurrence.span.seconds) / 3600 }
    if let incident = occurrence.record.incident {
      record.platforms = incident.platforms
      record.scope = incident.scope?.rawValue
    }
    if let episode = occurrence.record.episode {
      record.platforms = Set(episode.platforms)
      record.scope = episode.scope
      let tested = episode.networksTested.count
      record.networks = tested > 0 ? Double(episode.networksRestricted.count) / Double(tested) : nil
    }
    return record
  }

  private func row(
    of row: Similarity.Row, _ occurrence: Occurrence, _ similar: Similar, _ clock: ZoneClock
  ) -> [Value] {
    let record = occurrence.record
    let head: [Value] =
      [.text(record.name)] + Heads.country(record.country).values + [
        clock.value(record.start, in: record.country), .number(row.distance.rounded12),
      ]
    let contributions = similar.features.map { feature -> Value in
      let own = SimilarityFeature(rawValue: feature.rawValue).flatMap { row.contributions[$0] }
      return own.map { .number($0.rounded12) } ?? .missing(.unknown)
    }
    return head + contributions + [.integer(row.contributions.count)]
  }
}

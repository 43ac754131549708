import Datasets
import Formats
import Places
import Platforms
import Query
import Subjects
import Tables

/// What a load of one file would bring, found by reading it into nothing. No database takes part, so repeats of what one
/// holds are not known.
package struct DryRun: Sendable {
  package var file: String
  package var format: DatasetFormat
  /// Why the file was taken for its format; nil where the format was asked for.
  package var sniffed: String?
  package var summary = ReadSummary()
  package var rejectKinds: [Reject.Kind: Int] = [:]
  /// The first few.
  package var rejects: [Reject] = []
  /// Rows by country, most first; a row with several counts in each.
  package var countries: [(country: CountryCode, rows: Int)] = []
  /// Of all rows, half-open.
  package var span: TimeSpan?

  static let rejectsShown = 5

  /// Reads a file. Throws `SourceError` for a wrong file, and `CancellationError`.
  package static func of(
    _ path: String, format: DatasetFormat, sniffed: String?, mapping: Datasets.ColumnMapping,
    platforms: PlatformCatalog = .builtIn,
    progress: @escaping (LoadProgress) -> Void = { _ in }, isCancelled: @escaping () -> Bool = { false }
  ) throws -> DryRun {
    var source = try ByteSource(path: path)
    let (name, size) = (source.name, source.size)
    let tally = RowTally()
    var bytesRead = 0
    source.observe = { bytes in
      guard !isCancelled() else { throw CancellationError() }
      bytesRead += bytes.count
      progress(
        LoadProgress(phase: .reading, file: name, bytesRead: bytesRead, totalBytes: size, rows: tally.rows))
    }
    var receiver = TallyReceiver(tally: tally, platforms: platforms)
    let summary = try SourceReader.read(format, from: source, mapping: mapping, into: &receiver)
    var run = DryRun(file: name, format: format, sniffed: sniffed, summary: summary)
    run.summary.kept -= tally.refused
    run.summary.rejected += tally.refused
    run.rejectKinds = tally.rejectKinds
    run.rejects = tally.rejects
    run.countries = tally.countries.map { ($0.key, $0.value) }
      .sorted { ($1.rows, $0.country.raw) < ($0.rows, $1.country.raw) }
    run.span = TimeSpan(first: tally.first, last: tally.last)
    return run
  }
}

/// What has come so far; the observer of the file looks at it too.
private final class RowTally {
  var rows = 0
  /// Of rows that the reader gave, those that cannot be stored.
  var refused = 0
  var rejectKinds: [Reject.Kind: Int] = [:]
  var rejects: [Reject] = []
  var countries: [CountryCode: Int] = [:]
  var first: Int?
  var last: Int?

  func add(_ countries: [CountryCode], _ span: TimeSpan?) {
    rows += 1
    for country in countries { self.countries[country, default: 0] += 1 }
    guard let span else { return }
    first = min(first ?? .max, span.start.seconds)
    last = max(last ?? .min, span.end.seconds - 1)
  }
}

/// Counts rows and drops them.
private struct TallyReceiver: RowReceiver {
  let tally: RowTally
  let platforms: PlatformCatalog

  mutating func receive(measurement: borrowing MeasurementFields) {
    tally.rows += 1
    tally.countries[measurement.country, default: 0] += 1
    tally.first = min(tally.first ?? .max, measurement.time.seconds)
    tally.last = max(tally.last ?? .min, measurement.time.seconds)
  }

  mutating func receive(aggregate: AggregateRow) {
    let span = TimeSpan(aggregate.start, aggregate.start.advanced(by: aggregate.grain.rawValue))
    tally.add(aggregate.country.map { [$0] } ?? [], span)
  }
  mutating func receive(incident: Incident) { tally.add(incident.countries, incident.start.span) }
  mutating func receive(event: Event) { tally.add(event.countries, event.start.span) }
  mutating func receive(signal: Signal) {
    let span = TimeSpan(signal.time, signal.time.advanced(by: signal.step ?? 1))
    tally.add(signal.entity.country.map { [$0] } ?? [], span)
  }

  mutating func receive(fact: ReferenceFact) {
    switch CheckedFact(fact, platforms) {
    case .kept: tally.add([], nil)
    case .rejected(let reject):
      tally.refused += 1
      receive(reject: reject)
    }
  }

  mutating func receive(reject: Reject) {
    tally.rejectKinds[reject.kind, default: 0] += 1
    if tally.rejects.count < DryRun.rejectsShown { tally.rejects.append(reject) }
  }
}

import Analysis
import Places
import Platforms
import Query
import Storage
import Subjects
import Tables
import Text

extension Answerer {
  /// The finder of a slice's datasets; the same for every slice of a session that reads the same data.
  func finder(_ slice: Slice, settings: EpisodeSettings = EpisodeSettings()) throws -> EpisodeFinder {
    let singles = try episodeDatasets(slice)
    let spans = catalog.datasets.filter { singles.contains($0.name) }.compactMap(\.span)
    guard let start = spans.map(\.start).min(), let end = spans.map(\.end).max() else {
      throw Diagnostic(
        .error, "episodes are found in single tests, and no dataset of the statement holds any",
        help: "load raw measurements or a table of them; published counts have no hours and networks")
    }
    let identity = Identity.data(try store.references(forDatasets: singles))
    return memory.finder(EpisodeMemory.Key(data: identity, settings: settings)) {
      EpisodeFinder(store, dialect: dialect, datasets: singles, span: TimeSpan(start, end), settings: settings)
    }
  }

  /// A slice's datasets of single tests by probes in the country: what is tested from afar shows something else, and is
  /// looked at only where nothing else is asked for.
  func episodeDatasets(_ slice: Slice) throws -> [String] {
    let (singles, _) = split(slice.datasets)
    let remote = try store.remoteDatasets(among: singles)
    return remote.count < singles.count ? singles.filter { !remote.contains($0) } : singles
  }

  /// What of a slice's datasets episodes are not found in.
  func episodeProvisos(_ slice: Slice) throws -> [Note] {
    let used = try episodeDatasets(slice)
    let (singles, aggregates) = split(slice.datasets)
    let remote = singles.filter { !used.contains($0) }
    return [(remote, "tests from afar"), (aggregates, "published counts")].compactMap { names, what in
      names.isEmpty ? nil : Note(.caution, "episodes are not looked for in \(what): \(names.joined(separator: ", "))")
    }
  }

  /// Episodes that a slice chooses, whatever its period, and what is to be said of those that it does not.
  func episodes(
    _ slice: Slice, _ clock: ZoneClock, settings: EpisodeSettings = EpisodeSettings()
  ) throws -> (records: [StoredRecord], notes: [Note]) {
    let finder = try finder(slice, settings: settings)
    let baskets = EpisodeFinder.baskets(for: slice)
    var records: [StoredRecord] = []
    var other: [DetectedEpisode.Level: Int] = [:]
    var short: Set<CountryCode> = []
    let period: TimeSpan? = if case .span(let span) = slice.during { clock.localSpan(span) } else { nil }
    for basket in baskets {
      for found in try finder.episodes(in: chosen(slice, try finder.countries(basket)), basket) {
        let country = found.country
        if found.hasTooFewNetworks { short.insert(country) }
        for (id, episode) in found.episodes {
          let record = StoredRecord(id, episode, country: country, number: records.count, datasets: slice.datasets)
          guard EpisodeChoice(slice).holds(record, episode) else { continue }
          guard EpisodeChoice(slice).hasLevel(episode) else {
            let local = clock.local(episode.span.start, in: country)
            if period?.contains(local) ?? true { other[episode.level, default: 0] += 1 }
            continue
          }
          records.append(record)
        }
      }
    }
    records.sort { ($0.start.instant, $0.name) < ($1.start.instant, $1.name) }
    return (records, notes(other, short, baskets, slice) + unseen(records) + (try episodeProvisos(slice)))
  }

  private func chosen(_ slice: Slice, _ measured: [CountryCode]) -> [CountryCode] {
    slice.countries.map { countries in measured.filter(countries.contains) } ?? measured
  }

  /// Restrictions that nothing tells from a failure of the platforms everywhere.
  private func unseen(_ records: [StoredRecord]) -> [Note] {
    let count = records.count { if case .episode(let episode) = $0.body { episode.isWorldUnseen } else { false } }
    guard count > 0 else { return [] }
    let what = Counted.phrase(count, "episode")
    return [
      Note(
        .caution,
        "\(what): too few tests in other countries to tell \(count == 1 ? "it" : "them") from a worldwide failure")
    ]
  }

  private func notes(
    _ other: [DetectedEpisode.Level: Int], _ short: Set<CountryCode>, _ baskets: [EpisodeFinder.Basket], _ slice: Slice
  ) -> [Note] {
    var notes: [Note] = []
    let others = DetectedEpisode.Level.allCases.compactMap { level in other[level].map { level.phrase($0) } }
    if !others.isEmpty { notes.append(Note(.scope, "not among them: \(others.joined(separator: ", "))")) }
    if slice.platforms == nil {
      notes.append(Note(.scope, "of the platforms \(EpisodeFinder.usual.platforms.joined(separator: ", "))"))
    }
    if !short.isEmpty {
      let codes = short.sorted().prefix(8).map(\.description).joined(separator: ", ") + (short.count > 8 ? ", ..." : "")
      notes.append(
        Note(.caution, "fewer than 3 networks measured, so that only networks' episodes can be found: \(codes)"))
    }
    return notes
  }
}

extension EpisodeFinder {
  /// The usual platforms are looked at together; any other that a statement names by itself, so that what is found of
  /// one never depends on what else was asked.
  static func baskets(for slice: Slice) -> [Basket] {
    guard let platforms = slice.platforms else { return [usual] }
    let others = platforms.filter { !usual.platforms.contains($0) }.map { Basket(label: $0, platforms: [$0]) }
    return (others.count < platforms.count ? [usual] : []) + others
  }
}

/// Which of a country's episodes a slice is about.
private struct EpisodeChoice {
  private let slice: Slice
  private let saysLevel: Bool

  init(_ slice: Slice) {
    self.slice = slice
    saysLevel = slice.condition?.fields.contains("level") ?? false
  }

  /// Country episodes unless a condition says which.
  func hasLevel(_ episode: DetectedEpisode) -> Bool { saysLevel || episode.level == .country }

  func holds(_ record: StoredRecord, _ episode: DetectedEpisode) -> Bool {
    if let platforms = slice.platforms, episode.level != .silence,
      Set(platforms).isDisjoint(with: episode.platforms)
    {
      return false
    }
    return slice.condition?.holds(EpisodeFields(record: record, episode: episode)) ?? true
  }
}

extension StoredRecord {
  init(_ id: String, _ episode: DetectedEpisode, country: CountryCode, number: Int, datasets: [String]) {
    self.init(
      id: number, name: id, dataset: datasets.joined(separator: ", "), publisher: nil, country: country,
      start: Moment(episode.span.start, .minute), title: "", links: [], subdivisions: [],
      body: .episode(episode))
  }
}

/// Finders of a session, so that a second statement does not look again for what the first one found.
package final class EpisodeMemory {
  struct Key: Hashable {
    /// What the datasets hold.
    var data: String
    var settings: EpisodeSettings
  }

  private var finders: [Key: EpisodeFinder] = [:]

  package init() {}

  func finder(_ key: Key, _ make: () -> EpisodeFinder) -> EpisodeFinder {
    if let known = finders[key] { return known }
    // A statement holds two selections against each other; a session seldom goes back to older data.
    if finders.count >= 8 { finders.removeAll() }
    let finder = make()
    finders[key] = finder
    return finder
  }
}

import Analysis
import Places
import Platforms
import Query
import Storage
import Tables

/// Rows of counts folded into the groups of a statement. Nothing is decided here: it adds up what the cells hold.
final class MeasurementFold {
  let query: ResolvedQuery
  let clock: ZoneClock
  let bins: BinCalendar?
  let targets: TargetNames
  private(set) var groups: [GroupKey: Int] = [:]
  private(set) var keys: [GroupKey] = []
  private(set) var counts: [Counts] = []
  /// Per group and network, where an interval or the number of networks is asked for.
  private(set) var networks: [NetworkKey: Counts] = [:]
  private var coveredHours: [Int: Set<Int>] = [:]
  private var coveredDays: [Int: Set<Int>] = [:]
  private var baselines: [Int: GroupBaseline] = [:]
  private(set) var hasPartialHours = false
  var names = Interner()

  struct NetworkKey: Hashable {
    var group: Int
    var network: Int
  }

  init(_ query: ResolvedQuery, clock: ZoneClock, targets: TargetNames) {
    self.query = query
    self.clock = clock
    self.targets = targets
    bins = query.bin.map(BinCalendar.init)
  }

  // MARK: rows

  /// A row of the counts query.
  func add(_ row: borrowing CellRow) {
    guard isInPeriod(row) else { return }
    let group = index(of: key(of: row))
    counts[group] += row.counts
    guard let network = row.network else { return }
    networks[NetworkKey(group: group, network: network), default: Counts()] += row.counts
  }

  /// A row of the coverage query: one distinct hour or day with a test that did not fail.
  func addCoverage(_ row: borrowing CellRow) {
    guard let instant = row.instant, isInPeriod(row) else { return }
    let country = row.country ?? .withheld
    let local = clock.local(instant, in: country)
    let group = index(of: key(of: row))
    if query.measures.contains(.coveredHours) { coveredHours[group, default: []].insert(instant.unixHour) }
    if query.measures.contains(.coveredDays) { coveredDays[group, default: []].insert(Int(local.day.number)) }
  }

  /// A row of the weights query, with the baseline of its country, target and month.
  func addWeight(_ row: borrowing CellRow, baseline: Baseline) {
    guard isInPeriod(row) else { return }
    baselines[index(of: key(of: row)), default: GroupBaseline()].add(baseline, n: row.tested)
  }

  /// Under `tz local` the statement's dates are each country's own; other zones are chosen by the database.
  private func isInPeriod(_ row: borrowing CellRow) -> Bool {
    guard clock.isLocal, case .span(let span) = query.slice.during, let instant = row.instant else { return true }
    return span.contains(clock.local(instant, in: row.country ?? .withheld))
  }

  // MARK: groups

  func index(of key: GroupKey) -> Int {
    if let known = groups[key] { return known }
    groups[key] = keys.count
    keys.append(key)
    counts.append(Counts())
    return keys.count - 1
  }

  func hoursCovered(by group: Int) -> Int { coveredHours[group]?.count ?? 0 }
  func daysCovered(by group: Int) -> Int { coveredDays[group]?.count ?? 0 }

  /// The group's baseline: its targets' and months', weighted by tests.
  func baseline(of group: Int) -> GroupBaseline? { baselines[group] }

  var assumesBaselines: Bool { baselines.values.contains(where: \.isAssumed) }

  /// The counts of each of a group's networks.
  func networksByGroup() -> [[Counts]] {
    var result = Array(repeating: [(Int, Counts)](), count: keys.count)
    for (key, counts) in networks { result[key.group].append((key.network, counts)) }
    // Sums of floats depend on their order, and the order must be the same on every machine.
    return result.map { $0.sorted { $0.0 < $1.0 }.map(\.1) }
  }

  func key(of row: borrowing CellRow) -> GroupKey {
    var key = GroupKey()
    for (position, dimension) in query.dimensions.enumerated() { key[position] = part(dimension, row) }
    if let bins, let instant = row.instant {
      let country = row.country ?? .withheld
      if !clock.keepsWholeHours(at: instant, in: country) { hasPartialHours = true }
      key[query.dimensions.count] = bins.index(of: clock.local(instant, in: country))
    }
    return key
  }

  private func part(_ dimension: Dimension, _ row: borrowing CellRow) -> Int {
    switch dimension {
    case .country: row.country.map { Int($0.raw) } ?? unknownKey
    case .subregion: row.country.map { intern(PlaceCatalog.country($0)?.subregion) } ?? unknownKey
    case .region: row.country.map { intern(PlaceCatalog.country($0)?.region) } ?? unknownKey
    case .network: row.network ?? unknownKey
    case .ownership: intern(row.ownership)
    case .platform: intern(row.platform)
    case .target: row.target.map { intern(targets.label($0)) } ?? unknownKey
    case .category: intern(row.category)
    case .test: intern(row.test)
    case .dataset: intern(row.dataset)
    case .publisher: intern(row.publisher)
    case .subdivision, .outcome, .blockingKind, .cause, .extent, .scope, .access, .orderedBy, .kind, .eventClass,
      .actor, .event, .level, .series, .minute, .sincePrevious, .phase:
      0
    }
  }

  func intern(_ text: String?) -> Int { text.map { names.index(of: $0) } ?? unknownKey }
}

/// One row of a cell query, read by name.
struct CellRow: ~Copyable {
  var country: CountryCode?
  var network: Int?
  var ownership: String?
  var platform: String?
  var target: Int?
  var category: String?
  var test: String?
  var dataset: String?
  var publisher: String?
  var instant: Instant?
  var counts = Counts()
  /// Of a `tested` query.
  var tested = 0
}

/// Labels of the stored targets: the host, else the test.
struct TargetNames {
  let labels: [Int: String]

  init(_ store: Store) throws {
    var labels: [Int: String] = [:]
    try store.rows("select id, coalesce(nullif(host, ''), test) from target") { labels[$0.int(0)] = $0.text(1) ?? "" }
    self.labels = labels
  }

  func label(_ id: Int) -> String? { labels[id] }
}

import Analysis
import Places
import Query
import Storage
import Tables

/// Counts of each group, unit, phase and network.
final class CompareFold {
  struct Key: Hashable {
    var group: Int
    var unit: Int
    var phase: Int
    var network: Int
  }

  let fold: MeasurementFold
  private(set) var counts: [Key: Counts] = [:]
  /// Sum of n times the baseline, of `blocking-rate`.
  private(set) var baselines: [Key: GroupBaseline] = [:]

  init(_ fold: MeasurementFold) { self.fold = fold }

  func add(_ row: borrowing CellRow, at place: (unit: Int, phase: Int), baseline: Baseline?) {
    let group = fold.index(of: fold.key(of: row))
    let key = Key(group: group, unit: place.unit, phase: place.phase, network: row.network ?? 0)
    counts[key, default: Counts()] += row.counts
    if let baseline { baselines[key, default: GroupBaseline()].add(baseline, n: row.counts.n) }
  }

  /// Each group's networks by unit and phase.
  func cells(of group: Int) -> [Key] { keysByGroup[group] ?? [] }

  /// In a fixed order, since sums of floats depend on it.
  lazy var keysByGroup: [Int: [Key]] = Dictionary(grouping: counts.keys, by: \.group).mapValues { keys in
    keys.sorted { ($0.unit, $0.phase, $0.network) < ($1.unit, $1.phase, $1.network) }
  }
}

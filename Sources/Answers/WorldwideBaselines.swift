import Analysis
import Places
import Query
import Tables

/// Interference by country, target and month, from which baselines are taken.
struct BaselineRows {
  fileprivate let names: BaselineTargets
  fileprivate private(set) var rows: [Baselines.Row] = []

  init(_ targets: TargetNames) { names = BaselineTargets(targets) }

  mutating func add(_ row: borrowing CellRow) {
    guard let country = row.country, country != .withheld, let month = row.instant else { return }
    rows.append(
      Baselines.Row(
        country: country, target: names.number(row.target), month: UInt16(clamping: month.monthNumber), n: row.counts.n,
        k: row.counts.interference))
  }
}

/// The baseline of every country, target and month.
struct WorldwideBaselines {
  private let baselines: Baselines
  private let names: BaselineTargets

  init(_ rows: BaselineRows) {
    names = rows.names
    baselines = Baselines(rows.rows)
  }

  func baseline(of row: borrowing CellRow) -> Baseline {
    baselines.baseline(
      country: row.country ?? .withheld, target: names.number(row.target),
      month: UInt16(clamping: row.instant?.monthNumber ?? 0))
  }
}

/// Baselines are of a host whatever the test, else of the test: targets of one label have one number.
private struct BaselineTargets {
  private var numbers: [Int: UInt32] = [:]

  init(_ targets: TargetNames) {
    var known: [String: UInt32] = [:]
    for (id, label) in targets.labels {
      let number = known[label] ?? UInt32(clamping: known.count + 1)
      known[label] = number
      numbers[id] = number
    }
  }

  /// 0 for counts that name no target.
  func number(_ target: Int?) -> UInt32 { target.flatMap { numbers[$0] } ?? 0 }
}

import GRDB
import Tables

/// Folds sorted changes into the stored cells: the hours of a country's month as they come, its rollup when the country
/// is done.
final class CellWriter {
  private let hours: CellBlocks
  private let months: CellBlocks
  private let newNetwork: RawStatement
  private let newPlatform: RawStatement
  private let targets: TargetIndex
  private var knownNetworks: Set<UInt32> = []
  private var pending: [CellDelta] = []
  private var rollup: [RollupKey: Int64] = [:]

  /// Changes that are merged at a time.
  private static let limit = 65_536

  private struct RollupKey: Hashable {
    var upper: UInt64
    var lower: UInt64
  }

  init(_ db: Database, targets: TargetIndex) throws {
    self.targets = targets
    hours = try CellBlocks(db, grain: .hour)
    months = try CellBlocks(db, grain: .month)
    newNetwork = try RawStatement(db, "insert or ignore into network(asn) values (?1)")
    newPlatform = try RawStatement(db, "insert or ignore into platform(id, name) values (?1, ?2)")
  }

  /// Writes all that a sorter holds. `check` is called now and then, and may throw to give up.
  func write(_ sorter: CellSorter, check: () throws -> Void = {}) throws {
    try savePlatforms()
    try sorter.drain { delta in
      if let last = pending.last {
        if last.hasKey(of: delta) {
          pending[pending.count - 1].weight &+= delta.weight
          return
        }
        if last.upper & CellDelta.prefixMask != delta.upper & CellDelta.prefixMask || pending.count >= Self.limit {
          try check()
          try flush()
          if last.country != delta.country { try flushRollup() }
        }
      }
      pending.append(delta)
    }
    try flush()
    try flushRollup()
  }

  /// All of one country and month.
  private func flush() throws {
    for delta in pending where delta.weight != 0 {
      rollup[RollupKey(upper: try rolledUp(delta), lower: delta.lower), default: 0] &+= delta.weight
    }
    try hours.merge(pending)
    pending.removeAll(keepingCapacity: true)
  }

  private func flushRollup() throws {
    let changes = rollup.map { CellDelta(upper: $0.key.upper, lower: $0.key.lower, weight: $0.value) }
      .sorted(by: CellDelta.precedes)
    rollup.removeAll(keepingCapacity: true)
    for change in changes where knownNetworks.insert(change.network).inserted {
      newNetwork.bind(1, Int64(change.network))
      try newNetwork.run()
    }
    try months.merge(changes)
  }

  private func rolledUp(_ delta: CellDelta) throws -> UInt64 {
    guard let upper = CellDelta.rolledUp(delta.upper, platform: targets.platformNumber(delta.target)) else {
      throw StoreError.tooManyPlatforms
    }
    return upper
  }

  private func savePlatforms() throws {
    for (number, name) in targets.platforms.enumerated() {
      newPlatform.bind(1, number)
      newPlatform.bind(2, name)
      try newPlatform.run()
    }
  }
}

extension StoreError {
  /// The rollup by platform has room for 13 bits of them.
  static let tooManyPlatforms = StoreError.database(
    doing: "folding cells", reason: "there are more than 8,191 platforms")
}

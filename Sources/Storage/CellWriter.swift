import GRDB
import Tables

/// Folds sorted changes into the five cell tables in one pass, each in the order of its key: hours as they come, days
/// and months when their target is done, networks and platforms when their country is.
final class CellWriter {
  private let hours: CellTable
  private let days: CellTable
  private let months: CellTable
  private let networks: CellTable
  private let platforms: CellTable
  private let newNetwork: RawStatement
  private let targets: TargetIndex
  private var knownNetworks: Set<UInt32> = []

  private var current: CellDelta?
  private var counts = Counts.zero
  private var day: (number: Int, cells: OriginCounts) = (.min, OriginCounts())
  private var month: (number: Int, cells: OriginCounts) = (.min, OriginCounts())
  private var byNetwork: [NetworkCell: Counts] = [:]

  fileprivate struct NetworkCell: Hashable {
    var network: UInt32
    var platform: Int32
    var month: Int32
    var origin: UInt32
  }

  fileprivate struct PlatformCell: Hashable {
    var platform: Int32
    var month: Int32
    var origin: UInt32
  }

  init(_ db: Database, targets: TargetIndex) throws {
    self.targets = targets
    let platform: (Int32) -> String = { targets.platform(numbered: $0) }
    let country = ("country", RowFeed.Column.country)
    let target = ("target", RowFeed.Column.integer)
    let month = ("month", RowFeed.Column.integer)
    let origin = ("origin", RowFeed.Column.integer)
    let network = ("network", RowFeed.Column.integer)
    hours = try CellTable(
      db, "cell_hour", [country, target, ("hour", .integer), network, origin], platform: platform)
    days = try CellTable(db, "cell_day", [country, target, ("day", .integer), origin], platform: platform)
    months = try CellTable(db, "cell_month", [country, target, month, origin], platform: platform)
    networks = try CellTable(
      db, "cell_network", [country, network, ("platform", .text), month, origin], platform: platform)
    platforms = try CellTable(
      db, "cell_platform", [country, ("platform", .text), month, origin], platform: platform)
    newNetwork = try RawStatement(db, "insert or ignore into network(asn) values (?1)")
  }

  /// Writes all that a sorter holds. `check` is called now and then, and may throw to give up.
  func write(_ sorter: CellSorter, check: () throws -> Void = {}) throws {
    var seen = 0
    try sorter.drain { delta in
      seen &+= 1
      if seen & 0x3FFF == 0 { try check() }
      if let current, current.upper == delta.upper, current.lower == delta.lower {
        counts += Tally(code: delta.tally).counts(delta.weight)
        return
      }
      try flushHour(next: delta)
      current = delta
      counts = Tally(code: delta.tally).counts(delta.weight)
    }
    try flushHour(next: nil)
    current = nil
    for table in [hours, days, months, networks, platforms] { try table.flush() }
  }

  private func flushHour(next: CellDelta?) throws {
    guard let cell = current else { return }
    if !counts.isZero {
      try hours.add(
        counts,
        CellKey(
          country: cell.country,
          rest: (Int64(cell.target), Int64(cell.hour), Int64(cell.network), Int64(cell.origin))))
      let number = cell.hour.flooredDivision(by: 24)
      if day.number != number {
        try flushDay(cell)
        day.number = number
        try enterMonth(of: number, cell)
      }
      day.cells.add(counts, cell.origin)
      let key = NetworkCell(
        network: cell.network, platform: targets.platformNumber(cell.target), month: Int32(clamping: month.number),
        origin: cell.origin)
      byNetwork[key, default: .zero] += counts
    }
    guard let next, next.country == cell.country, next.target == cell.target else {
      try flushDay(cell)
      try flushMonth(cell)
      day.number = .min
      month.number = .min
      if next?.country != cell.country { try flushCountry(cell.country) }
      return
    }
  }

  private func enterMonth(of day: Int, _ cell: CellDelta) throws {
    let civil = Day(number: Int32(clamping: day)).civil
    let number = civil.year * 12 + civil.month - 1
    guard number != month.number else { return }
    try flushMonth(cell)
    month.number = number
  }

  private func flushDay(_ cell: CellDelta) throws {
    for (origin, counts) in day.cells.sorted where !counts.isZero {
      month.cells.add(counts, origin)
      try days.add(
        counts,
        CellKey(country: cell.country, rest: (Int64(cell.target), Int64(day.number), Int64(origin), 0)))
    }
    day.cells.removeAll()
  }

  private func flushMonth(_ cell: CellDelta) throws {
    for (origin, counts) in month.cells.sorted where !counts.isZero {
      try months.add(
        counts,
        CellKey(country: cell.country, rest: (Int64(cell.target), Int64(month.number), Int64(origin), 0)))
    }
    month.cells.removeAll()
  }

  private func flushCountry(_ country: UInt16) throws {
    var byPlatform: [PlatformCell: Counts] = [:]
    for (cell, counts) in byNetwork.sorted(by: { targets.precedes($0.key.sortKey, $1.key.sortKey) }) {
      byPlatform[PlatformCell(platform: cell.platform, month: cell.month, origin: cell.origin), default: .zero] +=
        counts
      guard !counts.isZero else { continue }
      if knownNetworks.insert(cell.network).inserted {
        newNetwork.bind(1, Int64(cell.network))
        try newNetwork.run()
      }
      try networks.add(
        counts,
        CellKey(
          country: country,
          rest: (Int64(cell.network), Int64(cell.platform), Int64(cell.month), Int64(cell.origin))))
    }
    for (cell, counts) in byPlatform.sorted(by: { targets.precedes($0.key.sortKey, $1.key.sortKey) })
    where !counts.isZero {
      try platforms.add(
        counts,
        CellKey(country: country, rest: (Int64(cell.platform), Int64(cell.month), Int64(cell.origin), 0)))
    }
    byNetwork.removeAll(keepingCapacity: true)
  }
}

extension CellWriter.NetworkCell {
  fileprivate var sortKey: TargetIndex.RollupKey { (network, platform, month, origin) }
}

extension CellWriter.PlatformCell {
  fileprivate var sortKey: TargetIndex.RollupKey { (0, platform, month, origin) }
}

/// Counts by origin of the day or month at hand; nearly always of one.
private struct OriginCounts {
  private var items: [(origin: UInt32, counts: Counts)] = []

  mutating func add(_ counts: Counts, _ origin: UInt32) {
    guard let index = items.firstIndex(where: { $0.origin == origin }) else {
      return items.append((origin, counts))
    }
    items[index].counts += counts
  }

  var sorted: [(origin: UInt32, counts: Counts)] {
    items.count < 2 ? items : items.sorted { $0.origin < $1.origin }
  }

  mutating func removeAll() { items.removeAll(keepingCapacity: true) }
}

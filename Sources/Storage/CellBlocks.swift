import GRDB

/// Stored cells in the order of their keys, in blocks of packed columns, of which each holds an interval of keys within
/// one country and month.
final class CellBlocks {
  /// What a block's cells are counted by.
  enum Grain: Int64 {
    /// Target, hour, network and datasets.
    case hour = 0
    /// Platform, month, network and datasets: `CellDelta.rolledUp`.
    case month = 1
  }

  /// The cells of one interval of keys, to be changed and put back.
  struct Interval {
    fileprivate var id: Int64?
    var cells: [CellDelta]
    /// The first key that belongs to another block; nil where none follows in the country and month.
    fileprivate(set) var end: (upper: UInt64, lower: UInt64)?

    /// The key of a change that belongs to this interval.
    func holds(_ delta: CellDelta) -> Bool {
      guard let end else { return true }
      return delta.upper != end.upper ? delta.upper < end.upper : delta.lower < end.lower
    }
  }

  private let grain: Grain
  private let at: RawStatement
  private let first: RawStatement
  private let following: RawStatement
  private let insert: RawStatement
  private let replace: RawStatement
  private let delete: RawStatement

  init(_ db: Database, grain: Grain) throws {
    self.grain = grain
    let source = "select id, upper, lower, count, data from cell_block where grain = \(grain.rawValue)"
    let within = "upper >= ?3 and upper <= ?4"
    at = try RawStatement(
      db, "\(source) and \(within) and (upper, lower) <= (?1, ?2) order by upper desc, lower desc limit 1")
    first = try RawStatement(db, "\(source) and \(within) order by upper, lower limit 1")
    following = try RawStatement(
      db, "\(source) and \(within) and (upper, lower) > (?1, ?2) order by upper, lower limit 1")
    insert = try RawStatement(
      db, "insert into cell_block(grain, upper, lower, count, data) values (\(grain.rawValue), ?1, ?2, ?3, ?4)")
    replace = try RawStatement(
      db, "update cell_block set (upper, lower, count, data) = (?1, ?2, ?3, ?4) where id = ?5")
    delete = try RawStatement(db, "delete from cell_block where id = ?1")
  }

  /// The block whose interval holds a key.
  func interval(holding key: CellDelta) throws -> Interval {
    bind(key.upper, key.lower, at)
    defer { at.reset() }
    if try at.next() { return try interval(at) }
    bind(key.upper, key.lower, first)
    defer { first.reset() }
    guard try first.next() else { return Interval(id: nil, cells: [], end: nil) }
    return try interval(first)
  }

  private func interval(_ row: RawStatement) throws -> Interval {
    let upper = UInt64(bitPattern: Int64(row.int(1)))
    let cells = try row.withBytes(4) { try CellBlock.cells($0, count: row.int(3), upper: upper) }
    bind(upper, CellBlock.word(row.int(2)), following)
    defer { following.reset() }
    let end: (UInt64, UInt64)? =
      try following.next()
      ? (UInt64(bitPattern: Int64(following.int(1))), CellBlock.word(following.int(2))) : nil
    return Interval(id: Int64(row.int(0)), cells: cells, end: end)
  }

  /// Puts an interval's cells, in order, in the place of those that it had.
  func put(_ interval: Interval) throws {
    if interval.cells.isEmpty, let id = interval.id {
      delete.bind(1, id)
      try delete.run()
    }
    for (number, part) in BlockSplit.parts(interval.cells).enumerated() {
      try write(part, over: number == 0 ? interval.id : nil)
    }
  }

  private func write(_ cells: ArraySlice<CellDelta>, over id: Int64?) throws {
    guard let first = cells.first else { return }
    let statement = id == nil ? insert : replace
    statement.bind(1, Int64(bitPattern: first.upper))
    statement.bind(2, CellBlock.sorted(first.lower))
    statement.bind(3, cells.count)
    if let id { statement.bind(5, id) }
    try CellBlock.packed(cells).withUnsafeBytes { bytes in
      statement.bind(4, blob: bytes)
      try statement.run()
    }
  }

  private func bind(_ upper: UInt64, _ lower: UInt64, _ statement: RawStatement) {
    let prefix = upper & CellDelta.prefixMask
    if statement !== first {
      statement.bind(1, Int64(bitPattern: upper))
      statement.bind(2, CellBlock.sorted(lower))
    }
    statement.bind(3, Int64(bitPattern: prefix))
    statement.bind(4, Int64(bitPattern: prefix | ~CellDelta.prefixMask))
  }
}

extension CellBlocks {
  /// Adds changes, in the order of their keys, to the cells; one that comes to no test goes.
  func merge(_ changes: [CellDelta]) throws {
    var rest = changes[...]
    while let first = rest.first {
      var interval = try self.interval(holding: first)
      let prefix = first.upper & CellDelta.prefixMask
      let end =
        rest.firstIndex { $0.upper & CellDelta.prefixMask != prefix || !interval.holds($0) } ?? rest.endIndex
      interval.cells = try Self.merged(interval.cells, rest[..<end])
      try put(interval)
      rest = rest[end...]
    }
  }

  private static func merged(_ stored: [CellDelta], _ changes: ArraySlice<CellDelta>) throws -> [CellDelta] {
    var result: [CellDelta] = []
    result.reserveCapacity(stored.count + changes.count)
    var position = 0
    for change in changes {
      while position < stored.count, CellDelta.precedes(stored[position], change) {
        result.append(stored[position])
        position += 1
      }
      var cell = change
      if position < stored.count, stored[position].hasKey(of: change) {
        cell.weight &+= stored[position].weight
        position += 1
      }
      guard cell.weight >= 0 else {
        throw StoreError.corrupted(doing: "folding cells", reason: "a cell that should be there is not")
      }
      if cell.weight > 0 { result.append(cell) }
    }
    result.append(contentsOf: stored[position...])
    return result
  }
}

/// Cells of one country and month in packed columns: target, hour of the month, network, datasets, tally, weight.
enum CellBlock {
  static func packed(_ cells: ArraySlice<CellDelta>) -> [UInt8] {
    var packer = ColumnPacker()
    cells.withUnsafeBufferPointer { cells in
      let count = cells.count
      packer.append(count) { Int64(cells[$0].target) }
      packer.append(count) { Int64(cells[$0].hourOfMonth) }
      packer.appendRepeating(count) { Int64(cells[$0].network) }
      packer.append(count) { Int64(cells[$0].origin) }
      packer.append(count) { Int64(cells[$0].tally.code) }
      packer.append(count) { cells[$0].weight }
    }
    return packer.bytes
  }

  static func cells(_ bytes: UnsafeRawBufferPointer, count: Int, upper: UInt64) throws -> [CellDelta] {
    var columns = CellColumns()
    try columns.read(bytes, count: count, .all)
    let prefix = upper & CellDelta.prefixMask
    return (0..<count).map { index in
      CellDelta(
        upper: prefix | UInt64(columns.targets[index] & 0xFFF_FFFF) << 10 | UInt64(columns.hours[index] & 0x3FF),
        lower: UInt64(columns.networks[index]) << 32 | UInt64(columns.origins[index] & 0x7FF_FFFF) << 5
          | UInt64(columns.tallies[index] & 31),
        weight: columns.weights[index])
    }
  }

  /// A key's second word as a number that SQLite sorts as the word sorts, and back.
  static func sorted(_ lower: UInt64) -> Int64 { Int64(bitPattern: lower ^ 1 << 63) }
  static func word(_ sorted: Int) -> UInt64 { UInt64(bitPattern: Int64(sorted)) ^ 1 << 63 }
}

/// The columns of a block that are wanted, unpacked; kept from block to block.
struct CellColumns {
  struct Choice: OptionSet {
    let rawValue: UInt8
    static let targets = Choice(rawValue: 1)
    static let hours = Choice(rawValue: 2)
    static let networks = Choice(rawValue: 4)
    static let origins = Choice(rawValue: 8)
    static let tallies = Choice(rawValue: 16)
    static let all: Choice = [.targets, .hours, .networks, .origins, .tallies]
  }

  private(set) var targets: [UInt32] = []
  private(set) var hours: [UInt16] = []
  private(set) var networks: [UInt32] = []
  private(set) var origins: [UInt32] = []
  private(set) var tallies: [UInt8] = []
  private(set) var weights: [Int64] = []

  /// The weights always.
  mutating func read(_ bytes: UnsafeRawBufferPointer, count: Int, _ choice: Choice) throws {
    guard (0...1 << 24).contains(count) else {
      throw StoreError.corrupted(doing: "reading packed cells", reason: "a block's count is out of range")
    }
    var columns = ColumnUnpacker(bytes)
    try choice.contains(.targets) ? columns.next(count, into: &targets) : columns.skip(count)
    try choice.contains(.hours) ? columns.next(count, into: &hours) : columns.skip(count)
    try choice.contains(.networks) ? columns.next(count, into: &networks) : columns.skip(count)
    try choice.contains(.origins) ? columns.next(count, into: &origins) : columns.skip(count)
    try choice.contains(.tallies) ? columns.next(count, into: &tallies) : columns.skip(count)
    try columns.next(count, into: &weights)
  }
}

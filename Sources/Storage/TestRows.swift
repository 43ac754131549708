import GRDB
import GRDBSQLite

/// The table `measurement` of a database: a row a stored test, unpacked from the blocks. Columns: stamp and digest (its
/// key), time (unix seconds), country, network, target, outcome, kind, load (whose word it stands by).
final class TestRows: VirtualRows {
  enum Column: Int, CaseIterable {
    case stamp, digest, time, country, network, target, outcome, kind, load
  }

  static func table(_ interruption: Interruption) -> VirtualTable {
    let columns = Column.allCases.map { "\($0)" }.joined(separator: ", ")
    return VirtualTable(
      declaration: "create table measurement(\(columns))", choose: choose,
      open: { TestRows(connection: $0, interruption: interruption) })
  }

  private static func choose(_ offered: [VirtualTable.Constraint]) -> (
    taken: [VirtualTable.Constraint], cost: Double
  )? {
    let stamp = VirtualTable.Constraint(column: Column.stamp.rawValue, comparison: .equal)
    let digest = VirtualTable.Constraint(column: Column.digest.rawValue, comparison: .equal)
    if offered.contains(stamp), offered.contains(digest) { return ([stamp, digest], 1_000) }
    var taken: [VirtualTable.Constraint] = []
    for constraint in offered where !taken.contains(constraint) {
      switch Column(rawValue: constraint.column) {
      case .time where constraint.comparison != .equal: taken.append(constraint)
      case .load where constraint.comparison == .equal: taken.append(constraint)
      default: break
      }
    }
    return (taken, 1e7 / Double(1 << taken.count))
  }

  private let connection: OpaquePointer?
  private let interruption: Interruption
  private var blocks: RawStatement?
  private var tests: [StoredTest] = []
  /// The block that `tests` are of: keys are often asked for in order.
  private var block: Int?
  private var position = 0
  private var key: TestKey?
  private var times = (first: Int64.min, last: Int64.max)
  private var load: UInt32?

  init(connection: OpaquePointer?, interruption: Interruption) {
    self.connection = connection
    self.interruption = interruption
  }

  override func start(_ plan: VirtualTable.Plan, _ values: [VirtualValue]) throws {
    (position, key, load) = (-1, nil, nil)
    times = (.min, .max)
    var wanted: [Column: Int64] = [:]
    for (constraint, value) in zip(plan.constraints, values) {
      guard let column = Column(rawValue: constraint.column) else { continue }
      guard let number = value.integer else {
        // Nothing equals what is missing.
        (tests, block, position, blocks) = ([], nil, 0, nil)
        return
      }
      switch (column, constraint.comparison) {
      case (.time, .greaterOrEqual): times.first = number
      case (.time, .lessOrEqual): times.last = number
      default: wanted[column] = number
      }
    }
    load = wanted[.load].map { UInt32(clamping: $0) }
    if let stamp = wanted[.stamp], let digest = wanted[.digest] { key = TestKey(stamp: stamp, digest: digest) }
    blocks = try statement()
    if key == nil { (tests, block) = ([], nil) }
    position = tests.count
    try advance()
  }

  private func statement() throws -> RawStatement {
    guard let key else {
      let statement = try RawStatement(
        connection,
        """
        select id, count, data from test_block where last_time >= ?1 and first_time <= ?2
          and (?3 is null or ?3 between first_load and last_load) order by stamp, digest
        """)
      statement.bind(1, times.first)
      statement.bind(2, times.last)
      if let load { statement.bind(3, Int64(load)) }
      return statement
    }
    let statement = try RawStatement(
      connection,
      """
      select id, count, data from test_block where (stamp, digest) <= (?1, ?2) order by stamp desc, digest desc limit 1
      """)
    statement.bind(1, key.stamp)
    statement.bind(2, key.digest)
    return statement
  }

  override var isAtEnd: Bool { position >= tests.count && blocks == nil }

  override func advance() throws {
    position += 1
    while true {
      while position < tests.count {
        if admits(tests[position]) { return }
        position = key == nil ? position + 1 : tests.count
      }
      guard let blocks else { return }
      guard !interruption.isRaised else { throw StoreError.interrupted }
      guard try blocks.next() else { return self.blocks = nil }
      if block != blocks.int(0) {
        tests = try blocks.withBytes(2) { try TestBlock.tests($0, count: blocks.int(1)) }
        block = blocks.int(0)
      }
      position = key.map(place(of:)) ?? 0
    }
  }

  /// Where a key is, or would be.
  private func place(of key: TestKey) -> Int {
    var range = tests.indices
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      range = tests[middle].key < key ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return range.lowerBound
  }

  @inline(__always)
  private func admits(_ test: StoredTest) -> Bool {
    if let key { return test.key == key }
    if let load, test.load != load { return false }
    return test.time >= times.first && test.time <= times.last
  }

  override func show(_ column: Int, in context: OpaquePointer?) {
    guard let column = Column(rawValue: column), tests.indices.contains(position) else {
      return sqlite3_result_null(context)
    }
    let test = tests[position]
    switch column {
    case .stamp: sqlite3_result_int64(context, test.key.stamp)
    case .digest: sqlite3_result_int64(context, test.key.digest)
    case .time: sqlite3_result_int64(context, test.time)
    case .country: sqlite3_result_text(context, CountryIndex.letters(test.country), 2, nil)
    case .network: sqlite3_result_int64(context, Int64(test.network))
    case .target: sqlite3_result_int64(context, Int64(test.target))
    case .outcome: sqlite3_result_int64(context, Int64(test.tally.outcome))
    case .kind: sqlite3_result_int64(context, Int64(test.tally.kind))
    case .load: sqlite3_result_int64(context, Int64(test.load))
    }
  }
}

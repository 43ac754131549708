import GRDB

/// One cell table's statements. The country is always the key's first column.
final class CellTable {
  private let name: String
  private let keyCount: Int32
  private let upsert: RawStatement
  private let update: RawStatement
  private let removal: RawStatement
  /// What the upsert's count parameters hold, so that only those that change are bound again.
  private var bound = Counts(lanes: SIMD16(repeating: .min))

  init(_ db: Database, _ name: String, _ keys: [String]) throws {
    self.name = name
    keyCount = Int32(clamping: keys.count)
    let places = (1...keys.count + Schema.counts.count).map { "?\($0)" }.joined(separator: ", ")
    let sums = Schema.counts.map { "\($0) = \($0) + excluded.\($0)" }.joined(separator: ", ")
    let changes = Schema.counts.enumerated().map { "\($1) = \($1) + ?\(keys.count + 1 + $0)" }
    let match = keys.enumerated().map { "\($1) = ?\($0 + 1)" }.joined(separator: " and ")
    upsert = try RawStatement(
      db, "insert into \(name) values (\(places)) on conflict(\(keys.joined(separator: ", "))) do update set \(sums)")
    update = try RawStatement(
      db, "update \(name) set \(changes.joined(separator: ", ")) where \(match) returning tests")
    removal = try RawStatement(db, "delete from \(name) where \(match)")
  }

  /// Adds counts to a cell; one that comes to no test goes. `key` binds the columns after the country.
  @inline(__always)
  func add(_ counts: Counts, _ country: UInt16, key: (RawStatement) -> Void) throws {
    guard counts.tests > 0 else { return try reduce(counts, country, key: key) }
    upsert.bind(1, country: country)
    key(upsert)
    for lane in 0..<9 where counts.lanes[lane] != bound.lanes[lane] {
      upsert.bind(keyCount + 1 + Int32(truncatingIfNeeded: lane), Int64(counts.lanes[lane]))
    }
    bound = counts
    try upsert.run()
  }

  private func reduce(_ counts: Counts, _ country: UInt16, key: (RawStatement) -> Void) throws {
    update.bind(1, country: country)
    key(update)
    for lane in 0..<9 { update.bind(keyCount + 1 + Int32(truncatingIfNeeded: lane), Int64(counts.lanes[lane])) }
    guard try update.next() else {
      throw StoreError.corrupted(doing: "folding cells", reason: "a cell of \(name) that should be there is not")
    }
    let left = update.int(0)
    update.reset()
    guard left <= 0 else { return }
    removal.bind(1, country: country)
    key(removal)
    try removal.run()
  }
}

import GRDB

/// The key of a cell: country, then up to four more columns.
struct CellKey {
  var country: UInt16
  var rest: (Int64, Int64, Int64, Int64)
}

/// One cell table's statements. The country is always the key's first column; platforms are given by number.
final class CellTable {
  private let name: String
  private let keys: [RowFeed.Column]
  private let feed: RowFeed
  private let update: RawStatement
  private let removal: RawStatement
  private let platform: (Int32) -> String

  init(
    _ db: Database, _ name: String, _ keys: [(String, RowFeed.Column)], platform: @escaping (Int32) -> String
  ) throws {
    self.name = name
    self.keys = keys.map(\.1)
    self.platform = platform
    let names = keys.map(\.0)
    let sums = Schema.counts.map { "\($0) = \($0) + excluded.\($0)" }.joined(separator: ", ")
    let changes = Schema.counts.enumerated().map { "\($1) = \($1) + ?\(keys.count + 1 + $0)" }
    let match = names.enumerated().map { "\($1) = ?\($0 + 1)" }.joined(separator: " and ")
    let columns = keys.map(\.1) + Schema.counts.map { _ in RowFeed.Column.integer }
    feed = try RowFeed(db, name: "feed_\(name)", columns: columns) { list, feed in
      "insert into \(name) select \(list) from \(feed) where true "
        + "on conflict(\(names.joined(separator: ", "))) do update set \(sums)"
    }
    update = try RawStatement(
      db, "update \(name) set \(changes.joined(separator: ", ")) where \(match) returning tests")
    removal = try RawStatement(db, "delete from \(name) where \(match)")
  }

  /// Adds counts to a cell; one that comes to no test goes. A key is given once between flushes.
  @inline(__always)
  func add(_ counts: Counts, _ key: CellKey) throws {
    guard counts.tests > 0 else { return try reduce(counts, key) }
    let row = try feed.row()
    row[0] = Int64(key.country)
    row[1] = value(1, key.rest.0)
    row[2] = value(2, key.rest.1)
    if keys.count > 3 { row[3] = value(3, key.rest.2) }
    if keys.count > 4 { row[4] = value(4, key.rest.3) }
    let start = row + keys.count
    for lane in 0..<9 { start[lane] = Int64(counts.lanes[lane]) }
  }

  /// Has the database take what was added.
  func flush() throws { try feed.flush() }

  @inline(__always)
  private func value(_ column: Int, _ value: Int64) -> Int64 {
    if case .text = keys[column] { feed.number(ofText: Int32(clamping: value), platform) } else { value }
  }

  private func reduce(_ counts: Counts, _ key: CellKey) throws {
    bind(key, update)
    for lane in 0..<9 { update.bind(Int32(keys.count + 1 + lane), Int64(counts.lanes[lane])) }
    guard try update.next() else {
      throw StoreError.corrupted(doing: "folding cells", reason: "a cell of \(name) that should be there is not")
    }
    let left = update.int(0)
    update.reset()
    guard left <= 0 else { return }
    bind(key, removal)
    try removal.run()
  }

  private func bind(_ key: CellKey, _ statement: RawStatement) {
    statement.bind(1, country: key.country)
    let rest = [key.rest.0, key.rest.1, key.rest.2, key.rest.3]
    for column in 1..<keys.count {
      if case .text = keys[column] {
        statement.bind(Int32(column + 1), platform(Int32(clamping: rest[column - 1])))
      } else {
        statement.bind(Int32(column + 1), rest[column - 1])
      }
    }
  }
}

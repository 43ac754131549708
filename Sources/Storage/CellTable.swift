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
  private let more: RowFeed
  /// As `more`, for counts of nothing but tests that were ok: most cells of sparse data, at half the columns.
  private let plain: RowFeed
  private let fewer: RowFeed
  private let platform: (Int32) -> String

  init(
    _ db: Database, _ name: String, _ keys: [(String, RowFeed.Column)], platform: @escaping (Int32) -> String
  ) throws {
    self.name = name
    self.keys = keys.map(\.1)
    self.platform = platform
    let key = keys.map(\.0).joined(separator: ", ")
    let sums = Schema.counts.map { "\($0) = \($0) + excluded.\($0)" }.joined(separator: ", ")
    let changes = Schema.counts.enumerated().map { "\($1) = \($1) + f.c\(keys.count + $0)" }.joined(separator: ", ")
    let match = keys.enumerated().map { "\($1.0) = f.c\($0)" }.joined(separator: " and ")
    let feedKey = keys.indices.map { "c\($0)" }.joined(separator: ", ")
    let columns = keys.map(\.1) + Schema.counts.map { _ in RowFeed.Column.integer }
    more = try RowFeed(db, name: "more_\(name)", columns: columns) { list, feed in
      ["insert into \(name) select \(list) from \(feed) where true on conflict(\(key)) do update set \(sums)"]
    }
    let zeros = Schema.counts.dropFirst().map { _ in "0" }.joined(separator: ", ")
    let all = (keys.map(\.0) + Schema.counts).joined(separator: ", ")
    plain = try RowFeed(db, name: "plain_\(name)", columns: keys.map(\.1) + [.integer]) { list, feed in
      [
        "insert into \(name)(\(all)) select \(list), \(zeros) from \(feed) where true on conflict(\(key)) "
          + "do update set tests = tests + excluded.tests"
      ]
    }
    fewer = try RowFeed(db, name: "fewer_\(name)", columns: columns) { _, feed in
      [
        "update \(name) set \(changes) from \(feed) f where \(match)",
        "delete from \(name) where tests <= 0 and (\(key)) in (select \(feedKey) from \(feed))",
      ]
    }
  }

  /// Adds counts to a cell; one that comes to no test goes. A key is given once between flushes.
  @inline(__always)
  func add(_ counts: Counts, _ key: CellKey) throws {
    let isPlain = counts.isPlain
    let isMore = counts.tests > 0
    if !isMore, fewer.isFull { try flushFewer() }
    let feed = isPlain ? plain : isMore ? more : fewer
    let row = try feed.row()
    row[0] = Int64(key.country)
    row[1] = value(1, key.rest.0, feed)
    row[2] = value(2, key.rest.1, feed)
    if keys.count > 3 { row[3] = value(3, key.rest.2, feed) }
    if keys.count > 4 { row[4] = value(4, key.rest.3, feed) }
    let start = row + keys.count
    for lane in 0..<(isPlain ? 1 : 9) { start[lane] = Int64(counts.lanes[lane]) }
  }

  /// Has the database take what was added.
  func flush() throws {
    try more.flush()
    try plain.flush()
    try flushFewer()
  }

  private func flushFewer() throws {
    let count = fewer.count
    guard count > 0 else { return }
    guard try fewer.flush().first == count else {
      throw StoreError.corrupted(doing: "folding cells", reason: "a cell of \(name) that should be there is not")
    }
  }

  @inline(__always)
  private func value(_ column: Int, _ value: Int64, _ feed: RowFeed) -> Int64 {
    guard case .text = keys[column] else { return value }
    return feed.number(ofText: Int32(clamping: value), platform)
  }
}

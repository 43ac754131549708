import Places
import Query
import Storage
import Tables

/// Rows of a `CellQuery`, read by the keys that it groups by.
struct CellRowReader {
  private let keys: [CellKey]
  private let time: TimeKey?
  private let figures: CellQuery.Figures

  /// `grain` is that of the rows' time column: hours for published counts.
  init(_ query: CellQuery, grain: TimeKey?) {
    keys = query.keys
    figures = query.figures
    time = query.time == nil ? nil : grain
  }

  func read(_ row: borrowing RowCursor) -> CellRow {
    var result = CellRow()
    for (column, key) in keys.enumerated() { read(key, at: column, of: row, into: &result) }
    var next = keys.count
    if let time {
      result.instant = instant(row.int(next), time)
      next += 1
    }
    switch figures {
    case .tested: result.tested = row.int(next)
    case .outcomes: result.counts = outcomes(row, next)
    case .kinds:
      result.counts = outcomes(row, next)
      result.counts.dns = row.int(next + 4)
      result.counts.tcpIP = row.int(next + 5)
      result.counts.tls = row.int(next + 6)
      result.counts.httpDiff = row.int(next + 7)
      result.counts.httpFailure = row.int(next + 8)
    }
    return result
  }

  private func read(_ key: CellKey, at column: Int, of row: borrowing RowCursor, into result: inout CellRow) {
    guard !row.isNull(column) else { return }
    switch key {
    case .country: result.country = row.text(column).flatMap { CountryCode($0) }
    case .network: result.network = row.int(column)
    case .ownership: result.ownership = row.text(column)
    case .platform: result.platform = row.text(column).flatMap { $0.isEmpty ? nil : $0 }
    case .target: result.target = row.int(column)
    case .category: result.category = row.text(column)
    case .test: result.test = row.text(column).flatMap { $0.isEmpty ? nil : $0 }
    case .dataset: result.dataset = row.text(column)
    case .publisher: result.publisher = row.text(column)
    }
  }

  private func outcomes(_ row: borrowing RowCursor, _ first: Int) -> Counts {
    Counts(
      tests: row.int(first), anomaly: row.int(first + 1), confirmed: row.int(first + 2), failure: row.int(first + 3))
  }

  private func instant(_ value: Int, _ time: TimeKey) -> Instant {
    switch time {
    case .hour: Instant(seconds: value * 3600)
    case .day: Instant(seconds: value * 86_400)
    case .month: Instant(monthNumber: value)
    }
  }
}

import Analysis
import Query
import Subjects
import Tables
import Text

/// `with trend`: how each row's figures go over the calendar bins of the period.
struct TrendAnswer {
  let query: ResolvedQuery
  /// The statement's period as far as the data go, local.
  let period: TimeSpan
  let bin: Bin

  init(_ query: ResolvedQuery, period: TimeSpan) {
    self.query = query
    self.period = period
    bin = query.bin ?? Self.bin(of: period)
  }

  /// Months from a year on, weeks from six weeks on, else days.
  private static func bin(of period: TimeSpan) -> Bin {
    switch period.seconds / 86_400 {
    case 365...: .month
    case 42...: .week
    default: .day
    }
  }

  /// The statement whose rows are what the trend goes over: every group of every bin, whatever is shown.
  var binned: ResolvedQuery {
    var binned = query
    (binned.verb, binned.bin, binned.limit, binned.sort) = (.show, bin, nil, [])
    (binned.extras, binned.stages, binned.vary) = ([], [], nil)
    return binned
  }

  /// The bins that lie in the period whole, by label, numbered without gaps. A part of a bin has less in it than a bin.
  ///
  /// Throws a `Diagnostic` where there are too many.
  func bins() throws -> [String: Int] {
    let calendar = BinCalendar(bin)
    guard let indices = calendar.indices(in: period, most: Trend.mostPoints, local: { $0 }) else {
      throw Diagnostic(
        .error, "'with trend' over this period is more than \(Trend.mostPoints.grouped) bins",
        help: "choose a shorter period with 'during', or longer bins with 'per'")
    }
    var numbers: [String: Int] = [:]
    for (number, index) in indices.enumerated() {
      let span = calendar.span(of: index)
      guard period.start <= span.start, span.end <= period.end else { continue }
      numbers[calendar.label(index)] = number
    }
    return numbers
  }

  /// The table with the trends' columns, in the statement's own order, and what they are.
  func table(_ table: Table, over binned: Table) throws -> (table: Table, notes: [Note]) {
    let bins = try bins()
    let heads = query.dimensions.map(\.columnName)
    let groups = Dictionary(grouping: binned.rows) { binned.key($0, heads) }
    let names = query.measures.map(\.columnName) + query.composites.map(\.columnName)
    let keys = table.rows.map { table.key($0, heads) }
    var found: [String: [Value]] = [:]
    var short = Set<[Value]>()
    for name in names {
      var trends: [[Value]: Trend] = [:]
      for key in Set(keys) {
        let trend = Trend(binned.points(of: name, in: groups[key] ?? [], bin: bin.rawValue, bins))
        if let trend { trends[key] = trend } else { short.insert(key) }
      }
      add(trends, of: name, keys, to: &found)
    }
    let columns = Shape.columns(of: query)
    let rows = table.rows.enumerated().map { number, row in
      columns.map { column in found[column.name]?[number] ?? table.value(row, column.name) }
    }
    let whole = Table(columns: columns, rows: rows)
    return (
      query.sort.isEmpty ? whole : whole.sorted(by: query.sort), notes(bins.count, groups: Set(keys).count, short.count)
    )
  }

  /// One p a group, adjusted for how many groups are shown.
  private func add(_ trends: [[Value]: Trend], of name: String, _ keys: [[Value]], to found: inout [String: [Value]]) {
    let groups = trends.keys.sorted { keys.firstIndex(of: $0) ?? 0 < keys.firstIndex(of: $1) ?? 0 }
    let adjusted = Dictionary(
      uniqueKeysWithValues: zip(groups, benjaminiHochberg(groups.map { trends[$0]?.p }).map { $0 ?? 1 }))
    let value = { (number: Double?) -> Value in number.map { .number($0.rounded12) } ?? .missing(.noData) }
    let of = { (figure: (Trend) -> Double) in keys.map { value(trends[$0].map(figure)) } }
    found["\(name)_trend"] = of(\.slope)
    found["\(name)_trend_low"] = of(\.interval.lowerBound)
    found["\(name)_trend_high"] = of(\.interval.upperBound)
    found["\(name)_trend_p"] = keys.map { value(adjusted[$0]) }
  }

  private func notes(_ count: Int, groups: Int, _ short: Int) -> [Note] {
    let adjusted = groups > 1 ? ", adjusted for \(groups) rows" : ""
    var notes = [
      Note(
        .scope,
        "trend: change a \(bin.rawValue) over \(Counted.phrase(count, "whole \(bin.rawValue)")), Theil-Sen with 95%; p by Mann-Kendall\(adjusted), as if \(bin.rawValue)s were independent"
      )
    ]
    if short > 0 {
      notes.append(
        Note(
          .scope,
          "no trend of \(Counted.phrase(short, "row")): under \(Trend.leastPoints) \(bin.rawValue)s have a figure"))
    }
    return notes
  }
}

extension Answerer {
  /// `show` and `rank` with what their figures do over time.
  func trended(_ query: ResolvedQuery, _ clock: ZoneClock, _ windows: SelectionWindows?) throws -> Found {
    var plain = query
    plain.extras.removeAll { $0 == .trend }
    plain.sort = []
    var found = try compute(plain, clock, windows)
    let stated = PeriodText(query: query, clock: clock, windows: windows, catalog: catalog)
    guard let span = stated.span else { return found }
    // What would be refused of other data is refused of these.
    _ = try TrendAnswer(query, period: span).bins()
    let trend = TrendAnswer(query, period: try held(span, query, stated))
    let (table, notes) = try trend.table(found.table, over: compute(trend.binned, clock, windows).table)
    found.table = table
    found.notes += notes
    return found
  }

  /// The part of a statement's period that its data cover, from the first to the last of their days: what counts less
  /// because the data end is no fall.
  private func held(_ period: TimeSpan, _ query: ResolvedQuery, _ text: PeriodText) throws -> TimeSpan {
    let isOfRecords = [.incidents, .events].contains(query.slice.subject)
    let covered = try isOfRecords ? catalogues(query.slice).datasets.compactMap(\.span) : text.spansOfData
    guard let held = text.wholeDays(of: covered) else { return period }
    if query.slice.during == nil { return held }
    return TimeSpan(max(period.start, held.start), min(period.end, held.end))
  }
}

extension Table {
  fileprivate func value(_ row: [Value], _ name: String) -> Value {
    columns.firstIndex { $0.name == name }.flatMap { row.indices.contains($0) ? row[$0] : nil } ?? .missing(.noData)
  }

  fileprivate func key(_ row: [Value], _ names: [String]) -> [Value] { names.map { value(row, $0) } }

  fileprivate func points(
    of name: String, in rows: [[Value]], bin: String, _ bins: [String: Int]
  ) -> [(time: Int, value: Double)] {
    rows.compactMap { row in
      guard let time = value(row, bin).string.flatMap({ bins[$0] }), let figure = value(row, name).double else {
        return nil
      }
      return (time, figure)
    }
  }
}

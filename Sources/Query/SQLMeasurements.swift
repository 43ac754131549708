import Places
import Tables

/// Hours in which a country had a selected thing: `during events(...)` over cells. Disjoint within a country.
package struct CountryWindow: Sendable, Hashable {
  package var country: CountryCode
  /// First and last unix hour, both inside.
  package var hours: ClosedRange<Int>

  package init(country: CountryCode, hours: ClosedRange<Int>) {
    self.country = country
    self.hours = hours
  }
}

extension CellQuery {
  /// Rows of (keys..., time?, figures...) over the cells of single measurements. `windows` are those of a
  /// `during events(...)`.
  package func sql(_ dialect: Dialect, windows: [CountryWindow]? = nil) -> SQL {
    let table = table
    let columns = keys.map { column(of: $0, in: table) } + (time.map { [timeColumn($0, in: table, dialect)] } ?? [])
    let figures = figureColumns
    let having: SQL = self.figures == .tested ? "\nhaving sum(c.tests - c.failure) > 0" : ""
    return """
      \(windows.prelude)select \((columns + figures).joined(by: ", "))
      from \(source(table))\(windows.join(country: "c.country", hour: "c.hour"))
      where \(filters(table, dialect).conjunction)\(grouping(columns.count))\(having)
      """
  }

  /// The same rows over the counts that a publisher made (`aggregate`), for its datasets among the slice's.
  package func aggregateSQL(_ dialect: Dialect, windows: [CountryWindow]? = nil) -> SQL {
    let columns =
      keys.map(aggregateColumn) + (time.map { [dialect.quotient("c.start", by: 3600).named($0)] } ?? [])
    let having: SQL = figures == .tested ? "\nhaving sum(c.tests - c.failure) > 0" : ""
    return """
      \(windows.prelude)select \((columns + figureColumns).joined(by: ", "))
      from aggregate c join dataset d on d.id = c.dataset left join target t on t.id = c.target\
      \(windows.join(country: "c.country", hour: "c.start / 3600"))
      where \(aggregateFilters(dialect).conjunction)\(grouping(columns.count))\(having)
      """
  }

  private func grouping(_ count: Int) -> SQL {
    guard count > 0 else { return "" }
    return SQL(text: "\ngroup by " + (1...count).map(String.init).joined(separator: ", "))
  }

  private var figureColumns: [SQL] {
    let outcomes: [SQL] = ["sum(c.tests)", "sum(c.anomaly)", "sum(c.confirmed)", "sum(c.failure)"]
    switch figures {
    case .outcomes: return outcomes
    case .kinds:
      return outcomes + ["sum(c.dns)", "sum(c.tcp_ip)", "sum(c.tls)", "sum(c.http_diff)", "sum(c.http_failure)"]
    case .tested: return ["sum(c.tests - c.failure)"]
    }
  }

  private func column(of key: CellKey, in table: CellTable) -> SQL {
    switch key {
    case .country: "c.country"
    case .network: "c.network"
    case .platform: table.hasTarget ? "coalesce(t.platform, '')" : "c.platform"
    case .target: "c.target"
    case .test: "t.test"
    case .dataset: "d.name"
    case .publisher: "d.publisher"
    }
  }

  private func timeColumn(_ key: TimeKey, in table: CellTable, _ dialect: Dialect) -> SQL {
    switch (key, table.time) {
    case (.hour, _), (.month, .month), (.day, .day): "c.\(word: table.time.name)"
    case (.day, _): dialect.quotient("c.hour", by: 24)
    // Months are no whole number of days: the finer bins come out and are folded with the calendar.
    case (.month, .day): "c.day"
    case (.month, .hour): dialect.quotient("c.hour", by: 24)
    }
  }

  /// The grain of the time column that the rows really carry.
  package var timeInRows: TimeKey? {
    time.map { key in
      switch (key, table.time) {
      case (.month, .day), (.month, .hour): .day
      default: key
      }
    }
  }

  private func source(_ table: CellTable) -> SQL {
    var joins: SQL = "\(word: table.rawValue) c"
    let fields = slice.condition?.fields ?? []
    let needsTarget =
      keys.contains(.test) || keys.contains(.platform) || slice.platforms != nil || !slice.services.isEmpty
      || !fields.isDisjoint(with: ["target", "test", "platform"])
    if table.hasTarget, needsTarget { joins = "\(joins) join target t on t.id = c.target" }
    if splitsDatasets {
      joins = "\(joins) join origin_dataset o on o.origin = c.origin join dataset d on d.id = o.dataset"
    }
    return joins
  }

  /// A test counts in each dataset that holds it.
  private var splitsDatasets: Bool {
    keys.contains(.dataset) || keys.contains(.publisher)
      || !(slice.condition?.fields ?? []).isDisjoint(with: ["dataset", "publisher"])
  }

  private func filters(_ table: CellTable, _ dialect: Dialect) -> [SQL] {
    var filters: [SQL] = []
    if let countries = slice.countries { filters.append("c.country in \(list: countries.map(\.description))") }
    if slice.platforms != nil || !slice.services.isEmpty { filters.append(platformFilter(table)) }
    if case .span(let span) = slice.during { filters.append(timeFilter(span, table)) }
    filters.append(splitsDatasets ? "d.name in \(list: slice.datasets)" : originFilter)
    if let condition = slice.condition {
      filters.append(ConditionSQL.measurements(table: table, dialect).sql(condition))
    }
    return filters
  }

  private var originFilter: SQL {
    """
    c.origin in (select o.origin from origin_dataset o join dataset d on d.id = o.dataset \
    where d.name in \(list: slice.datasets))
    """
  }

  private func platformFilter(_ table: CellTable) -> SQL {
    let platforms = slice.platforms ?? []
    guard table.hasTarget else { return "c.platform in \(list: platforms)" }
    var parts: [SQL] = platforms.isEmpty ? [] : ["t.platform in \(list: platforms)"]
    if !slice.services.isEmpty { parts.append("t.host in \(list: slice.services.map { $0.lowercased() })") }
    return "(\(parts.joined(by: " or ")))"
  }

  private func timeFilter(_ span: TimeSpan, _ table: CellTable) -> SQL {
    let column = table.time.name
    let bounds: (Int, Int)
    switch table.time {
    // A stored hour counts where it starts, at either end: periods that touch share none.
    case .hour: bounds = (span.start.advanced(by: 3599).unixHour, span.end.advanced(by: 3599).unixHour)
    case .day: bounds = (Int(span.start.day.number), Int(span.end.day.number))
    case .month: bounds = (span.start.monthNumber, span.end.monthNumber)
    }
    return "c.\(word: column) >= \(bind: bounds.0) and c.\(word: column) < \(bind: bounds.1)"
  }

  // MARK: aggregates

  private func aggregateColumn(of key: CellKey) -> SQL {
    switch key {
    case .country: "c.country"
    case .network: "c.network"
    case .platform: "case when c.target is null then null else coalesce(t.platform, '') end"
    case .target: "c.target"
    case .test: "t.test"
    case .dataset: "d.name"
    case .publisher: "d.publisher"
    }
  }

  private func aggregateFilters(_ dialect: Dialect) -> [SQL] {
    var filters: [SQL] = ["d.name in \(list: slice.datasets)"]
    if let countries = slice.countries { filters.append("c.country in \(list: countries.map(\.description))") }
    if slice.platforms != nil || !slice.services.isEmpty { filters.append(platformFilter(.hour)) }
    if case .span(let span) = slice.during {
      filters.append("c.start >= \(bind: span.start.seconds) and c.start + c.grain <= \(bind: span.end.seconds)")
    }
    if let condition = slice.condition { filters.append(ConditionSQL.aggregates(dialect).sql(condition)) }
    return filters
  }
}

extension [CountryWindow]? {
  /// The windows as a table `period`. Codes and hours are ours and stand in the text: there may be more of them than
  /// values can be bound.
  var prelude: SQL {
    guard let windows = self else { return "" }
    let rows = windows.map { "('\($0.country)', \($0.hours.lowerBound), \($0.hours.upperBound))" }
    let values = rows.isEmpty ? "select null, null, null where false" : "values " + rows.joined(separator: ", ")
    return SQL(text: "with period(country, first, last) as (\(values))\n")
  }

  /// Keeps rows in a window of their own country; windows are disjoint, so no row is met twice.
  func join(country: SQL, hour: SQL) -> SQL {
    guard self != nil else { return "" }
    return " join period on period.country = \(country) and \(hour) between period.first and period.last"
  }
}

extension SQL {
  func named(_ key: TimeKey) -> SQL { "\(self) as \(word: key.name)" }
}

extension Instant {
  /// Hours since 1970, as the hour cells count them.
  package var unixHour: Int { seconds.flooredDivision(by: 3600) }
}

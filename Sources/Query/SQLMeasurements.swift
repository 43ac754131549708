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
    let columns = keys.map(column) + (time.map { ["c.\(word: $0.name)"] } ?? [])
    let having: SQL = figures == .tested ? "\nhaving sum(c.tests - c.failure) > 0" : ""
    return """
      \(windows.prelude)select \((columns + figureColumns).joined(by: ", "))
      from \(source(windows))\(windows.join(country: "c.country", hour: "c.hour"))
      where \(filters(dialect).conjunction)\(grouping(columns.count))\(having)
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
      \(reference)\(windows.join(country: "c.country", hour: "c.start / 3600"))
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

  private func column(of key: CellKey) -> SQL {
    switch key {
    case .country: "c.country"
    case .network: "c.network"
    case .ownership: ReferenceSQL.ownership
    case .platform: "c.platform"
    case .target: "c.target"
    case .category: ReferenceSQL.category
    case .test: "t.test"
    case .dataset: "d.name"
    case .publisher: "d.publisher"
    }
  }

  private func source(_ windows: [CountryWindow]?) -> SQL {
    var joins: SQL = "cell\(choice(windows)) c"
    let fields = slice.condition?.fields ?? []
    if keys.contains(.test) || usesCategory || !fields.isDisjoint(with: ["target", "test"]) {
      joins = "\(joins) join target t on t.id = c.target"
    }
    joins = "\(joins)\(reference)"
    if splitsDatasets {
      joins = "\(joins) join origin_dataset o on o.origin = c.origin join dataset d on d.id = o.dataset"
    }
    return joins
  }

  /// What the cells themselves choose by: hours, countries, platforms and hosts.
  fileprivate func choice(_ windows: [CountryWindow]?) -> SQL {
    var bounds: (Int, Int)?
    var countries = slice.countries?.map(\.description)
    if case .span(let span) = slice.during {
      // A stored hour counts where it starts, at either end: periods that touch share none.
      bounds = (span.start.advanced(by: 3599).unixHour, span.end.advanced(by: 3599).unixHour)
    } else if let windows {
      bounds = (windows.map(\.hours.lowerBound).min() ?? 0, (windows.map(\.hours.upperBound).max() ?? -1) + 1)
      let named = Set(windows.map(\.country.description))
      countries = countries?.filter(named.contains) ?? named.sorted()
    }
    let hosts = slice.services.isEmpty ? nil : slice.services.map { $0.lowercased() }
    let platforms = slice.platforms ?? hosts.map { _ in [] }
    let values: [SQLValue] = [
      bounds.map { .integer($0.0) } ?? .null, bounds.map { .integer($0.1) } ?? .null,
      Self.list(countries), Self.list(platforms), Self.list(hosts),
    ]
    guard let last = values.lastIndex(where: { $0 != .null }) else { return "" }
    return "\(list: Array(values[...last]))"
  }

  /// Names in one text, as `cell` takes them.
  private static func list(_ names: [String]?) -> SQLValue {
    names.map { .text($0.joined(separator: "\u{1F}")) } ?? .null
  }

  private var usesCategory: Bool {
    keys.contains(.category) || slice.condition?.fields.contains("category") == true
  }

  /// What is known of hosts and networks beside the counts, where it is asked for.
  private var reference: SQL {
    let usesOwnership = keys.contains(.ownership) || slice.condition?.fields.contains("ownership") == true
    return ReferenceSQL.joins(category: usesCategory, ownership: usesOwnership, network: "c.network")
  }

  /// A test counts in each dataset that holds it.
  private var splitsDatasets: Bool {
    keys.contains(.dataset) || keys.contains(.publisher)
      || !(slice.condition?.fields ?? []).isDisjoint(with: ["dataset", "publisher"])
  }

  private func filters(_ dialect: Dialect) -> [SQL] {
    var filters: [SQL] = [splitsDatasets ? "d.name in \(list: slice.datasets)" : originFilter]
    if let condition = slice.condition {
      filters.append(ConditionSQL.measurements(dialect).sql(condition))
    }
    return filters
  }

  private var originFilter: SQL {
    """
    c.origin in (select o.origin from origin_dataset o join dataset d on d.id = o.dataset \
    where d.name in \(list: slice.datasets))
    """
  }

  // MARK: aggregates

  private func aggregateColumn(of key: CellKey) -> SQL {
    switch key {
    case .country: "c.country"
    case .network: "c.network"
    case .ownership: "case when c.network is null then null else \(ReferenceSQL.ownership) end"
    case .platform: "case when c.target is null then null else coalesce(t.platform, '') end"
    case .target: "c.target"
    case .category: ReferenceSQL.category
    case .test: "t.test"
    case .dataset: "d.name"
    case .publisher: "d.publisher"
    }
  }

  private func aggregateFilters(_ dialect: Dialect) -> [SQL] {
    var filters: [SQL] = ["d.name in \(list: slice.datasets)"]
    if let countries = slice.countries { filters.append("c.country in \(list: countries.map(\.description))") }
    if slice.platforms != nil || !slice.services.isEmpty { filters.append(platformFilter) }
    if case .span(let span) = slice.during {
      filters.append("c.start >= \(bind: span.start.seconds) and c.start + c.grain <= \(bind: span.end.seconds)")
    }
    if let condition = slice.condition { filters.append(ConditionSQL.aggregates(dialect).sql(condition)) }
    return filters
  }

  private var platformFilter: SQL {
    let platforms = slice.platforms ?? []
    var parts: [SQL] = platforms.isEmpty ? [] : ["t.platform in \(list: platforms)"]
    if !slice.services.isEmpty { parts.append("t.host in \(list: slice.services.map { $0.lowercased() })") }
    return parts.isEmpty ? "false" : "(\(parts.joined(by: " or ")))"
  }
}

extension Slice {
  /// The cells of its period, places and platforms, as a table without a name.
  package var cells: SQL {
    "cell\(CellQuery(keys: [], time: nil, figures: .outcomes, slice: self).choice(nil))"
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

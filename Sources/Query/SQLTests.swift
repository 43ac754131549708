import Tables

/// `list measurements`: single tests, with the evidence of those that were not plain ok.
package struct TestQuery: Sendable, Hashable {
  package var slice: Slice
  package var limit: Int?

  package init(_ query: ResolvedQuery) {
    slice = query.slice
    // Rows that a clock or a window still chooses among must all come out.
    var isChosenLater = query.zone == .local
    if case .selection = query.slice.during { isChosenLater = true }
    if query.zone == .local, case .span(let span) = query.slice.during { slice.during = .span(span.wideningByDay) }
    limit = query.sort.isEmpty && query.limit?.end == .top && !isChosenLater ? query.limit?.count : nil
  }

  /// time, country, network, platform, target, test, outcome, kind, datasets, uid, report, input
  package func sql(_ dialect: Dialect, windows: [CountryWindow]? = nil) -> SQL {
    let most: SQL = limit.map { "\nlimit \(literal: $0)" } ?? ""
    return """
      \(windows.prelude)select m.time, m.country, m.network, t.platform, coalesce(nullif(t.host, ''), t.test), t.test, \
      \(CaseSQL.outcome), \(CaseSQL.kind), \(word: dialect.gathers)(distinct d.name), e.uid, e.report, e.input
      from measurement m join target t on t.id = m.target
      left join evidence e on e.stamp = m.stamp and e.digest = m.digest
      join load l on l.id = m.load
        or l.id in (select o.load from membership o where o.stamp = m.stamp and o.digest = m.digest)
      join dataset d on d.id = l.dataset\(reference)\
      \(windows.join(country: "m.country", hour: "m.time / 3600"))
      where \(filters.conjunction)
      group by m.stamp, m.digest
      order by m.time, m.country, m.stamp, m.digest\(most)
      """
  }

  private var reference: SQL {
    let fields = slice.condition?.fields ?? []
    return ReferenceSQL.joins(
      category: fields.contains("category"), ownership: fields.contains("ownership"), network: "m.network")
  }

  private var filters: [SQL] {
    var filters: [SQL] = ["d.name in \(list: slice.datasets)"]
    if let countries = slice.countries { filters.append("m.country in \(list: countries.map(\.description))") }
    if let platforms = slice.platforms, slice.services.isEmpty {
      filters.append("t.platform in \(list: platforms)")
    } else if !slice.services.isEmpty {
      filters.append(
        "(t.platform in \(list: slice.platforms ?? []) or t.host in \(list: slice.services.map { $0.lowercased() }))")
    }
    if case .span(let span) = slice.during {
      filters.append("m.time >= \(bind: span.start.seconds) and m.time < \(bind: span.end.seconds)")
    }
    if let condition = slice.condition { filters.append(ConditionSQL.tests.sql(condition)) }
    return filters
  }
}

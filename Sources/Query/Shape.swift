import Subjects
import Tables

/// The columns that a query's result has, known before it runs: stages are checked against them, and the answer is
/// built to them.
package enum Shape {
  /// Columns in order: rank, dimensions (with labels), bin, then each measure with its interval and denominators; under
  /// `vary` a measure and rank for each value, then `rank_low` and `rank_high`. Stages are not applied.
  package static func columns(of query: ResolvedQuery) -> [Column] {
    switch query.verb {
    case .list: list(query)
    case .show, .rank: query.vary == nil ? figures(query) : varied(query)
    case .compare, .match, .associate, .lag, .similar: related(query)
    }
  }

  /// Columns after the query's stages; `pivot` has columns that only the data know and ends the list as nil.
  package static func columns(of query: ResolvedQuery, after stages: ArraySlice<Stage>) -> [Column]? {
    var result: [Column]? = columns(of: query)
    for stage in stages { result = result.flatMap { apply(stage, to: $0) } }
    return result
  }

  /// What one stage does to the columns; nil where only the data know.
  package static func apply(_ stage: Stage, to columns: [Column]) -> [Column]? {
    switch stage {
    case .filter, .sort, .limit, .round, .chart, .export: return columns
    case .keep(let names): return names.compactMap { name in columns.first { $0.name == name } }
    case .drop(let names): return columns.filter { !names.contains($0.name) }
    case .rename(let old, let new):
      return columns.map { column in
        guard column.name == old else { return column }
        var renamed = column
        renamed.name = new
        renamed.title = new
        return renamed
      }
    case .pivot: return nil
    }
  }

  // MARK: show and rank

  private static func figures(_ query: ResolvedQuery) -> [Column] {
    var columns = heads(query)
    if query.verb == .rank { columns.insert(Column("rank", type: .text, role: .rank), at: 0) }
    for measure in query.measures {
      columns.append(column(of: measure))
      if measure.hasBounds || query.extras.contains(.ci) && measure.hasInterval { columns += bounds(of: measure) }
      if query.extras.contains(.share), measure.isCount {
        columns.append(
          Column("\(measure.columnName)_share", title: "share", type: .number, unit: .share, role: .measure))
      }
      if measure.isCount { columns += perMillion(measure, query.extras) }
      if query.extras.contains(.trend) { columns += trend(measure.columnName, measure.unit) }
    }
    for composite in query.composites {
      columns.append(Column(composite.columnName, type: .number, role: .measure))
      if query.extras.contains(.trend) { columns += trend(composite.columnName, .none) }
    }
    return columns + supports(query).filter { support in !columns.contains { $0.name == support.name } }
  }

  private static func perMillion(_ measure: Measure, _ extras: [Extra]) -> [Column] {
    [Extra.perMillionPeople, .perMillionUsers].filter(extras.contains).map { extra in
      Column("\(measure.columnName)_\(extra.rawValue.columnName)", title: extra.rawValue, type: .number, role: .measure)
    }
  }

  /// How fast a measure rises over the bins, and whether that could be chance.
  private static func trend(_ name: String, _ unit: Unit) -> [Column] {
    let trend = "\(name)_trend"
    return [
      Column(trend, title: "trend", type: .number, unit: unit, role: .measure),
      Column("\(trend)_low", type: .number, unit: unit, role: .lower(of: trend)),
      Column("\(trend)_high", type: .number, unit: unit, role: .upper(of: trend)),
      Column("\(trend)_p", title: "p", type: .number, role: .measure),
    ]
  }

  private static func varied(_ query: ResolvedQuery) -> [Column] {
    var columns = heads(query)
    let base = query.composites.first.map { Column($0.columnName, type: .number, role: .measure) }
    let measure = base ?? column(of: query.measures.first ?? .tests)
    for alternative in alternatives(of: query) {
      var figure = measure
      // A point would end a column's name where a stage names it.
      let name = alternative.columnName.replacing(".", with: "_")
      figure.name = "\(measure.name)_\(name)"
      figure.title = alternative
      columns.append(figure)
      columns.append(Column("rank_\(name)", title: "rank", type: .text, role: .rank))
    }
    columns.append(Column("rank_low", title: "lowest rank", type: .integer, role: .rank))
    columns.append(Column("rank_high", title: "highest rank", type: .integer, role: .rank))
    return columns
  }

  /// The names of what `vary` runs through, the base first: `starts`, `active`, ... or `n10`, `n30`.
  package static func alternatives(of query: ResolvedQuery) -> [String] {
    switch query.vary {
    case .counting(let rules): rules.map(\.rawValue)
    case .minimum(let values): values.map { "n\($0)" }
    case .weighting(let schemes): schemes.map(\.rawValue)
    case .within(let values): values.map(TimeSpelling.duration(ofSeconds:))
    case .detector(let setting, let values): values.map { "\(setting.rawValue)-\(DetectorSetting.text($0))" }
    case nil: []
    }
  }

  static func heads(_ query: ResolvedQuery) -> [Column] {
    let bin = query.bin.map { [Column($0.rawValue, type: .text, role: .dimension)] } ?? []
    return query.dimensions.flatMap(columns(of:)) + bin
  }

  /// A dimension's code and, for countries, its name beside it.
  package static func columns(of dimension: Dimension) -> [Column] {
    if dimension == .minute { return [Column(dimension.columnName, type: .integer, role: .dimension)] }
    if dimension == .sincePrevious { return [sincePrevious(.dimension)] }
    let code = Column(dimension.columnName, type: .text, role: .dimension)
    guard dimension == .country else { return [code] }
    return [code, Column("country_name", title: "name", type: .text, role: .label(of: code.name))]
  }

  private static func sincePrevious(_ role: Role) -> Column {
    Column(Dimension.sincePrevious.columnName, type: .number, unit: .hours, role: role)
  }

  static func column(of measure: Measure) -> Column {
    Column(measure.columnName, type: measure.isCount ? .integer : .number, unit: measure.unit, role: .measure)
  }

  private static func bounds(of measure: Measure) -> [Column] {
    let name = measure.columnName
    return [
      Column("\(name)_low", type: .number, unit: measure.unit, role: .lower(of: name)),
      Column("\(name)_high", type: .number, unit: measure.unit, role: .upper(of: name)),
    ]
  }

  /// Denominators: a rate never stands without its `n`, an interval never without its networks.
  private static func supports(_ query: ResolvedQuery) -> [Column] {
    var columns: [Column] = []
    let hasRate = query.measures.contains(where: \.isRate)
    if query.asked.contains(where: \.hasMinimum), hasRate || query.extras.contains(.n) {
      columns.append(Column("n", type: .integer, unit: .count, role: .support))
    }
    if query.extras.contains(.networks) || (query.extras.contains(.ci) && query.measures.contains(where: \.hasInterval))
    {
      columns.append(Column("networks", type: .integer, unit: .count, role: .support))
    }
    if query.verb == .rank, query.measures.contains(.restrictionIndex), query.extras.contains(.ci) {
      columns.append(Column("rank_low", title: "lowest rank", type: .integer, role: .rank))
      columns.append(Column("rank_high", title: "highest rank", type: .integer, role: .rank))
    }
    if query.extras.contains(.sources) {
      columns.append(Column("sources", type: .text, role: .detail))
    }
    return columns
  }

  // MARK: list

  private static func list(_ query: ResolvedQuery) -> [Column] {
    let place = columns(of: .country)
    let text = { (name: String) in Column(name, type: .text, role: .detail) }
    let moments = ["start", "end"].map { Column($0, type: .moment, role: .detail) }
    var columns: [Column]
    switch query.slice.subject {
    case .measurements:
      columns = [Column("time", type: .instant, role: .detail)] + place
      columns += ["network", "platform", "target", "test", "outcome", "blocking_kind", "dataset", "uid"].map(text)
    case .incidents:
      columns = [Column("id", type: .text, role: .dimension)] + moments + place
      columns += ["extent", "scope", "platforms", "services", "cause", "area", "title", "dataset"].map(text)
    case .events:
      columns = [Column("id", type: .text, role: .dimension)] + moments + place
      columns += ["kind", "class", "actor", "title", "dataset"].map(text)
    case .episodes:
      columns = [Column("id", type: .text, role: .dimension)] + moments + place
      columns += ["platforms", "level"].map(text)
      columns.append(Column("duration", type: .number, unit: .hours, role: .detail))
      if query.extras.contains(.scope) { columns += episodeScope }
      if query.extras.contains(.phases) { columns.append(text("phases")) }
      columns.append(text("remark"))
    case .signals:
      columns = [Column("time", type: .instant, role: .detail)] + place
      columns += ["network", "series"].map(text)
      columns += ["value", "expected", "lower", "upper"].map { Column($0, type: .number, role: .detail) }
      columns.append(text("dataset"))
    }
    if query.extras.contains(.sources) { columns.append(text("sources")) }
    // Behind the id, the start and the end.
    if query.extras.contains(.sincePrevious) { columns.insert(sincePrevious(.detail), at: 3) }
    return columns
  }

  private static var episodeScope: [Column] {
    [
      Column("scope", type: .text, role: .detail), Column("networks", type: .integer, unit: .count, role: .support),
      Column("networks_measured", type: .integer, unit: .count, role: .support),
    ]
  }
}

extension Measure {
  /// A whole number of things, which has a share of its total.
  package var isCount: Bool {
    switch self {
    case .tests, .n, .networks, .coveredHours, .coveredDays, .incidents, .events, .episodes, .blockedHours,
      .blockedDays,
      .networksBlocked:
      true
    case .okRate, .anomalyRate, .confirmedRate, .failureRate, .interferenceRate, .blockingRate,
      .medianIncidentDuration, .medianEpisodeDuration, .medianOnsetGap, .restrictionIndex, .signalLevel, .signalDrop,
      .cost:
      false
    }
  }

  package var unit: Unit {
    switch self {
    case .tests, .n, .networks, .incidents, .events, .episodes, .networksBlocked: .count
    case .coveredHours, .blockedHours, .medianEpisodeDuration, .medianOnsetGap: .hours
    case .coveredDays, .medianIncidentDuration, .blockedDays: .days
    case .okRate, .anomalyRate, .confirmedRate, .failureRate, .interferenceRate, .blockingRate, .signalLevel,
      .signalDrop:
      .share
    case .restrictionIndex: .none
    case .cost: .other("US$")
    }
  }
}

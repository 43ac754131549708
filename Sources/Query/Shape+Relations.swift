import Subjects
import Tables

/// The columns of the verbs that hold two things against each other. Under `vary` a column with the value that a row is
/// for stands first, and each group has a row for each value, the base first.
extension Shape {
  static func related(_ query: ResolvedQuery) -> [Column] {
    switch query.relation {
    case .contrast(let contrast): varying(query) + heads(query) + self.contrast(contrast, query)
    case .match: varying(query) + heads(query) + matches
    case .associate: varying(query) + heads(query) + association(isGrouped: !query.dimensions.isEmpty)
    case .lag: heads(query) + lags
    case .similar(let similar): candidates(similar)
    case nil: heads(query)
    }
  }

  private static func varying(_ query: ResolvedQuery) -> [Column] {
    let name: String
    switch query.vary {
    case .counting: name = "counting"
    case .minimum: name = "min_n"
    case .weighting: name = "weighting"
    case .within: name = "within"
    case .detector, nil: return []
    }
    return [Column(name, type: .text, role: .dimension)]
  }

  private static func count(_ name: String) -> Column { Column(name, type: .integer, unit: .count, role: .measure) }

  private static func share(_ name: String) -> Column { Column(name, type: .number, unit: .share, role: .measure) }

  private static func number(_ name: String, _ role: Role = .measure) -> Column {
    Column(name, type: .number, role: role)
  }

  /// An estimate and its interval: `ratio`, `ratio_low`, `ratio_high`.
  private static func estimate(_ name: String, low: String? = nil, high: String? = nil) -> [Column] {
    [
      number(name), number(low ?? "\(name)_low", .lower(of: name)), number(high ?? "\(name)_high", .upper(of: name)),
    ]
  }

  // MARK: compare

  /// The times that a measure is asked at, in order: `before`, `during`, `after` or `during`, `against`.
  package static func times(of contrast: Contrast) -> [String] {
    switch contrast.kind {
    case .against: ["during", "against"]
    case .around(_, let before, let after):
      (before == nil ? [] : ["before"]) + ["during"] + (after == nil ? [] : ["after"])
    }
  }

  private static func contrast(_ contrast: Contrast, _ query: ResolvedQuery) -> [Column] {
    // A row a phase has the measures themselves: nothing is set against anything.
    guard !query.dimensions.contains(.phase) else { return phases(query) + events(contrast) }
    let times = times(of: contrast)
    var columns: [Column] = []
    for measure in query.measures {
      for time in times { columns += figure(measure, at: time, query) }
      columns += differences(of: measure, times, prefix: query.measures.count > 1 ? "\(measure.columnName)_" : "")
    }
    return columns + supports(times.map { "_\($0)" }, query) + events(contrast)
  }

  private static func phases(_ query: ResolvedQuery) -> [Column] {
    query.measures.flatMap { measure -> [Column] in
      let own = column(of: measure)
      guard query.extras.contains(.ci), measure.hasInterval else { return [own] }
      return [own] + bounds(of: own)
    } + supports([""], query)
  }

  private static func figure(_ measure: Measure, at time: String, _ query: ResolvedQuery) -> [Column] {
    var own = column(of: measure)
    own.name += "_\(time)"
    own.title = "\(measure.rawValue) \(time)"
    return query.extras.contains(.ci) && measure.hasInterval ? [own] + bounds(of: own) : [own]
  }

  private static func bounds(of column: Column) -> [Column] {
    [
      Column("\(column.name)_low", type: .number, unit: column.unit, role: .lower(of: column.name)),
      Column("\(column.name)_high", type: .number, unit: column.unit, role: .upper(of: column.name)),
    ]
  }

  /// During less before (or against), and after less before (or, where only that is asked for, less during).
  private static func differences(of measure: Measure, _ times: [String], prefix: String) -> [Column] {
    let suffixes = times.count == 3 ? ["", "_after"] : [""]
    return suffixes.flatMap { suffix -> [Column] in
      let name = "\(prefix)difference\(suffix)"
      return [
        Column(name, type: .number, unit: measure.unit, role: .measure),
        Column("\(prefix)difference_low\(suffix)", type: .number, unit: measure.unit, role: .lower(of: name)),
        Column("\(prefix)difference_high\(suffix)", type: .number, unit: measure.unit, role: .upper(of: name)),
        number("\(prefix)ratio\(suffix)"),
      ]
    }
  }

  /// A rate never stands without its `n`.
  private static func supports(_ suffixes: [String], _ query: ResolvedQuery) -> [Column] {
    let isOfTests = query.asked.contains(where: \.hasMinimum)
    let hasN = isOfTests && (query.measures.contains(where: \.isRate) || query.extras.contains(.n))
    let names = (hasN ? ["n"] : []) + (query.extras.contains(.networks) ? ["networks"] : [])
    let taken = Set(query.measures.map(\.columnName))
    return names.filter { !taken.contains($0) }.flatMap { name in
      suffixes.map { Column(name + $0, type: .integer, unit: .count, role: .support) }
    }
  }

  /// How many events the windows are around.
  private static func events(_ contrast: Contrast) -> [Column] {
    guard case .around(.selection, _, _) = contrast.kind else { return [] }
    return [Column("events", type: .integer, unit: .count, role: .support)]
  }

  // MARK: match, associate, lag, similar

  private static let matches: [Column] =
    ["pairs", "only_left", "only_right"].map(count) + ["agreement", "precision", "recall"].map(share)
    + estimate("estimate")

  private static func association(isGrouped: Bool) -> [Column] {
    ["days", "days_with_both", "x_days", "y_days"].map(count) + estimate("risk_ratio")
      + estimate("mh_ratio", low: "mh_low", high: "mh_high") + ["p_shift", "p_fisher", "p_mid"].map { number($0) }
      + (isGrouped ? [number("p_adjusted")] : [])
      + ["events", "events_with", "restrictions", "restrictions_with"].map(count)
  }

  private static let lags: [Column] =
    ["lag_from_h", "lag_to_h"].map { Column($0, type: .number, unit: .hours, role: .dimension) } + [count("count")]
    + estimate("expected")

  private static func candidates(_ similar: Similar) -> [Column] {
    [Column("id", type: .text, role: .dimension)] + columns(of: .country)
      + [Column("start", type: .moment, role: .detail), number("distance")]
      + similar.features.map { number($0.rawValue, .detail) }
      + [Column("features", type: .integer, unit: .count, role: .support)]
  }
}

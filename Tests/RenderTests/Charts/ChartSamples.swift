import Tables
import Testing

@testable import Render

/// A result and how it is drawn.
struct ChartSample: CustomTestStringConvertible {
  var name: String
  var kind: ChartKind?
  var answer: Answer

  init(_ name: String, _ kind: ChartKind?, _ answer: Answer) {
    (self.name, self.kind, self.answer) = (name, kind, answer)
  }

  var testDescription: String { name }
}

/// Results to draw, made up for the tests.
enum ChartSamples {
  static func text(_ name: String, role: Role = .dimension) -> Column { Column(name, type: .text, role: role) }

  static let country = [
    text("country"), Column("country_name", title: "name", type: .text, role: .label(of: "country")),
  ]

  /// A figure with its interval.
  static func estimate(_ name: String, unit: Unit = .share) -> [Column] {
    [
      Column(name, type: .number, unit: unit, role: .measure),
      Column("\(name)_low", type: .number, unit: unit, role: .lower(of: name)),
      Column("\(name)_high", type: .number, unit: unit, role: .upper(of: name)),
    ]
  }

  static let n = Column("n", type: .integer, unit: .count, role: .support)

  static func figures(_ values: [Double?], _ absence: Absence = .noData) -> [Value] {
    values.map { $0.map(Value.number) ?? .missing(absence) }
  }

  // MARK: one of each kind

  /// Two platforms by day: a day that is suppressed, one without data, and two that have no row.
  static var line: Answer {
    let days: [(String, [Double?], [Double?])] = [
      ("2024-01-01", [0.02, 0, 0.08], [0.01, 0, 0.04]), ("2024-01-02", [0.4, 0.3, 0.55], [nil, nil, nil]),
      ("2024-01-05", [0.65, 0.5, 0.8], [0.02, 0, 0.1]), ("2024-01-06", [nil, nil, nil], [0.03, 0.01, 0.09]),
      ("2024-01-07", [0.1, 0.05, 0.2], [0, 0, 0.03]),
    ]
    let rows = days.flatMap { day, x, other -> [[Value]] in
      [
        [.text("x"), .text(day)] + figures(x, .suppressed) + [.integer(x[0] == nil ? 3 : 120)],
        [.text("youtube"), .text(day)] + figures(other) + [.integer(other[0] == nil ? 0 : 1500)],
      ]
    }
    let table = Table(columns: [text("platform"), text("day")] + estimate("blocking_rate") + [n], rows: rows)
    return Samples.answer(
      "blocking-rate by platform", table, notes: [Note(.caution, "the data are synthetic")],
      statement: "show blocking-rate in PK by platform per day with ci")
  }

  /// Three countries by month, with every kind of absence.
  static var heat: Answer {
    let values: [String: [Value]] = [
      "PK": [.integer(4), .integer(0), .integer(12), .integer(7)],
      "IN": [.missing(.notCovered), .integer(30), .integer(31), .missing(.noData)],
      "VE": [.integer(0), .integer(0), .missing(.unknown)],
    ]
    let rows = ["IN", "PK", "VE"].flatMap { code in
      (values[code] ?? []).enumerated().map { index, value -> [Value] in
        [.text(code), .text(["IN": "India", "PK": "Pakistan", "VE": "Venezuela"][code] ?? code)]
          + [.text(["2023-11", "2023-12", "2024-01", "2024-02"][index]), value]
      }
    }
    let columns = country + [text("month"), Column("incidents", type: .integer, unit: .count, role: .measure)]
    return Samples.answer(
      "incidents by country", Table(columns: columns, rows: rows), statement: "show incidents by country per month")
  }

  static var lags: Answer {
    let columns =
      ["lag_from_h", "lag_to_h"].map { Column($0, type: .number, unit: .hours, role: .dimension) }
      + [Column("count", type: .integer, unit: .count, role: .measure)] + estimate("expected", unit: .none)
    let counts = [0, 2, 9, 1]
    let rows = counts.indices.map { index -> [Value] in
      let from = Double(index - 2) * 24
      return [.number(from), .number(from + 24), .integer(counts[index]), .number(0.5), .number(0), .number(3)]
    }
    return Samples.answer(
      "lag of incidents", Table(columns: columns, rows: rows),
      statement: "lag incidents to events between -2d and 2d per 1d")
  }

  /// A row a phase.
  static var phases: Answer {
    let rows = ["before", "during", "after"].enumerated().map { index, phase -> [Value] in
      [.text("PK"), .text("Pakistan"), .text(phase)]
        + figures([[0.05, 0.02, 0.1], [0.9, 0.6, 0.99], [nil, nil, nil]][index], .suppressed) + [.integer(40 + index)]
    }
    let columns = country + [text("phase")] + estimate("blocking_rate") + [n]
    return Samples.answer(
      "blocking-rate by country, phase", Table(columns: columns, rows: rows),
      statement: "compare blocking-rate around event x before 7d after 7d by country, phase with ci")
  }

  /// A row a group, a column a phase.
  static var contrast: Answer {
    func time(_ name: String) -> Column {
      Column("tests_\(name)", title: "tests \(name)", type: .integer, unit: .count, role: .measure)
    }
    let columns =
      [text("platform"), time("before"), time("during"), time("after")]
      + estimate("difference", unit: .count)
    let rows: [[Value]] = [
      [.text("x"), .integer(120), .integer(15), .integer(130), .number(-105), .number(-130), .number(-80)],
      [.text("tiktok"), .integer(80), .missing(.noData), .integer(85)] + figures([nil, nil, nil]),
    ]
    return Samples.answer(
      "tests by platform", Table(columns: columns, rows: rows),
      statement: "compare tests around event x before 7d after 7d by platform")
  }

  static var ranks: Answer {
    let columns =
      country + [
        Column("incidents_starts", title: "starts", type: .integer, unit: .count, role: .measure),
        text("rank_starts", role: .rank),
        Column("rank_low", title: "lowest rank", type: .integer, role: .rank),
        Column("rank_high", title: "highest rank", type: .integer, role: .rank),
      ]
    let rows: [[Value]] = [
      [.text("IN"), .text("India"), .integer(30), .text("1"), .integer(1), .integer(2)],
      [.text("PK"), .text("Pakistan"), .integer(12), .text("2="), .integer(1), .integer(6)],
      [.text("VE"), .text("Venezuela"), .integer(12), .text("2="), .integer(2), .integer(3)],
      [.text("BD"), .text("Bangladesh"), .missing(.noData), .missing(.noData), .integer(4), .integer(5)],
    ]
    return Samples.answer(
      "countries by incidents", Table(columns: columns, rows: rows),
      statement: "rank country by incidents counting starts vary counting")
  }

  // MARK: what goes wrong elsewhere

  /// Differences: bars to both sides of zero.
  static var negative: Answer {
    let rows: [[Value]] = [
      [.text("x")] + figures([0.31, 0.1, 0.5]), [.text("tiktok")] + figures([-0.12, -0.3, 0.02]),
      [.text("youtube")] + figures([0, -0.01, 0.01]), [.text("facebook")] + figures([nil, nil, nil], .suppressed),
    ]
    return Samples.answer(
      "difference by platform", Table(columns: [text("platform")] + estimate("difference"), rows: rows))
  }

  static func bars(_ values: [(String, Value)], unit: Unit = .none) -> Answer {
    let columns = [text("what"), Column("figure", type: .number, unit: unit, role: .measure)]
    return Samples.answer("figures", Table(columns: columns, rows: values.map { [.text($0.0), $0.1] }))
  }

  static var extremes: Answer {
    bars([
      ("largest", .number(1.7e308)), ("smallest", .number(-1.7e308)), ("least", .number(.leastNonzeroMagnitude)),
      ("zero", .number(0)),
      ("nothing", .number(.nan)), ("endless", .number(.infinity)), ("whole", .integer(.max)),
    ])
  }

  static var missing: Answer {
    bars(Absence.allCases.map { ($0.rawValue, .missing($0)) }, unit: .share)
  }

  static var onePoint: Answer {
    let table = Table(
      columns: [text("day")] + estimate("blocking_rate") + [n],
      rows: [[.text("2024-01-07")] + figures([0.5, 0.2, 0.9]) + [.integer(31)]])
    return Samples.answer("blocking-rate by day", table)
  }

  static var noRow: Answer { Samples.answer("blocking-rate by day", Table(columns: onePoint.table.columns)) }

  static var longNames: Answer {
    let name = String(repeating: "A name that goes on and on ", count: 40)
    return bars([
      (name, .number(3)), (String(repeating: "x", count: 1000), .number(2)), ("انقطاع الإنترنت", .number(1)),
      (String(repeating: "互联网", count: 30), .missing(.noData)),
    ])
  }

  static var manyRows: Answer { bars((1...200).map { ("row \($0)", .number(Double($0 % 37) - 11)) }) }

  /// Half a year of hours: more than a screen has columns.
  static var manyTimes: Answer {
    let rows = (0..<4368).map { hour -> [Value] in
      let label = TimeBins.hour.label(19_723 * 24 + hour)
      let value: Value = hour % 500 < 20 ? .missing(.noData) : .number(Double(hour % 97) / 97)
      return [.text(label), value, .integer(hour % 50)]
    }
    let columns = [text("hour"), Column("blocking_rate", type: .number, unit: .share, role: .measure), n]
    return Samples.answer("blocking-rate by hour", Table(columns: columns, rows: rows))
  }

  static let all: [ChartSample] = [
    ChartSample("bar", .bar, Samples.ranking), ChartSample("bar-grouped", .bar, contrast),
    ChartSample("bar-negative", .bar, negative), ChartSample("bar-hostile", .bar, Samples.hostile),
    ChartSample("bar-extremes", .bar, extremes), ChartSample("bar-missing", .bar, missing),
    ChartSample("bar-long-names", .bar, longNames), ChartSample("line", .line, line),
    ChartSample("line-one-point", .line, onePoint), ChartSample("line-no-row", .line, noRow),
    ChartSample("heat", .heat, heat), ChartSample("event-study-lags", .eventStudy, lags),
    ChartSample("event-study-phases", .eventStudy, phases), ChartSample("event-study-contrast", .eventStudy, contrast),
    ChartSample("rank-range", .rankRange, ranks),
  ]
}

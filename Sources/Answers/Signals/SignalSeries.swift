import Analysis
import Places
import Query
import Storage
import Subjects
import Tables

/// One series of a connectivity signal with what was to be expected of each value.
struct SignalSeries {
  struct Point {
    var time: Instant
    var value: Double
    /// The publisher's, else the median of the same hour of the week over the four weeks before.
    var expected: Double?
    var lower: Double?
    var upper: Double?

    /// 0 or more, 1 is as usual; nil without an expected value above 0.
    var level: Double? { expected.flatMap { $0 > 0 ? value / $0 : nil } }
  }

  var dataset: String
  var publisher: String?
  var name: String
  var country: CountryCode?
  var subdivision: String?
  var network: Int?
  /// Seconds that a value stands for.
  var step: Int
  var points: [Point]
}

extension SignalSeries: ConditionRow {
  func texts(_ field: String) -> [String]? {
    switch field {
    case "country": [country?.description].compactMap { $0 }
    case "subregion": [country.flatMap { PlaceCatalog.country($0)?.subregion }].compactMap { $0 }
    case "region": [country.flatMap { PlaceCatalog.country($0)?.region }].compactMap { $0 }
    case "subdivision": [subdivision].compactMap { $0 }
    case "network": [network.map { "AS\($0)" }].compactMap { $0 }
    case "series": [name]
    case "dataset": [dataset]
    case "publisher": [publisher].compactMap { $0 }
    default: nil
    }
  }

  func instant(_ field: String) -> Instant? { nil }
  func duration(_ field: String) -> Int? { nil }
  func number(_ field: String) -> Int? { field == "network" ? network : nil }
}

/// A value of a series, for conditions on its time.
private struct SignalPoint: ConditionRow {
  let series: SignalSeries
  let point: SignalSeries.Point

  func texts(_ field: String) -> [String]? { series.texts(field) }
  func instant(_ field: String) -> Instant? { field == "start" ? point.time : nil }
  func isMissing(_ field: String) -> Bool? { field == "start" ? false : series.isMissing(field) }
  func duration(_ field: String) -> Int? { nil }
  func number(_ field: String) -> Int? { series.number(field) }
}

extension Answerer {
  /// The series of a slice over all time, each with its expected values; the condition chooses values.
  func signals(_ slice: Slice) throws -> [SignalSeries] {
    var series: [SignalSeries] = []
    try store.rows(SignalQuery(slice).sql) { row in
      let country = row.text(3).flatMap { $0.isEmpty ? nil : CountryCode($0) }
      let subdivision = row.text(4).flatMap { $0.isEmpty ? nil : $0 }
      let network = row.int(5) < 0 ? nil : row.int(5)
      let (dataset, name) = (row.text(0) ?? "", row.text(2) ?? "")
      let last = series.last
      if last?.dataset != dataset || last?.name != name || last?.country != country || last?.subdivision != subdivision
        || last?.network != network
      {
        series.append(
          SignalSeries(
            dataset: dataset, publisher: row.text(1), name: name, country: country, subdivision: subdivision,
            network: network, step: row.isNull(7) ? 0 : row.int(7), points: []))
      }
      series[series.count - 1].points.append(
        SignalSeries.Point(
          time: Instant(seconds: row.int(6)), value: row.double(8), expected: row.isNull(9) ? nil : row.double(9),
          lower: row.isNull(10) ? nil : row.double(10), upper: row.isNull(11) ? nil : row.double(11)))
    }
    return try series.map { series in
      try store.checkInterruption()
      var series = series.withExpected
      if let condition = slice.condition {
        series.points = series.points.filter { condition.holds(SignalPoint(series: series, point: $0)) }
      }
      return series
    }
  }
}

extension SignalSeries {
  /// Expected values by the weeks before, where the publisher gives none.
  fileprivate var withExpected: SignalSeries {
    guard points.contains(where: { $0.expected == nil }), let first = points.first, let last = points.last else {
      return self
    }
    var series = self
    series.step = step > 0 ? step : usualStep
    guard series.step > 0, 604_800 % series.step == 0 else { return series }
    let places = points.map { ($0.time.seconds - first.time.seconds) / series.step }
    let count = (last.time.seconds - first.time.seconds) / series.step + 1
    guard count <= 10_000_000 else { return series }
    var values = [Double?](repeating: nil, count: count)
    for (place, point) in zip(places, points) where values.indices.contains(place) { values[place] = point.value }
    let levels = SignalLevel.levels(values, stepsPerWeek: 604_800 / series.step)
    for (index, place) in places.enumerated() where series.points[index].expected == nil {
      series.points[index].expected = levels.indices.contains(place) ? levels[place].value?.expected : nil
    }
    return series
  }

  /// The least time between two values.
  private var usualStep: Int {
    zip(points, points.dropFirst()).map { $1.time.seconds - $0.time.seconds }.filter { $0 > 0 }.min() ?? 0
  }
}

/// The values of a slice's series, those of the newest load where several bring one, in the order of series and time.
private struct SignalQuery {
  let slice: Slice

  init(_ slice: Slice) { self.slice = slice }

  var sql: SQL {
    """
    select d.name, d.publisher, s.source, s.country, s.subdivision, s.network, s.time, s.step, s.value, s.expected,
      s.lower, s.upper
    from signal s join dataset d on d.id = s.dataset
    where d.name in \(list: slice.datasets)\(places) and s.load = (
      select max(n.load) from signal n where n.dataset = s.dataset and n.source = s.source and n.country = s.country
        and n.subdivision = s.subdivision and n.network = s.network and n.time = s.time)
    order by d.name, s.source, s.country, s.subdivision, s.network, s.time
    """
  }

  private var places: SQL {
    var parts: [SQL] = []
    if let countries = slice.countries { parts.append("s.country in \(list: countries.map(\.description))") }
    if !slice.subdivisions.isEmpty { parts.append("s.subdivision in \(list: slice.subdivisions)") }
    return parts.isEmpty ? "" : " and (\(parts.joined(by: " or ")))"
  }
}

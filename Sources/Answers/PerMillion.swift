import Places
import Query
import Storage
import Subjects
import Tables

/// `with per-million-people` and `per-million-users`: counts over reference data of a row's countries.
struct PerMillion {
  private let query: ResolvedQuery
  private let figures: [Extra: CountryFigures]
  private let year: Int?
  private(set) var years: Set<Int> = []
  private(set) var without: Set<CountryCode> = []

  init(_ query: ResolvedQuery, year: Int?, store: Store) throws {
    self.query = query
    self.year = year
    var figures: [Extra: CountryFigures] = [:]
    for extra in query.extras { figures[extra] = try extra.indicator.map { try CountryFigures($0, store) } }
    self.figures = figures
  }

  /// Millions that a row's counts are divided by; nothing where a country of the row has no figure.
  mutating func millions(_ row: ResultRow) -> [Extra: Double] {
    var millions: [Extra: Double] = [:]
    for extra in query.extras where extra.indicator != nil {
      var sum = 0.0
      var isWhole = true
      for country in query.countries(of: row.heads) ?? PlaceCatalog.countries.map(\.code) {
        guard let figure = figures[extra]?.standing(country, in: year) else {
          without.insert(country)
          isWhole = false
          continue
        }
        years.insert(figure.year)
        sum += figure.value
      }
      if isWhole, sum > 0 { millions[extra] = sum / 1_000_000 }
    }
    return millions
  }

  var notes: [Note] {
    var notes: [Note] = []
    if let first = years.min(), let last = years.max() {
      notes.append(Note(.scope, "reference data of \(first == last ? "\(first)" : "\(first)..\(last)")"))
    }
    if !without.isEmpty {
      let codes =
        without.sorted().prefix(8).map(\.description).joined(separator: ", ") + (without.count > 8 ? ", ..." : "")
      notes.append(Note(.caution, "no reference figure, so no rate: \(codes)"))
    }
    return notes
  }
}

extension Extra {
  /// The reference data that counts are divided by.
  var indicator: CountryFigure.Indicator? {
    switch self {
    case .perMillionPeople: .population
    case .perMillionUsers: .internetUsers
    case .ci, .n, .networks, .scope, .trend, .share, .phases, .sincePrevious, .sources: nil
    }
  }
}

extension Answerer {
  /// Rows with what their counts are divided by, if the statement asks for it.
  func perMillion(_ rows: [ResultRow], _ query: ResolvedQuery) throws -> (rows: [ResultRow], notes: [Note]) {
    guard query.extras.contains(where: { $0.indicator != nil }) else { return (rows, []) }
    var year: Int?
    if case .span(let span) = query.slice.during { year = span.end.advanced(by: -1).day.civil.0 }
    var reference = try PerMillion(query, year: year, store: store)
    let rows = rows.map { row in
      var row = row
      row.millions = reference.millions(row)
      return row
    }
    return (rows, reference.notes)
  }
}

extension ResolvedQuery {
  /// The countries that a row is about; nil: all.
  func countries(of heads: [Value]) -> [CountryCode]? {
    var position = 0
    for dimension in dimensions {
      let head = heads.indices.contains(position) ? heads[position].string : nil
      switch dimension {
      case .country: return head.flatMap { CountryCode($0) }.map { [$0] } ?? []
      case .subregion, .region:
        let members = head.flatMap { PlaceCatalog.region(named: $0)?.members } ?? []
        return slice.countries.map { asked in members.filter(asked.contains) } ?? members
      default: position += Shape.columns(of: dimension).count
      }
    }
    return slice.countries
  }
}

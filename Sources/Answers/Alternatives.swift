import Query
import Subjects
import Tables

extension ResolvedQuery {
  /// The statement under each value of a `vary` that changes what is found or kept, rather than how it is counted; the base
  /// first. nil for any other.
  var alternatives: [ResolvedQuery]? {
    var alternative = self
    alternative.vary = nil
    switch vary {
    case .within(let values) where relation == nil:
      return values.map { within in
        alternative.near = near.map { Nearness(selection: $0.selection, within: within, isWithout: $0.isWithout) }
        return alternative
      }
    case .detector(let setting, let values):
      return values.map { value in
        alternative.detector = value == setting.standard ? [:] : [setting: value]
        return alternative
      }
    case .within, .counting, .minimum, .weighting, nil: return nil
    }
  }
}

/// Rows of several alternatives side by side: one a group, with a figure of each.
struct SideBySide {
  private var rows: [[Value]: ResultRow] = [:]
  private var notes: [Note] = []
  private let count: Int
  /// What stands where an alternative has no such group.
  private let absent: Figure

  /// - Parameter isCount: a group of which nothing is found counts 0; any other figure is missing.
  init(_ count: Int, isCount: Bool) {
    self.count = count
    absent = isCount ? Figure(.integer(0)) : .missing(.noData)
  }

  mutating func add(_ found: (rows: [ResultRow], notes: [Note]), at place: Int) {
    for row in found.rows {
      var whole = rows[row.heads] ?? row
      if rows[row.heads] == nil { whole.figures = Array(repeating: absent, count: count) }
      if let figure = row.figures.first { whole.figures[place] = figure }
      rows[row.heads] = whole
    }
    // What is said of an alternative is said of its figures only: the base speaks, and of the others what warns.
    notes += found.notes.filter { (place == 0 || $0.kind == .caution) && !notes.contains($0) }
  }

  var result: (rows: [ResultRow], notes: [Note]) { (rows.values.sorted { $0.order < $1.order }, notes) }
}

extension Answerer {
  /// The groups of a statement, side by side where `vary` changes what is found.
  func sideBySide(
    _ query: ResolvedQuery, _ rows: (ResolvedQuery) throws -> (rows: [ResultRow], notes: [Note])
  ) throws -> (rows: [ResultRow], notes: [Note]) {
    guard let alternatives = query.alternatives else { return try rows(query) }
    let isCount = query.composites.isEmpty && query.measures.allSatisfy(\.isCount)
    var side = SideBySide(alternatives.count, isCount: isCount)
    for (place, alternative) in alternatives.enumerated() { side.add(try rows(alternative), at: place) }
    return side.result
  }
}

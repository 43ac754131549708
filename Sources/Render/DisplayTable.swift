import Tables
import Text

/// A table as people read it: a code and its name in one column, a figure and its interval in one column, shares as
/// percentages, figures of a column with equally many decimals. Texts are as they came, to be made safe by each format.
struct DisplayTable {
  struct Column {
    enum Kind: Hashable {
      case text
      /// Every figure of the column has so many decimals.
      case figure(decimals: Int, isGrouped: Bool)
    }

    /// Machine name, which stages take.
    var name: String
    var title: String
    var kind: Kind
    /// Says which row it is: a rank or a dimension.
    var isKey: Bool
    var hasInterval: Bool
  }

  enum Cell: Hashable {
    case text(String)
    case figure(String, interval: Interval?)
    case absent(Absence)
  }

  struct Interval: Hashable {
    var lower: String
    var upper: String
  }

  var columns: [Column] = []
  var rows: [[Cell]]

  init(_ table: Table, digits: Int? = nil) {
    rows = Array(repeating: [], count: table.rows.count)
    for source in Source.all(in: table) {
      let style = FigureStyle(source, in: table, digits: digits)
      columns.append(source.column(style))
      for (index, row) in table.rows.enumerated() { rows[index].append(source.cell(in: row, style)) }
    }
  }
}

/// Which of a table's columns one column for people is made of.
struct Source {
  var index: Int
  var column: Column
  var label: Int?
  var lower: Int?
  var upper: Int?

  static func all(in table: Table) -> [Source] {
    table.columns.indices.compactMap { index in
      let column = table.columns[index]
      if let owner = column.role.owner, let host = table.index(of: owner), host != index, isMerged(column, in: table) {
        return nil
      }
      var source = Source(index: index, column: column)
      source.label = table.columns.firstIndex { $0.role == .label(of: column.name) }
      let bounds = (
        lower: table.columns.firstIndex { $0.role == .lower(of: column.name) },
        upper: table.columns.firstIndex { $0.role == .upper(of: column.name) }
      )
      if let lower = bounds.lower, let upper = bounds.upper { (source.lower, source.upper) = (lower, upper) }
      return source
    }
  }

  /// A lone bound, and all but the first label of a column, stay columns of their own rather than vanish.
  private static func isMerged(_ column: Column, in table: Table) -> Bool {
    func isFirst(_ role: Role) -> Bool { table.columns.first { $0.role == role } == column }
    switch column.role {
    case .label: return isFirst(column.role)
    case .lower(let owner):
      return isFirst(column.role) && table.columns.contains { $0.role == .upper(of: owner) }
    case .upper(let owner):
      return isFirst(column.role) && table.columns.contains { $0.role == .lower(of: owner) }
    case .dimension, .measure, .support, .rank, .detail: return false
    }
  }

  func column(_ style: FigureStyle) -> DisplayTable.Column {
    let isFigure = column.type == .integer || column.type == .number
    let title = column.title + column.unit.suffix + (lower == nil ? "" : " [interval]")
    let kind: DisplayTable.Column.Kind =
      isFigure ? .figure(decimals: style.decimals, isGrouped: column.role.isCounted) : .text
    let isKey = column.role == .dimension || column.role == .rank
    return DisplayTable.Column(
      name: column.name, title: title, kind: kind, isKey: isKey, hasInterval: lower != nil)
  }

  func cell(in row: [Value], _ style: FigureStyle) -> DisplayTable.Cell {
    let value = row.value(at: index)
    switch value {
    case .missing(let absence): return .absent(absence)
    case .integer, .number:
      guard let figure = style.text(value) else { return .absent(.noData) }
      return .figure(figure, interval: interval(in: row, style))
    case .text(let text): return .text(labelled(text, in: row))
    case .flag(let flag): return .text(flag ? "yes" : "no")
    case .instant(let instant): return .text(instant.iso)
    case .moment(let moment): return .text(moment.iso + (moment.isEstimated ? " (estimated)" : ""))
    }
  }

  private func labelled(_ code: String, in row: [Value]) -> String {
    guard let label, let name = row.value(at: label).string, !name.isEmpty, name != code else { return code }
    return "\(name) (\(code))"
  }

  private func interval(in row: [Value], _ style: FigureStyle) -> DisplayTable.Interval? {
    guard let lower, let upper, let low = style.text(row.value(at: lower)),
      let high = style.text(row.value(at: upper))
    else { return nil }
    return DisplayTable.Interval(lower: low, upper: high)
  }
}

extension [Value] {
  /// A row that is too short has no data there.
  func value(at index: Int) -> Value { indices.contains(index) ? self[index] : .missing(.noData) }
}

extension Role {
  fileprivate var owner: String? {
    switch self {
    case .label(let name), .lower(let name), .upper(let name): name
    case .dimension, .measure, .support, .rank, .detail: nil
    }
  }

  /// A figure of which more is more, so that its thousands may be set apart; an AS number is not one.
  var isCounted: Bool {
    switch self {
    case .measure, .lower, .upper, .support: true
    case .dimension, .label, .rank, .detail: false
    }
  }
}

extension Unit {
  /// What a header adds for people.
  var suffix: String {
    switch self {
    case .none, .count: ""
    case .share: ", %"
    case .hours: ", h"
    case .days: ", d"
    case .other(let name): ", \(name)"
    }
  }
}

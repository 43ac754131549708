import Query
import Tables

extension Table {
  /// The table after one stage of a tail. `chart` and `export` change nothing here: it is the
  /// session's to draw and to write files.
  package func applying(_ stage: Stage) -> Table {
    switch stage {
    case .filter(let condition): filtered { ColumnCondition(table: self, row: $0).holds(condition) == true }
    case .sort(let keys): sorted(by: keys)
    case .limit(let limit): limited(to: limit)
    case .keep(let names): selecting(names.compactMap { index(of: $0) })
    case .drop(let names): selecting(columns.indices.filter { !names.contains(columns[$0].name) })
    case .rename(let old, let new): renaming(old, to: new)
    case .round(let name, let digits): rounding(name, to: digits)
    case .pivot(let name): pivoted(on: name)
    case .chart, .export: self
    }
  }

  private func filtered(_ keeps: ([Value]) -> Bool) -> Table {
    Table(columns: columns, rows: rows.filter(keeps))
  }

  /// Stable; missing values last in either direction.
  package func sorted(by keys: [SortKey]) -> Table {
    let order = keys.compactMap { key in index(of: key.column).map { ($0, key.isDescending) } }
    let sorted = rows.enumerated().sorted { left, right in
      for (column, isDescending) in order {
        let (a, b) = (left.element[column], right.element[column])
        if a.isMissing != b.isMissing { return b.isMissing }
        if let first = a.precedes(b) { return first != isDescending }
      }
      return left.offset < right.offset
    }
    return Table(columns: columns, rows: sorted.map(\.element))
  }

  /// The first or last rows as they stand; what was ranked is ranked by its measure already.
  private func limited(to limit: Limit) -> Table {
    Table(
      columns: columns, rows: Array(limit.end == .top ? rows.prefix(limit.count) : rows.suffix(limit.count)))
  }

  package func selecting(_ indices: [Int]) -> Table {
    Table(columns: indices.map { columns[$0] }, rows: rows.map { row in indices.map { row[$0] } })
  }

  private func renaming(_ old: String, to new: String) -> Table {
    var table = self
    guard let column = index(of: old) else { return table }
    table.columns[column].name = new
    table.columns[column].title = new
    for index in columns.indices { table.columns[index].role = columns[index].role.following(old, to: new) }
    return table
  }

  private func rounding(_ name: String, to digits: Int) -> Table {
    var table = self
    guard let column = index(of: name) else { return table }
    for row in rows.indices {
      guard case .number(let value) = rows[row][column] else { continue }
      table.rows[row][column] = .number(value.rounded(toDecimals: digits))
    }
    return table
  }

  /// Whether two rows would stand in one cell of a pivot, where one of them would be lost.
  package func clashes(pivotedOn name: String) -> Bool {
    guard let pivot = index(of: name) else { return false }
    let heads = columns.indices.filter { $0 == pivot || columns[$0].isHead }
    return Set(rows.map { row in heads.map { row[$0] } }).count < rows.count
  }

  /// One column for each value of a dimension; what was measured stands below it, and a combination that has no row is
  /// no data. Several measures: `measure_value`.
  private func pivoted(on name: String) -> Table {
    guard let pivot = index(of: name) else { return self }
    let labels = columns.indices.filter { columns[$0].role == .label(of: name) }
    let heads = columns.indices.filter { $0 != pivot && !labels.contains($0) && columns[$0].isHead }
    let figures = columns.indices.filter { $0 != pivot && !labels.contains($0) && !columns[$0].isHead }
    var values: [Value] = []
    var seen: Set<Value> = []
    var order: [[Value]] = []
    var cells: [[Value]: [Value: [Value]]] = [:]
    for row in rows {
      if seen.insert(row[pivot]).inserted { values.append(row[pivot]) }
      let head = heads.map { row[$0] }
      if cells[head] == nil { order.append(head) }
      cells[head, default: [:]][row[pivot]] = figures.map { row[$0] }
    }
    let spread = values.flatMap { value in
      figures.map { columns[$0].spread(over: value, isOnly: figures.count == 1) }
    }
    let body = order.map { head in
      head + values.flatMap { cells[head]?[$0] ?? figures.map { _ in .missing(.noData) } }
    }
    return Table(columns: heads.map { columns[$0] } + spread, rows: body)
  }
}

extension Column {
  fileprivate var isHead: Bool {
    switch role {
    case .dimension, .label: true
    case .measure, .lower, .upper, .support, .rank, .detail: false
    }
  }

  fileprivate func spread(over value: Value, isOnly: Bool) -> Column {
    let word = value.plainText
    var column = self
    column.name = isOnly ? word : "\(name)_\(word)"
    column.title = isOnly ? word : "\(word) \(title)"
    switch role {
    case .lower(let of): column.role = .lower(of: "\(of)_\(word)")
    case .upper(let of): column.role = .upper(of: "\(of)_\(word)")
    case .dimension, .label, .measure, .support, .rank, .detail: break
    }
    return column
  }
}

extension Role {
  fileprivate func following(_ old: String, to new: String) -> Role {
    switch self {
    case .label(old): .label(of: new)
    case .lower(old): .lower(of: new)
    case .upper(old): .upper(of: new)
    case .dimension, .label, .measure, .lower, .upper, .support, .rank, .detail: self
    }
  }
}

extension Value {
  /// Whether it sorts before another; nil where they are equal or cannot be compared.
  package func precedes(_ other: Value) -> Bool? {
    switch (self, other) {
    case (.text(let a), .text(let b)): return a == b ? nil : a < b
    case (.instant(let a), .instant(let b)): return a == b ? nil : a < b
    case (.moment(let a), .moment(let b)): return a.instant == b.instant ? nil : a.instant < b.instant
    default:
      guard let a = double, let b = other.double, a != b else { return nil }
      return a < b
    }
  }

  /// For a column's name and for comparing with what was typed.
  package var plainText: String {
    switch self {
    case .missing(let absence): absence.rawValue
    case .integer(let value): String(value)
    case .number(let value): String(value)
    case .text(let value): value
    case .flag(let value): value ? "true" : "false"
    case .instant(let value): value.iso
    case .moment(let value): value.iso
    }
  }
}

extension Double {
  /// To so many decimals, half away from zero; unchanged where that is beyond what a double holds.
  func rounded(toDecimals digits: Int) -> Double {
    guard (0...12).contains(digits), isFinite, abs(self) < 1e12 else { return self }
    let scale = (0..<digits).reduce(1.0) { product, _ in product * 10 }
    return (self * scale).rounded() / scale
  }
}

/// A condition on the columns of a result; nil is "cannot be told", which keeps no row.
private struct ColumnCondition {
  var table: Table
  var row: [Value]

  func holds(_ condition: Condition) -> Bool? {
    switch condition {
    case .all(let parts):
      let results = parts.map(holds)
      return results.contains(false) ? false : results.contains(nil) ? nil : true
    case .any(let parts):
      let results = parts.map(holds)
      return results.contains(true) ? true : results.contains(nil) ? nil : false
    case .not(let part): return holds(part).map { !$0 }
    case .compare(let field, let comparison, let operand): return compare(value(field), comparison, operand)
    case .member(let field, let operands):
      let results = operands.map { compare(value(field), .equal, $0) }
      return results.contains(true) ? true : results.contains(nil) ? nil : false
    case .missing(let field, let isNegated): return value(field).isMissing != isNegated
    }
  }

  private func value(_ field: String) -> Value {
    table.index(of: field.columnName).map { row[$0] } ?? .missing(.notApplicable)
  }

  private func compare(_ value: Value, _ comparison: Comparison, _ operand: Operand) -> Bool? {
    guard !value.isMissing else { return nil }
    switch operand {
    case .number(let number): return value.double.map { comparison.holds($0, number) }
    case .duration(let seconds): return value.double.map { comparison.holds($0, Double(seconds)) }
    case .text(let text):
      if comparison == .contains { return value.plainText.lowercased().contains(text.lowercased()) }
      return comparison.holds(value.plainText, text)
    case .span(let span): return inside(value, comparison, span)
    }
  }

  private func inside(_ value: Value, _ comparison: Comparison, _ span: TimeSpan) -> Bool? {
    let instant: Instant
    switch value {
    case .instant(let found): instant = found
    case .moment(let found): instant = found.instant
    case .missing, .integer, .number, .text, .flag: return nil
    }
    switch comparison {
    case .equal, .contains: return span.contains(instant)
    case .notEqual: return !span.contains(instant)
    case .less: return instant < span.start
    case .lessOrEqual: return instant < span.end
    case .greater: return instant >= span.end
    case .greaterOrEqual: return instant >= span.start
    }
  }
}

extension Comparison {
  fileprivate func holds<T: Comparable>(_ left: T, _ right: T) -> Bool {
    switch self {
    case .equal, .contains: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    }
  }
}

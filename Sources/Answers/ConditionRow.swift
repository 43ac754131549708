import Places
import Query
import Subjects
import Tables

/// A row that a condition is asked of, where no table of the database holds it.
protocol ConditionRow {
  /// The values of a field that has words; nil for any other field.
  func texts(_ field: String) -> [String]?
  /// nil: not known, or no time.
  func instant(_ field: String) -> Instant?
  /// Seconds.
  func duration(_ field: String) -> Int?
  /// Of a field that is a number by itself; of any other a number is compared with how many values there are.
  func number(_ field: String) -> Int?
  /// Whether the row has no value in a field; nil where it cannot say, since the field is none of its own.
  func isMissing(_ field: String) -> Bool?
}

extension ConditionRow {
  func isMissing(_ field: String) -> Bool? { texts(field)?.isEmpty }
  func number(_ field: String) -> Int? { nil }
}

extension Condition {
  /// Whether it holds of a row. What is not known of it neither holds nor fails, as in the database.
  func holds(_ row: some ConditionRow) -> Bool { Self.value(self, row) == true }

  /// Whether it fails whatever is not known of a row.
  func rulesOut(_ row: some ConditionRow) -> Bool { Self.value(self, row) == false }

  private static func value(_ condition: Condition, _ row: some ConditionRow) -> Bool? {
    switch condition {
    case .all(let parts):
      let values = parts.map { value($0, row) }
      return values.contains(false) ? false : values.contains(nil) ? nil : true
    case .any(let parts):
      let values = parts.map { value($0, row) }
      return values.contains(true) ? true : values.contains(nil) ? nil : false
    case .not(let part): return value(part, row).map { !$0 }
    case .missing(let field, let isNegated):
      return row.isMissing(field).map { $0 != isNegated }
    case .member(let field, let operands):
      let values = operands.map { compare(field, .equal, $0, row) }
      return values.contains(true) ? true : values.contains(nil) ? nil : false
    case .compare(let field, let comparison, let operand): return compare(field, comparison, operand, row)
    }
  }

  private static func compare(
    _ field: String, _ comparison: Comparison, _ operand: Operand, _ row: some ConditionRow
  ) -> Bool? {
    switch operand {
    case .span(let span): return row.instant(field).map { compare($0, comparison, span) }
    case .duration(let seconds): return row.duration(field).map { compare($0, comparison, seconds) }
    case .number(let number):
      let own = row.number(field) ?? row.texts(field)?.count
      return own.map { compare(Double($0), comparison, number) }
    case .text(let text):
      guard let texts = row.texts(field), !texts.isEmpty else { return nil }
      switch comparison {
      case .equal: return texts.contains(text)
      case .notEqual: return !texts.contains(text)
      case .contains: return texts.contains { $0.lowercased().contains(text.lowercased()) }
      case .less, .lessOrEqual, .greater, .greaterOrEqual: return nil
      }
    }
  }

  private static func compare(_ instant: Instant, _ comparison: Comparison, _ span: TimeSpan) -> Bool {
    switch comparison {
    case .equal, .contains: span.contains(instant)
    case .notEqual: !span.contains(instant)
    case .less: instant < span.start
    case .lessOrEqual: instant < span.end
    case .greater: instant >= span.end
    case .greaterOrEqual: instant >= span.start
    }
  }

  private static func compare<Number: Comparable>(_ left: Number, _ comparison: Comparison, _ right: Number) -> Bool {
    switch comparison {
    case .equal, .contains: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    }
  }
}

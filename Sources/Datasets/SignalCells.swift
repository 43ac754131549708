import Formats
import Places
import Subjects
import Tables

/// Cells of series.
enum SignalCell {
  /// A finite number; nothing and `nan` are none.
  static func number(_ row: TextRow, _ field: String) throws(RowFault) -> Double? {
    let text = row[field]
    if text.isEmpty || ["nan", "null", "na", "none"].contains(text.lowercased()) { return nil }
    guard let value = Double(text), value.isFinite else {
      throw row.fault(.unreadableNumber, field, "a number expected")
    }
    return value
  }

  /// The same of a field that the row may lose.
  static func optionalNumber(_ row: TextRow, _ field: String, _ faults: inout [RowFault]) -> Double? {
    do throws(RowFault) { return try number(row, field) } catch {
      faults.append(error)
      return nil
    }
  }

  /// When a value starts, and for how long it is: the unit to which the time is known, if it is an hour or longer.
  static func time(_ row: TextRow, _ field: String) throws(RowFault) -> (start: Instant, step: Int?) {
    let moment = try TimeCell.needed(row, field).start
    let length = moment.span.end.seconds - moment.span.start.seconds
    return (moment.span.start, moment.precision >= .hour ? length : nil)
  }
}

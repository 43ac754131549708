import Formats
import Subjects
import Tables

/// Times of a row's cells.
enum TimeCell {
  /// A time that a row cannot do without.
  static func needed(_ row: TextRow, _ field: String) throws(RowFault) -> DateSpelling.Reading {
    guard !row[field].isEmpty else { throw row.fault(.missingField, field, "no \(field)") }
    guard let reading = DateSpelling.read(row[field]) else {
      throw row.fault(.unreadableDate, field, "'\(clipped(row[field]))' cannot be read as a time")
    }
    return reading
  }

  /// The end that a row may have; a spelling that cannot be read, or an end before the start, is a fault of the field.
  static func end(_ row: TextRow, _ field: String, after start: Moment, _ faults: inout [RowFault]) -> Moment? {
    guard !row[field].isEmpty else { return nil }
    guard let reading = DateSpelling.read(row[field]) else {
      faults.append(row.fault(.unreadableDate, field, "'\(clipped(row[field]))' cannot be read as a time"))
      return nil
    }
    let end = reading.end ?? reading.start
    guard end.span.end > start.span.start else {
      faults.append(row.fault(.unknownValue, field, "the end \(end.iso) lies before the start \(start.iso)"))
      return nil
    }
    return end
  }
}

import Places
import Subjects

/// The countries of a cell: one spelling, or several split by `;` (`Palestine, State of` is one).
enum CountryCell {
  static func read(_ row: TextRow, _ field: String, _ faults: inout [RowFault]) throws(RowFault) -> [CountryCode] {
    let cell = row[field]
    guard !cell.isEmpty else { throw row.fault(.missingField, field, "no country") }
    // Some names hold a semicolon themselves.
    if let code = PlaceCatalog.country(spelled: cell) { return [code] }
    var codes: [CountryCode] = []
    var unknown: [RowFault] = []
    for part in row.parts(field) {
      if let code = PlaceCatalog.country(spelled: part) {
        if !codes.contains(code) { codes.append(code) }
      } else {
        let column = row.columnName(field)
        unknown.append(RowFault(kind: .unknownCountry, field: column, value: part, reason: reason(part)))
      }
    }
    if codes.isEmpty, let first = unknown.first { throw first }
    guard !codes.isEmpty else { throw row.fault(.missingField, field, "no country") }
    faults += unknown
    return codes
  }

  /// What is wrong with a spelling, and the names near to it.
  static func reason(_ spelling: String) -> String {
    if let unclear = PlaceCatalog.unclear(spelled: spelling) {
      return "'\(clipped(spelling))' names no single present country: \(unclear.reason)"
    }
    let near = PlaceCatalog.nearest(to: spelling)
    let hint = near.isEmpty ? "" : "; nearest: \(near.joined(separator: ", "))"
    return "'\(clipped(spelling))' is no country\(hint)"
  }
}

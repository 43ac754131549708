import Formats
import Subjects

/// Why a row gives nothing.
struct RowFault: Error {
  var kind: Reject.Kind
  var field: String?
  var value: String
  var reason: String

  func reject(line: Int, keptRow: Bool = false) -> Reject {
    Reject(kind: kind, line: line, field: field, value: clipped(value), reason: reason, keptRow: keptRow)
  }
}

/// At most 200 bytes of a value, cut between characters.
func clipped(_ value: String) -> String {
  guard value.utf8.count > 200 else { return value }
  var kept = ""
  var bytes = 0
  for character in value {
    bytes += String(character).utf8.count
    guard bytes <= 200 else { break }
    kept.append(character)
  }
  return kept
}

extension Damage {
  /// The row's reject.
  func reject() -> Reject {
    Reject(kind: .damagedRow, line: line, value: clipped(LegacyText.string(excerpt)), reason: text)
  }
}

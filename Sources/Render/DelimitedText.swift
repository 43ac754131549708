import Tables
import Text

/// RFC 4180, the bytes that the result's id is the digest of. `guarding` puts an apostrophe before texts that a
/// spreadsheet would run as a formula, and then the digest is another.
func renderCSV(_ table: Table, guarding: Bool) -> String {
  guard guarding else { return CanonicalCSV.text(of: table) }
  var guarded = table
  for column in guarded.columns.indices { guarded.columns[column].name = inert(guarded.columns[column].name) }
  guarded.rows = table.rows.map { row in row.map(inert) }
  return CanonicalCSV.text(of: guarded)
}

private func inert(_ value: Value) -> Value {
  guard case .text(let text) = value else { return value }
  return .text(inert(text))
}

/// Source of the list: OWASP, "CSV Injection"; full-width forms are read as their ASCII counterparts by some programs.
private func inert(_ text: String) -> String {
  guard let first = text.unicodeScalars.first else { return text }
  let triggers: Set<Unicode.Scalar> = [
    "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
  ]
  return triggers.contains(first) ? "'" + text : text
}

/// A line a row, fields between tabs, never quoted: `\t`, `\n`, `\r` and `\\` in texts, missing cells empty.
func renderTSV(_ table: Table) -> String {
  var lines = [table.columns.map { escapedForTSV($0.name) }]
  for row in table.rows { lines.append(row.map { escapedForTSV($0.machineText ?? "") }) }
  return lines.map { $0.joined(separator: "\t") + "\n" }.joined()
}

private func escapedForTSV(_ text: String) -> String {
  guard !text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != 0x5C }) else { return text }
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\t": result += "\\t"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\\": result += "\\\\"
    default: result += String(Character(scalar)).printable
    }
  }
  return result
}

import Render

/// The cells of a written table, and how two of them differ. Cells are compared as they are written.
enum PublishedCells {
  struct Difference {
    /// From 1, without the names of columns; 0 is those.
    var row: Int
    var column: String
    var written: String
    var now: String
  }

  /// Rows as cells, the names of columns first.
  static func rows(of text: String, _ format: OutputFormat) -> [[String]] {
    let lines = text.split(separator: "\n").map { line in line.last == "\r" ? String(line.dropLast()) : String(line) }
    switch format {
    case .latex:
      let rules = ["\\toprule", "\\midrule", "\\bottomrule"]
      let body = lines.drop { $0 != rules[0] }.prefix { $0 != rules[2] }
      return body.filter { !rules.contains($0) }.map { split($0, at: " & ").map { trimmed($0, of: "\\\\") } }
    case .markdown:
      return lines.filter { $0.hasPrefix("| ") && !$0.hasPrefix("| :--") && !$0.hasPrefix("| ---") }.map { line in
        split(String(line.dropFirst(2)), at: " | ").map { trimmed($0, of: "|") }
      }
    case .tsv: return lines.map { split($0, at: "\t") }
    case .csv: return records(text)
    case .json:
      let body = lines.drop { $0 != "  \"rows\": [" }.dropFirst().prefix { $0 != "  ]," }
      return named(Array(body))
    case .jsonl: return named(lines)
    case .vegaLite:
      let body = lines.drop { $0 != "    \"values\": [" }.dropFirst().prefix { $0 != "    ]" }
      return named(Array(body))
    case .svg: return [["mark"]] + lines.compactMap(title).map { [$0] }
    case .table: return lines.map { [$0] }
    }
  }

  /// What differs, cell by cell; a row that only one of them has counts in each of its cells.
  static func differences(_ written: [[String]], _ now: [[String]]) -> [Difference] {
    let names = now.first ?? written.first ?? []
    var found: [Difference] = []
    for row in 0..<max(written.count, now.count) {
      let (left, right) = (row < written.count ? written[row] : [], row < now.count ? now[row] : [])
      guard left != right else { continue }
      for column in 0..<max(left.count, right.count) {
        let (was, becomes) = (column < left.count ? left[column] : "", column < right.count ? right[column] : "")
        guard was != becomes else { continue }
        let name = column < names.count ? names[column] : "column \(column + 1)"
        found.append(Difference(row: row, column: name, written: was, now: becomes))
      }
    }
    return found
  }

  /// What a mark of a picture says of itself.
  private static func title(_ line: String) -> String? {
    let (start, end) = ("<title>", "</title>")
    guard !line.hasPrefix("<title"), let open = firstRange(of: start, in: line[...]),
      let close = firstRange(of: end, in: line[open.upperBound...])
    else { return nil }
    return String(line[open.upperBound..<close.lowerBound])
  }

  private static func split(_ line: String, at separator: String) -> [String] {
    var cells: [String] = []
    var rest = line[...]
    while let range = firstRange(of: separator, in: rest) {
      cells.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return cells + [String(rest)]
  }

  private static func firstRange(of needle: String, in text: Substring) -> Range<Substring.Index>? {
    var start = text.startIndex
    while start < text.endIndex {
      if text[start...].hasPrefix(needle) { return start..<text.index(start, offsetBy: needle.count) }
      start = text.index(after: start)
    }
    return nil
  }

  private static func trimmed(_ cell: String, of end: String) -> String {
    var cell = cell[...]
    if cell.hasSuffix(end) { cell = cell.dropLast(end.count) }
    while cell.last == " " { cell.removeLast() }
    return String(cell)
  }

  /// RFC 4180.
  private static func records(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var (row, cell, isQuoted) = ([String](), "", false)
    var scalars = text.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\"" where isQuoted && scalars.first == "\"":
        cell.append("\"")
        scalars.removeFirst()
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        row.append(cell)
        cell = ""
      case "\n" where !isQuoted:
        rows.append(row + [cell])
        (row, cell) = ([], "")
      case "\r" where !isQuoted: break
      default: cell.unicodeScalars.append(scalar)
      }
    }
    return row.isEmpty && cell.isEmpty ? rows : rows + [row + [cell]]
  }

  /// Objects of one line each, with the names of their fields as a row before them.
  private static func named(_ lines: [String]) -> [[String]] {
    let rows = lines.map { line in fields(line) }
    return [rows.first?.map(\.name) ?? []] + rows.map { $0.map(\.value) }
  }

  private static func fields(_ line: String) -> [(name: String, value: String)] {
    var parts: [String] = [""]
    var (isText, isEscaped) = (false, false)
    for scalar in line.unicodeScalars {
      if isText {
        if !isEscaped, scalar == "\"" { isText = false }
        isEscaped = !isEscaped && scalar == "\\"
      } else if scalar == "\"" {
        isText = true
      } else if scalar == "," || scalar == ":" {
        parts.append("")
        continue
      } else if scalar == " " || scalar == "{" || scalar == "}" {
        continue
      }
      parts[parts.count - 1].unicodeScalars.append(scalar)
    }
    return stride(from: 0, to: parts.count - 1, by: 2).map { (parts[$0].filter { $0 != "\"" }, parts[$0 + 1]) }
  }
}

import Tables
import Text

/// A pipe table with its caption, notes, and where it comes from in a comment. Every text is escaped: nothing in the
/// data is markup, and nothing ends the comment.
func renderMarkdown(_ answer: Answer, _ options: RenderOptions) -> String {
  let table = DisplayTable(answer.table, digits: options.digits)
  var blocks = [[String]]()
  let caption = answer.caption(options)
  if !caption.isEmpty { blocks.append(["Table: \(markdown(caption))\(anchor(options.label))"]) }
  if !table.columns.isEmpty { blocks.append(pipeTable(table)) }
  let notes = NoteText.publication(answer, options)
  if !notes.isEmpty { blocks.append(notes.map { "- \(markdown($0))" }) }
  blocks.append(provenanceComment(answer.provenance))
  return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
}

/// The line in the comment by which a file is known as a statement's own.
func markdownStatementLine(_ provenance: Provenance) -> String { "statement: \(commented(provenance.statement))" }

private func pipeTable(_ table: DisplayTable) -> [String] {
  let titles = table.columns.map { markdown($0.title) }
  let rules = table.columns.map { $0.kind == .text ? ":---" : "---:" }
  return [titles, rules].map(pipes) + table.rows.map { row in pipes(zip(row, table.columns).map(cell)) }
}

private func pipes(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |" }

private func cell(_ cell: DisplayTable.Cell, in column: DisplayTable.Column) -> String {
  switch cell {
  case .text(let text): return markdown(text)
  case .absent(let absence): return "*\(absence.rawValue)*"
  case .figure(let figure, let interval):
    let text = column.isGrouped ? grouped(figure) : figure
    return interval.map { "\(text) \\[\($0.lower), \($0.upper)\\]" } ?? text
  }
}

/// What made a file, as a comment of markup; `extra` is what the answer does not say.
func provenanceComment(_ provenance: Provenance, extra: [(name: String, value: String)] = []) -> [String] {
  var lines = ["<!-- curfew \(commented(provenance.toolVersion))", markdownStatementLine(provenance)]
  for (name, value) in provenance.parameters.sorted(by: { $0.key < $1.key }) {
    lines.append("parameter: \(commented(name)) = \(commented(value))")
  }
  lines += ["query: \(commented(provenance.queryID))", "data: \(commented(provenance.dataID))"]
  lines.append("result: \(commented(provenance.resultID))")
  for dataset in provenance.datasets {
    lines.append("dataset: \(commented(dataset.name)) sha256 \(commented(dataset.fileDigests.joined(separator: " ")))")
  }
  lines += extra.map { "\($0.name): \(commented($0.value))" }
  return lines + ["-->"]
}

/// One line with no `--` or `>` in it, and nothing that XML forbids: it can neither end a comment nor make it invalid.
private func commented(_ text: String) -> String {
  var result = ""
  for scalar in text.printable.unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case ">": result += "&gt;"
    case "<": result += "&lt;"
    case "-" where result.last == "-": result += "&#45;"
    case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

/// ` {#tab:ranking}` as Pandoc and Quarto read it.
private func anchor(_ label: String?) -> String {
  guard let label = label.map(plainLabel), !label.isEmpty else { return "" }
  return " {#\(label)}"
}

/// Letters, digits, `:`, `.`, `_` and `-`; anything else becomes `-`.
func plainLabel(_ label: String) -> String {
  String(
    label.unicodeScalars.map { scalar -> Character in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", ":", ".", "_", "-": Character(scalar)
      default: "-"
      }
    })
}

/// A text as text: markup escaped, on one line.
func markdown(_ text: String) -> String {
  var result = ""
  let scalars = text.printable.unicodeScalars
  let digits = scalars.prefix { ("0"..."9").contains($0) }.count
  for (index, scalar) in scalars.enumerated() {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\\", "`", "*", "_", "{", "}", "[", "]", "#", "|", "~", "$", "^", "!": result += "\\\(scalar)"
    case "-" where index == 0, "+" where index == 0, "=" where index == 0, ":" where index == 0: result += "\\\(scalar)"
    case "." where index == digits && digits > 0, ")" where index == digits && digits > 0: result += "\\\(scalar)"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

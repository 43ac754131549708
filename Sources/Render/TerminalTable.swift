import Tables
import Text

/// For a terminal: figures aligned on the point, missing cells in words, nothing wider than the screen unless the
/// columns that say which row it is are; what does not fit is named below.
///
/// A chart takes the table's place where the options ask for one; what stands below is the same.
func renderTable(_ answer: Answer, _ options: RenderOptions) throws(ChartError) -> String {
  let body = try shown(answer, options)
  var lines: [String] = []
  if !answer.table.rows.isEmpty { lines += body.lines }
  let notes = NoteText(answer.notes)
  if answer.table.rows.isEmpty, !answer.notes.contains(where: { $0.kind == .empty }) { lines.append("no rows.") }
  lines += body.remarks
  for remark in notes.remarks { lines += wrapped(remark.kind.prefix + remark.text, options.width) }
  lines += wrapped(footer(answer, notes, options), options.width)
  return lines.map { $0 + "\n" }.joined()
}

private func shown(
  _ answer: Answer, _ options: RenderOptions
) throws(ChartError) -> (lines: [String], remarks: [String]) {
  guard let request = options.chart else {
    let layout = TerminalLayout(DisplayTable(answer.table, digits: options.digits), options)
    return (layout.lines, layout.remarks)
  }
  let chart = TerminalChart(try Chart(answer, request, options), options)
  return answer.table.rows.isEmpty ? ([], []) : (chart.lines, chart.remarks)
}

private func footer(_ answer: Answer, _ notes: NoteText, _ options: RenderOptions) -> String {
  var parts = [notes.scope]
  if let period = answer.provenance.period { parts.append(period.asSentence) }
  if let elapsed = options.elapsed { parts.append(duration(elapsed).asSentence) }
  if let number = options.resultNumber { parts.append("#\(number) ") }
  parts.append(answer.provenance.shortIDs)
  return parts.filter { !$0.isEmpty }.joined(separator: " ")
}

/// `18 ms`, `2.4 s`
private func duration(_ seconds: Double) -> String {
  guard seconds.isFinite, seconds >= 1 else { return "\(Int(max(0, seconds.isFinite ? seconds : 0) * 1000)) ms" }
  return "\(DecimalText(seconds)?.rounded(toPlaces: 1).plain(minimumPlaces: 1) ?? "0.0") s"
}

/// Lines of at most `width` columns, broken at spaces; a word that is wider stays whole.
func wrapped(_ text: String, _ width: Int?) -> [String] {
  let text = text.printable
  guard let width, DisplayWidth.of(text) > width else { return text.isEmpty ? [] : [text] }
  var lines: [String] = []
  var line = ""
  for word in text.split(separator: " ", omittingEmptySubsequences: false) {
    if line.isEmpty {
      line = String(word)
    } else if DisplayWidth.of(line) + 1 + DisplayWidth.of(String(word)) <= width {
      line += " " + word
    } else {
      lines.append(line)
      line = String(word)
    }
  }
  return line.isEmpty ? lines : lines + [line]
}

import Tables
import Text

/// A float with booktabs rules, siunitx columns and threeparttable notes, after a comment that says what made it, what
/// it needs and how to make it again. `isFragment` leaves the float out.
func renderLaTeX(_ answer: Answer, _ options: RenderOptions) -> String {
  let table = DisplayTable(answer.table, digits: options.digits)
  let tabular = LaTeXTabular(table, isFragment: options.isFragment)
  var lines = preamble(answer.provenance, tabular)
  let notes = noteItems(answer, options, tabular)
  if options.isFragment {
    lines += notes.map { LaTeXText.comment("note: \($0.mark.map { "\($0) " } ?? "")\($0.text)") } + tabular.lines
  } else {
    lines += float(caption: answer.caption(options), options, tabular, notes)
  }
  return lines.map { $0 + "\n" }.joined()
}

/// The comment by which a file is known as a statement's own.
func latexStatementLine(_ provenance: Provenance) -> String {
  LaTeXText.comment("statement: \(provenance.statement)")
}

private func preamble(_ provenance: Provenance, _ tabular: LaTeXTabular) -> [String] {
  let parameters = provenance.parameters.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
  var lines = [LaTeXText.comment("Made by curfew \(provenance.toolVersion).")]
  lines.append(latexStatementLine(provenance))
  lines += parameters.map { LaTeXText.comment("parameter: \($0)") }
  lines.append(LaTeXText.comment("query:  \(provenance.queryID)"))
  lines.append(LaTeXText.comment("data:   \(provenance.dataID)"))
  lines.append(LaTeXText.comment("result: \(provenance.resultID)"))
  for dataset in provenance.datasets {
    let digests = dataset.fileDigests.joined(separator: " ")
    lines.append(LaTeXText.comment("dataset: \(dataset.name), \(dataset.rows) rows, SHA-256 \(digests)"))
  }
  lines.append(LaTeXText.comment("needs: \\usepackage[T1]{fontenc} \\usepackage{booktabs,siunitx,threeparttable}"))
  lines.append(LaTeXText.comment("again: load files with these SHA-256 digests and give curfew the statement"))
  lines.append(LaTeXText.comment("check: the statement's CSV export has the SHA-256 digest after 'result'"))
  if tabular.width > LaTeXTabular.pageWidth {
    lines.append(LaTeXText.comment("wide: \(tabular.width) characters across; it may leave the page"))
  }
  return lines
}

private func float(
  caption: String, _ options: RenderOptions, _ tabular: LaTeXTabular, _ notes: [(mark: String?, text: String)]
) -> [String] {
  var lines = ["\\begin{table}[\(placement(options.placement))]", "\\centering"]
  if tabular.width > LaTeXTabular.pageWidth { lines.append("\\footnotesize\\setlength{\\tabcolsep}{3pt}") }
  lines.append("\\begin{threeparttable}")
  // A label without a caption would name the section around the table.
  if !caption.isEmpty {
    lines.append("\\caption{\(LaTeXText.escaped(caption))}")
    if let label = options.label.map(plainLabel), !label.isEmpty { lines.append("\\label{\(label)}") }
  }
  lines += tabular.lines
  lines += ["\\begin{tablenotes}[flushleft]", "\\footnotesize"]
  lines += notes.map { "\\item[\($0.mark ?? "")] \(LaTeXText.escaped($0.text, breaksPaths: true))" }
  return lines + ["\\end{tablenotes}", "\\end{threeparttable}", "\\end{table}"]
}

/// Marks first, then the note in words.
private func noteItems(
  _ answer: Answer, _ options: RenderOptions, _ tabular: LaTeXTabular
) -> [(mark: String?, text: String)] {
  var items: [(mark: String?, text: String)] = tabular.absences.enumerated().map { index, absence in
    (LaTeXTabular.letter(index), absence.explanation.asSentence)
  }
  let words = NoteText.publication(answer, options)
  let caption = answer.caption(options)
  if tabular.isRefusing || (words + [caption]).contains(where: LaTeXText.isRefusing) {
    items.append((nil, "[?] stands for characters that pdfLaTeX cannot set; the CSV and JSON exports have them."))
  }
  return items + [(nil, words.joined(separator: " "))]
}

private func placement(_ wanted: String?) -> String {
  let letters = (wanted ?? "").filter { "htbpH!".contains($0) }
  return letters.isEmpty ? "htbp" : letters
}

extension LaTeXTabular {
  /// Characters that fit across a page at ten points, roughly.
  static let pageWidth = 88
}

extension Absence {
  /// What a mark under a publication table says.
  var explanation: String {
    switch self {
    case .noData: "no data: nothing was measured or recorded"
    case .notCovered: "not covered: outside what the datasets cover"
    case .suppressed: "suppressed: fewer tests than the statement asks for"
    case .unknown: "unknown: the source says that it does not know"
    case .notApplicable: "not applicable"
    }
  }
}

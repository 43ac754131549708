import Tables

/// What a result can be written as.
package enum OutputFormat: String, Sendable, Hashable, CaseIterable {
  /// For a terminal.
  case table
  case csv, tsv, json, jsonl, markdown, latex

  /// Carries its own provenance inside; the others have it in a file beside them.
  package var carriesProvenance: Bool {
    switch self {
    case .json, .markdown, .latex: true
    case .table, .csv, .tsv, .jsonl: false
    }
  }
}

/// A result as text in a format, ending in a line feed unless it is empty. The same bytes on every machine for the same
/// answer and options.
package func render(_ answer: Answer, as format: OutputFormat, options: RenderOptions = RenderOptions()) -> String {
  switch format {
  case .table: renderTable(answer, options)
  case .csv: renderCSV(answer.table, guarding: options.guardsFormulas)
  case .tsv: renderTSV(answer.table)
  case .json: renderJSON(answer, options)
  case .jsonl: renderJSONLines(answer.table)
  case .markdown: renderMarkdown(answer, options)
  case .latex: renderLaTeX(answer, options)
  }
}

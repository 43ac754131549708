import Tables

/// What a result can be written as.
package enum OutputFormat: String, Sendable, Hashable, CaseIterable {
  /// For a terminal.
  case table
  case csv, tsv, json, jsonl, markdown, latex
  /// Pictures.
  case svg
  case vegaLite = "vega-lite"

  /// Nothing but a drawing.
  package var isPicture: Bool {
    switch self {
    case .svg, .vegaLite: true
    case .table, .csv, .tsv, .json, .jsonl, .markdown, .latex: false
    }
  }

  /// Carries its own provenance inside; the others have it in a file beside them.
  package var carriesProvenance: Bool {
    switch self {
    case .json, .markdown, .latex, .svg, .vegaLite: true
    case .table, .csv, .tsv, .jsonl: false
    }
  }
}

/// A result as text in a format, ending in a line feed unless it is empty. The same bytes on every machine for the same
/// answer and options. Throws where it is to be drawn and cannot be.
package func render(
  _ answer: Answer, as format: OutputFormat, options: RenderOptions = RenderOptions()
) throws(ChartError) -> String {
  switch format {
  case .table: try renderTable(answer, options)
  case .csv: renderCSV(answer.table, guarding: options.guardsFormulas)
  case .tsv: renderTSV(answer.table)
  case .json: renderJSON(answer, options)
  case .jsonl: renderJSONLines(answer.table)
  case .markdown: renderMarkdown(answer, options)
  case .latex: renderLaTeX(answer, options)
  case .svg: try renderSVG(answer, options)
  case .vegaLite: try renderVegaLite(answer, options)
  }
}

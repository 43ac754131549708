import Query
import Render
import Tables
import Text

extension Session {
  /// Writes a result to the file that a tail names, and says so.
  func write(_ answer: Answer, _ export: Export, chart: ChartRequest?) throws {
    guard let format = OutputFormat(rawValue: export.format) else {
      throw Diagnostic(
        .error, "'\(export.format)' is not a format of 'export'",
        help: "formats: \(OutputFormat.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    let path = place(export.file)
    let files = try Render.export(
      answer, as: format, to: path, options: renderOptions(for: export, chart), replacing: export.replaces)
    let names = files.map { "\"\($0.printable)\"" }.joined(separator: ", ")
    output.tell("wrote \(names), \(answer.table.rows.count) rows\n")
  }

  /// Where a file that is named in a statement is written.
  func place(_ file: String) -> String {
    let path = Paths.expanded(file)
    guard let folder = options.outputFolder, !path.hasPrefix("/") else { return path }
    return folder + "/" + path
  }

  private func renderOptions(for export: Export, _ chart: ChartRequest?) -> RenderOptions {
    let options = export.options
    return RenderOptions(
      chart: chart, caption: options["caption"], label: options["label"], note: options["note"],
      digits: options["digits"].flatMap { Int($0) }, placement: options["placement"],
      isFragment: options["fragment"] != nil, guardsFormulas: options["guard"] != nil, parameters: parameterTexts)
  }
}

import Tables
import Testing

@testable import Render

struct GoldenTests {
  @Test(arguments: OutputFormat.allCases.filter { !$0.isPicture })
  func `every sample is written as recorded`(format: OutputFormat) throws {
    let options = RenderOptions(
      width: format == .table ? 100 : nil, label: "tab:sample", note: "Rates over ${period}, $5 & more.",
      elapsed: 0.018, resultNumber: 1, parameters: ["period": "2023_H1"])
    for (name, answer) in Samples.all {
      try Golden.check(try render(answer, as: format, options: options), "\(name).\(format.rawValue)")
    }
  }

  @Test func `a narrow colour terminal dims what is missing and names what does not fit`() throws {
    let options = RenderOptions(width: 48, isColor: true)
    try Golden.check(try render(Samples.ranking, as: .table, options: options), "ranking-48-colour.table")
  }

  @Test func `a fragment is the tabular alone`() throws {
    let text = try render(Samples.ranking, as: .latex, options: RenderOptions(isFragment: true))
    try Golden.check(text, "ranking-fragment.latex")
    let code = text.split(separator: "\n").filter { !$0.hasPrefix("%") }
    #expect(code.first?.hasPrefix("\\begin{tabular") == true)
    #expect(code.last?.hasPrefix("\\end{tabular") == true)
  }
}

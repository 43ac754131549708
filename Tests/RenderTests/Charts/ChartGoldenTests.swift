import Tables
import Testing

@testable import Render

struct ChartGoldenTests {
  @Test(arguments: [OutputFormat.table, .svg, .vegaLite])
  func `every chart is drawn as recorded`(format: OutputFormat) throws {
    for sample in ChartSamples.all {
      let options = RenderOptions(
        width: format == .table ? 80 : nil, chart: ChartRequest(sample.kind), note: "Rates over ${period}, $5 & more.",
        parameters: ["period": "2023_H1"])
      try Golden.check(
        try render(sample.answer, as: format, options: options), "chart-\(sample.name).\(format.rawValue)")
    }
  }

  @Test(arguments: ["bar", "line", "heat", "event-study-lags", "rank-range"])
  func `a narrow screen in ASCII`(name: String) throws {
    let sample = try #require(ChartSamples.all.first { $0.name == name })
    let options = RenderOptions(width: 36, isASCII: true, chart: ChartRequest(sample.kind))
    let text = try render(sample.answer, as: .table, options: options)
    try Golden.check(text, "chart-\(name)-36-ascii.table")
    // What the answer says in words is not the chart's.
    let drawn = text.prefix(upTo: text.range(of: "caution")?.lowerBound ?? text.endIndex)
    #expect(drawn.unicodeScalars.allSatisfy { $0.isASCII || "é’ôü…".unicodeScalars.contains($0) })
  }
}

import Foundation
import Tables
import Testing
import Text

@testable import Render

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What holds of every chart, whatever is in the table.
struct ChartTests {
  private static let formats: [OutputFormat] = [.svg, .vegaLite]
  private static let more =
    ChartSamples.all + [
      ChartSample("many rows", .bar, ChartSamples.manyRows), ChartSample("many times", .line, ChartSamples.manyTimes),
      ChartSample("heat of two", .heat, ChartSamples.line), ChartSample("no kind", nil, ChartSamples.line),
    ]

  private func draw(_ answer: Answer, _ kind: ChartKind?, _ format: OutputFormat, width: Int? = nil) throws -> String {
    try render(answer, as: format, options: RenderOptions(width: width, chart: ChartRequest(kind)))
  }

  // MARK: what is missing

  @Test(arguments: [1, 2, 3, 4, 5])
  func `a missing cell never gets a bar`(seed: UInt64) throws {
    var state = seed
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let rows = (0..<60).map { row -> (String, Value) in
      let value: Value =
        next(2) == 0 ? .missing(Absence.allCases[next(Absence.allCases.count)]) : .number(Double(next(200) - 80) / 7)
      return ("row \(row)", value)
    }
    let answer = ChartSamples.bars(rows)
    let count = rows.count { !$0.1.isMissing }

    let lines = try draw(answer, .bar, .table, width: 70).split(separator: "\n").dropFirst().prefix(rows.count)
    let filled = ([ChartGlyphs.blocks.full] + ChartGlyphs.blocks.eighths)
    for (line, row) in zip(lines, rows) where row.1.isMissing {
      #expect(!line.contains { filled.contains($0) } && line.contains("·"), "\(line)")
    }

    let svg = try draw(answer, .bar, .svg).split(separator: "\n")
    #expect(svg.count { $0.hasPrefix("<rect") && $0.contains("fill=\"#0072B2\"") } == count)
    #expect(svg.count { $0.hasPrefix("<rect") && $0.contains("url(#missing)") && $0.contains("<title>") } == 60 - count)

    let values = try self.values(in: draw(answer, .bar, .vegaLite))
    #expect(values.count == 60 && values.count { $0["value"] is NSNull } == 60 - count)
    #expect(values.allSatisfy { ($0["value"] is NSNull) == ($0["why"] != nil) })
  }

  @Test func `a line is broken where nothing is known, and the gap is as wide as it is long`() throws {
    let chart = try Chart(ChartSamples.line, ChartRequest(.line), RenderOptions())
    #expect(chart.positions.map(\.label) == (1...7).map { "2024-01-0\($0)" })
    #expect(chart.series[0].points[2] == .noRow && chart.series[0].points[5] == .missing(.suppressed))
    #expect(chart.absenceText == "no data 1, suppressed 1, no row 4")
    let svg = try draw(ChartSamples.line, .line, .svg)
    // x: 1 to 2 January; the 5th and the 7th stand alone. youtube: 5 to 7 January.
    #expect(svg.split(separator: "\n").count { $0.hasPrefix("<polyline") } == 2)
    #expect(svg.contains("<title>2024-01-03 to 2024-01-04: no row</title>"))
  }

  @Test func `zero is drawn as zero and missing as missing`() throws {
    let answer = ChartSamples.bars([("zero", .number(0)), ("none", .missing(.noData)), ("one", .number(1))])
    let lines = try draw(answer, .bar, .table, width: 40).split(separator: "\n")
    #expect(lines[1].hasPrefix("zero  │ ") && lines[1].hasSuffix(" 0"), "\(lines[1])")
    #expect(lines[2].hasPrefix("none  │· no data"), "\(lines[2])")
  }

  @Test func `all missing is no scale, and each is said`() throws {
    for format in [OutputFormat.table] + Self.formats {
      let text = try draw(ChartSamples.missing, nil, format)
      for absence in Absence.allCases { #expect(text.contains(absence.rawValue)) }
    }
    #expect(try !draw(ChartSamples.missing, nil, .svg).contains(">100<"))
  }

  // MARK: what is drawn is what is there

  @Test(arguments: more)
  func `an SVG is XML that stands alone`(sample: ChartSample) throws {
    let text = try draw(sample.answer, sample.kind, .svg)
    let reader = XMLReader()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = reader
    #expect(parser.parse(), "\(parser.parserError.map { "\($0)" } ?? "")")
    #expect(reader.elements.isSubset(of: Self.elements), "\(reader.elements.subtracting(Self.elements))")
    #expect(!reader.attributes.contains { $0.hasPrefix("on") || $0.contains("href") })
    #expect(reader.elements.isSuperset(of: ["svg", "title", "desc"]))
    #expect(!text.contains("NaN") && !text.contains("inf\""))
  }

  private static let elements: Set<String> = [
    "svg", "title", "desc", "defs", "pattern", "rect", "line", "polyline", "polygon", "circle", "text",
  ]

  @Test(arguments: more)
  func `Vega-Lite is JSON with the data inside`(sample: ChartSample) throws {
    let text = try draw(sample.answer, sample.kind, .vegaLite)
    #expect(!text.contains("<") && !text.contains(">") && !text.contains("&"))
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect((object["$schema"] as? String)?.hasSuffix("/vega-lite/v5.json") == true)
    let chart = try Chart(sample.answer, ChartRequest(sample.kind), RenderOptions())
    #expect(try values(in: text).count == chart.series.count * chart.positions.count)
  }

  private func values(in text: String) throws -> [[String: Any]] {
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    return try #require((object["data"] as? [String: Any])?["values"] as? [[String: Any]])
  }

  @Test(arguments: more)
  func `nothing that a terminal obeys is in a chart`(sample: ChartSample) throws {
    for format in [OutputFormat.table] + Self.formats {
      let raw = try draw(sample.answer, sample.kind, format, width: 60).unicodeScalars.filter { scalar in
        (scalar.value < 0x20 && scalar != "\n") || (0x7F..<0xA0).contains(scalar.value)
          || HostileTests.bidi.contains(scalar)
      }
      #expect(raw.isEmpty, "\(format)")
    }
  }

  @Test(arguments: more)
  func `no line of a chart is wider than the screen`(sample: ChartSample) throws {
    for width in [30, 36, 60, 100, 200] {
      let chart = TerminalChart(
        try Chart(sample.answer, ChartRequest(sample.kind), RenderOptions()), RenderOptions(width: width))
      for line in chart.lines where DisplayWidth.of(line) > width {
        // Only a figure of hundreds of digits may be.
        #expect(sample.name == "bar-extremes", "\(width): \(line)")
      }
    }
  }

  @Test(arguments: more)
  func `the same answer is the same bytes`(sample: ChartSample) throws {
    for format in Self.formats {
      #expect(try draw(sample.answer, sample.kind, format) == draw(sample.answer, sample.kind, format))
    }
  }

  @Test func `rows that would be one mark are refused`() throws {
    var answer = ChartSamples.line
    answer.table.columns.removeFirst()
    answer.table.rows = answer.table.rows.map { Array($0.dropFirst()) }
    #expect(throws: ChartError.samePlace) { try draw(answer, .line, .svg) }
    #expect(throws: ChartError.samePlace) { try draw(answer, nil, .table) }
  }

  @Test func `more than can be told apart is refused, and how to draw it said`() throws {
    let columns = [
      ChartSamples.text("country"), ChartSamples.text("day"), Column("rate", type: .number, role: .measure),
    ]
    let rows = (0..<13).map { [Value.text("C\($0)"), .text("2024-01-01"), .number(1)] }
    let answer = Samples.answer("", Table(columns: columns, rows: rows))
    #expect(throws: ChartError.tooMany(.line, "lines", count: 13, most: 12)) { try draw(answer, .line, .svg) }
    #expect(try Chart(answer, ChartRequest(), RenderOptions()).kind == .heat)
    let bars = ChartSamples.bars((0...400).map { ("\($0)", .number(1)) })
    let error = ChartError.tooMany(.bar, "rows", count: 401, most: 400)
    #expect(throws: error) { try draw(bars, nil, .table) }
    #expect(error.diagnostic.help == "put '| top 30' before '| chart'")
  }

  @Test func `times too far apart for a chart are refused, and those that are no times said`() throws {
    func answer(_ times: [String]) -> Answer {
      let columns = [ChartSamples.text("hour"), Column("rate", type: .number, role: .measure)]
      return Samples.answer("", Table(columns: columns, rows: times.map { [.text($0), .number(1)] }))
    }
    #expect(throws: ChartError.tooMany(.line, "times", count: 175_321, most: 10_000)) {
      try draw(answer(["2004-01-01T00", "2024-01-01T00"]), .line, .table)
    }
    let odd = try draw(answer(["2024-01-01T00", "later", "2024-01-01T01"]), .line, .table)
    #expect(odd.contains("times stand side by side, however far apart they are"))
  }

  @Test func `other formats hold the table, whatever is to be drawn`() throws {
    for format in OutputFormat.allCases where !format.isPicture && format != .table {
      let plain = try render(ChartSamples.line, as: format)
      #expect(try render(ChartSamples.line, as: format, options: RenderOptions(chart: ChartRequest(.bar))) == plain)
    }
  }
}

private final class XMLReader: NSObject, XMLParserDelegate {
  var elements: Set<String> = []
  var attributes: Set<String> = []

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes given: [String: String]
  ) {
    elements.insert(name)
    attributes.formUnion(given.keys)
  }
}

import Tables
import Testing
import Text

@testable import Render

struct TerminalTests {
  @Test(arguments: 40...140)
  func `nothing is wider than the screen, and every column is shown or named`(width: Int) throws {
    let text = try render(Samples.fortyColumns, as: .table, options: RenderOptions(width: width))
    let lines = text.split(separator: "\n")
    #expect(lines.allSatisfy { DisplayWidth.of(String($0)) <= width })
    let named = lines.drop { !$0.hasPrefix("not shown, for width:") }.joined(separator: " ")
    let header = lines.prefix { !$0.hasPrefix("─") }.joined(separator: " ")
    for number in 1...39 {
      let isNamed = named.split { ", ".contains($0) }.contains("platform_\(number)")
      #expect(isNamed || header.contains("platform \(number)") || header.contains("\(number), h"))
    }
  }

  @Test func `without a screen nothing is cut`() throws {
    let text = try render(Samples.fortyColumns, as: .table)
    #expect(!text.contains("not shown") && !text.contains("cut short"))
  }

  @Test func `a long text is cut with a mark and named`() throws {
    let columns = [Column("id", type: .text, role: .dimension), Column("text", type: .text, role: .detail)]
    let table = Table(columns: columns, rows: [[.text("a"), .text(String(repeating: "word ", count: 40))]])
    let text = try render(Samples.answer("", table), as: .table, options: RenderOptions(width: 40))
    #expect(text.contains("…"))
    #expect(text.contains("cut short: text"))
    #expect(text.split(separator: "\n").prefix(3).allSatisfy { DisplayWidth.of(String($0)) <= 40 })
  }

  @Test func `colour is only there when it is asked for`() throws {
    #expect(try !render(Samples.ranking, as: .table).contains("\u{1B}"))
    let text = try render(Samples.ranking, as: .table, options: RenderOptions(isColor: true))
    #expect(text.contains("\u{1B}[2msuppressed\u{1B}[22m"))
  }

  @Test func `the footer says what the figures rest on`() throws {
    let options = RenderOptions(elapsed: 0.018, resultNumber: 1)
    let last = try render(Samples.ranking, as: .table, options: options).split(separator: "\n").last ?? ""
    let ids = Samples.ranking.provenance
    let wanted =
      "4 of 41 countries; 1 below n = 30. 2023-01-01..2023-06-30 UTC (181 d). 18 ms. #1  q:\(ids.queryID.prefix(8))"
    #expect(last.hasPrefix(wanted))
  }

  @Test func `parameters stand in a caption by name, and other dollars are text`() {
    let options = RenderOptions(parameters: ["period": "2023-H1"])
    #expect(options.expanded("in ${period}, $5, ${unknown}, ${") == "in 2023-H1, $5, ${unknown}, ${")
    #expect(RenderOptions(parameters: ["a": "${b}", "b": "x"]).expanded("${a}") == "${b}")
  }
}

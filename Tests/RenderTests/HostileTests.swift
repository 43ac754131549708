import Foundation
import Tables
import Testing

@testable import Render

/// What no format lets through, whatever a catalogue holds.
struct HostileTests {
  static let bidi: Set<Unicode.Scalar> = [
    "\u{202A}", "\u{202B}", "\u{202D}", "\u{202E}", "\u{2066}", "\u{2067}", "\u{2068}",
  ]

  @Test(arguments: OutputFormat.allCases)
  func `no control character or change of direction reaches an output`(format: OutputFormat) throws {
    let text = try render(Samples.hostile, as: format, options: RenderOptions(width: 60))
    let lineEnds: Set<UInt32> = format == .csv ? [0x0A, 0x0D, 0x09] : format == .tsv ? [0x0A, 0x09] : [0x0A]
    let raw = text.unicodeScalars.filter { scalar in
      let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
      return (isControl && !lineEnds.contains(scalar.value)) || Self.bidi.contains(scalar)
    }
    #expect(raw.map(\.value) == [])
  }

  @Test func `JSON is JSON, and harmless in a script element`() throws {
    let text = try render(Samples.hostile, as: .json)
    #expect(!text.contains("<") && !text.contains(">") && !text.contains("&"))
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let rows = try #require(object["rows"] as? [[String: Any]])
    #expect(rows.compactMap { $0["what"] as? String } == Samples.hostileTexts)
    #expect(rows[3]["figure"] is NSNull)
  }

  @Test func `JSON Lines are one object each`() throws {
    let lines = try render(Samples.hostile, as: .jsonl).split(separator: "\n")
    #expect(lines.count == Samples.hostileTexts.count)
    for line in lines { #expect(try JSONSerialization.jsonObject(with: Data(line.utf8)) is [String: Any]) }
  }

  @Test func `TSV has a line a row and the same number of fields in each`() throws {
    let lines = try render(Samples.hostile, as: .tsv).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == Samples.hostileTexts.count + 2)
    #expect(lines.dropLast().allSatisfy { $0.split(separator: "\t", omittingEmptySubsequences: false).count == 2 })
    #expect(lines.contains { $0.hasPrefix("tab\\there\t") })
  }

  @Test func `a guarded CSV starts no cell with a formula, and leaves figures alone`() {
    let columns = [Column("=x", type: .text, role: .dimension), Column("y", type: .number, role: .measure)]
    let table = Table(
      columns: columns, rows: ["=1+1", "+1", "-1", "@a", "\t=1", "＝1", "a=1"].map { [.text($0), .number(-1.5)] })
    let text = renderCSV(table, guarding: true)
    #expect(
      text == "'=x,y\r\n'=1+1,-1.5\r\n'+1,-1.5\r\n'-1,-1.5\r\n'@a,-1.5\r\n\"'\t=1\",-1.5\r\n'＝1,-1.5\r\na=1,-1.5\r\n")
    #expect(renderCSV(table, guarding: false).hasPrefix("=x,y\r\n=1+1,-1.5\r\n"))
  }

  @Test func `nothing ends a Markdown comment but its own end`() throws {
    let text = try render(Samples.hostile, as: .markdown)
    #expect(text.components(separatedBy: "-->").count == 2)
    #expect(text.hasSuffix("\n-->\n"))
    #expect(text.components(separatedBy: "<").count == 2)
  }

  @Test func `every Markdown row has as many pipes`() throws {
    let rows = try render(Samples.hostile, as: .markdown).split(separator: "\n").filter { $0.hasPrefix("| ") }
    #expect(rows.count == Samples.hostileTexts.count + 2)
    #expect(rows.allSatisfy { $0.replacingOccurrences(of: "\\|", with: "").filter { $0 == "|" }.count == 3 })
  }
}

import Foundation
import Shell
import Testing

/// Statements on the example data, with everything between the text and the result: `Tests/Golden/session/NAME.cq` holds
/// the statements, one a line, and `NAME.out` what `explain` and the statement itself say. `RECORD=1` writes it anew.
@Suite struct SessionGoldenTests {
  private static let folder = Bench.root.appendingPathComponent("Tests/Golden/session")

  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".cq") }.map { String($0.dropLast(3)) }.sorted()
  }()

  @Test func `there are cases`() { #expect(!Self.names.isEmpty) }

  @Test(arguments: names)
  func `a statement is read, planned and answered as recorded`(_ name: String) throws {
    let source = try String(contentsOf: Self.folder.appendingPathComponent(name + ".cq"), encoding: .utf8)
    let bench = try Bench()
    var said = ""
    for line in source.split(separator: "\n") where !line.hasPrefix("--") {
      let statement = String(line)
      said += "> \(statement)\n"
      if ["show ", "rank ", "list "].contains(where: statement.hasPrefix) {
        said += bench.run("explain " + (statement.split(separator: "|").first.map(String.init) ?? statement)).text
        said += "result\n"
      }
      said += bench.run(statement).text + "\n"
    }
    let golden = Self.folder.appendingPathComponent(name + ".out")
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try said.write(to: golden, atomically: true, encoding: .utf8)
      return
    }
    let recorded = try? String(contentsOf: golden, encoding: .utf8)
    if recorded == nil { try said.write(to: golden, atomically: true, encoding: .utf8) }
    #expect(said == recorded, "RECORD=1 writes \(name).out anew")
  }
}

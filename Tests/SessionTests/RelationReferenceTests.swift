import Foundation
import Testing

/// Figures of two sides held against each other, against a count of the same rows by `Tests/Reference/relations.py`.
@Suite struct RelationReferenceTests {
  private static let folder = Bench.root.appendingPathComponent("Tests/Reference")

  @Test func `compare, associate, match, lag, near and without give what the rows themselves give`() throws {
    let data = try Data(contentsOf: Self.folder.appendingPathComponent("relations.json"))
    let cases = try JSONDecoder().decode([ReferenceCase].self, from: data)
    #expect(cases.count > 150)
    let bench = try Bench(format: .json)
    for reference in cases { try reference.check(bench) }
  }

  @Test func `the recorded figures of two sides are those that Python counts`() throws {
    guard let python = Python.path else { return Skipped.say("no python3: relations.json is not counted again") }
    let script = Self.folder.appendingPathComponent("relations.py").path
    let counted = try Python.run(python, [script])
    #expect(counted == (try Data(contentsOf: Self.folder.appendingPathComponent("relations.json"))))
  }
}

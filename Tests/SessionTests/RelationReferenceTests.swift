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

  @Test func `published lists give what Python counts in them`() throws {
    let files = [
      ("incidents/access-now-stop-2016-2025.csv", "access-now"),
      ("incidents/isoc-pulse-shutdowns-expanded.csv", "pulse"), ("events/powell-thyne-coups.tsv", "coups"),
      ("events/mass-mobilization-1990-2020.csv", "mass-mobilization"),
    ]
    let paths = files.compactMap { TestData.path($0.0) }
    guard let python = Python.path, let first = paths.first, paths.count == files.count else {
      return Skipped.say("no python3, or not all of the published lists in CURFEW_TEST_DATA")
    }
    let folder = URL(fileURLWithPath: first).deletingLastPathComponent().deletingLastPathComponent()
    let script = Self.folder.appendingPathComponent("relations_data.py").path
    let cases = try JSONDecoder().decode([ReferenceCase].self, from: Python.run(python, [script, folder.path]))
    #expect(cases.count > 25)
    let bench = try Bench(withExamples: false, format: .json)
    for (path, file) in zip(paths, files) { try bench.load(path, as: file.1) }
    for reference in cases { try reference.check(bench) }
  }
}

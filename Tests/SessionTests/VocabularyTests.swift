import Datasets
import Query
import Render
import Shell
import Testing

/// Lists that rooms without sight of each other must agree on.
@Suite struct VocabularyTests {
  @Test func `the language offers the formats that can be loaded`() {
    #expect(Set(Vocabulary.loadFormats) == Set(DatasetFormat.all.map(\.name)))
  }

  @Test func `the language offers the formats that can be written`() {
    #expect(Vocabulary.exportFormats == OutputFormat.allCases.map(\.rawValue))
  }

  @Test func `every topic of help has a page`() {
    for topic in Help.topics { #expect(Help.page(on: topic) != nil, "\(topic)") }
  }

  @Test func `examples in help can be run`() throws {
    let bench = try Bench()
    for topic in Help.topics {
      let page = Help.page(on: topic) ?? ""
      for line in page.split(separator: "\n") {
        let text = line.drop { $0 == " " }
        guard line.hasPrefix("  "), ["show ", "rank ", "list "].contains(where: { text.hasPrefix($0) }) else {
          continue
        }
        let (status, said) = bench.run(String(text))
        #expect(status == .ok, "\(text): \(said)")
      }
    }
  }
}

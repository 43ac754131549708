import Foundation
import Query
import Shell
import Subjects
import Testing

/// The pages are run: what they show is what the program says. `RECORD=1` rewrites what they show.
struct DocumentationTests {
  private static let isRecording = ProcessInfo.processInfo.environment["RECORD"] == "1"

  @Test(arguments: Page.all) func `the examples of a page give what it shows`(name: String) throws {
    var page = try Page(name)
    let examples = page.examples
    guard !examples.isEmpty else { return }
    let transcript = try Transcript()
    var found: [(block: Page.Block, text: String)] = []
    for example in examples {
      let (ends, said) = transcript.run(example.statements.text)
      let place = "\(name):\(example.statements.line)"
      #expect(!ends.isEmpty, "\(place): no statement")
      #expect(ends.allSatisfy { ($0 == .ok) != example.mustFail }, "\(place): ended as \(ends): \(said)")
      if let output = example.output { found.append((output, said)) }
      if let file = example.file { found.append((file, try transcript.file(namedIn: said))) }
    }
    if Self.isRecording { return try page.record(found) }
    for (block, text) in found { #expect(block.text == text, "\(name):\(block.line) differs; RECORD=1 rewrites it") }
  }

  @Test(arguments: Page.all) func `every link inside the repository leads to a file`(name: String) throws {
    let folder = Page.root.appendingPathComponent(name).deletingLastPathComponent()
    for link in try Page(name).links {
      let target = folder.appendingPathComponent(link).standardizedFileURL.path
      #expect(FileManager.default.fileExists(atPath: target), "\(name) links to \(link)")
    }
  }

  @Test func `the reference has every word of the language`() throws {
    let reference = try Page("Documentation/language.md").lines.joined(separator: "\n")
    let lists: [[String]] = [
      Vocabulary.statements, ClauseKeyword.allCases.map(\.rawValue), StageKeyword.allCases.map(\.rawValue),
      Measure.allCases.map(\.rawValue), Dimension.allCases.map(\.rawValue), SubjectKind.allCases.map(\.rawValue),
      SubjectKind.allCases.flatMap { Field.names(of: $0) }, CountingRule.allCases.map(\.rawValue),
      Bin.allCases.map(\.rawValue), Extra.allCases.map(\.rawValue),
      ScriptHeader.ParameterType.allCases.map(\.rawValue), Vocabulary.loadFormats,
    ]
    for word in Set(lists.joined()).sorted() {
      #expect(reference.contains("`\(word)"), "language.md does not say what '\(word)' is")
    }
  }

  @Test func `the page of formats has every format and option of an export`() throws {
    let page = try Page("Documentation/output.md").lines.joined(separator: "\n")
    for word in Vocabulary.exportFormats + ExportOption.allCases.map(\.rawValue) {
      #expect(page.contains("`\(word)"), "output.md does not say what '\(word)' is")
    }
  }

  @Test func `every example of the help runs`() throws {
    let transcript = try Transcript()
    let pages = Help.topics.compactMap(Help.page)
    #expect(pages.count == Help.topics.count, "a topic has no page")
    let verbs = Verb.allCases.map { "  \($0.rawValue) " }
    let lines = pages.joined(separator: "\n").components(separatedBy: "\n")
    let examples = Set(lines.filter { line in verbs.contains { line.hasPrefix($0) } })
    #expect(examples.count > 5)
    for example in examples.sorted() {
      let (ends, said) = transcript.run(String(example.drop { $0 == " " }))
      #expect(ends == [.ok], "\(example): \(said)")
    }
  }
}

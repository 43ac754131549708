import Query
import Testing
import Text

/// Messages that are known to help too little. The list may only shrink: one that is better now is taken out.
enum PoorMessages {
  struct Entry: Sendable, CustomTestStringConvertible {
    var statement: String
    /// What is said now, or the part of it that is poor.
    var said: String
    var better: String
    var testDescription: String { statement }

    init(_ statement: String, said: String, better: String) {
      (self.statement, self.said, self.better) = (statement, said, better)
    }
  }

  static let most = 14

  static let list = [
    // Signs that are left out.
    Entry(
      "list eventskind = election)", said: "'eventskind' is not a subject",
      better: "'(' is missing after 'events'"),
    Entry(
      "match incidentsfrom access-now) with events",
      said: "expected 'with' and a selection after 'match incidentsfrom'",
      better: "'(' is missing after 'incidents'"),
    Entry(
      "define index b = 0.5 blocked-days", said: "'blocked-days' cannot stand here",
      better: "a sign of arithmetic is missing before 'blocked-days'"),
    Entry(
      "define @mine = Pakistan India", said: "'India' cannot stand here",
      better: "a comma is missing before 'India'"),
    Entry(
      "show tests in Pakistan India", said: "'India' cannot stand here",
      better: "a comma is missing before 'India', as the list before it is of places too"),
    Entry(
      "show tests | keep country tests", said: "'tests' cannot stand here",
      better: "a comma is missing before 'tests'"),
    // Words that are left out.
    Entry(
      "#1 | export latex \"a.tex\" \"Tests\"", said: "'\"Tests\"' cannot stand here",
      better: "a string here is a caption, label or note: write 'caption \"Tests\"'"),
    Entry(
      "platforms by blocked-days", said: "'by' cannot stand here",
      better: "'platforms' alone lists them: write 'rank platforms by blocked-days'"),
    // Words of two letters, for which nothing is near.
    Entry(
      "#1 | drop incidents ass busiest", said: "'ass' cannot stand here", better: "did you mean 'as'?"),
    Entry("rank countries bu tests", said: "found 'bu'", better: "did you mean 'by'?"),
    // Names of another place that are one letter from one of this place.
    Entry(
      "list measurements where text = telegram", said: "measurements have no field 'text'",
      better: "did you mean 'test'?"),
    Entry(
      "list episodes on PK on x", said: "'PK' is a place, not a platform",
      better: "that alone, as 'on' is not said twice when the first becomes 'in'"),
    // One mistake, several messages.
    Entry(
      "associate episodeson @social) with events", said: "'events' is not an extra",
      better: "the missing '(' alone"),
    Entry(
      "rank countries by tests in n = 10", said: "'n' is not a place", better: "did you mean 'min n = 10'?"),
  ]
}

@Suite struct PoorMessageTests {
  @Test func `there are no more of them than there were`() {
    #expect(PoorMessages.list.count <= PoorMessages.most)
    #expect(Set(PoorMessages.list.map(\.statement)).count == PoorMessages.list.count)
  }

  @Test(arguments: PoorMessages.list)
  func `it is as poor as ever, or else it is to be taken out`(entry: PoorMessages.Entry) {
    let shown = Fixture.complaints(entry.statement)
    #expect(!shown.isEmpty)
    #expect(shown.contains { $0.contains(entry.said) }, "\(shown)")
    #expect(!shown.contains { $0.contains(entry.better) }, "\(shown)")
  }
}

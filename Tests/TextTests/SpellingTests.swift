import Testing

@testable import Text

@Suite struct SpellingTests {
  @Test(arguments: [
    ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("abc", "abc", 0), ("abc", "acb", 1), ("ca", "abc", 3),
    ("kitten", "sitting", 3), ("Türkei", "Turkei", 1), ("a", "b", 1), ("ab", "ba", 1),
  ])
  func `the distance counts insertions, deletions, replacements and neighbours swapped`(
    _ left: String, _ right: String, _ expected: Int
  ) {
    #expect(Spelling.distance(left, right) == expected)
    #expect(Spelling.distance(right, left) == expected)
  }

  @Test func `suggestions are the nearest first, then alphabetical`() {
    let known = ["abcdeg", "zbcdef", "abcdef", "abxxxf"]
    #expect(Spelling.suggestions(for: "xbcdef", among: known) == ["abcdef", "zbcdef", "abcdeg"])
    let measures = ["incident", "incidents", "accidents"]
    #expect(Spelling.suggestions(for: "incidnets", among: measures) == ["incidents", "incident"])
  }

  @Test func `a transposition is as near as a missing letter`() {
    #expect(Spelling.suggestions(for: "blokcing-rate", among: ["blocking-rate", "ok-rate"]) == ["blocking-rate"])
  }

  @Test func `short names are held to a third of their length`() {
    #expect(Spelling.suggestions(for: "ab", among: ["abc", "ac"]).isEmpty)
    #expect(Spelling.suggestions(for: "tro", among: ["tor", "top", "x"]) == ["tor"])
  }

  @Test func `the name itself is never suggested`() {
    #expect(Spelling.suggestions(for: "tests", among: ["tests", "test"]) == ["test"])
  }

  @Test func `a candidate that stands twice is suggested once`() {
    #expect(Spelling.suggestions(for: "evnt", among: ["event", "event"]) == ["event"])
  }

  @Test func `a megabyte of text has no suggestions and takes no time`() {
    let long = String(repeating: "a", count: 1_000_000)
    #expect(Spelling.suggestions(for: long, among: ["aaa", long + "b"]).isEmpty)
    #expect(Spelling.suggestions(for: "aaaa", among: [long]).isEmpty)
    #expect(Spelling.suggestions(for: "", among: ["a"]).isEmpty)
  }
}

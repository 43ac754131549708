import Shell
import Testing

struct CompletionListTests {
  private func candidates(_ texts: [String], more: Int = 0) -> EditorCandidates {
    EditorCandidates(texts.map { EditorCandidate(text: $0) }, replacing: 0..<0, more: more)
  }

  @Test func `the common prefix is of whole letters`() {
    #expect(CompletionList.commonPrefix(of: candidates(["blocked-days", "blocked-hours"]).candidates) == "blocked-")
    #expect(CompletionList.commonPrefix(of: candidates(["e\u{301}a", "e\u{301}b"]).candidates) == "e\u{301}")
    #expect(CompletionList.commonPrefix(of: candidates(["e\u{301}", "e"]).candidates) == "")
    #expect(CompletionList.commonPrefix(of: []) == "")
  }

  @Test func `a list fills columns downwards`() {
    #expect(CompletionList.lines(candidates(["a", "b", "c", "dd", "e"]), columns: 11) == ["a   c   e", "b   dd"])
    #expect(CompletionList.lines(candidates(["中中", "b"]), columns: 10) == ["中中  b"])
    #expect(CompletionList.lines(candidates(["too wide", "b"]), columns: 3) == ["too wide", "b"])
  }

  @Test func `at most sixty are listed, and the others counted`() {
    let lines = CompletionList.lines(candidates((0..<100).map { "x\($0)" }, more: 7), columns: 1)
    #expect(lines.count == 61)
    #expect(lines.last == "47 more")
  }

  @Test func `nothing in a candidate reaches the terminal raw`() {
    #expect(CompletionList.lines(candidates(["a\u{1B}[2J"]), columns: 80) == ["a␛[2J"])
  }
}

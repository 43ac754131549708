import Shell
import Testing

struct EditorHistoryTests {
  @Test func `up finds only what starts with what was typed`() {
    var history = EditorHistory(["rank a", "show b", "rank c"])
    #expect(history.older(than: "ra") == "rank c")
    #expect(history.older(than: "rank c") == "rank a")
    #expect(history.older(than: "rank a") == nil)
    #expect(history.newer(than: "rank a") == "rank c")
    #expect(history.newer(than: "rank c") == "ra")
    #expect(history.newer(than: "ra") == nil)
  }

  @Test func `an entry that was changed is a new prefix`() {
    var history = EditorHistory(["rank a", "rank ab", "show"])
    #expect(history.older(than: "r") == "rank ab")
    #expect(history.older(than: "rank abc") == nil)
    #expect(history.older(than: "rank a") == "rank ab")
    #expect(history.older(than: "") == "show")
  }

  @Test func `equal neighbours are one entry and blanks are none`() {
    var history = EditorHistory(["a", "a", " \n", "b", "a"])
    #expect(history.entries == ["a", "b", "a"])
    history.remember("a")
    #expect(history.entries.count == 3)
    #expect(history.older(than: "") == "a")
    #expect(history.older(than: "a") == "b")
  }

  @Test func `an entry equal to what stands there is passed over`() {
    var history = EditorHistory(["show", "rank"])
    #expect(history.older(than: "rank") == nil)
    var walked = EditorHistory(["b", "a", "b"])
    #expect(walked.older(than: "") == "b")
    #expect(walked.older(than: "b") == "a")
  }

  @Test func `search finds the newest, and its last place in the entry`() throws {
    let history = EditorHistory(["rank x", "show\nx and x", "list"])
    let first = try #require(history.search("x", before: 3))
    #expect(first == (1, 11))
    let second = try #require(history.search("x", before: first.index))
    #expect(second == (0, 5))
    #expect(history.search("x", before: 0) == nil)
    #expect(history.search("a text longer than any entry", before: 3) == nil)
  }
}

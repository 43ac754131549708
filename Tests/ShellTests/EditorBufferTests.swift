import Shell
import Testing

struct EditorBufferTests {
  /// A buffer whose cursor is at `^`.
  private func buffer(_ marked: String) -> EditorBuffer {
    let before = marked.prefix { $0 != "^" }
    return EditorBuffer(marked.replacingMark, cursor: before.unicodeScalars.count)
  }

  private func marked(_ buffer: EditorBuffer) -> String {
    buffer.inserting("^").text
  }

  @Test(arguments: [
    ("abc\nde^f", "ab^c\ndef"), ("abc\n^", "^abc\n"), ("a\nbcd^e", "a^\nbcde"), ("\nab^", "^\nab"),
  ])
  func `up keeps the column or ends at the line's end`(_ from: String, _ to: String) throws {
    let buffer = buffer(from)
    let place = try #require(buffer.above)
    #expect(marked(buffer.moved(to: place)) == to)
  }

  @Test(arguments: [("ab^c\ndef", "abc\nde^f"), ("abc^\nd", "abc\nd^"), ("^a\n", "a\n^"), ("ab^\n\nc", "ab\n^\nc")])
  func `down keeps the column or ends at the line's end`(_ from: String, _ to: String) throws {
    let buffer = buffer(from)
    let place = try #require(buffer.below)
    #expect(marked(buffer.moved(to: place)) == to)
  }

  @Test func `there is nothing above the first line and below the last`() {
    #expect(buffer("a^b\nc").above == nil)
    #expect(buffer("ab\nc^").below == nil)
    #expect(buffer("^").above == nil && buffer("^").below == nil)
  }

  @Test func `a word holds its hyphens and letters of any script`() {
    #expect(
      marked(EditorBuffer("by blocking-rate").moved(to: buffer("by blocking-rate^").previousWord))
        == "by ^blocking-rate")
    #expect(buffer("a, سلام^").previousWord == 3)
    #expect(buffer("^  one-two three").nextWord == 9)
    #expect(buffer("a b,c  ^").previousSpace == 2)
  }

  @Test func `the next line is indented by two at least`() {
    #expect(buffer("show n^").indent == "  ")
    #expect(buffer("show n\n    in PK^").indent == "    ")
    #expect(buffer("show n\n\t\tin PK^").indent == "\t\t")
    #expect(buffer("show n\n  ^    in PK").indent == "  ")
  }

  @Test func `bytes and scalars are told apart`() {
    let buffer = buffer("é中^x")
    #expect(buffer.byteOffset == 5)
    #expect(buffer.scalarOffset(ofByte: 2) == 1)
    #expect(buffer.scalarOffset(ofByte: 5) == 2)
    #expect(buffer.scalarOffset(ofByte: 99) == 3)
  }

  @Test func `a blank last line of a block ends it`() {
    #expect(buffer("rank countries by\n  ^").isAtBlankEnd)
    #expect(!buffer("rank countries by ^").isAtBlankEnd)
    #expect(!buffer("rank\n^  ").isAtBlankEnd)
    #expect(!buffer("\n^").isAtBlankEnd)
  }

  @Test func `replacing goes nowhere outside the text`() {
    #expect(marked(buffer("ab^c").replacing(-3..<1, with: "x")) == "x^bc")
    #expect(marked(buffer("ab^c").replacing(2..<99, with: "")) == "ab^")
    #expect(buffer("abc^").moved(to: 99).cursor == 3)
  }
}

extension String {
  fileprivate var replacingMark: String { String(filter { $0 != "^" }) }
}

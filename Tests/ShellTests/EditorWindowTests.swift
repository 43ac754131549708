import Shell
import Testing

struct EditorWindowTests {
  private func window(_ text: String, cursor: Int, first: Int = 0, columns: Int = 20, rows: Int = 5) -> EditorWindow {
    EditorWindow(
      of: EditorBuffer(text, cursor: cursor), first: first, columns: columns, rows: rows, margin: 8
    ) { _ in 1 }
  }

  private let tall = (0..<10).map { "line \($0)" }.joined(separator: "\n")

  @Test func `what fits is shown whole`() {
    let window = window("one\ntwo\nthree", cursor: 0, first: 2)
    #expect(window.lines == 0..<3)
    #expect(window.scalars == 0..<13)
    #expect(window.hidden == nil)
  }

  @Test func `a tall statement shows the lines at the cursor`() {
    #expect(window(tall, cursor: tall.count).lines == 6..<10)
    #expect(window(tall, cursor: tall.count).hidden == "6 above")
    #expect(window(tall, cursor: 0, first: 6).lines == 0..<4)
    #expect(window(tall, cursor: 0, first: 6).hidden == "6 below")
    #expect(window(tall, cursor: 7 * 5, first: 3).lines == 3..<7)
    #expect(window(tall, cursor: 7 * 5, first: 3).hidden == "3 above, 3 below")
  }

  @Test func `the window stays while the cursor is in it`() {
    #expect(window(tall, cursor: 7 * 6, first: 4).lines == 4..<8)
    #expect(window(tall, cursor: 7 * 8, first: 4).lines == 5..<9)
    #expect(window(tall, cursor: 7 * 3, first: 4).lines == 3..<7)
  }

  @Test func `the scalars are those of its lines without the last line end`() {
    let window = window(tall, cursor: 7 * 5, first: 3)
    #expect(EditorBuffer.text(Array(tall.unicodeScalars)[window.scalars]) == "line 3\nline 4\nline 5\nline 6")
  }

  @Test func `a line taller than the screen is shown alone`() {
    let text = "a\n" + String(repeating: "x", count: 500) + "\nb"
    #expect(window(text, cursor: 100).lines == 1..<2)
  }

  @Test func `empty statements and tiny screens do no harm`() {
    #expect(window("", cursor: 0).lines == 0..<1)
    #expect(window("", cursor: 0).scalars == 0..<0)
    #expect(window("\n\n", cursor: 2, columns: 0, rows: 0).lines == 2..<3)
  }

  @Test func `rows and columns are counted as libedit draws`() {
    func place(_ text: String, columns: Int = 10) -> [Int] {
      var layout = EditorLayout(columns: columns)
      layout.draw(text.unicodeScalars) { $0 == "中" ? 2 : $0 == "\u{301}" ? 0 : 1 }
      return [layout.row, layout.column]
    }
    #expect(place("abc") == [0, 3])
    #expect(place("abcdefghij") == [1, 0])
    #expect(place("abcdefghi中") == [1, 2])
    #expect(place("ab\n\tc") == [1, 9])
    #expect(place("e\u{301}") == [0, 1])
    #expect(place("\u{1}") == [0, 2])
  }
}

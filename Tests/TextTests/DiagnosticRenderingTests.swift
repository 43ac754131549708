import Testing

@testable import Text

@Suite struct DiagnosticRenderingTests {
  private func rendered(
    _ text: String, _ span: Span?, name: String? = nil, help: String? = nil, width: Int = 80
  ) -> [String] {
    let diagnostic = Diagnostic(.error, "'it' is wrong", at: span, help: help)
    return diagnostic.rendered(in: SourceText(text, name: name), width: width)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test func `the carets stand under the exact bytes`() {
    let text = "rank countries by restriction-indx during 2023-H1"
    let diagnostic = Diagnostic(
      .error,
      "'restriction-indx' is not a measure; did you mean 'restriction-index'?", at: Span(18, 34),
      help: "'measures' lists them")
    #expect(
      diagnostic.rendered(in: SourceText(text)) == """
        error: 'restriction-indx' is not a measure; did you mean 'restriction-index'?
          rank countries by restriction-indx during 2023-H1
                            ^^^^^^^^^^^^^^^^
          help: 'measures' lists them
        """)
  }

  @Test func `a source with a name says line and column`() {
    let lines = rendered("show tests\n  in Pakstan", Span(16, 23), name: "ranking.cq")
    #expect(lines == ["ranking.cq:2:6: error: 'it' is wrong", "    in Pakstan", "       ^^^^^^^"])
    #expect(rendered("", nil, name: "a\u{1B}b") == ["a␛b: error: 'it' is wrong"])
  }

  @Test func `without a source or a span there is no excerpt`() {
    #expect(Diagnostic(.note, "said").rendered(in: nil) == "note: said")
    #expect(Diagnostic(.warning, "said", at: Span(3, 4)).rendered(in: nil) == "warning: said")
    #expect(rendered("text", nil) == ["error: 'it' is wrong"])
  }

  @Test func `wide characters, marks and tabs are measured in columns`() {
    let wide = "on \"巴基\" x"
    #expect(rendered(wide, Span(12, 13))[1...] == ["  on \"巴基\" x", "            ^"][...])
    let inside = rendered(wide, Span(4, 10))
    #expect(inside[2] == "      ^^^^")
    #expect(rendered("\tx y", Span(3, 4))[1...] == ["      x y", "        ^"][...])
    #expect(rendered("e\u{301}e\u{301} x", Span(7, 8))[2] == "     ^")
  }

  @Test func `an empty span and the end of the text get one caret`() {
    #expect(rendered("show", Span(4, 4))[1...] == ["  show", "      ^"][...])
    #expect(rendered("show", Span(0, 0))[2] == "  ^")
    #expect(rendered("", Span(0, 0))[1...] == ["  ", "  ^"][...])
    #expect(rendered("show\nx", Span(4, 5))[1...] == ["  show", "      ^"][...])
  }

  @Test func `of several lines the first carries the carets`() {
    #expect(rendered("show tests\nby day", Span(5, 14))[1...] == ["  show tests", "       ^^^^^"][...])
    #expect(rendered("show tests\r\nby day", Span(5, 14))[1...] == ["  show tests", "       ^^^^^"][...])
  }

  @Test func `a long line is cut around the carets`() {
    let text = String(repeating: "a ", count: 100) + "WRONG" + String(repeating: " b", count: 100)
    let lines = rendered(text, Span(200, 205), width: 40)
    #expect(lines[1].hasPrefix("  …") && lines[1].hasSuffix("…"))
    #expect(lines.dropFirst().allSatisfy { DisplayWidth.of($0) <= 40 })
    let column = lines[2].prefix { $0 == " " }.count
    #expect(lines[1].dropFirst(column).hasPrefix("WRONG"))
    #expect(lines[2].hasSuffix(" ^^^^^"))
  }

  @Test(arguments: [0, 5, 100, 195, 395, 400])
  func `the carets stay with their text wherever the line is cut`(_ lower: Int) {
    let letters = (0..<400).map { Character(Unicode.Scalar(UInt8(0x61 + $0 % 26))) }
    let text = String(letters)
    let lines = rendered(text, Span(lower, lower + 5), width: 60)
    let column = lines[2].prefix { $0 == " " }.count
    let marked = String(lines[1].dropFirst(column).prefix(5).prefix { $0 != "…" })
    #expect(text.dropFirst(lower).hasPrefix(marked))
    #expect(lines.dropFirst().allSatisfy { DisplayWidth.of($0) <= 60 })
    #expect(lines[2].contains("^"))
  }

  @Test func `a span wider than the screen is cut at its right`() {
    let lines = rendered(String(repeating: "w", count: 300), Span(10, 290), width: 50)
    #expect(lines.dropFirst().allSatisfy { DisplayWidth.of($0) <= 50 })
    #expect(lines[2].contains("^^^^^^^^^^"))
  }

  @Test(arguments: [Span(-5, 3), Span(2, 1_000), Span(500, 900), Span(.max - 1, .max), Span(3, 4)])
  func `a span outside the text is shown as near as can be`(_ span: Span) {
    let lines = rendered("ab\u{1B}é\n", span)
    #expect(lines.count == 3)
    #expect(lines[2].contains("^"))
    #expect(!lines.joined().contains("\u{1B}"))
  }

  @Test func `hostile text and tiny widths do no harm`() {
    let megabyte = String(repeating: "\u{202E}\u{1B}", count: 250_000)
    for width in [Int.min, 0, 20] {
      let lines = rendered(megabyte, Span(400_000, 400_003), width: width)
      #expect(lines.count == 3)
      #expect(DisplayWidth.of(lines[1]) < 60)
    }
  }
}

import Testing

@testable import Text

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("Türkiye", 7), ("Tu\u{308}rkiye", 7), ("巴基斯坦", 8), ("パキスタン", 10), ("ﾊﾟｷ", 3),
    ("대한민국", 8), ("\u{1112}\u{1161}\u{11AB}", 2), ("پاکستان", 7), ("कि", 1), ("😀", 2), ("…", 1), ("␛", 1),
    ("\u{200D}", 0),
    ("\u{FE0F}", 0), ("\u{E0100}", 0), ("\u{10FFFF}", 1), ("－", 2),
  ])
  func `columns are those of a terminal`(_ text: String, _ columns: Int) {
    #expect(DisplayWidth.of(text) == columns)
  }

  @Test(arguments: [DisplayWidth.zero, DisplayWidth.wide])
  func `ranges are pairs, ascending and disjoint`(_ ranges: [UInt32]) {
    #expect(ranges.count % 2 == 0 && ranges.count > 200)
    var last: UInt32 = 0x2FF
    for index in stride(from: 0, to: ranges.count - 1, by: 2) {
      #expect(ranges[index] > last && ranges[index + 1] >= ranges[index])
      last = ranges[index + 1]
    }
  }

  @Test func `combining marks of the Unicode Character Database take no column`() {
    for value in UInt32(0x300)...0x1FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark: #expect(DisplayWidth.of(scalar) == 0, "U+\(String(value, radix: 16))")
      default: continue
      }
    }
  }

  @Test func `a symbol stands in every place of a control character`() {
    #expect("\u{1B}[31m\r\n\t\u{0}\u{7F}".printable == "␛[31m␍␊␉␀␡")
    #expect("\u{85}\u{9B}1m".printable == "<U+0085><U+009B>1m")
    #expect("a\u{202E}b\u{2066}c\u{2029}".printable == "a<U+202E>b<U+2066>c<U+2029>")
  }

  @Test func `nothing that a terminal obeys is left, whatever the text`() {
    for value in (UInt32(0)...0x2FFF) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let shown = String(Character(scalar)).printable.unicodeScalars
      #expect(shown.allSatisfy { $0.properties.generalCategory != .control })
      #expect(shown.allSatisfy { !(0x202A...0x202E).contains($0.value) && !(0x2066...0x2069).contains($0.value) })
    }
  }

  @Test(arguments: ["", "plain ASCII ~", "Türkiye, 巴基斯坦 😀 پاکستان", "ع\u{200C}ر", "e\u{301}"])
  func `a safe text stays as it is`(_ text: String) {
    #expect(text.printable.unicodeScalars.elementsEqual(text.unicodeScalars))
  }

  @Test func `a combining mark after a control character does not hide it`() {
    #expect("\u{1B}\u{301}".printable == "␛\u{301}")
    #expect("\r\n".printable == "␍␊")
  }
}

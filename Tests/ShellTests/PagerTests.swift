import Shell
import Testing

struct PagerTests {
  private let screen = Terminal.Size(columns: 10, rows: 4)

  @Test func `a text fits when a row is left for the prompt`() {
    #expect(Pager.fits("a\nb\nc\n", screen))
    #expect(Pager.fits("a\nb\nc", screen))
    #expect(!Pager.fits("a\nb\nc\nd\n", screen))
    #expect(Pager.fits("", screen))
  }

  @Test func `columns are counted, not letters, and colours are none`() {
    #expect(Pager.fits("中中中中中\n", screen))
    #expect(!Pager.fits("中中中中中x\n", screen))
    #expect(Pager.fits("\u{1B}[2mno data\u{1B}[0m\n", screen))
  }
}

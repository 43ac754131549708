import Shell
import Testing

struct EditorKeyTests {
  private func keys(_ sent: String) -> [EditorKey?] {
    var rest = Array(sent.unicodeScalars)[...]
    var keys: [EditorKey?] = []
    while let scalar = rest.popFirst() {
      keys.append(scalar == "\u{1B}" ? EditorKey.afterEscape { rest.popFirst() } : EditorKey(control: scalar))
    }
    return keys
  }

  @Test(arguments: [
    ("[A", EditorKey.up), ("OA", .up), ("[1;5D", .wordLeft), ("[1;2C", .wordRight), ("Od", .wordLeft), ("[H", .home),
    ("[1~", .home), ("[7~", .home), ("OF", .end), ("[8~", .end), ("[3~", .delete), ("[5~", .pageUp),
    ("[6~", .pageDown), ("[200~", .paste), ("b", .wordLeft), ("\u{7F}", .killWord), ("\r", .newline),
  ])
  func `terminals' spellings of a key are one key`(_ sent: String, _ key: EditorKey) {
    #expect(keys("\u{1B}" + sent) == [key])
  }

  @Test(arguments: ["[15~", "[<0;10;20M", "[I", "[?1;2c", "[1;1R", "OP", "[24;5~", "[Z", "x", "[99999999999~"])
  func `a sequence that means nothing is read whole`(_ sent: String) {
    #expect(keys("\u{1B}" + sent) == [.unknown])
  }

  @Test(arguments: ["", "[", "[1;", "O"])
  func `a sequence that the input cuts short is no key`(_ sent: String) {
    #expect(keys("\u{1B}" + sent) == [nil])
  }

  @Test func `a sequence without an end does not swallow all that follows`() {
    let sent = "\u{1B}[" + String(repeating: "1", count: 100)
    #expect(keys(sent).first == .unknown)
    #expect(keys(sent).count > 1)
  }
}

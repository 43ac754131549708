import Foundation
import Shell
import Testing

struct InputReaderTests {
  private func pieces(_ bytes: [UInt8]) throws -> [InputReader.Piece] {
    // A file: a pipe would hold no more than it has room for.
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).cq")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let handle = try FileHandle(forReadingFrom: file)
    var reader = InputReader(descriptor: handle.fileDescriptor)
    var pieces: [InputReader.Piece] = []
    while let piece = try reader.next() { pieces.append(piece) }
    try handle.close()
    return pieces
  }

  private func texts(_ text: String) throws -> [String] { try pieces(Array(text.utf8)).map(\.text) }

  @Test func `an unindented line starts a statement, an indented one or a bar continues it`() throws {
    #expect(try texts("show n\n  in PK\n| top 3\nlist events\n") == ["show n\n  in PK\n| top 3\n", "list events\n"])
    #expect(try texts("show n\n\n\n\tin PK") == ["show n\n\n\n\tin PK"])
    #expect(try texts("\n\nshow n") == ["\n\nshow n"])
    #expect(try texts("") == [])
  }

  @Test func `a semicolon at a line's end ends a statement`() throws {
    #expect(try texts("show n;\n  in PK\n") == ["show n;\n", "  in PK\n"])
    #expect(try texts("show n; -- why\n  in PK\n") == ["show n; -- why\n", "  in PK\n"])
    #expect(try texts("show n -- why;\n  in PK\n") == ["show n -- why;\n  in PK\n"])
    #expect(try texts("x \"a;\"\n  y\n") == ["x \"a;\"\n  y\n"])
    #expect(try texts("x \"a\\\";\n  y\n") == ["x \"a\\\";\n  y\n"])
  }

  @Test func `a header belongs to the statement after it`() throws {
    let header = "---\ntitle: x\nparam p: int = 1\n---\nshow n\n"
    #expect(
      try texts(header + "list events\n") == ["---\ntitle: x\nparam p: int = 1\n---\n", "show n\n", "list events\n"])
  }

  @Test func `each piece knows its line`() throws {
    #expect(try pieces(Array("a\n b\nc\n\nd".utf8)).map(\.firstLine) == [1, 3, 5])
  }

  @Test func `line ends of Windows and a byte order mark do no harm`() throws {
    #expect(try texts("\u{FEFF}a\r\n b\r\nc;\r\n d") == ["a\r\n b\r\n", "c;\r\n", " d"])
  }

  @Test(arguments: [
    (Array("a\nb \u{E9}".utf8) + [0xFF], 2, 4), ([0xC3], 1, 1), (Array("a\n\n".utf8) + [0xE4, 0xB8, 0x0A], 3, 1),
    ([0xED, 0xA0, 0x80], 1, 1),
  ])
  func `bytes that are not UTF-8 have a place`(_ bytes: [UInt8], _ line: Int, _ column: Int) {
    #expect(throws: InputReader.Failure.invalidUTF8(line: line, column: column)) { try pieces(bytes) }
  }

  @Test func `a long statement is read whole`() throws {
    let text = "a" + String(repeating: "\n  سلام", count: 50_000)
    #expect(try texts(text + "\nb") == [text + "\n", "b"])
  }
}

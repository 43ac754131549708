import Formats
import Testing

private func records(_ text: String, limit: Int = RecordLimit.initial) throws -> [String] {
  var reader = DumpReader(ByteSource(bytes: Array(text.utf8), name: "t"), recordLimit: limit)
  var found: [String] = []
  while true {
    switch try reader.next() {
    case .record:
      let fields = (0..<reader.count).map { LegacyText.string(reader.field($0)) }
      found.append("\(reader.line): " + fields.joined(separator: "|"))
    case .damaged(let damage): found.append("\(damage.line)! \(damage.text)")
    case .end: return found
    }
  }
}

private let head = "INSERT INTO t (a, `b`) VALUES "

struct DumpReaderTests {
  @Test func `a statement holds one tuple or several over lines`() throws {
    #expect(
      try records("\(head)('x', 1);\n\(head)('y', 2)\n, ('z', 3),\n(4,5);\n") == [
        "1: x|1", "2: y|2", "3: z|3", "4: 4|5",
      ])
  }

  @Test func `strings are unescaped and null is empty`() throws {
    #expect(try records("\(head)('a\\'b\\\\\\n', 'it''s');") == ["1: a'b\\\n|it's"])
    #expect(try records("\(head)('\\N', NULL), (\\N, '');") == ["1: |", "1: |"])
    #expect(try records("\(head)('a,(b);', ['c','d)'])") == ["1: a,(b);|['c','d)']"])
  }

  @Test func `columns are the statement's own`() throws {
    var reader = DumpReader(ByteSource(bytes: Array("insert into db.t(a,`b c`)values(1,2)".utf8), name: "t"))
    #expect(try reader.next() == .record)
    #expect(reader.columns == ["a", "bc"])
  }

  @Test func `a damaged line is told and the next line is read`() throws {
    let first = "-- INSERT INTOstpath (a) VALUES ('1');"
    #expect(
      try records("\(first)\n\(head)('x', 1);\nnonsense\n\(head)('y, 2);\n\(head)('z', 3);\n")
        == [
          "1! INSERT INTO ... VALUES expected", "2: x|1", "3! INSERT INTO ... VALUES expected",
          "4! a list of values expected", "5: z|3",
        ])
  }

  @Test func `a tuple with a value too few is damage`() throws {
    #expect(try records("\(head)('x');\n\(head)('y', 2);") == ["1! 2 values expected", "2: y|2"])
  }

  @Test func `a truncated dump loses its last row alone`() throws {
    #expect(try records("\(head)('x', 1);\n\(head)('y") == ["1: x|1", "2! a list of values expected"])
    #expect(try records("\(head)('x', 1);\nINSERT IN") == ["1: x|1", "2! INSERT INTO ... VALUES expected"])
  }

  @Test func `comments and other statements are passed over`() throws {
    #expect(
      try records("-- a dump\nSET x = 1;\nCREATE TABLE t (\n a Int);\n\(head)(1, 2);\n") == ["5: 1|2"])
  }

  @Test func `a string without end is bounded`() throws {
    let long = String(repeating: "x", count: 5000)
    #expect(
      try records("\(head)('\(long)\n\(head)(1, 2);\n", limit: 2000) == ["1! the record is longer than 1 kB", "2: 1|2"])
  }

  @Test func `every cut of a dump is read or refused without a trap`() throws {
    let bytes = Array("\(head)('a\\'b', [1,'2']),\n('c''d', NULL);\n-- INSERT x\nSET y;\n".utf8)
    for cut in bytes.indices { _ = try records(String(decoding: bytes[..<cut], as: UTF8.self)) }
    for cut in bytes.indices { _ = try records(String(decoding: bytes[cut...], as: UTF8.self)) }
  }
}

import Formats
import Testing

/// Every record as texts, `!` before a damaged one's reason, each with its line.
private func records(_ bytes: [UInt8], _ delimiter: Character = ",", limit: Int = RecordLimit.initial) throws
  -> [String]
{
  var reader = DelimitedReader(
    ByteSource(bytes: bytes, name: "t"), delimiter: delimiter.asciiValue ?? 0x2C, recordLimit: limit)
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

private func records(_ text: String, _ delimiter: Character = ",") throws -> [String] {
  try records(Array(text.utf8), delimiter)
}

struct DelimitedReaderTests {
  @Test func `fields are split and line ends of all kinds end a record`() throws {
    #expect(try records("a,b\nc,d\r\ne,f\rg,h") == ["1: a|b", "2: c|d", "3: e|f", "4: g|h"])
  }

  @Test func `quotes hold delimiters, line ends and quotes`() throws {
    #expect(try records("\"a,b\",\"c\nd\"\n\"e \"\"f\"\"\",g\n") == ["1: a,b|c\nd", "3: e \"f\"|g"])
    #expect(try records("\"a\r\nb\",c\r\nd,\"\"\r\n") == ["1: a\r\nb|c", "3: d|"])
  }

  @Test func `a quote inside of a field is a character`() throws {
    #expect(try records("a\"b,c\nd,e\"\n") == ["1: a\"b|c", "2: d|e\""])
    #expect(try records("\"a\"b,c\n") == ["1: ab|c"])
  }

  @Test func `empty fields are fields and blank lines are no records`() throws {
    #expect(try records("\n,\n\r\na,\n\n") == ["2: |", "4: a|"])
  }

  @Test func `an empty file has no records`() throws {
    #expect(try records("").isEmpty)
    #expect(try records("\u{FEFF}").isEmpty)
  }

  @Test func `a byte order mark is dropped at the start and kept in the middle`() throws {
    #expect(try records("\u{FEFF}a,b\n\u{FEFF}c,d\n") == ["1: a|b", "2: \u{FEFF}c|d"])
  }

  @Test func `a quote that never closes costs its own line alone`() throws {
    #expect(
      try records("a,b\n\"c,d\ne,f\ng,h\n") == ["1: a|b", "2! a quote is opened and never closed", "3: e|f", "4: g|h"])
  }

  @Test func `a record over the limit is damage and reading goes on behind it`() throws {
    let long = String(repeating: "x", count: 5000)
    #expect(
      try records(Array("a,b\n\(long)\nc,d\n".utf8), limit: 1000)
        == ["1: a|b", "2! the record is longer than 0 kB", "3: c|d"])
  }

  @Test func `one huge line without an end is damage`() throws {
    let bytes = [UInt8](repeating: 0x61, count: 3 << 20)
    #expect(try records(bytes, limit: 1 << 20) == ["1! the record is longer than 1024 kB"])
  }

  @Test func `NUL and bytes that are no UTF-8 pass through`() throws {
    #expect(try records([0x61, 0, 0x62, 0x2C, 0xFC, 0x0A]) == ["1: a\u{0}b|ü"])
    #expect(try records([0x2C, 0xFF, 0xFE, 0x0A, 0x80, 0x2C, 0x31, 0x0A]) == ["1: |ÿþ", "2: €|1"])
  }

  @Test func `fields without end are damage`() throws {
    let many = String(repeating: ",", count: 40_000)
    #expect(try records("a\n\(many)\nb\n") == ["1: a", "2! the record has more than 16384 fields", "3: b"])
  }

  /// The blocks of 64 bytes and the chunks of the source must not show: every length of a field gives the same fields.
  @Test func `records are the same wherever blocks and chunks end`() throws {
    for length in 0..<140 {
      let field = String(repeating: "x", count: length)
      let text = "\(field),\"\(field)\"\"\"\r\n1,2\r\n\"\(field)\n\",3"
      #expect(try records(text) == ["1: \(field)|\(field)\"", "2: 1|2", "3: \(field)\n|3"])
    }
  }

  @Test func `a file larger than the window keeps every record`() throws {
    let row = "2024-01-07 18:00:00,PK,\"a \"\"quoted\"\" one\r\nin two lines\",t\r\n"
    let count = 60_000
    var bytes: [UInt8] = []
    for _ in 0..<count { bytes.append(contentsOf: row.utf8) }
    var reader = DelimitedReader(ByteSource(bytes: bytes, name: "t"), delimiter: 0x2C)
    var seen = 0
    while try reader.next() == .record {
      #expect(reader.line == seen * 2 + 1)
      #expect(reader.count == 4)
      if seen % 1000 == 0 { #expect(LegacyText.string(reader.field(2)) == "a \"quoted\" one\r\nin two lines") }
      seen += 1
    }
    #expect(seen == count)
  }

  @Test func `a field that is not there is empty`() throws {
    var reader = DelimitedReader(ByteSource(bytes: Array("a,b".utf8), name: "t"), delimiter: 0x2C)
    #expect(try reader.next() == .record)
    #expect(reader.field(-1).isEmpty)
    #expect(reader.field(2).isEmpty)
    #expect(reader.field(.max).isEmpty)
  }

  @Test(
    arguments: [
      ("a,b,c\n1,2,3\n", ","), ("a\tb\n\"1, 2, 3\"\t4\n", "\t"), ("a;b\n1,5;2,5\n", ";"), ("a|b\n1|2\n", "|"),
      ("one column\nhere\n", ","), ("# synthetic; by, hand\na;b\n1;2\n", ";"), ("", ","),
    ] as [(String, Character)])
  func `the delimiter is told from the text`(text: String, delimiter: Character) {
    #expect(DelimiterGuess.delimiter(of: Array(text.utf8), isWhole: true) == delimiter.asciiValue)
  }
}

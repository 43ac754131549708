/// A dump of SQL `INSERT` statements, ClickHouse's and MySQL's: column list, `VALUES`, one or more tuples; strings in
/// single quotes with backslash escapes and doubled quotes; `NULL` and `\N` (bare or quoted) are empty fields. A tuple or
/// a line that cannot be read is damage, told with its line, and reading goes on at the next line. Comments and other
/// statements are passed over, but a commented-out `INSERT` is damage: it was a row once.
package struct DumpReader: ~Copyable, RecordReader {
  package private(set) var line = 1
  /// The columns that the current statement names; empty where it names none.
  package private(set) var columns: [String] = []

  private var window: ByteWindow
  private var fields = FieldTable()
  private var limit: Int
  /// Where the current tuple or statement starts in the window; all other offsets count from here.
  private var start = 0
  private var end = 0
  private var nextLine = 1
  private var isInValues = false
  /// The statement head read last: dumps repeat it at every statement.
  private var knownHead: [UInt8] = []

  package init(_ source: consuming ByteSource, recordLimit: Int = RecordLimit.initial) {
    limit = recordLimit
    window = ByteWindow(source)
  }

  package var count: Int { fields.count }

  package var excerpt: [UInt8] { Array(window.slice(start, start + min(end, 200))) }

  package mutating func field(_ index: Int) -> UnsafeRawBufferPointer {
    guard let slot = fields.slot(index, in: window.base + start) else {
      return UnsafeRawBufferPointer(start: nil, count: 0)
    }
    return window.slice(start + slot.start, start + slot.end)
  }

  package mutating func next() throws -> RecordOutcome {
    fields.removeAll()
    while true {
      try advance()
      guard let byte = try peek(0) else { return .end }
      switch byte {
      case UInt8(ascii: ";"):
        isInValues = false
        end = 1
      case UInt8(ascii: ",") where isInValues:
        end = 1
      case UInt8(ascii: "(") where isInValues:
        return try readTuple()
      default:
        isInValues = false
        if let damage = try readStatementHead() { return damage }
      }
    }
  }

  // MARK: - Moving

  /// Takes what was read off the front, blanks behind it too.
  private mutating func advance() throws {
    while let byte = try peek(end), DateCursor.isBlank(byte) { end += 1 }
    for offset in start..<start + end where window.byte(offset) == 0x0A { nextLine += 1 }
    start += end
    end = 0
    line = nextLine
  }

  /// The byte at an offset from the current start; nil past the end of the file.
  @inline(__always)
  private mutating func peek(_ offset: Int) throws -> UInt8? {
    if start + offset < window.count { return window.base.load(fromByteOffset: start + offset, as: UInt8.self) }
    return try readFurther(offset)
  }

  private mutating func readFurther(_ offset: Int) throws -> UInt8? {
    while start + offset >= window.count {
      guard !window.isAtEnd else { return nil }
      try window.refill(keeping: start)
      start = 0
    }
    return window.byte(start + offset)
  }

  private mutating func damaged(_ reason: Damage.Reason) throws -> RecordOutcome {
    fields.removeAll()
    let stop = window.lineEnd(from: start) ?? window.count
    let damage = Damage(reason: reason, line: line, excerpt: Array(window.slice(start, min(stop, start + 200))))
    start = try window.nextLine(after: start)
    end = 0
    nextLine = line + 1
    return .damaged(damage)
  }

  // MARK: - Statements

  /// `INSERT INTO name (columns) VALUES`, or something that is passed over (nil), or damage.
  private mutating func readStatementHead() throws -> RecordOutcome? {
    if try skipKnownHead() { return nil }
    if try skipComment() {
      return try commentHoldsInsert() ? try damaged(.notAStatement(expected: "INSERT INTO ... VALUES")) : nil
    }
    let verb = try word(at: 0).lowercased()
    if verb == "insert" {
      guard try readInsertHead() else { return try damaged(.notAStatement(expected: "INSERT INTO ... VALUES")) }
      return nil
    }
    guard Self.otherStatements.contains(verb), try skipStatement() else {
      return try damaged(.notAStatement(expected: "INSERT INTO ... VALUES"))
    }
    return nil
  }

  private static let otherStatements: Set<String> = [
    "set", "create", "drop", "lock", "unlock", "use", "begin", "commit", "start", "alter",
  ]

  private mutating func skipKnownHead() throws -> Bool {
    guard !knownHead.isEmpty, try peek(knownHead.count) != nil else { return false }
    guard window.slice(start, start + knownHead.count).elementsEqual(knownHead) else { return false }
    end = knownHead.count
    isInValues = true
    return true
  }

  private mutating func skipComment() throws -> Bool {
    guard try peek(0) == UInt8(ascii: "-"), try peek(1) == UInt8(ascii: "-") else { return false }
    end = 2
    while let byte = try peek(end), byte != 0x0A { end += 1 }
    return true
  }

  private mutating func commentHoldsInsert() throws -> Bool {
    var at = 2
    while let byte = try peek(at), byte == 0x20 || byte == UInt8(ascii: "-") { at += 1 }
    return try word(at: at).lowercased() == "insert"
  }

  /// To the semicolon that ends a line.
  private mutating func skipStatement() throws -> Bool {
    var last: UInt8 = 0
    var at = 0
    while at <= limit, let byte = try peek(at) {
      if byte == 0x0A, last == UInt8(ascii: ";") { break }
      if !DateCursor.isBlank(byte) { last = byte }
      at += 1
    }
    end = at
    return at <= limit && last == UInt8(ascii: ";")
  }

  private mutating func readInsertHead() throws -> Bool {
    var at = 6
    var names: [String] = []
    try skipBlanks(&at)
    guard try word(at: at).lowercased() == "into" else { return false }
    at += 4
    try skipBlanks(&at)
    guard try skipName(&at) else { return false }
    if try peek(at) == UInt8(ascii: "(") {
      guard let list = try readNames(&at) else { return false }
      names = list
    }
    if try word(at: at).lowercased() == "format" {
      at += 6
      try skipBlanks(&at)
    }
    guard try word(at: at).lowercased() == "values" else { return false }
    end = at + 6
    columns = names
    knownHead = Array(window.slice(start, start + end))
    isInValues = true
    return true
  }

  private mutating func skipBlanks(_ at: inout Int) throws {
    while let byte = try peek(at), DateCursor.isBlank(byte) { at += 1 }
  }

  private mutating func word(at offset: Int) throws -> String {
    var at = offset
    while at - offset < 64, let byte = try peek(at), DateCursor.isLetter(byte) { at += 1 }
    return String(decoding: window.slice(start + offset, start + at), as: UTF8.self)
  }

  /// A table's name, quoted or not, with its database's before it.
  private mutating func skipName(_ at: inout Int) throws -> Bool {
    let before = at
    while at - before < 512, let byte = try peek(at), byte != UInt8(ascii: "("), !DateCursor.isBlank(byte) { at += 1 }
    let found = at > before
    try skipBlanks(&at)
    return found
  }

  private mutating func readNames(_ at: inout Int) throws -> [String]? {
    var names: [String] = []
    at += 1
    while names.count < FieldTable.limit {
      try skipBlanks(&at)
      let before = at
      while at - before < 512, let byte = try peek(at), byte != UInt8(ascii: ","), byte != UInt8(ascii: ")"),
        byte != UInt8(ascii: "'")
      { at += 1 }
      let name = LegacyText.string(window.slice(start + before, start + at))
      names.append(String(name.filter { !" \n\r\t`\"".contains($0) }))
      let mark = try peek(at)
      at += 1
      if mark == UInt8(ascii: ")") {
        try skipBlanks(&at)
        return names
      }
      guard mark == UInt8(ascii: ",") else { return nil }
    }
    return nil
  }

  // MARK: - Tuples

  private mutating func readTuple() throws -> RecordOutcome {
    var at = 1
    while true {
      try skipBlanks(&at)
      guard try readValue(&at) else { return try damagedTuple(at) }
      try skipBlanks(&at)
      let mark = try peek(at)
      at += 1
      if mark == UInt8(ascii: ")") { break }
      guard mark == UInt8(ascii: ","), at <= limit else { return try damagedTuple(at) }
    }
    end = at
    guard !fields.overflowed else { return try damaged(.tooManyFields(limit: FieldTable.limit)) }
    guard columns.isEmpty || columns.count == fields.count else {
      return try damaged(.notAStatement(expected: "\(columns.count) values"))
    }
    return .record
  }

  private mutating func damagedTuple(_ scanned: Int) throws -> RecordOutcome {
    let reason: Damage.Reason =
      scanned > limit ? .tooLong(limit: limit) : .notAStatement(expected: "a list of values")
    limit = RecordLimit.after(limit, scanning: scanned)
    return try damaged(reason)
  }

  private mutating func readValue(_ at: inout Int) throws -> Bool {
    guard let first = try peek(at) else { return false }
    if first == UInt8(ascii: "'") { return try readString(&at) }
    let before = at
    var depth = 0
    while let byte = try peek(at), at <= limit {
      switch byte {
      case UInt8(ascii: "'"):
        guard depth > 0, try skipString(&at) != nil else { return false }
        continue
      case UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ","), 0x0A, 0x0D:
        if depth == 0 { return appendBare(before, at) }
      case UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: "}"):
        if depth == 0 { return appendBare(before, at) }
        depth -= 1
      default: break
      }
      at += 1
    }
    return false
  }

  private mutating func appendBare(_ lower: Int, _ upper: Int) -> Bool {
    var upper = upper
    while upper > lower, DateCursor.isBlank(window.byte(start + upper - 1)) { upper -= 1 }
    guard upper > lower else { return false }
    let bytes = window.slice(start + lower, start + upper)
    let isNull = bytes.elementsEqual(Self.null) || bytes.elementsEqual(Self.backslashN)
    fields.append(lower, isNull ? lower : upper, .none)
    return true
  }

  private static let null = Array("NULL".utf8)
  private static let backslashN = Array("\\N".utf8)

  private mutating func readString(_ at: inout Int) throws -> Bool {
    let lower = at + 1
    guard let isEscaped = try skipString(&at) else { return false }
    let upper = at - 1
    if isEscaped, window.slice(start + lower, start + upper).elementsEqual(Self.backslashN) {
      fields.append(lower, lower, .none)
    } else {
      fields.append(lower, upper, isEscaped ? .backslashes : .none)
    }
    return true
  }

  /// Past the closing quote; whether there were escapes; nil where the string does not end.
  private mutating func skipString(_ at: inout Int) throws -> Bool? {
    at += 1
    var isEscaped = false
    while at <= limit, let byte = try peek(at) {
      if byte == UInt8(ascii: "\\") {
        isEscaped = true
        at += 2
      } else if byte == UInt8(ascii: "'") {
        guard try peek(at + 1) == UInt8(ascii: "'") else {
          at += 1
          return isEscaped
        }
        isEscaped = true
        at += 2
      } else {
        at += 1
      }
    }
    return nil
  }
}

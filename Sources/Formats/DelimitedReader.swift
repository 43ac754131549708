/// Delimited text (RFC 4180 and its relatives): fields split by one delimiter byte, wrapped in double quotes where they
/// hold it, a quote or a line end; records end with LF, CRLF or a lone CR. Works on bytes: NUL and bytes that are no
/// UTF-8 pass through. Blank lines are no records. A record larger than `recordLimit`, or one whose quote never closes,
/// is damaged, and reading goes on at the line after the one it started in.
package struct DelimitedReader: ~Copyable, RecordReader {
  package let delimiter: UInt8
  package private(set) var line = 1

  private var window: ByteWindow
  private var fields = FieldTable()
  private let special: SpecialBytes
  private var limit: Int
  /// Where the current record starts and ends in the window.
  private var start = 0
  private var end = 0
  /// The line that the next record starts in.
  private var nextLine = 1
  /// The block under the scan and its special bytes still to come.
  private var block = 0
  private var mask: UInt64 = 0

  package init(_ source: consuming ByteSource, delimiter: UInt8, recordLimit: Int = RecordLimit.initial) {
    self.delimiter = delimiter
    special = SpecialBytes(delimiter: delimiter)
    limit = recordLimit
    window = ByteWindow(source)
    block = -64
  }

  package var count: Int { fields.count }

  package var excerpt: [UInt8] { Array(window.slice(start, min(end, start + 200))) }

  @inline(__always)
  package mutating func field(_ index: Int) -> UnsafeRawBufferPointer {
    guard let slot = fields.slot(index, in: window.base) else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    return UnsafeRawBufferPointer(start: UnsafeRawPointer(window.base + slot.start), count: slot.end - slot.start)
  }

  package mutating func next() throws -> RecordOutcome {
    while true {
      line = nextLine
      start = end
      let outcome = try scanRecord()
      guard case .record = outcome, isBlank else { return outcome }
    }
  }

  private var isBlank: Bool { fields.count == 1 && isLineEnd(window.byte(start)) }

  /// Reads on to the end of one record.
  private mutating func scanRecord() throws -> RecordOutcome {
    fields.removeAll()
    var fieldStart = start
    var quotes = 0
    while true {
      while mask == 0 {
        let shifted = try nextBlock()
        fieldStart -= shifted
        if mask == 0, block >= window.count { return try endOfInput(fieldStart, quotes) }
        if block - start > limit { return try recover(.tooLong(limit: limit)) }
      }
      let at = block + mask.trailingZeroBitCount
      mask &= mask &- 1
      let byte = window.base.load(fromByteOffset: at, as: UInt8.self)
      if byte == 0x22 {
        // A quote that does not open its field is a character like any other.
        if quotes > 0 || at == fieldStart { quotes += 1 }
      } else if byte == delimiter {
        guard quotes & 1 == 0 else { continue }
        endField(fieldStart, at, quotes)
        fieldStart = at + 1
        quotes = 0
      } else if byte == 0x0D, at + 1 < window.count, isLineFeed(at + 1) {
        continue
      } else {
        nextLine += 1
        guard quotes & 1 == 0 else { continue }
        let trimmed = byte == 0x0A && at > fieldStart && isCarriageReturn(at - 1) ? at - 1 : at
        endField(fieldStart, trimmed, quotes)
        end = at + 1
        return finished()
      }
    }
  }

  @inline(__always)
  private func isLineFeed(_ at: Int) -> Bool { window.base.load(fromByteOffset: at, as: UInt8.self) == 0x0A }

  @inline(__always)
  private func isCarriageReturn(_ at: Int) -> Bool { window.base.load(fromByteOffset: at, as: UInt8.self) == 0x0D }

  private func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  @inline(__always)
  private mutating func endField(_ fieldStart: Int, _ at: Int, _ quotes: Int) {
    if quotes == 0 {
      fields.append(fieldStart, at, .none)
    } else if quotes == 2, window.base.load(fromByteOffset: at - 1, as: UInt8.self) == 0x22 {
      fields.append(fieldStart + 1, at - 1, .none)
    } else {
      fields.append(fieldStart, at, .quotes)
    }
  }

  private func finished() -> RecordOutcome {
    guard fields.overflowed else { return .record }
    return .damaged(Damage(reason: .tooManyFields(limit: FieldTable.limit), line: line, excerpt: excerpt))
  }

  /// Goes on to the next 64 bytes; how far the window slid for it. A block is whole, with one byte to look ahead to,
  /// unless the file ends in it.
  private mutating func nextBlock() throws -> Int {
    block += 64
    var shifted = 0
    while block + 65 > window.count, !window.isAtEnd {
      let keep = start
      try window.refill(keeping: keep)
      fields.shift(by: keep)
      start = 0
      end -= keep
      block -= keep
      shifted += keep
    }
    guard block < window.count else { return shifted }
    mask = special.mask(window.base + block)
    let valid = window.count - block
    if valid < 64 { mask &= (1 << UInt64(valid)) &- 1 }
    return shifted
  }

  private mutating func endOfInput(_ fieldStart: Int, _ quotes: Int) throws -> RecordOutcome {
    guard quotes & 1 == 0 else { return try recover(.quoteNeverClosed) }
    end = window.count
    guard start < end else { return .end }
    endField(fieldStart, end, quotes)
    nextLine += 1
    return finished()
  }

  /// A record that outgrew the limit or never ends: on at its next line.
  private mutating func recover(_ reason: Damage.Reason) throws -> RecordOutcome {
    let stop = window.lineEnd(from: start) ?? window.count
    let damage = Damage(reason: reason, line: line, excerpt: Array(window.slice(start, min(stop, start + 200))))
    limit = RecordLimit.after(limit, scanning: window.count - start)
    resume(at: try window.nextLine(after: start))
    return .damaged(damage)
  }

  private mutating func resume(at offset: Int) {
    fields.removeAll()
    nextLine = line + 1
    end = offset
    block = offset - 64
    mask = 0
  }
}

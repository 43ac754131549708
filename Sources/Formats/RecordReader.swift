/// What came when a reader was asked for its next record.
package enum RecordOutcome: Sendable, Hashable {
  /// `count`, `line` and `field(_:)` tell of it.
  case record
  /// A stretch that is no record; reading goes on at the next line.
  case damaged(Damage)
  case end
}

/// Why a stretch of a file is no record.
package struct Damage: Sendable, Hashable {
  package enum Reason: Sendable, Hashable {
    case quoteNeverClosed
    /// Larger than this many bytes.
    case tooLong(limit: Int)
    case tooManyFields(limit: Int)
    case notAStatement(expected: String)
  }

  package var reason: Reason
  /// The line where it starts, from 1.
  package var line: Int
  /// Its first bytes, at most 200.
  package var excerpt: [UInt8]

  /// For people.
  package var text: String {
    switch reason {
    case .quoteNeverClosed: "a quote is opened and never closed"
    case .tooLong(let limit): "the record is longer than \(limit >> 10) kB"
    case .tooManyFields(let limit): "the record has more than \(limit) fields"
    case .notAStatement(let expected): "\(expected) expected"
    }
  }
}

/// A file as records of byte fields: delimited text, SQL dumps and sheets of workbooks.
package protocol RecordReader: ~Copyable {
  /// Moves to the next record; the fields of the one before are no longer valid.
  mutating func next() throws -> RecordOutcome
  /// Fields of the current record.
  var count: Int { get }
  /// The line where the current record starts, from 1.
  var line: Int { get }
  /// The bytes of a field without quotes and escapes, valid until `next()`; empty where there is no such field.
  mutating func field(_ index: Int) -> UnsafeRawBufferPointer
  /// The record as written, at most 200 bytes of it.
  var excerpt: [UInt8] { get }
  /// The header has so many columns. In a sheet, cells at the end of a row may be missing; in text a short row is short.
  mutating func expect(columns: Int)
  /// The sheet that it reads; nil where the file is one table.
  var sheet: String? { get }
}

extension RecordReader where Self: ~Copyable {
  package mutating func expect(columns: Int) {}
  package var sheet: String? { nil }
}

/// How large a record may be.
package enum RecordLimit {
  /// In bytes.
  package static let initial = 64 << 20

  /// A record that ran on without an end may be followed by more of its kind at every line; a smaller limit after each
  /// keeps the time that they take in bounds.
  static func after(_ limit: Int, scanning scanned: Int) -> Int {
    scanned > 1 << 16 ? max(limit / 2, 1 << 16) : limit
  }
}

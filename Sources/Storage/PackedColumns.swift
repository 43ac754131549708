/// The columns of a block one after another. A column's numbers are kept less the least of them, in as few bytes each
/// as the largest needs (frame of reference: Goldstein, Ramakrishnan and Shaft, ICDE 1998), or as places in a list of
/// the few values that there are. Little-endian on every machine.
struct ColumnPacker {
  private(set) var bytes: [UInt8] = []

  /// A column of `count` numbers.
  mutating func append(_ count: Int, _ value: (Int) -> Int64) {
    var (least, most) = (Int64.max, Int64.min)
    for index in 0..<count {
      let next = value(index)
      if next < least { least = next }
      if next > most { most = next }
    }
    guard count > 0 else { return appendHeader(0, 0) }
    let width = Self.width(of: UInt64(bitPattern: most &- least))
    appendHeader(width, least)
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: count * Int(width)))
    bytes.withUnsafeMutableBytes { bytes in
      let place = UnsafeMutableRawBufferPointer(rebasing: bytes[start...])
      switch width {
      case 0: break
      case 1: for index in 0..<count { place[index] = UInt8(truncatingIfNeeded: value(index) &- least) }
      case 2: Self.store(UInt16.self, count, place) { value($0) &- least }
      case 4: Self.store(UInt32.self, count, place) { value($0) &- least }
      default: Self.store(UInt64.self, count, place) { value($0) &- least }
      }
    }
  }

  /// A column of numbers of which few are different, such as networks.
  mutating func appendRepeating(_ count: Int, _ value: (Int) -> Int64) {
    var places: [Int64: Int64] = [:]
    var values: [Int64] = []
    var indices: [Int64] = []
    indices.reserveCapacity(count)
    var last: (value: Int64, place: Int64)?
    for index in 0..<count {
      let next = value(index)
      if let last, last.value == next {
        indices.append(last.place)
        continue
      }
      let place = places[next] ?? Int64(values.count)
      if place == values.count {
        places[next] = place
        values.append(next)
      }
      indices.append(place)
      last = (next, place)
    }
    appendHeader(Self.listed, Int64(values.count))
    append(values.count) { values[$0] }
    append(count) { indices[$0] }
  }

  private mutating func appendHeader(_ width: UInt8, _ base: Int64) {
    bytes.append(width)
    withUnsafeBytes(of: base.littleEndian) { bytes.append(contentsOf: $0) }
  }

  private static func store<Number: FixedWidthInteger>(
    _: Number.Type, _ count: Int, _ place: UnsafeMutableRawBufferPointer, _ value: (Int) -> Int64
  ) {
    for index in 0..<count {
      place.storeBytes(
        of: Number(truncatingIfNeeded: value(index)).littleEndian, toByteOffset: index &* MemoryLayout<Number>.size,
        as: Number.self)
    }
  }

  private static func width(of range: UInt64) -> UInt8 {
    switch range {
    case 0: 0
    case ..<0x100: 1
    case ..<0x1_0000: 2
    case ..<0x1_0000_0000: 4
    default: 8
    }
  }

  /// The width that marks a list of values and places in it.
  static let listed: UInt8 = 0x40
}

/// How the contents of an interval of keys are shared out among blocks.
enum BlockSplit {
  /// Rows of a full block, and how many it may come to before it is split.
  static let fullCount = 8192
  static let splitCount = 12_288

  /// As many even parts as are needed; none for no rows.
  static func parts<Row>(_ rows: [Row]) -> [ArraySlice<Row>] {
    guard !rows.isEmpty else { return [] }
    let count = rows.count <= splitCount ? 1 : (rows.count + fullCount - 1) / fullCount
    return (0..<count).map { rows[rows.count * $0 / count..<rows.count * ($0 + 1) / count] }
  }
}

/// Reads columns in the order in which they were packed. Throws `StoreError.corrupted` where the bytes are none.
struct ColumnUnpacker {
  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// The next column, `count` numbers, into `values`.
  mutating func next<Number: FixedWidthInteger>(_ count: Int, into values: inout [Number]) throws {
    if values.count != count { values = [Number](repeating: 0, count: count) }
    try values.withUnsafeMutableBufferPointer { try next(into: $0) }
  }

  mutating func skip(_ count: Int) throws {
    let (width, base) = try header()
    guard width == ColumnPacker.listed else { return try advance(count, width) }
    try skip(Int(clamping: base))
    try skip(count)
  }

  private mutating func next<Number: FixedWidthInteger>(into values: UnsafeMutableBufferPointer<Number>) throws {
    let (width, base) = try header()
    guard width != ColumnPacker.listed else { return try nextListed(Int(clamping: base), into: values) }
    let start = position
    try advance(values.count, width)
    let place = UnsafeRawBufferPointer(rebasing: bytes[start..<position])
    switch width {
    case 0: values.update(repeating: Number(truncatingIfNeeded: base))
    case 1: Self.load(UInt8.self, place, base, into: values)
    case 2: Self.load(UInt16.self, place, base, into: values)
    case 4: Self.load(UInt32.self, place, base, into: values)
    default: Self.load(UInt64.self, place, base, into: values)
    }
  }

  private mutating func nextListed<Number: FixedWidthInteger>(
    _ distinct: Int, into values: UnsafeMutableBufferPointer<Number>
  ) throws {
    guard distinct >= 0, distinct <= values.count else { throw Self.damaged }
    var listed: [Number] = []
    try next(distinct, into: &listed)
    try next(into: values)
    for index in values.indices {
      guard let place = Int(exactly: values[index]), listed.indices.contains(place) else { throw Self.damaged }
      values[index] = listed[place]
    }
  }

  private mutating func header() throws -> (width: UInt8, base: Int64) {
    guard bytes.count - position >= 9 else { throw Self.damaged }
    defer { position += 9 }
    return (
      bytes[position], Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: position + 1, as: Int64.self))
    )
  }

  private mutating func advance(_ count: Int, _ width: UInt8) throws {
    guard [0, 1, 2, 4, 8].contains(width), count >= 0,
      (bytes.count - position) / max(1, Int(width)) >= count || width == 0
    else { throw Self.damaged }
    position += count * Int(width)
  }

  @inline(__always)
  private static func load<Stored: FixedWidthInteger, Number: FixedWidthInteger>(
    _: Stored.Type, _ place: UnsafeRawBufferPointer, _ base: Int64, into values: UnsafeMutableBufferPointer<Number>
  ) {
    let base = Number(truncatingIfNeeded: base)
    for index in 0..<values.count {
      let stored = place.loadUnaligned(fromByteOffset: index &* MemoryLayout<Stored>.size, as: Stored.self)
      values[index] = Number(truncatingIfNeeded: Stored(littleEndian: stored)) &+ base
    }
  }

  private static var damaged: StoreError {
    .corrupted(doing: "reading packed tests", reason: "a block's columns are not as they were written")
  }
}

/// Where the fields of the current record lie in the window. Reused from record to record.
struct FieldTable: ~Copyable {
  static let limit = 16_384

  /// How a field is to be unwrapped.
  enum Wrapping: UInt8 {
    case none
    /// RFC 4180: quotes around, doubled within.
    case quotes
    /// ClickHouse's and MySQL's: backslashes and doubled single quotes.
    case backslashes
  }

  struct Slot {
    var start: Int
    var end: Int
    var wrapping: Wrapping
  }

  private var slots: UnsafeMutablePointer<Slot>
  private var capacity = 64
  private(set) var count = 0
  private(set) var overflowed = false

  init() { slots = .allocate(capacity: capacity) }

  deinit { slots.deallocate() }

  mutating func removeAll() {
    count = 0
    overflowed = false
  }

  @inline(__always)
  mutating func append(_ start: Int, _ end: Int, _ wrapping: Wrapping) {
    if count == capacity {
      guard grow() else { return }
    }
    slots[count] = Slot(start: start, end: end, wrapping: wrapping)
    count += 1
  }

  private mutating func grow() -> Bool {
    guard capacity < Self.limit else {
      overflowed = true
      return false
    }
    let moved = UnsafeMutablePointer<Slot>.allocate(capacity: capacity * 2)
    moved.update(from: slots, count: count)
    slots.deallocate()
    slots = moved
    capacity *= 2
    return true
  }

  /// Every field moves with the window.
  mutating func shift(by distance: Int) {
    for index in 0..<count {
      slots[index].start -= distance
      slots[index].end -= distance
    }
  }

  /// The place of a field, unwrapped within the window on first use.
  @inline(__always)
  mutating func slot(_ index: Int, in base: UnsafeMutableRawPointer) -> Slot? {
    guard index >= 0, index < count else { return nil }
    if slots[index].wrapping != .none { unwrap(index, in: base) }
    return slots[index]
  }

  private mutating func unwrap(_ index: Int, in base: UnsafeMutableRawPointer) {
    let slot = slots[index]
    let bytes = UnsafeMutableRawBufferPointer(start: base + slot.start, count: slot.end - slot.start)
    let length =
      switch slot.wrapping {
      case .none: bytes.count
      case .quotes: unquote(bytes)
      case .backslashes: unescape(bytes)
      }
    slots[index] = Slot(start: slot.start, end: slot.start + length, wrapping: .none)
  }
}

/// Takes RFC 4180 quotes off in place; the length that is left.
private func unquote(_ bytes: UnsafeMutableRawBufferPointer) -> Int {
  var read = 0
  var write = 0
  var isOpen = false
  while read < bytes.count {
    let byte = bytes[read]
    read += 1
    guard byte == 0x22 else {
      bytes[write] = byte
      write += 1
      continue
    }
    if isOpen, read < bytes.count, bytes[read] == 0x22 {
      bytes[write] = 0x22
      write += 1
      read += 1
    } else {
      isOpen.toggle()
    }
  }
  return write
}

/// Takes backslash escapes and doubled single quotes out in place; the length that is left.
/// Source: ClickHouse documentation, "String Literals".
private func unescape(_ bytes: UnsafeMutableRawBufferPointer) -> Int {
  var read = 0
  var write = 0
  while read < bytes.count {
    var byte = bytes[read]
    read += 1
    if byte == 0x5C, read < bytes.count {
      byte = escaped(bytes[read])
      read += 1
    } else if byte == 0x27, read < bytes.count, bytes[read] == 0x27 {
      read += 1
    }
    bytes[write] = byte
    write += 1
  }
  return write
}

private func escaped(_ letter: UInt8) -> UInt8 {
  switch letter {
  case UInt8(ascii: "n"): 0x0A
  case UInt8(ascii: "r"): 0x0D
  case UInt8(ascii: "t"): 0x09
  case UInt8(ascii: "0"): 0x00
  case UInt8(ascii: "b"): 0x08
  case UInt8(ascii: "f"): 0x0C
  default: letter
  }
}

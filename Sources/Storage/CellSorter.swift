#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Sorts any number of cell changes within bounded memory: full buffers are sorted and put away in an unlinked
/// temporary file, and `drain` merges them.
final class CellSorter {
  private var buffer: [CellDelta] = []
  private let capacity: Int
  private var runs: [Range<Int>] = []
  private var descriptor: Int32 = -1
  private var written = 0

  /// `capacity` changes of 24 bytes are held at a time.
  init(capacity: Int = 1_000_000) { self.capacity = max(capacity, 1) }

  deinit {
    if descriptor >= 0 { _ = close(descriptor) }
  }

  @inline(__always)
  func add(_ delta: CellDelta) throws {
    if buffer.count == capacity { try putAway() }
    buffer.append(delta)
  }

  /// Shows every change in the order of the cells' key, and forgets them.
  func drain(_ body: (CellDelta) throws -> Void) throws {
    buffer.sort(by: CellDelta.precedes)
    if runs.isEmpty {
      for delta in buffer { try body(delta) }
    } else {
      try putAway()
      buffer = []
      try merge(body)
    }
    buffer = []
    runs = []
  }

  private func putAway() throws {
    guard !buffer.isEmpty else { return }
    buffer.sort(by: CellDelta.precedes)
    if descriptor < 0 { descriptor = try Self.temporaryFile() }
    try buffer.withUnsafeBytes { try write($0) }
    let size = buffer.count * MemoryLayout<CellDelta>.stride
    runs.append(written..<written + size)
    written += size
    buffer.removeAll(keepingCapacity: true)
  }

  private func write(_ bytes: UnsafeRawBufferPointer) throws {
    var done = 0
    while done < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
      let count = pwrite(descriptor, rest.baseAddress, rest.count, off_t(written + done))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw errno == ENOSPC
          ? StoreError.full(doing: "sorting cells in a temporary file")
          : StoreError.database(doing: "sorting cells in a temporary file", reason: String(cString: strerror(errno)))
      }
      done += count
    }
  }

  private func merge(_ body: (CellDelta) throws -> Void) throws {
    let each = max(256, capacity / max(1, runs.count))
    var readers = runs.map { RunReader(descriptor: descriptor, range: $0, capacity: min(each, 65_536)) }
    var heap: [Int] = []
    for index in readers.indices where try readers[index].advance() { heap.append(index) }
    func precedes(_ left: Int, _ right: Int) -> Bool {
      CellDelta.precedes(readers[left].current, readers[right].current)
    }
    heap.sort(by: precedes)
    while let first = heap.first {
      try body(readers[first].current)
      if try !readers[first].advance() {
        heap[0] = heap[heap.count - 1]
        heap.removeLast()
      }
      siftDown(&heap, precedes)
    }
  }

  private func siftDown(_ heap: inout [Int], _ precedes: (Int, Int) -> Bool) {
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && precedes(heap[child], heap[least]) {
        least = child
      }
      guard least != parent else { return }
      heap.swapAt(parent, least)
      parent = least
    }
  }

  private static func temporaryFile() throws -> Int32 {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(folder)/curfew-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else {
      throw StoreError.database(
        doing: "making a temporary file in \(folder)", reason: String(cString: strerror(errno)))
    }
    unlink(template)
    return descriptor
  }
}

/// One sorted run of the temporary file.
private struct RunReader {
  let descriptor: Int32
  var range: Range<Int>
  let capacity: Int
  private var buffer: [CellDelta] = []
  private var position = -1

  init(descriptor: Int32, range: Range<Int>, capacity: Int) {
    self.descriptor = descriptor
    self.range = range
    self.capacity = capacity
  }

  var current: CellDelta { buffer[position] }

  /// Goes to the next change; false after the last.
  mutating func advance() throws -> Bool {
    position += 1
    if position < buffer.count { return true }
    guard !range.isEmpty else { return false }
    position = 0
    let stride = MemoryLayout<CellDelta>.stride
    let count = min(capacity, range.count / stride)
    let (start, descriptor) = (range.lowerBound, descriptor)
    buffer = try [CellDelta](unsafeUninitializedCapacity: count) { bytes, initialized in
      try readFully(descriptor, UnsafeMutableRawBufferPointer(bytes), at: start, size: count * stride)
      initialized = count
    }
    range = start + count * stride..<range.upperBound
    return !buffer.isEmpty
  }
}

private func readFully(
  _ descriptor: Int32, _ bytes: UnsafeMutableRawBufferPointer, at start: Int, size: Int
) throws {
  var done = 0
  while done < size {
    let count = pread(descriptor, bytes.baseAddress.map { $0 + done }, size - done, off_t(start + done))
    if count < 0, errno == EINTR { continue }
    guard count > 0 else {
      throw StoreError.database(doing: "reading sorted cells back", reason: String(cString: strerror(errno)))
    }
    done += count
  }
}

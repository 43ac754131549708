/// A sort key and the place of what it belongs to.
struct KeyedIndex: Hashable {
  var key: UInt64
  var index: Int
}

/// In ascending order of keys, equal ones in the order given: least significant digit first. A digit starts at the next
/// bit that differs between keys, so that keys made of a few short fields take a few passes.
func radixSorted(_ items: [KeyedIndex]) -> [KeyedIndex] {
  guard let first = items.first else { return items }
  var varying = items.reduce(0) { $0 | ($1.key ^ first.key) }
  var items = items
  var other = items
  while varying != 0 {
    let shift = UInt64(varying.trailingZeroBitCount)
    varying &= ~(digitMask << shift)
    var starts = [Int](repeating: 0, count: Int(digitMask) + 2)
    for item in items { starts[digit(item, shift) + 1] += 1 }
    for value in 1..<starts.count { starts[value] += starts[value - 1] }
    for item in items {
      let value = digit(item, shift)
      other[starts[value]] = item
      starts[value] += 1
    }
    swap(&items, &other)
  }
  return items
}

/// Twelve bits: the counts of a pass stay in the processor's first cache.
private let digitMask: UInt64 = 0xFFF

private func digit(_ item: KeyedIndex, _ shift: UInt64) -> Int { Int(item.key >> shift & digitMask) }

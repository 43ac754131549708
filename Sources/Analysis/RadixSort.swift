/// A sort key and the place of what it belongs to.
struct KeyedIndex: Hashable {
  var key: UInt64
  var index: Int
}

/// In ascending order of keys, equal ones in the order given: least significant digit first, eleven bits at a time.
/// Digits that are the same in every key are passed over, so that keys of a few short fields take a few passes.
func radixSorted(_ items: [KeyedIndex]) -> [KeyedIndex] {
  guard let first = items.first else { return items }
  let varying = items.reduce(0) { $0 | ($1.key ^ first.key) }
  var items = items
  var other = items
  for shift in stride(from: UInt64(0), to: 64, by: 11) where varying >> shift & 0x7FF != 0 {
    var starts = [Int](repeating: 0, count: 0x800 + 1)
    for item in items { starts[digit(item, shift) + 1] += 1 }
    for value in 1...0x800 { starts[value] += starts[value - 1] }
    for item in items {
      let value = digit(item, shift)
      other[starts[value]] = item
      starts[value] += 1
    }
    swap(&items, &other)
  }
  return items
}

private func digit(_ item: KeyedIndex, _ shift: UInt64) -> Int { Int(item.key >> shift & 0x7FF) }

import Places
import Query

/// One group of a result: a small number for each dimension, the bin last.
struct GroupKey: Hashable {
  private var parts: SIMD16<Int64> = .zero

  /// The first parts tell nearly all groups apart, and a statement seldom has more.
  func hash(into hasher: inout Hasher) {
    for index in 0..<5 { hasher.combine(parts[index]) }
  }

  subscript(index: Int) -> Int {
    get { Int(parts[index]) }
    set { parts[index] = Int64(newValue) }
  }
}

/// Texts as small numbers, for keys.
struct Interner {
  private var indices: [String: Int] = [:]
  private(set) var texts: [String] = []

  mutating func index(of text: String) -> Int {
    if let known = indices[text] { return known }
    indices[text] = texts.count
    texts.append(text)
    return texts.count - 1
  }
}

/// What could not be told of a row: `-1` in a key.
let unknownKey = -1

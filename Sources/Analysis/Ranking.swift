import Tables

/// A place in a ranking; equal figures share the best place, and the places after them stay empty (1, 2=, 2=, 4).
package struct Rank: Sendable, Hashable {
  package var place: Int
  package var isShared: Bool

  package init(place: Int, isShared: Bool) {
    self.place = place
    self.isShared = isShared
  }

  /// `3`, or `3=` where shared.
  package var text: String { isShared ? "\(place)=" : "\(place)" }
}

/// Figures put in order. Figures that are the same to twelve significant digits are equal; missing ones have no place.
package struct Ranking: Sendable, Hashable {
  package enum Direction: Sendable { case highestFirst, lowestFirst }

  /// Indices in rank order, missing figures last, equal ones by code.
  package let order: [Int]
  /// By index; nil where the figure is missing.
  package let ranks: [Rank?]

  /// `codes`: one for each figure, what equal figures are ordered by.
  package init(_ figures: [Double?], codes: [String], direction: Direction = .highestFirst) {
    let keys = figures.map { figure in figure.flatMap { $0.isNaN ? nil : $0.rounded12 } }
    order = keys.indices.sorted { left, right in
      switch (keys[left], keys[right]) {
      case (let first?, let second?) where first != second:
        return direction == .highestFirst ? first > second : first < second
      case (.some, nil): return true
      case (nil, .some): return false
      default: return Ranking.precedes(left, right, codes)
      }
    }
    ranks = Ranking.competition(keys, order)
  }

  private static func precedes(_ left: Int, _ right: Int, _ codes: [String]) -> Bool {
    guard codes.indices.contains(left), codes.indices.contains(right), codes[left] != codes[right] else {
      return left < right
    }
    return codes[left] < codes[right]
  }

  private static func competition(_ keys: [Double?], _ order: [Int]) -> [Rank?] {
    var ranks = [Rank?](repeating: nil, count: keys.count)
    let ranked = order.filter { keys[$0] != nil }
    var first = 0
    while first < ranked.count {
      var end = first + 1
      while end < ranked.count, keys[ranked[end]] == keys[ranked[first]] { end += 1 }
      for position in first..<end { ranks[ranked[position]] = Rank(place: first + 1, isShared: end - first > 1) }
      first = end
    }
    return ranks
  }

  /// The first `count` indices that have a place: in rank order, all for nil.
  package func top(_ count: Int?) -> [Int] {
    let ranked = order.filter { ranks[$0] != nil }
    return count.map { Array(ranked.prefix(max(0, $0))) } ?? ranked
  }
}

/// One ranking under several values of a parameter, the base value first.
package struct VariedRanking: Sendable, Hashable {
  package struct Row: Sendable, Hashable {
    /// In the figures given.
    package var index: Int
    /// One for each value; nil where the figure is missing.
    package var ranks: [Rank?]
    /// The best and the worst place over the values that rank it.
    package var low: Int?
    package var high: Int?
  }

  /// Those in the top of any value, in the base's order.
  package let rows: [Row]

  /// `figures`: for each value of the parameter, one figure an index.
  package init(_ figures: [[Double?]], codes: [String], direction: Ranking.Direction = .highestFirst, top: Int? = nil) {
    let rankings = figures.map { Ranking($0, codes: codes, direction: direction) }
    let chosen = Set(rankings.flatMap { $0.top(top) })
    rows = (rankings.first?.order ?? []).filter(chosen.contains).map { index in
      let ranks = rankings.map { $0.ranks.indices.contains(index) ? $0.ranks[index] : nil }
      let places = ranks.compactMap { $0?.place }
      return Row(index: index, ranks: ranks, low: places.min(), high: places.max())
    }
  }
}

/// Who goes with whom: most pairs, then least total cost, then the smallest partner for each left one in order.
///
/// Shortest augmenting paths with potentials (R. Jonker, A. Volgenant, Computing 38, 1987) on a sparse graph, in which
/// each left one may also go with a partner of its own that costs more than all pairs together: nobody.
struct Assignment {
  struct Edge: Hashable {
    var right: Int
    /// 0 or more.
    var cost: Int
  }

  /// No cost counts for more: two thousand years of seconds, so that sums of a hundred thousand fit.
  static let greatestCost = 1 << 36

  private let rights: Int
  private var edges: [[Edge]]
  /// By left, and by right: nobody's partner is at `rights` + left.
  private var partner: [Int?]
  private var owner: [Int?]
  private var leftPotential: [Int]
  private var rightPotential: [Int]

  /// By left: the right one, nil for nobody. `edges` by left, in any order, rights in 0..<rights.
  static func solve(_ edges: [[Edge]], rights: Int, pause: () throws -> Void) throws -> [Int?] {
    var assignment = Assignment(edges, rights: rights)
    for left in edges.indices {
      try pause()
      assignment.augment(left)
    }
    try assignment.preferSmallest(pause: pause)
    return assignment.partner.map { right in right.flatMap { $0 < rights ? $0 : nil } }
  }

  private init(_ edges: [[Edge]], rights: Int) {
    self.rights = rights
    let greatest = edges.joined().reduce(0) { max($0, min($1.cost, Self.greatestCost)) }
    let nobody = edges.count * greatest + 1
    self.edges = edges.enumerated().map { left, edges in
      let clamped = edges.map { Edge(right: $0.right, cost: min(max(0, $0.cost), Self.greatestCost)) }
      return clamped.sorted { $0.right < $1.right } + [Edge(right: rights + left, cost: nobody)]
    }
    partner = [Int?](repeating: nil, count: edges.count)
    owner = [Int?](repeating: nil, count: rights + edges.count)
    leftPotential = self.edges.map { edges in edges.reduce(nobody) { min($0, $1.cost) } }
    rightPotential = [Int](repeating: 0, count: rights + edges.count)
    distance = [Int](repeating: .max, count: rights + edges.count)
    previous = [Int](repeating: -1, count: rights + edges.count)
  }

  // Of one search; `touched` says which places to clear.
  private var distance: [Int]
  private var previous: [Int]

  /// Gives a left one without partner the cheapest one, moving others where that costs least.
  private mutating func augment(_ start: Int) {
    var heap = CostHeap()
    var touched: [Int] = []
    var settled: [Int] = []
    var left = start
    var base = 0
    var end = rights + start
    search: while true {
      for edge in edges[left] {
        let length = base + edge.cost - leftPotential[left] - rightPotential[edge.right]
        guard length < distance[edge.right] else { continue }
        if distance[edge.right] == .max { touched.append(edge.right) }
        distance[edge.right] = length
        previous[edge.right] = left
        heap.push(.init(cost: length, isTaken: owner[edge.right] != nil, right: edge.right))
      }
      while let next = heap.pop() {
        guard next.cost == distance[next.right] else { continue }
        guard let taker = owner[next.right] else {
          end = next.right
          break search
        }
        settled.append(next.right)
        left = taker
        base = next.cost
        continue search
      }
      // Its own nobody is free, so the search has always ended before.
      break
    }
    shiftPotentials(start, settled, by: distance[end])
    takeOver(start, end)
    for right in touched { distance[right] = .max }
  }

  private mutating func shiftPotentials(_ start: Int, _ settled: [Int], by total: Int) {
    leftPotential[start] += total
    for right in settled {
      guard let left = owner[right] else { continue }
      leftPotential[left] += total - distance[right]
      rightPotential[right] -= total - distance[right]
    }
  }

  private mutating func takeOver(_ start: Int, _ end: Int) {
    var right = end
    while true {
      let left = previous[right]
      let freed = partner[left]
      partner[left] = right
      owner[right] = left
      guard left != start, let freed else { return }
      right = freed
    }
  }
}

extension Assignment {
  /// Among the assignments that cost the same, the one in which the first left one has the smallest partner, then the
  /// second, and so on: moves along edges without slack cost nothing.
  private mutating func preferSmallest(pause: () throws -> Void) throws {
    var lefts = [[Int]](repeating: [], count: owner.count)
    for left in edges.indices { for edge in tight(left) { lefts[edge].append(left) } }
    for left in edges.indices {
      guard let current = partner[left] else { continue }
      let better = tight(left).filter { $0 < current }
      guard !better.isEmpty else { continue }
      try pause()
      let ways = Ways(to: current, after: left, lefts: lefts, self)
      guard let chosen = better.first(where: { ways.reaches($0, isFree: owner[$0] == nil) }) else { continue }
      move(left, from: current, to: chosen, ways)
    }
  }

  private func tight(_ left: Int) -> [Int] {
    edges[left].compactMap { $0.cost == leftPotential[left] + rightPotential[$0.right] ? $0.right : nil }
  }

  private mutating func move(_ left: Int, from current: Int, to chosen: Int, _ ways: Ways) {
    var moves = [(left: left, from: current, to: chosen)]
    var place = chosen
    while place != current {
      guard let mover = owner[place] else {
        // A free one is taken, and in exchange another is left.
        guard let exchange = ways.exchange else { return }
        place = exchange
        continue
      }
      guard let next = ways.next[place] else { return }
      moves.append((mover, place, next))
      place = next
    }
    for move in moves { owner[move.from] = nil }
    for move in moves {
      owner[move.to] = move.left
      partner[move.left] = move.to
    }
  }

  /// From which right ones the place `target` can be filled again, when only left ones after `left` may move.
  private struct Ways {
    /// Where the owner of a right one goes.
    var next: [Int: Int] = [:]
    /// The right one that is left free when a free one is taken; nil where that would cost.
    var exchange: Int?

    init(to target: Int, after left: Int, lefts: [[Int]], _ assignment: Assignment) {
      var queue = [target]
      var position = 0
      while position < queue.count {
        let place = queue[position]
        position += 1
        if exchange == nil, assignment.rightPotential[place] == 0 {
          exchange = place
          queue += lefts.indices.filter { assignment.owner[$0] == nil && !lefts[$0].isEmpty }
        }
        for mover in lefts[place] where mover > left {
          guard let from = assignment.partner[mover], from != target, next[from] == nil else { continue }
          next[from] = place
          queue.append(from)
        }
      }
    }

    func reaches(_ right: Int, isFree: Bool) -> Bool { isFree ? exchange != nil : next[right] != nil }
  }
}

/// The cheapest first; among equals those that are free, then by place.
private struct CostHeap {
  struct Item {
    var cost: Int
    var isTaken: Bool
    var right: Int

    static func precedes(_ left: Item, _ right: Item) -> Bool {
      if left.cost != right.cost { return left.cost < right.cost }
      if left.isTaken != right.isTaken { return right.isTaken }
      return left.right < right.right
    }
  }

  private var items: [Item] = []

  mutating func push(_ item: Item) {
    items.append(item)
    var child = items.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard Item.precedes(items[child], items[parent]) else { return }
      items.swapAt(child, parent)
      child = parent
    }
  }

  mutating func pop() -> Item? {
    guard let first = items.first, let last = items.popLast() else { return nil }
    guard !items.isEmpty else { return first }
    items[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < items.count {
        if Item.precedes(items[child], items[least]) { least = child }
      }
      guard least != parent else { return first }
      items.swapAt(parent, least)
      parent = least
    }
  }
}

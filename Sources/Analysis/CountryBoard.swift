/// The records of one country that could be pairs.
struct CountryBoard {
  private let left: [MatchRecord]
  private let right: [MatchRecord]
  /// Indices in the lists, by id, then in the order given.
  private let lefts: [Int]
  private let rights: [Int]
  /// Places of the right ones in order of time, their starts, and the longest of their units.
  private let byTime: [Int]
  private let starts: [Int]
  private let widest: Int
  private let tolerance: Int
  private let largest: Int

  init(
    _ left: [MatchRecord], _ lefts: [Int], _ right: [MatchRecord], _ rights: [Int], tolerance: Int, largest: Int
  ) {
    self.left = left
    self.right = right
    self.lefts = lefts.sorted { (left[$0].id, $0) < (left[$1].id, $1) }
    let rights = rights.sorted { (right[$0].id, $0) < (right[$1].id, $1) }
    self.rights = rights
    byTime = rights.indices.sorted { (right[rights[$0]].start, $0) < (right[rights[$1]].start, $1) }
    starts = byTime.map { right[rights[$0]].start }
    widest = rights.reduce(0) { max($0, right[$1].unit) }
    self.tolerance = tolerance
    self.largest = largest
  }

  /// Pairs of indices in the lists.
  func matched(
    _ isCompatible: (Int, Int) -> Bool, _ approximate: inout Int, _ pause: () throws -> Void
  ) throws -> [(Int, Int)] {
    // Candidates are kept in memory; a country that would fill it is one large group.
    let windows = lefts.reduce(0) { $0 + window(left[$1]).count }
    guard windows <= largest.saturatingProduct(16) else {
      approximate += 1
      return try nearestFree(Array(lefts.indices), isCompatible, pause)
    }
    var pairs: [(Int, Int)] = []
    let candidates = try candidates(isCompatible, pause)
    for group in Self.groups(candidates, rights: rights.count) {
      try pause()
      guard group.reduce(0, { $0 + candidates[$1].count }) <= largest else {
        approximate += 1
        pairs += try nearestFree(group, isCompatible, pause)
        continue
      }
      pairs += try assigned(group, candidates, pause)
    }
    return pairs
  }

  private func assigned(
    _ group: [Int], _ candidates: [[Assignment.Edge]], _ pause: () throws -> Void
  ) throws -> [(Int, Int)] {
    // Places within the group, which keep the order of ids.
    let places = Array(Set(group.flatMap { left in candidates[left].map(\.right) })).sorted()
    let place = Dictionary(uniqueKeysWithValues: places.enumerated().map { ($1, $0) })
    let edges = group.map { left in
      candidates[left].map { Assignment.Edge(right: place[$0.right] ?? 0, cost: $0.cost) }
    }
    let partners = try Assignment.solve(edges, rights: places.count, pause: pause)
    return partners.enumerated().compactMap { index, partner in
      partner.map { (lefts[group[index]], rights[places[$0]]) }
    }
  }

  /// Places in order of time of the right ones that may start within the tolerance.
  private func window(_ record: MatchRecord) -> Range<Int> {
    let earliest = record.start.saturatingDifference(tolerance).saturatingDifference(widest)
    let latest = record.start.saturatingDifference(-tolerance).saturatingDifference(-record.unit)
    let first = starts.partitioningIndex { $0 >= earliest }
    return first..<max(first, starts.partitioningIndex { $0 > latest })
  }

  /// By left place: right places that it could go with, and their distance.
  private func candidates(
    _ isCompatible: (Int, Int) -> Bool, _ pause: () throws -> Void
  ) throws -> [[Assignment.Edge]] {
    var steps = 0
    return try lefts.map { index in
      let record = left[index]
      let window = window(record)
      steps += window.count + 1
      if steps > 20_000 {
        steps = 0
        try pause()
      }
      return window.compactMap { position in
        let other = rights[byTime[position]]
        guard record.leastDifference(to: right[other]) <= tolerance, isCompatible(index, other) else { return nil }
        return .init(right: byTime[position], cost: record.distance(to: right[other]))
      }
    }
  }

  /// Left places that are connected through right ones; those that could go with nobody are in none.
  private static func groups(_ candidates: [[Assignment.Edge]], rights: Int) -> [[Int]] {
    var root = Array(0..<rights)
    func find(_ place: Int) -> Int {
      var place = place
      while root[place] != place {
        root[place] = root[root[place]]
        place = root[place]
      }
      return place
    }
    for edges in candidates {
      guard let first = edges.first else { continue }
      for edge in edges.dropFirst() { root[find(edge.right)] = find(first.right) }
    }
    var groups: [Int: [Int]] = [:]
    for (left, edges) in candidates.enumerated() {
      if let first = edges.first { groups[find(first.right), default: []].append(left) }
    }
    return groups.values.sorted { ($0.first ?? 0) < ($1.first ?? 0) }
  }

  /// In order of time, each the nearest that is still free; by id among equals.
  private func nearestFree(
    _ group: [Int], _ isCompatible: (Int, Int) -> Bool, _ pause: () throws -> Void
  ) throws -> [(Int, Int)] {
    var isFree = [Bool](repeating: true, count: rights.count)
    var pairs: [(Int, Int)] = []
    for place in group.sorted(by: { (left[lefts[$0]].start, $0) < (left[lefts[$1]].start, $1) }) {
      try pause()
      let index = lefts[place]
      var nearest: (distance: Int, place: Int)?
      for position in window(left[index]) where isFree[byTime[position]] {
        let other = rights[byTime[position]]
        let candidate = (left[index].distance(to: right[other]), byTime[position])
        guard nearest.map({ candidate < $0 }) ?? true, left[index].leastDifference(to: right[other]) <= tolerance,
          isCompatible(index, other)
        else { continue }
        nearest = candidate
      }
      guard let nearest else { continue }
      isFree[nearest.place] = false
      pairs.append((index, rights[nearest.place]))
    }
    return pairs
  }
}

extension [Int] {
  /// The first place whose value satisfies a condition that all later ones satisfy too; the count if none does.
  func partitioningIndex(where isLater: (Int) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = low + (high - low) / 2
      if isLater(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// A run of one chain, before runs of several platforms become one episode.
struct EpisodePiece: Sendable {
  var run: EpisodeRun
  /// Ascending.
  var platforms: [Int]
  var isPooled: Bool
  var sums: [NetworkSum]
  /// The greatest probability inside.
  var peak: Double
}

extension EpisodeSettings {
  /// Whether two stretches are one: they overlap, and either start together or have most in common.
  func areOne(_ left: EpisodeRun, _ right: EpisodeRun, binsPerHour: Int) -> Bool {
    let common = left.bins.clamped(to: right.bins).count
    guard common > 0 else { return false }
    let apart = (left.onset.estimate - right.onset.estimate).magnitude / Double(binsPerHour)
    let union = left.bins.count + right.bins.count - common
    return apart <= mergeOnsets || Double(common) >= mergeOverlap * Double(union)
  }
}

extension CountrySearch {
  /// The runs of all chains; of the pool only with platforms that have something to say.
  func pieces(pause: () throws -> Void) throws -> [EpisodePiece] {
    var pieces: [EpisodePiece] = []
    for platform in 0..<platforms {
      try pause()
      for run in series[platform].runs(settings) {
        let sums = networkSums(bins: run.bins, platforms: [platform], isPooled: false)
        pieces.append(
          EpisodePiece(run: run, platforms: [platform], isPooled: false, sums: sums, peak: series[platform].peak(run)))
      }
    }
    try pause()
    for run in series[platforms].runs(settings) {
      let members = (0..<platforms).filter { own[$0].isPositive(in: run.bins) && !isExcluded($0, in: run.bins) }
      guard !members.isEmpty else { continue }
      let sums = networkSums(bins: run.bins, platforms: Set(members), isPooled: true)
      pieces.append(
        EpisodePiece(run: run, platforms: members, isPooled: true, sums: sums, peak: series[platforms].peak(run)))
    }
    return pieces
  }

  private func isExcluded(_ platform: Int, in range: Range<Int>) -> Bool {
    let range = range.clamped(to: 0..<bins)
    return 2 * excluded[platform][range].count(where: { $0 }) > range.count
  }

  /// Groups of pieces that are one episode, by their first piece, each in the order of the pieces.
  func merged(_ pieces: [EpisodePiece]) -> [[EpisodePiece]] {
    let pieces = withoutRepeats(pieces)
    var groups = DisjointGroups(count: pieces.count)
    let byStart = pieces.indices.sorted { pieces[$0].run.bins.lowerBound < pieces[$1].run.bins.lowerBound }
    for (place, left) in byStart.enumerated() {
      for right in byStart[(place + 1)...] {
        // Those after it start later still.
        guard pieces[right].run.bins.lowerBound < pieces[left].run.bins.upperBound else { break }
        if settings.areOne(pieces[left].run, pieces[right].run, binsPerHour: binsPerHour) { groups.join(left, right) }
      }
    }
    var members: [Int: [EpisodePiece]] = [:]
    for index in pieces.indices { members[groups.first(of: index), default: []].append(pieces[index]) }
    return members.sorted { $0.key < $1.key }.map(\.value)
  }

  /// A run of the pool says nothing of a platform whose own run overlaps it without being one with it; one that is left
  /// without platforms says nothing.
  private func withoutRepeats(_ pieces: [EpisodePiece]) -> [EpisodePiece] {
    var own = [[EpisodeRun]](repeating: [], count: platforms)
    for piece in pieces where !piece.isPooled {
      for platform in piece.platforms { own[platform].append(piece.run) }
    }
    return pieces.compactMap { piece in
      guard piece.isPooled else { return piece }
      var piece = piece
      piece.platforms.removeAll { platform in
        let near = own[platform].filter { $0.bins.overlaps(piece.run.bins) }
        return !near.isEmpty && !near.contains { settings.areOne($0, piece.run, binsPerHour: binsPerHour) }
      }
      return piece.platforms.isEmpty ? nil : piece
    }
  }
}

/// Numbers in groups that are joined pair by pair; a group goes by its least number.
private struct DisjointGroups {
  private var parents: [Int]

  init(count: Int) { parents = Array(0..<count) }

  mutating func first(of index: Int) -> Int {
    var index = index
    while parents[index] != index {
      parents[index] = parents[parents[index]]
      index = parents[index]
    }
    return index
  }

  mutating func join(_ left: Int, _ right: Int) {
    let left = first(of: left)
    let right = first(of: right)
    parents[max(left, right)] = min(left, right)
  }
}

extension RestrictionSeries {
  /// The greatest probability of a restriction inside a run.
  func peak(_ run: EpisodeRun) -> Double { restricted[run.sure.clamped(to: 0..<restricted.count)].max() ?? 0 }

  /// The greatest probability of failing inside a run.
  func failingPeak(_ run: EpisodeRun) -> Double { failing[run.sure.clamped(to: 0..<failing.count)].max() ?? 0 }
}

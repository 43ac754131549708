/// How near one name is to another, and which of the known names a mistyped one may have meant.
package enum Spelling {
  /// Names longer than this (in bytes) are never compared: no catalogue holds one.
  package static let longestName = 128

  /// Optimal string alignment distance in characters: insertions, deletions, replacements and transpositions of
  /// neighbours count one each. Source: Boytsov (2011), "Indexing methods for approximate dictionary searching", 2.2.
  package static func distance(_ left: String, _ right: String) -> Int {
    distance(Array(left), Array(right))
  }

  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    guard !left.isEmpty else { return right.count }
    guard !right.isEmpty else { return left.count }
    var beforePrevious = [Int](repeating: 0, count: right.count + 1)
    var previous = Array(0...right.count)
    var current = previous
    for row in 1...left.count {
      current[0] = row
      for column in 1...right.count {
        let replaced = previous[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1)
        var best = min(replaced, previous[column] + 1, current[column - 1] + 1)
        if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
          best = min(best, beforePrevious[column - 2] + 1)
        }
        current[column] = best
      }
      (beforePrevious, previous, current) = (previous, current, beforePrevious)
    }
    return previous[right.count]
  }

  /// At most three known names within distance 2 and a third of the name's length, nearest first, of these the
  /// longest (a letter is left out more often than one too many is typed), then alphabetical; never the name itself.
  package static func suggestions(for name: String, among known: some Sequence<String>) -> [String] {
    guard name.utf8.count <= longestName else { return [] }
    let typed = Array(name)
    let limit = min(2, typed.count / 3)
    guard limit > 0 else { return [] }
    var found: [(name: String, distance: Int)] = []
    for candidate in known where candidate != name && candidate.utf8.count <= longestName {
      let letters = Array(candidate)
      guard abs(letters.count - typed.count) <= limit else { continue }
      let distance = distance(typed, letters)
      if distance <= limit, !found.contains(where: { $0.name == candidate }) { found.append((candidate, distance)) }
    }
    found.sort { ($0.distance, -$0.name.utf8.count, $0.name) < ($1.distance, -$1.name.utf8.count, $1.name) }
    return found.prefix(3).map(\.name)
  }
}

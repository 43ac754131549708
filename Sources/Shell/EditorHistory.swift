/// What was typed before, and the way through it. Whole statements, oldest first.
package struct EditorHistory {
  package private(set) var entries: [String] = []
  private var walk: Walk?

  /// A way back from what was typed: only through entries that start with it.
  private struct Walk {
    let typed: String
    var index: Int
    var shown: String
  }

  package init(_ entries: [String]) {
    for entry in entries { remember(entry) }
  }

  /// Adds a statement, unless it is blank or the newest one again.
  package mutating func remember(_ statement: String) {
    walk = nil
    guard statement != entries.last, !statement.allSatisfy(\.isWhitespace) else { return }
    entries.append(statement)
  }

  /// The newest older entry that starts with what was typed, given what the line holds now.
  package mutating func older(than current: String) -> String? {
    let way = resumed(at: current)
    let found = entries[..<way.index].lastIndex { $0.hasPrefix(way.typed) && $0 != current }
    guard let found else { return nil }
    walk = Walk(typed: way.typed, index: found, shown: entries[found])
    return entries[found]
  }

  /// The next newer entry that starts with what was typed, and what was typed after the newest.
  package mutating func newer(than current: String) -> String? {
    guard let way = walk, way.shown == current else { return nil }
    let found = entries[(way.index + 1)...].firstIndex { $0.hasPrefix(way.typed) && $0 != current }
    walk = found.map { Walk(typed: way.typed, index: $0, shown: entries[$0]) }
    return found.map { entries[$0] } ?? way.typed
  }

  /// The newest entry before an index that holds a text, and where in it the text starts, in scalars.
  package func search(_ wanted: String, before index: Int) -> (index: Int, offset: Int)? {
    let wanted = Array(wanted.unicodeScalars)
    for place in entries.indices.prefix(index).reversed() {
      if let offset = Self.offset(of: wanted, in: Array(entries[place].unicodeScalars)) { return (place, offset) }
    }
    return nil
  }

  private func resumed(at current: String) -> Walk {
    if let walk, walk.shown == current { return walk }
    return Walk(typed: current, index: entries.count, shown: current)
  }

  private static func offset(of wanted: [Unicode.Scalar], in text: [Unicode.Scalar]) -> Int? {
    guard text.count >= wanted.count else { return nil }
    return (0...(text.count - wanted.count)).last { text[$0...].starts(with: wanted) }
  }
}

/// The lines of a statement that a screen shows, where it has fewer rows than the statement: libedit draws the cursor
/// of a taller one in the wrong row, so it is given no more than fits.
package struct EditorWindow: Equatable {
  /// Line numbers from 0, never empty.
  package private(set) var lines: Range<Int>
  package let count: Int
  /// The scalars of those lines, without the last one's line end.
  package let scalars: Range<Int>

  /// The lines around the cursor's that fit in `rows` of `columns`, the first of them the one that was first before
  /// where that shows the cursor. `margin` is the columns of the prompt.
  package init(
    of buffer: EditorBuffer, first previous: Int, columns: Int, rows: Int, margin: Int,
    width: (Unicode.Scalar) -> Int
  ) {
    let parts = buffer.scalars.split(separator: "\n", omittingEmptySubsequences: false)
    let heights = parts.map { Self.rows(of: $0, columns: columns, width: width) }
    let cursor = buffer.scalars[..<buffer.cursor].count { $0 == "\n" }
    let first = min(max(previous, 0), cursor)
    // The prompt may push any line that is first over one more edge.
    let room = max(rows - (margin + columns - 1) / max(columns, 1), 1)
    var lines = Self.fitting(heights, from: first, room: room)
    if !lines.contains(cursor) { lines = Self.fitting(heights, endingAt: cursor, room: room) }
    // What fits whole is shown whole.
    let all = Self.fitting(heights, from: 0, room: room)
    if all.count == heights.count { lines = all }
    let start = parts[lines.lowerBound].startIndex
    self.lines = lines
    count = parts.count
    scalars = start..<max(parts[lines.upperBound - 1].endIndex, start)
  }

  /// Words for the prompt about what does not show, nil where everything does.
  package var hidden: String? {
    let above = lines.lowerBound
    let below = count - lines.upperBound
    switch (above, below) {
    case (0, 0): return nil
    case (_, 0): return "\(above) above"
    case (0, _): return "\(below) below"
    default: return "\(above) above, \(below) below"
    }
  }

  private static func rows(
    of line: ArraySlice<Unicode.Scalar>, columns: Int, width: (Unicode.Scalar) -> Int
  ) -> Int {
    var layout = EditorLayout(columns: columns)
    layout.draw(line, width: width)
    return layout.row + 1
  }

  private static func fitting(_ heights: [Int], from first: Int, room: Int) -> Range<Int> {
    var used = heights[first]
    var end = first + 1
    while end < heights.count, used + heights[end] <= room {
      used += heights[end]
      end += 1
    }
    return first..<end
  }

  private static func fitting(_ heights: [Int], endingAt last: Int, room: Int) -> Range<Int> {
    var used = heights[last]
    var first = last
    while first > 0, used + heights[first - 1] <= room {
      first -= 1
      used += heights[first]
    }
    return first..<(last + 1)
  }
}

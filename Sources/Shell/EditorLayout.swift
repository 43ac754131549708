/// Where libedit draws a prompt and a statement: rows from the prompt's, each as wide as the screen.
package struct EditorLayout {
  package private(set) var row = 0
  package private(set) var column = 0
  private let columns: Int

  package init(columns: Int) {
    self.columns = max(columns, 1)
  }

  /// Goes on past scalars; `width` gives the columns of one.
  package mutating func draw(_ scalars: some Sequence<Unicode.Scalar>, width: (Unicode.Scalar) -> Int) {
    for scalar in scalars {
      switch scalar {
      case "\n": (row, column) = (row + 1, 0)
      case "\t": advance(by: 8 - column % 8)
      default: advance(by: scalar.value < 0x20 || scalar.value == 0x7F ? 2 : max(width(scalar), 0))
      }
    }
  }

  private mutating func advance(by width: Int) {
    if column + width > columns { (row, column) = (row + 1, 0) }
    column += width
    if column >= columns { (row, column) = (row + 1, 0) }
  }
}

/// How series are told apart: by colour, and without it by dash and shape. The colours are those of M. Okabe and K. Ito
/// ("Color Universal Design", 2008), which readers with any colour vision tell apart, without the yellow.
struct SVGStyle {
  var colour: String
  /// Of a line; empty is unbroken.
  var dash: String
  var shape: Shape
  /// Of a bar: 0 is plain.
  var texture: Int

  enum Shape: CaseIterable { case circle, square, triangle, diamond, cross }

  private static let colours = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"]
  private static let dashes = ["", "6 3", "2 2", "8 3 2 3"]
  static let textures = 3

  init(_ series: Int) {
    let shapes = Shape.allCases
    colour = Self.colours[series % Self.colours.count]
    dash = Self.dashes[series % Self.dashes.count]
    shape = shapes[series % shapes.count]
    texture = series % Self.textures
  }

  /// Light to dark, so that print without colour keeps the order.
  static let shades = ["#e8f1fa", "#cfe1f2", "#afd1e7", "#85bcdc", "#58a1cf", "#3181bd", "#155fa5", "#08306b"]

  static let ink = "#222222"
  static let pale = "#666666"
  static let rule = "#dddddd"
  static let range = "#a6cbe3"
}

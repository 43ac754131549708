import Text

/// Collects elements of a picture, one a line.
struct SVGCanvas {
  enum Anchor: String { case start, middle, end }

  private(set) var elements: [String] = []

  private func number(_ value: Double) -> String { SVGText.number(value) }

  /// A tooltip, which is also how a figure can be read off the file.
  private func title(_ text: String?) -> String {
    text.map { "<title>\(SVGText.escaped($0))</title>" } ?? ""
  }

  mutating func rectangle(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, fill: String, stroke: String? = nil,
    title text: String? = nil
  ) {
    let line = stroke.map { " stroke=\"\($0)\" stroke-width=\"0.5\"" } ?? ""
    elements.append(
      "<rect x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(max(0, width)))\" "
        + "height=\"\(number(max(0, height)))\" fill=\"\(fill)\"\(line)>\(title(text))</rect>")
  }

  mutating func line(
    _ from: (x: Double, y: Double), _ to: (x: Double, y: Double), stroke: String, width: Double = 1, dash: String = ""
  ) {
    let dashes = dash.isEmpty ? "" : " stroke-dasharray=\"\(dash)\""
    elements.append(
      "<line x1=\"\(number(from.x))\" y1=\"\(number(from.y))\" x2=\"\(number(to.x))\" y2=\"\(number(to.y))\" "
        + "stroke=\"\(stroke)\" stroke-width=\"\(number(width))\"\(dashes)/>")
  }

  mutating func path(_ points: [(x: Double, y: Double)], stroke: String, width: Double = 1.5, dash: String = "") {
    guard points.count > 1 else { return }
    let dashes = dash.isEmpty ? "" : " stroke-dasharray=\"\(dash)\""
    elements.append(
      "<polyline points=\"\(coordinates(points))\" fill=\"none\" stroke=\"\(stroke)\" "
        + "stroke-width=\"\(number(width))\" stroke-linejoin=\"round\"\(dashes)/>")
  }

  mutating func area(_ points: [(x: Double, y: Double)], fill: String, opacity: Double = 0.18) {
    guard points.count > 2 else { return }
    elements.append(
      "<polygon points=\"\(coordinates(points))\" fill=\"\(fill)\" fill-opacity=\"\(number(opacity))\"/>")
  }

  private func coordinates(_ points: [(x: Double, y: Double)]) -> String {
    points.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " ")
  }

  mutating func text(
    _ text: String, _ x: Double, _ y: Double, size: Double = 11, anchor: Anchor = .start, fill: String = SVGStyle.ink,
    isBold: Bool = false, isItalic: Bool = false, title whole: String? = nil
  ) {
    guard !text.isEmpty else { return }
    let weight = (isBold ? " font-weight=\"bold\"" : "") + (isItalic ? " font-style=\"italic\"" : "")
    let side = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
    elements.append(
      "<text x=\"\(number(x))\" y=\"\(number(y))\" font-size=\"\(number(size))\" fill=\"\(fill)\"\(side)\(weight)>"
        + "\(title(whole))\(SVGText.escaped(text))</text>")
  }

  /// A mark of a series at a point.
  mutating func mark(_ style: SVGStyle, _ x: Double, _ y: Double, radius: Double = 3, title text: String? = nil) {
    let corners: [(x: Double, y: Double)]
    switch style.shape {
    case .circle:
      elements.append(
        "<circle cx=\"\(number(x))\" cy=\"\(number(y))\" r=\"\(number(radius))\" fill=\"\(style.colour)\">"
          + "\(title(text))</circle>")
      return
    case .square:
      return rectangle(x - radius * 0.9, y - radius * 0.9, radius * 1.8, radius * 1.8, fill: style.colour, title: text)
    case .triangle:
      corners = [(x, y - radius * 1.2), (x + radius * 1.1, y + radius * 0.8), (x - radius * 1.1, y + radius * 0.8)]
    case .diamond:
      corners = [(x, y - radius * 1.3), (x + radius * 1.3, y), (x, y + radius * 1.3), (x - radius * 1.3, y)]
    case .cross:
      let (arm, half) = (radius * 1.2, radius * 0.4)
      corners = [
        (x - half, y - arm), (x + half, y - arm), (x + half, y - half), (x + arm, y - half), (x + arm, y + half),
        (x + half, y + half), (x + half, y + arm), (x - half, y + arm), (x - half, y + half), (x - arm, y + half),
        (x - arm, y - half), (x - half, y - half),
      ]
    }
    elements.append("<polygon points=\"\(coordinates(corners))\" fill=\"\(style.colour)\">\(title(text))</polygon>")
  }

  /// An interval: a line with its ends.
  mutating func whisker(_ from: (x: Double, y: Double), _ to: (x: Double, y: Double), stroke: String, end: Double = 3) {
    line(from, to, stroke: stroke)
    let isLevel = from.y == to.y
    for point in [from, to] {
      line(
        isLevel ? (point.x, point.y - end) : (point.x - end, point.y),
        isLevel ? (point.x, point.y + end) : (point.x + end, point.y), stroke: stroke)
    }
  }
}

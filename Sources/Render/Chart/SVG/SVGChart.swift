import Tables
import Text

/// A chart for print, standing by itself: no script, nothing from outside, a light ground, generic fonts. The same bytes
/// for the same answer on every machine.
func renderSVG(_ answer: Answer, _ options: RenderOptions) throws(ChartError) -> String {
  let chart = try Chart(answer, options.chart ?? ChartRequest(), options)
  var picture = SVGChart(chart)
  picture.draw(notes: NoteText.publication(answer, options))
  let size = "\(SVGText.number(SVGChart.width))\" height=\"\(SVGText.number(picture.y))"
  let box = "0 0 \(SVGText.number(SVGChart.width)) \(SVGText.number(picture.y))"
  var lines = [
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(size)\" viewBox=\"\(box)\" role=\"img\" "
      + "aria-labelledby=\"title desc\" font-family=\"Helvetica, Arial, sans-serif\">"
  ]
  lines += provenanceComment(answer.provenance, extra: picture.marks(options))
  lines.append("<title id=\"title\">\(SVGText.escaped(chart.title.isEmpty ? chart.measure : chart.title))</title>")
  lines.append("<desc id=\"desc\">\(SVGText.escaped(chart.summary))</desc>")
  lines += SVGChart.definitions
  lines.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>")
  return (lines + picture.canvas.elements + ["</svg>"]).map { $0 + "\n" }.joined()
}

struct SVGChart {
  let chart: Chart
  var canvas = SVGCanvas()
  /// How far down the picture goes.
  var y = 12.0

  static let width = 760.0
  static let margin = 16.0
  static let noteSize = 9.0
  var right: Double { Self.width - Self.margin }

  init(_ chart: Chart) { self.chart = chart }

  /// What makes the same file again besides the answer.
  func marks(_ options: RenderOptions) -> [(name: String, value: String)] {
    var marks = [("chart", chart.kind.rawValue)]
    if let caption = options.caption { marks.append(("caption", options.expanded(caption))) }
    if let note = options.note { marks.append(("note", options.expanded(note))) }
    if let digits = options.digits { marks.append(("digits", String(digits))) }
    return marks
  }

  mutating func draw(notes: [String]) {
    paragraph(chart.title, size: 14, fill: SVGStyle.ink, isBold: true)
    if !chart.figures.isEmpty, chart.kind != .rankRange { paragraph(heading, size: 11, fill: SVGStyle.pale) }
    legend()
    y += 9
    if chart.positions.isEmpty || chart.series.isEmpty {
      paragraph("no rows", size: 11, fill: SVGStyle.pale)
    } else {
      switch chart.kind {
      case .bar: bars()
      case .line: lines()
      case .heat: strips()
      case .eventStudy: study()
      case .rankRange: ranks()
      }
    }
    y += 8
    for note in chart.remarks + notes {
      paragraph(note.capitalizedStart.asSentence, size: Self.noteSize, fill: SVGStyle.pale)
    }
    y += 8
  }

  private var heading: String { chart.place.isEmpty ? chart.measure : "\(chart.measure) by \(chart.place)" }

  mutating func paragraph(_ text: String, size: Double, fill: String, isBold: Bool = false) {
    for line in SVGText.lines(text, room: (right - Self.margin) * (isBold ? 0.95 : 1), size: size) {
      y += size * 1.3
      canvas.text(line, Self.margin, y, size: size, fill: fill, isBold: isBold)
    }
  }

  // MARK: legend

  /// Series by colour, dash and shape; what is hatched.
  private mutating func legend() {
    var x = Self.margin
    guard chart.kind != .heat else { return }
    if chart.isGrouped {
      y += 8
      for (index, series) in chart.series.enumerated() {
        let name = SVGText.cut(series.name, to: 260, size: 10)
        let room = SVGText.width(name, size: 10) + 38
        if x + room > right, x > Self.margin { (x, y) = (Self.margin, y + 15) }
        sample(series, index, x, y + 9)
        canvas.text(name, x + 26, y + 12.5, size: 10, title: name == series.name ? nil : series.name)
        x += room
      }
      y += 16
    }
    let absences = chart.absenceText
    guard !absences.isEmpty else { return }
    y += chart.isGrouped ? 0 : 8
    if chart.isHatched {
      canvas.rectangle(Self.margin + 4, y + 4, 14, 10, fill: "url(#missing)", stroke: SVGStyle.pale)
    }
    let words = chart.kind == .line ? "gap, without a figure" : "without a figure"
    canvas.text("\(words): \(absences)", Self.margin + (chart.isHatched ? 26 : 4), y + 12.5, size: 10)
    y += 16
  }

  private mutating func sample(_ series: Chart.Series, _ index: Int, _ x: Double, _ y: Double) {
    let style = SVGStyle(index)
    switch chart.kind {
    case .bar: canvas.rectangle(x + 4, y - 5, 14, 10, fill: texture(style))
    case .line, .eventStudy, .heat, .rankRange:
      if series.isExpected {
        canvas.area([(x, y - 5), (x + 22, y - 5), (x + 22, y + 5), (x, y + 5)], fill: style.colour)
      }
      canvas.line((x, y), (x + 22, y), stroke: style.colour, width: 1.5, dash: style.dash)
      if !series.isExpected { canvas.mark(style, x + 11, y) }
    }
  }

  func texture(_ style: SVGStyle) -> String {
    style.texture == 0 ? style.colour : "url(#texture\(style.texture)-\(style.colour.dropFirst()))"
  }

  // MARK: what all of them have

  /// Hatching for what is missing, and textures for bars.
  static let definitions: [String] = {
    var lines = [
      "<defs>",
      "<pattern id=\"missing\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" "
        + "patternTransform=\"rotate(45)\"><rect width=\"5\" height=\"5\" fill=\"#f7f7f7\"/>"
        + "<line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"5\" stroke=\"#aaaaaa\" stroke-width=\"1.5\"/></pattern>",
    ]
    for series in 0..<21 {
      let style = SVGStyle(series)
      guard style.texture > 0 else { continue }
      let id = "texture\(style.texture)-\(style.colour.dropFirst())"
      let turn = style.texture == 1 ? 45 : 0
      lines.append(
        "<pattern id=\"\(id)\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
          + "patternTransform=\"rotate(\(turn))\"><rect width=\"6\" height=\"6\" fill=\"\(style.colour)\"/>"
          + "<line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\" stroke=\"#ffffff\" stroke-width=\"1.6\"/></pattern>")
    }
    return lines + ["</defs>"]
  }()

  /// What a mark says when it is pointed at.
  func words(_ series: Chart.Series, _ position: Chart.Position, _ point: Chart.Point) -> String {
    let place = [series.name, position.label].filter { !$0.isEmpty }.joined(separator: ", ")
    let figure = point.figure?.wholeText ?? point.absence ?? ""
    let support = position.support.map { ", n \($0)" } ?? ""
    return (place.isEmpty ? figure : "\(place): \(figure)") + support
  }
}

extension Chart {
  /// Lines have hatching only where all of them are missing.
  fileprivate var isHatched: Bool {
    kind != .line
      || positions.indices.contains { place in series.allSatisfy { $0.points[place].figure == nil } }
  }

  /// The picture in words.
  var summary: String {
    let name =
      switch kind {
      case .bar: "Bar chart"
      case .line: "Line chart"
      case .heat: "Heat strips"
      case .eventStudy: "Event study"
      case .rankRange: "Ranks with their ranges"
      }
    var words = "\(name) of \(measure)" + (place.isEmpty ? "" : " by \(place)")
    words += ": \(positions.count) \(positions.count == 1 ? "position" : "positions")"
    if isGrouped { words += ", \(series.count) series" }
    let values = figures.map(\.value)
    if let low = figures.min(by: { $0.value < $1.value }), let high = figures.max(by: { $0.value < $1.value }) {
      words += values.count == 1 ? "; \(low.text)" : "; from \(low.text) to \(high.text)"
    }
    return words + (absences.isEmpty ? "." : "; without a figure: \(absenceText).")
  }
}

import Tables

/// A Vega-Lite specification (version 5, which version 6 reads too) with the data inside: every point a row, the missing
/// ones among them with `why`. `usermeta` says what made it.
func renderVegaLite(_ answer: Answer, _ options: RenderOptions) throws(ChartError) -> String {
  let chart = try Chart(answer, options.chart ?? ChartRequest(), options)
  var meta = metaFields(answer, options)
  meta.append("\"chart\": \(quoted(chart.kind.rawValue))")
  if let caption = options.caption { meta.append("\"caption\": \(quoted(options.expanded(caption)))") }
  var lines = ["{", "  \"$schema\": \"https://vega.github.io/schema/vega-lite/v5.json\",", "  \"usermeta\": {"]
  lines += meta.map { "    \($0)" }.withCommas
  lines += ["  },", "  \"description\": \(quoted(chart.summary)),"]
  let notes = (chart.remarks + NoteText.publication(answer, options)).map { $0.capitalizedStart.asSentence }
    .flatMap { SVGText.lines($0, room: 620, size: 9) }
  lines.append(
    "  \"title\": {\"text\": \(quoted(chart.title)), \"subtitle\": [\(notes.map(quoted).joined(separator: ", "))], "
      + "\"anchor\": \"start\", \"subtitleFontSize\": 9},")
  lines += ["  \"width\": 560,", "  \"data\": {", "    \"values\": ["]
  lines += VegaLite(chart).values.map { "      \($0)" }.withCommas
  lines += ["    ]", "  },", "  \"layer\": ["]
  lines += VegaLite(chart).layers.map { "    \($0)" }.withCommas
  lines += ["  ],", "  \"config\": {\"background\": \"#ffffff\", \"font\": \"Helvetica, Arial, sans-serif\"}", "}"]
  return lines.map { $0 + "\n" }.joined()
}

/// The parts of a specification that depend on the kind.
private struct VegaLite {
  let chart: Chart

  init(_ chart: Chart) { self.chart = chart }

  // MARK: data

  var values: [String] {
    chart.series.flatMap { series in
      series.points.indices.filter(chart.positions.indices.contains).map { row(series, $0) }
    }
  }

  private func row(_ series: Chart.Series, _ place: Int) -> String {
    let position = chart.positions[place]
    let point = series.points[place]
    // By its place: two rows may have the same label, and are not the same bar.
    var fields = [pair("place", String(place)), pair("position", quoted(position.label))]
    if chart.isGrouped || chart.kind == .heat { fields.append(pair("series", quoted(series.name))) }
    if series.isExpected { fields.append(pair("expected", "true")) }
    if let hours = position.hours {
      fields += [pair("from", number(hours.low)), pair("to", number(hours.high))]
      fields.append(pair("middle", number(hours.low / 2 + hours.high / 2)))
    }
    fields.append(pair("value", point.figure.map { number($0.value) } ?? "null"))
    if let interval = point.figure?.interval {
      fields += [pair("low", number(interval.low)), pair("high", number(interval.high))]
    }
    if let figure = point.figure { fields.append(pair("text", quoted(figure.wholeText))) }
    if let support = position.support { fields.append(pair("n", quoted(support))) }
    if let absence = point.absence { fields.append(pair("why", quoted(absence))) }
    return "{\(fields.joined(separator: ", "))}"
  }

  private func number(_ value: Double) -> String { DecimalText.canonical(value) ?? "null" }

  // MARK: layers

  var layers: [String] {
    switch chart.kind {
    case .bar: bars
    case .line: lines
    case .heat: strips
    case .eventStudy: chart.axis == .lags ? lags : phases
    case .rankRange: ranks
    }
  }

  private func layer(_ mark: String, _ encoding: [String], where filter: String? = nil) -> String {
    let transform = filter.map { "\"transform\": [{\"filter\": \(quoted($0))}], " } ?? ""
    return "{\(transform)\"mark\": {\(mark)}, \"encoding\": {\(encoding.joined(separator: ", "))}}"
  }

  /// Labels of positions, which are told apart by their places.
  private var labelled: String {
    let labels = chart.positions.map { quoted($0.label) }.joined(separator: ", ")
    return "\"labelExpr\": \(quoted("[\(labels)][datum.value]")), \"labelLimit\": 240"
  }

  private func place(_ channel: String, angle: Bool = false) -> String {
    let title = quoted(chart.place)
    let turn = angle ? ", \"labelAngle\": 0, \"labelOverlap\": \"greedy\", \"labelSeparation\": 8" : ""
    return
      "\"\(channel)\": {\"field\": \"place\", \"type\": \"ordinal\", \"title\": \(title), \"axis\": {\(labelled)\(turn)}}"
  }

  private func value(_ channel: String, field: String = "value") -> String {
    "\"\(channel)\": {\"field\": \"\(field)\", \"type\": \"quantitative\", \"title\": \(quoted(chart.measure))}"
  }

  private func field(_ channel: String, _ name: String) -> String { "\"\(channel)\": {\"field\": \"\(name)\"}" }

  /// By colour and shape; nothing where there is one series.
  private func series(_ channels: String...) -> [String] {
    guard chart.isGrouped else { return [] }
    let names = chart.series.map { quoted($0.name) }.joined(separator: ", ")
    let colours = chart.series.indices.map { quoted(SVGStyle($0).colour) }.joined(separator: ", ")
    return channels.map { channel in
      let range = channel == "color" ? ", \"range\": [\(colours)]" : ""
      let scale = "\"scale\": {\"domain\": [\(names)]\(range)}"
      return "\"\(channel)\": {\"field\": \"series\", \"type\": \"nominal\", \"title\": null, \(scale)}"
    }
  }

  private let tooltip =
    "\"tooltip\": [{\"field\": \"position\"}, {\"field\": \"text\"}, {\"field\": \"n\"}, {\"field\": \"why\"}]"
  private let isMissing = "isValid(datum.why)"
  private let isFigure = "isValid(datum.value)"
  private let hasInterval = "isValid(datum.low)"

  private var bars: [String] {
    let apart = series("yOffset")
    return [
      layer("\"type\": \"bar\"", [place("y"), value("x")] + apart + series("color") + [tooltip], where: isFigure),
      layer(
        "\"type\": \"rule\", \"color\": \"#222222\"",
        [place("y"), value("x", field: "low"), field("x2", "high")] + apart,
        where: hasInterval),
      missing([place("y"), "\"x\": {\"datum\": 0}"] + apart),
    ]
  }

  /// A word where there is no figure.
  private func missing(_ encoding: [String]) -> String {
    layer(
      "\"type\": \"text\", \"align\": \"left\", \"dx\": 4, \"fontStyle\": \"italic\", \"color\": \"#666666\"",
      encoding + ["\"text\": {\"field\": \"why\"}"], where: isMissing)
  }

  /// Rows without a figure stay: they break the line.
  private var lines: [String] {
    let x = place("x", angle: true)
    return [
      layer(
        "\"type\": \"rule\", \"color\": \"#bbbbbb\", \"strokeDash\": [1, 2]", [x, "\"tooltip\": {\"field\": \"why\"}"],
        where: isMissing),
      layer(
        "\"type\": \"area\", \"fillOpacity\": 0.18",
        [x, value("y", field: "low"), field("y2", "high")] + series("color")),
      layer("\"type\": \"line\"", [x, value("y")] + series("color", "strokeDash")),
      layer(
        "\"type\": \"point\", \"filled\": true", [x, value("y")] + series("color", "shape") + [tooltip], where: isFigure
      ),
    ]
  }

  private var strips: [String] {
    let y = "\"y\": {\"field\": \"series\", \"type\": \"nominal\", \"sort\": null, \"title\": null}"
    let colour =
      "\"color\": {\"field\": \"value\", \"type\": \"quantitative\", \"title\": \(quoted(chart.measure)), "
      + "\"scale\": {\"scheme\": \"blues\"}}"
    return [
      layer("\"type\": \"rect\"", [place("x", angle: true), y, colour, tooltip], where: isFigure),
      layer(
        "\"type\": \"text\"", [place("x", angle: true), y, "\"text\": {\"value\": \"·\"}", tooltip], where: isMissing),
    ]
  }

  private var phases: [String] {
    let x = place("x", angle: true)
    let apart = series("xOffset")
    var found: [String] = []
    if let event = chart.eventPosition {
      found.append(
        layer(
          "\"type\": \"rule\", \"strokeDash\": [4, 3]",
          ["\"x\": {\"datum\": \(event), \"type\": \"ordinal\", \"bandPosition\": 0}"]))
    }
    return found + [
      layer(
        "\"type\": \"rule\"", [x, value("y", field: "low"), field("y2", "high")] + apart + series("color"),
        where: hasInterval),
      layer(
        "\"type\": \"point\", \"filled\": true, \"size\": 60",
        [x, value("y")] + apart + series("color", "shape") + [tooltip],
        where: isFigure),
      missing([x, "\"y\": {\"datum\": 0}"] + apart),
    ]
  }

  private var lags: [String] {
    let x =
      "\"x\": {\"field\": \"from\", \"type\": \"quantitative\", \"title\": \"lag: start less event, h\", "
      + "\"scale\": {\"nice\": false}}"
    let middle = "\"x\": {\"field\": \"middle\", \"type\": \"quantitative\"}"
    let expected = "datum.expected == true"
    return [
      layer(
        "\"type\": \"rect\", \"fillOpacity\": 0.2",
        [x, field("x2", "to"), value("y", field: "low"), field("y2", "high")] + series("color"),
        where: "\(expected) && \(hasInterval)"),
      layer(
        "\"type\": \"rule\", \"size\": 1.5", [x, field("x2", "to"), value("y")] + series("color"),
        where: "\(expected) && \(isFigure)"),
      layer("\"type\": \"rule\", \"strokeDash\": [4, 3]", ["\"x\": {\"datum\": 0}"]),
      layer(
        "\"type\": \"point\", \"filled\": true, \"size\": 60",
        [middle, value("y")] + series("color", "shape") + [tooltip],
        where: "!(\(expected)) && \(isFigure)"),
      missing([middle, "\"y\": {\"datum\": 0}"]),
    ]
  }

  private var ranks: [String] {
    let x =
      "\"x\": {\"field\": \"low\", \"type\": \"quantitative\", \"title\": \(quoted(chart.measure)), "
      + "\"scale\": {\"domainMin\": 1}, \"axis\": {\"tickMinStep\": 1, \"format\": \"d\"}}"
    return [
      layer(
        "\"type\": \"rule\", \"size\": 8, \"color\": \"\(SVGStyle.range)\"", [place("y"), x, field("x2", "high")],
        where: hasInterval),
      layer(
        "\"type\": \"point\", \"filled\": true, \"size\": 60, \"color\": \"\(SVGStyle(0).colour)\"",
        [place("y"), value("x"), tooltip], where: isFigure),
      missing([place("y"), "\"x\": {\"datum\": 1}"]),
    ]
  }
}

import Tables

/// How a result is to be written. Formats take what means something to them.
package struct RenderOptions: Sendable {
  /// Columns of the terminal; nil where there is none, and then nothing is cut.
  package var width: Int?
  package var isColor: Bool
  /// Charts of a terminal keep to ASCII.
  package var isASCII: Bool
  /// Draws the result where the format can; nil leaves it a table. Formats that are nothing but a picture always draw.
  package var chart: ChartRequest?
  /// Title of a publication table; `${name}` is a parameter's value. Without one the answer's own title is used.
  package var caption: String?
  /// `tab:ranking`
  package var label: String?
  /// A sentence of the author's, before the others; `${name}` is a parameter's value.
  package var note: String?
  /// Decimals of figures that are not whole, in formats for people; nil chooses by column.
  package var digits: Int?
  /// Where LaTeX may put the float: `htbp`.
  package var placement: String?
  /// LaTeX's tabular alone, for floats that something else makes.
  package var isFragment: Bool
  /// Prefixes CSV cells that a spreadsheet would run.
  package var guardsFormulas: Bool
  /// Seconds that the statement took, for the terminal's footer.
  package var elapsed: Double?
  /// The `1` of `#1`, for the terminal's footer.
  package var resultNumber: Int?
  /// Canonical values for `${name}`.
  package var parameters: [String: String]

  package init(
    width: Int? = nil, isColor: Bool = false, isASCII: Bool = false, chart: ChartRequest? = nil, caption: String? = nil,
    label: String? = nil, note: String? = nil,
    digits: Int? = nil, placement: String? = nil, isFragment: Bool = false, guardsFormulas: Bool = false,
    elapsed: Double? = nil, resultNumber: Int? = nil, parameters: [String: String] = [:]
  ) {
    self.width = width
    self.isColor = isColor
    self.isASCII = isASCII
    self.chart = chart
    self.caption = caption
    self.label = label
    self.note = note
    self.digits = digits
    self.placement = placement
    self.isFragment = isFragment
    self.guardsFormulas = guardsFormulas
    self.elapsed = elapsed
    self.resultNumber = resultNumber
    self.parameters = parameters
  }

  /// A text with each `${name}` of a known parameter replaced by its value; anything else with a `$` is text.
  package func expanded(_ text: String) -> String {
    var result = ""
    var rest = Substring(text)
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[dollar...]
      guard let (value, after) = parameter(at: rest) else {
        result += "$"
        rest = rest.dropFirst()
        continue
      }
      result += value
      rest = after
    }
    return result + rest
  }

  private func parameter(at text: Substring) -> (value: String, after: Substring)? {
    guard text.hasPrefix("${"), let close = text.firstIndex(of: "}") else { return nil }
    let name = text[text.index(text.startIndex, offsetBy: 2)..<close]
    guard let value = parameters[String(name)] else { return nil }
    return (value, text[text.index(after: close)...])
  }
}

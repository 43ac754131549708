/// What may follow the file of an `export`.
package enum ExportOption: String, Sendable, Hashable, CaseIterable {
  case caption, label, note, placement, digits, fragment, replace, guarded = "guard"

  /// A value follows it.
  package var takesValue: Bool {
    switch self {
    case .caption, .label, .note, .placement, .digits: true
    case .fragment, .replace, .guarded: false
    }
  }

  /// The formats that it means something in.
  var formats: [String] {
    switch self {
    case .caption, .note: ["latex", "markdown", "svg", "vega-lite"]
    case .label, .placement, .fragment: ["latex"]
    case .digits: ["table", "markdown", "latex", "svg"]
    case .guarded: ["csv", "tsv"]
    case .replace: Vocabulary.exportFormats
    }
  }
}

/// What `set NAME = VALUE` sets for a session.
package enum Setting: String, Sendable, Hashable, CaseIterable {
  /// The format in which results are shown.
  case format
  case color, pager, times

  /// The closed list of its values.
  package var values: [String] {
    switch self {
    case .format: Vocabulary.exportFormats
    case .color, .pager, .times: ["on", "off"]
    }
  }
}

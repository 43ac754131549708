import Text

/// The `---` block at the start of a saved query.
package struct ScriptHeader: Hashable, Sendable {
  package enum ParameterType: String, Sendable, CaseIterable {
    case span, places, platforms, datasets, number, text, name
  }

  package struct Parameter: Hashable, Sendable {
    package var name: String
    package var type: ParameterType
    /// As written; nil: must be given.
    package var fallback: String?
    package var span: Span
  }

  package var title: String?
  package var language: Int
  package var parameters: [Parameter]
  /// Subjects or datasets that must be loaded.
  package var needs: [String]
  package var span: Span
}

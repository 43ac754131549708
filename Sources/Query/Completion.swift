import Text

/// One thing that may stand at the cursor.
package struct Completion: Hashable, Sendable {
  package enum Kind: String, Sendable {
    case keyword, verb, command, measure, dimension, country, place, platform, set, dataset, field, value, column
    case parameter, result, query, file, format, option, span, zone, subject
    /// `=`, `(`, `,`
    case sign
  }

  package var text: String
  package var kind: Kind
  /// A word of explanation: the country's name, the measure's subject.
  package var detail: String

  package init(_ text: String, _ kind: Kind, detail: String = "") {
    self.text = text
    self.kind = kind
    self.detail = detail
  }
}

/// What may stand at the cursor, at most 60 of it. A candidate of kind `.file` with empty text asks the caller for
/// file names.
package struct Completions: Sendable {
  package static let most = 60

  package var candidates: [Completion]
  /// How many were left off.
  package var more: Int
  /// The bytes that a candidate replaces: the word before the cursor.
  package var replacing: Span
}

import Subjects

/// What the parser would have taken at the end of a text. Completion turns these into candidates, so that it offers
/// exactly what the parser reads.
enum Expectation: Hashable {
  case word(String, Completion.Kind)
  case kept
  /// `#4`
  case result
  /// A measure or a number, in an index.
  case operandOfIndex
  case measure
  /// What `rank` ranks.
  case rankable
  case dimension(SubjectKind?)
  case place(SubjectKind?)
  case platform
  case dataset(SubjectKind?)
  case period
  case field(SubjectKind?)
  case value(field: String)
  case rule
  case bin
  case weighting
  case feature
  case duration
  /// A duration that may be negative.
  case offset
  /// A number of things.
  case count
  case setting(DetectorSetting)
  /// An id of the subject's records.
  case record(SubjectKind?)
  case extra
  case zone
  /// Of the result as it is where the cursor stands.
  case column
  case file
  case loadFormat
  case mappable
  /// What the result can be drawn as.
  case chartKind
  case exportFormat
  case exportOption
  case member
  case query
  case describable
  case topic
}

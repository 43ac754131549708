/// What a user says of a record that a catalogue has, apart from the catalogue.
package enum Correction: String, Sendable, Hashable, CaseIterable {
  /// A remark that stands below lists.
  case note
  /// The record counts nowhere.
  case exclude
  /// Takes an exclusion back.
  case include

  /// What can be corrected, as it is typed.
  static let records = ["incident", "event"]
}

/// Whether corrections go to a file or come from one.
package enum Transfer: String, Sendable, Hashable, CaseIterable { case to, from }

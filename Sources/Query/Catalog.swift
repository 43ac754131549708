import Places
import Platforms
import Tables

/// What a database knows by name, handed to the resolver and to completion: the language itself runs without one.
package struct Catalog: Sendable {
  package enum DatasetSubject: String, Sendable {
    case measurements, aggregates, incidents, events, signals, reference
  }

  package struct Dataset: Sendable, Hashable {
    package var name: String
    package var subject: DatasetSubject
    /// First to last row, half-open; nil when empty.
    package var span: TimeSpan?
    package var isSynthetic: Bool

    package init(name: String, subject: DatasetSubject, span: TimeSpan?, isSynthetic: Bool = false) {
      self.name = name
      self.subject = subject
      self.span = span
      self.isSynthetic = isSynthetic
    }
  }

  /// A user's `define @name = ...`.
  package enum UserSet: Sendable, Hashable {
    case places(members: [String], countries: [CountryCode])
    case platforms(members: [String], platforms: [String])
  }

  /// A script's parameter, typed and checked before any statement is.
  package enum Parameter: Sendable, Hashable {
    case text(String)
    case number(Double)
    /// Text in this language, to be read as the clause's operands: a span, places, platforms, datasets, names.
    case words(String)
  }

  package var datasets: [Dataset]
  package var sets: [String: UserSet]
  /// Built in, and of loaded files.
  package var platforms: PlatformCatalog
  /// `define index NAME = ...`, by name.
  package var indices: [String: Composite]
  package var parameters: [String: Parameter]
  /// Columns of the results that can be named: `#n` by number, `as name` by name.
  package var results: [Int: [Column]]
  package var keptNames: [String: [Column]]
  package var eventIDs: [String]
  package var savedQueries: [String]
  /// Values met in the data, by field, for fields whose vocabulary is open (`cause`, `ordered-by`, `test`, `target`).
  package var vocabulary: [String: [String]]

  package init(
    datasets: [Dataset] = [], sets: [String: UserSet] = [:], platforms: PlatformCatalog = .builtIn,
    indices: [String: Composite] = [:],
    parameters: [String: Parameter] = [:], results: [Int: [Column]] = [:], keptNames: [String: [Column]] = [:],
    eventIDs: [String] = [], savedQueries: [String] = [], vocabulary: [String: [String]] = [:]
  ) {
    self.datasets = datasets
    self.sets = sets
    self.platforms = platforms
    self.indices = indices
    self.parameters = parameters
    self.results = results
    self.keptNames = keptNames
    self.eventIDs = eventIDs
    self.savedQueries = savedQueries
    self.vocabulary = vocabulary
  }
}

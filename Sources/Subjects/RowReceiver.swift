import Tables

/// A row, or a field of one, that could not be used. It never stops a load.
package struct Reject: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable {
    case damagedRow = "damaged row"
    case missingField = "missing field"
    case unreadableDate = "unreadable date"
    case unknownCountry = "unknown country"
    case unknownValue = "unknown value"
    case unreadableNumber = "unreadable number"
    case notACountry = "not a country"
    case dropped = "dropped by rule"
  }

  package var kind: Kind
  /// Of the file, from 1: where the record starts.
  package var line: Int
  /// The column's name in the file; nil for the whole row.
  package var field: String?
  /// As written, at most 200 bytes of it.
  package var value: String
  /// For people: `'Frnace' is no country; nearest: France`.
  package var reason: String
  /// The row was kept without the field.
  package var keptRow: Bool

  package init(kind: Kind, line: Int, field: String? = nil, value: String, reason: String, keptRow: Bool = false) {
    self.kind = kind
    self.line = line
    self.field = field
    self.value = value
    self.reason = reason
    self.keptRow = keptRow
  }
}

/// Where a source's rows go: the importer, a dry run, a test. A source calls these in file order, on one thread.
package protocol RowReceiver {
  mutating func receive(measurement: borrowing MeasurementFields) throws
  mutating func receive(aggregate: AggregateRow) throws
  mutating func receive(incident: Incident) throws
  mutating func receive(event: Event) throws
  mutating func receive(signal: Signal) throws
  mutating func receive(fact: ReferenceFact) throws
  mutating func receive(reject: Reject) throws
}

/// What a source's rows are.
package enum SourceSubject: String, Sendable, Hashable, CaseIterable {
  case measurements, incidents, events, signals, reference
}

/// The subjects that the language asks about.
package enum SubjectKind: String, Sendable, Hashable, CaseIterable {
  case measurements, incidents, events
  /// Restrictions detected in measurements.
  case episodes
  /// Connectivity series.
  case signals
}

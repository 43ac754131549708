import Query
import Subjects
import Tables

/// One line of `datasets`.
package struct DatasetSummary: Sendable, Hashable {
  package var name: String
  package var subject: Catalog.DatasetSubject
  package var format: String
  package var title: String
  /// Rows held: tests (one held by two datasets counts in both), published counts, incidents or events.
  package var rows: Int
  package var span: TimeSpan?
  package var isSynthetic: Bool
  package var loads: Int
}

/// Everything that is known about a dataset.
package struct DatasetDetail: Sendable, Hashable {
  package struct File: Sendable, Hashable {
    package var load: Int
    package var name: String
    package var sha256: String
    package var bytes: Int
  }

  package var summary: DatasetSummary
  package var publisher: String?
  package var licence: String?
  package var citation: String?
  package var url: String?
  /// When the last load was made.
  package var retrieved: Instant?
  /// Covers the world over its period, by its publisher's word; else the countries and the span of its rows.
  package var coversWorld: Bool
  package var covers: TimeSpan?
  /// JSON object of field to column; nil where columns were matched by name.
  package var mapping: String?
  package var files: [File]
  package var loads: [LoadSummary]
}

/// One line of `loads`.
package struct LoadSummary: Sendable, Hashable {
  package var id: Int
  package var dataset: String
  package var started: Instant
  package var files: [String]
  package var rowsRead: Int
  package var kept: Int
  package var repeated: Int
  package var rejected: Int
  package var disagreed: Int
  package var span: TimeSpan?
  package var toolVersion: String
}

/// What `undo` will remove, or removed.
package struct UndoReport: Sendable, Hashable {
  package var load: Int
  package var dataset: String
  package var files: [String]
  /// Tests, published counts, incidents or events that go.
  package var removed: Int
  /// Tests that stay because another load brought them too.
  package var shared: Int
  package var rejects: Int
  /// The dataset goes with its last load.
  package var removesDataset: Bool
  /// Targets that go back to another platform, and incidents, where rules of platforms go.
  package var platforms = PlatformMoves()
}

/// One result that was given, enough to give it again.
package struct RunRecord: Sendable, Hashable {
  package var at: Instant
  package var statement: String
  package var parameters: [String: String]
  package var queryID: String
  package var dataID: String
  package var resultID: String
  package var rows: Int
  package var milliseconds: Int
  package var toolVersion: String

  package init(
    at: Instant, statement: String, parameters: [String: String], queryID: String, dataID: String, resultID: String,
    rows: Int, milliseconds: Int, toolVersion: String
  ) {
    self.at = at
    self.statement = statement
    self.parameters = parameters
    self.queryID = queryID
    self.dataID = dataID
    self.resultID = resultID
    self.rows = rows
    self.milliseconds = milliseconds
    self.toolVersion = toolVersion
  }
}

/// A whole statement that was typed.
package struct HistoryEntry: Sendable, Hashable {
  package enum Outcome: String, Sendable, Hashable { case ok, error, interrupted }

  package var at: Instant
  package var text: String
  package var milliseconds: Int?
  package var rows: Int?
  package var outcome: Outcome

  package init(at: Instant, text: String, milliseconds: Int? = nil, rows: Int? = nil, outcome: Outcome) {
    self.at = at
    self.text = text
    self.milliseconds = milliseconds
    self.rows = rows
    self.outcome = outcome
  }
}

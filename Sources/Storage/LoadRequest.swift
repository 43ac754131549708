import Datasets
import Query
import Subjects
import Tables

/// What to load and how.
package struct LoadRequest: Sendable, Hashable {
  /// Paths. All of one format, into one dataset, in one transaction.
  package var files: [String]
  /// The dataset's name; nil: its format's.
  package var name: String?
  /// A format's name; nil: found from the content.
  package var format: String?
  package var mapping: Datasets.ColumnMapping

  package init(
    files: [String], name: String? = nil, format: String? = nil, mapping: Datasets.ColumnMapping = ColumnMapping()
  ) {
    self.files = files
    self.name = name
    self.format = format
    self.mapping = mapping
  }
}

/// How far a load is. Reported from the thread that reads.
package struct LoadProgress: Sendable, Hashable {
  package enum Phase: Sendable, Hashable { case reading, folding }

  package var phase: Phase
  /// Base name of the file at hand.
  package var file: String
  /// Of all files; `totalBytes` is nil where a size is not known.
  package var bytesRead: Int
  package var totalBytes: Int?
  package var rows: Int
}

/// What a load did. `rowsRead` is `kept + repeated + rejected`.
package struct LoadReport: Sendable, Hashable {
  package struct File: Sendable, Hashable {
    package var name: String
    package var sha256: String
    package var bytes: Int
    /// The load that already held it; nothing of it was read.
    package var alreadyIn: Int?
    /// What the reader said; nil where it was not read.
    package var summary: ReadSummary?
  }

  /// nil: every file was loaded before, and nothing was written.
  package var load: Int?
  package var dataset: String
  package var format: String
  package var subject: Catalog.DatasetSubject
  /// Why the first file was taken for its format; nil where the format was asked for.
  package var sniffed: String?
  /// The columns that were taken for fields because an earlier load of the dataset said so.
  package var keptMapping = Datasets.ColumnMapping()
  package var files: [File]
  package var rowsRead = 0
  package var kept = 0
  /// Rows that the dataset or, for measurements, the database had before or that this load has twice.
  package var repeated = 0
  /// Incidents of the dataset that have the countries, start and area of another and are another by identity.
  package var twins = 0
  package var rejected = 0
  /// Kept rows that lost a field.
  package var fieldsRejected = 0
  /// Repeats that gave another outcome or other counts.
  package var disagreed = 0
  package var rejectKinds: [Reject.Kind: Int] = [:]
  /// Of the rows kept or repeated, half-open.
  package var span: TimeSpan?
  package var isSynthetic = false
  /// Raw measurements that were scored while no fingerprints of block pages were loaded: none can be confirmed.
  package var isUnmarked = false
  /// What rules of platforms changed of data that are held.
  package var platforms = PlatformMoves()
}

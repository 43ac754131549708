/// Something that a reader of a result must know. Renderers print them under the table, in order.
package struct Note: Hashable, Sendable {
  package enum Kind: String, Sendable {
    /// What the figures rest on: rows, period, what was left out.
    case scope
    /// The data are not what they might be taken for: synthetic, estimated, corrected, not additive.
    case caution
    /// An empty result explains itself.
    case empty
    /// A name was read as another one (`Pakistan` as `PK`).
    case reading
  }

  package var kind: Kind
  package var text: String

  package init(_ kind: Kind, _ text: String) {
    self.kind = kind
    self.text = text
  }
}

/// One dataset that a result used.
package struct DatasetReference: Hashable, Sendable {
  package var name: String
  package var title: String
  package var publisher: String?
  package var licence: String?
  package var citation: String?
  /// SHA-256 of each file, hex, in load order.
  package var fileDigests: [String]
  package var rows: Int
  package var isSynthetic: Bool

  package init(
    name: String, title: String, publisher: String? = nil, licence: String? = nil, citation: String? = nil,
    fileDigests: [String], rows: Int, isSynthetic: Bool = false
  ) {
    self.name = name
    self.title = title
    self.publisher = publisher
    self.licence = licence
    self.citation = citation
    self.fileDigests = fileDigests
    self.rows = rows
    self.isSynthetic = isSynthetic
  }
}

/// Where a result comes from, enough to make it again.
package struct Provenance: Hashable, Sendable {
  /// The canonical statement.
  package var statement: String
  package var parameters: [String: String]
  package var datasets: [DatasetReference]
  /// As printed: `2023-01-01..2023-06-30 UTC (181 d)`.
  package var period: String?
  package var toolVersion: String
  /// SHA-256, 64 hex digits each; eight are shown. See `Identity`.
  package var queryID: String
  package var dataID: String
  package var resultID: String

  package init(
    statement: String, parameters: [String: String] = [:], datasets: [DatasetReference] = [], period: String? = nil,
    toolVersion: String, queryID: String = "", dataID: String = "", resultID: String = ""
  ) {
    self.statement = statement
    self.parameters = parameters
    self.datasets = datasets
    self.period = period
    self.toolVersion = toolVersion
    self.queryID = queryID
    self.dataID = dataID
    self.resultID = resultID
  }
}

/// A statement's result: the table, what must be known about it, and where it comes from.
package struct Answer: Sendable {
  /// A sentence that stands above a table or in its caption: `countries by incidents`.
  package var title: String
  package var table: Table
  package var notes: [Note]
  package var provenance: Provenance

  package init(title: String, table: Table, notes: [Note], provenance: Provenance) {
    self.title = title
    self.table = table
    self.notes = notes
    self.provenance = provenance
  }
}

import Subjects

/// A source that can be read: what it is, who publishes it, how to cite it. Its rows are read by `SourceReader`.
package struct DatasetFormat: Sendable, Hashable {
  /// One case a file of this room; the reader's switch is over these.
  package enum Kind: Sendable, Hashable, CaseIterable {
    case raw
    case accessNow, fastpath, aggregation, coups, measurements, incidents, events
    case list, analysis, censoredPlanet, torUsers, signals, iodaSignals
    case pulse, iodaOutages, iodaEvents, cloudflareOutages, tracker
    case massMobilization, nelda, parlGov, acled, top10VPN
    case reference, stateOwned, networks, testList, categoryCodes, targets, platforms, platformUsers
    case fingerprints
  }

  /// What a dataset's rows say of the days without a row.
  package enum Coverage: Sendable, Hashable {
    /// The world over the dataset's period, by its publisher's word.
    case world
    /// The countries and the span of its rows.
    case rows
  }

  package var kind: Kind
  /// What people type, and the default name of its dataset: `access-now`.
  package var name: String
  package var subject: SourceSubject
  /// Rows are a publisher's counts (`AggregateRow`), not single tests.
  package var isAggregate: Bool
  package var title: String
  package var publisher: String
  package var licence: String
  package var citation: String
  package var url: String
  package var coverage: Coverage
  /// Where two sources disagree on a test's outcome the higher wins: raw 3, fastpath 2, lists and tables 1.
  package var grade: Int

  /// Every format, in the order in which they are tried.
  package static let all: [DatasetFormat] = [
    .raw, .fastpath, .analysis, .aggregation, .list, .censoredPlanet, .accessNow, .pulse, .iodaOutages, .iodaEvents,
    .cloudflareOutages, .coups, .massMobilization, .nelda, .parlGov, .acled, .tracker, .measurements, .incidents,
    .events, .torUsers, .signals, .iodaSignals, .top10VPN, .reference, .stateOwned, .networks, .testList,
    .categoryCodes, .targets, .platforms, .platformUsers, .fingerprints,
  ]

  package static func named(_ name: String) -> DatasetFormat? { all.first { $0.name == name } }
}

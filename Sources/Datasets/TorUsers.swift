import Formats
import Places
import Subjects
import Tables

extension DatasetFormat {
  /// Tor Metrics' estimates of users by country and day: `date,country,users,lower,upper,frac`.
  package static let torUsers = DatasetFormat(
    kind: .torUsers, name: "tor-users", subject: .signals, isAggregate: false, title: "Tor Metrics users by country",
    publisher: "The Tor Project", licence: "none stated", citation: "The Tor Project, Tor Metrics, users by country",
    url: "https://metrics.torproject.org/userstats-relay-country.html", coverage: .rows, grade: 1)
}

/// A row is one country's day. `lower` and `upper` are the range that Tor's own detector expected. A row without a
/// country is the sum over all, which would count everything twice: dropped. `??` is a user whose country is not known.
enum TorUsers {
  static let fields = [
    FieldSpec("time", ["date"], isNeeded: true), FieldSpec("country", isNeeded: true),
    FieldSpec("value", ["users"], isNeeded: true), FieldSpec("lower"), FieldSpec("upper"),
  ]

  static let reading = RowReading<Signal>(format: .torUsers, fields: fields, row: signal)

  private static func signal(_ row: TextRow, _ faults: inout [RowFault]) throws(RowFault) -> Signal {
    let written = row["country"]
    guard !written.isEmpty else { throw row.fault(.dropped, "country", "the sum over all countries") }
    let country: CountryCode =
      written == "??" ? .withheld : try CountryCell.single(written, column: row.columnName("country"))
    let time = try SignalCell.time(row, "time")
    guard let value = try SignalCell.number(row, "value") else {
      throw row.fault(.missingField, "value", "no number of users")
    }
    return Signal(
      entity: Signal.Entity(country: country), source: "tor-users", time: time.start, step: time.step, value: value,
      lower: SignalCell.optionalNumber(row, "lower", &faults), upper: SignalCell.optionalNumber(row, "upper", &faults))
  }
}

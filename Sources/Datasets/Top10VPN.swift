import Formats
import Places
import Subjects
import Tables

extension DatasetFormat {
  /// Top10VPN's yearly tables of what shutdowns cost.
  package static let top10VPN = DatasetFormat(
    kind: .top10VPN, name: "top10vpn", subject: .reference, isAggregate: false, title: "The cost of internet shutdowns",
    publisher: "Top10VPN", licence: "none stated", citation: "Top10VPN, The Global Cost of Internet Shutdowns",
    url: "https://www.top10vpn.com/research/cost-of-internet-shutdowns/", coverage: .rows, grade: 1)
}

/// A row is a country's year: no incident, since it says neither when nor how often, but figures of that country and year
/// that reference data hold: cost, hours, people affected. A cell that cannot be read is a rejected field, an empty one no
/// figure.
enum Top10VPN {
  static let fields = [
    FieldSpec("country", ["country_name"], isNeeded: true), FieldSpec("year", isNeeded: true),
    FieldSpec("cost", ["cost_usd", "total_cost", "cost_us"], isNeeded: true),
    FieldSpec("hours", ["duration_hours", "duration_hrs", "duration"], isNeeded: true),
    FieldSpec("users", ["users_affected", "internet_users_affected"]),
  ]

  static let figures: [(field: String, indicator: CountryFigure.Indicator)] = [
    ("cost", .shutdownCost), ("hours", .shutdownHours), ("users", .shutdownUsers),
  ]

  static func read<Receiver: RowReceiver>(
    _ source: consuming ByteSource, mapping: ColumnMapping, into receiver: inout Receiver
  ) throws -> ReadSummary {
    let reading = RowReading<[CountryFigure]>(format: .top10VPN, fields: fields, row: row)
    var more = 0
    var summary = try reading.read(source, mapping: mapping, into: &receiver) { receiver, figures in
      more += figures.count - 1
      for figure in figures { try receiver.receive(fact: .figure(figure)) }
    }
    // What is kept and repeated are figures, and a row has several.
    summary.rowsRead += more
    summary.kept += more
    return summary
  }

  @Sendable
  private static func row(_ row: TextRow, _ faults: inout [RowFault]) throws(RowFault) -> [CountryFigure] {
    let country = try CountryCell.named(row, "country")
    guard let moment = DateSpelling.moment(row["year"]), moment.precision == .year else {
      throw row.fault(row["year"].isEmpty ? .missingField : .unreadableDate, "year", "a year expected")
    }
    var values: [CountryFigure] = []
    for (field, indicator) in figures where !row[field].isEmpty {
      guard let value = number(row[field]) else {
        faults.append(row.fault(.unreadableNumber, field, "a number from 0 on expected"))
        continue
      }
      values.append(
        CountryFigure(indicator: indicator, country: country, year: moment.day.civil.year, value: value))
    }
    guard !values.isEmpty else { throw faults.last ?? row.fault(.missingField, "cost", "no figure") }
    return values
  }

  /// `1590000000`, `1,590,000,000`, `$1590000000`; what is short for a number (`1.59B`) is none.
  private static func number(_ text: String) -> Double? {
    var digits = Substring(text)
    if digits.first == "$" { digits.removeFirst() }
    if digits.contains(",") {
      let groups = digits.split(separator: ",", omittingEmptySubsequences: false)
      guard let first = groups.first, (1...3).contains(first.count), groups.dropFirst().allSatisfy({ $0.count == 3 })
      else { return nil }
      digits = Substring(groups.joined())
    }
    guard digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }), let value = Double(digits) else {
      return nil
    }
    return value.isFinite && value >= 0 ? value : nil
  }
}

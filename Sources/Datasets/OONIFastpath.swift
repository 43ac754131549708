import Formats
import Subjects

extension DatasetFormat {
  /// OONI's table of scored measurements: a ClickHouse `INSERT` dump, CSV or TSV with a header, 34 columns.
  package static let fastpath = DatasetFormat(
    kind: .fastpath, name: "ooni-fastpath", subject: .measurements, isAggregate: false,
    title: "OONI fastpath measurements", publisher: "Open Observatory of Network Interference (OONI)",
    licence: "CC BY-NC-SA 4.0",
    citation: "OONI, Open Observatory of Network Interference, fastpath table, https://ooni.org/data/",
    url: "https://ooni.org/data/", coverage: .rows, grade: 2)
}

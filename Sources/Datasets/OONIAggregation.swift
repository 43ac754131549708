import Formats
import Subjects

extension DatasetFormat {
  /// Answers of OONI's aggregation API: JSON of 0, 1 or 2 dimensions, or CSV; day or hour grain.
  package static let aggregation = DatasetFormat(
    kind: .aggregation, name: "ooni-aggregation", subject: .measurements, isAggregate: true,
    title: "OONI aggregated measurement counts", publisher: "Open Observatory of Network Interference (OONI)",
    licence: "CC BY-NC-SA 4.0",
    citation: "OONI, Open Observatory of Network Interference, aggregation API, https://api.ooni.org/",
    url: "https://api.ooni.org/", coverage: .rows, grade: 1)
}

import Formats
import Subjects

extension DatasetFormat {
  /// Single tests in a table of one's own.
  package static let measurements = DatasetFormat(
    kind: .measurements, name: "measurements", subject: .measurements, isAggregate: false, title: "Measurements",
    publisher: "", licence: "", citation: "", url: "", coverage: .rows, grade: 1)
}

import Formats
import Subjects

extension DatasetFormat {
  /// Restrictions in a table of one's own.
  package static let incidents = DatasetFormat(
    kind: .incidents, name: "incidents", subject: .incidents, isAggregate: false, title: "Incidents",
    publisher: "", licence: "", citation: "", url: "", coverage: .rows, grade: 1)
}

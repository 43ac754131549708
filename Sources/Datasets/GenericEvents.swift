import Formats
import Subjects

extension DatasetFormat {
  /// Political events in a table of one's own.
  package static let events = DatasetFormat(
    kind: .events, name: "events", subject: .events, isAggregate: false, title: "Events",
    publisher: "", licence: "", citation: "", url: "", coverage: .rows, grade: 1)
}

import Formats
import Subjects

extension DatasetFormat {
  /// Access Now and the #KeepItOn coalition's Shutdown Tracker Optimization Project (STOP).
  package static let accessNow = DatasetFormat(
    kind: .accessNow, name: "access-now", subject: .incidents, isAggregate: false,
    title: "#KeepItOn Shutdown Tracker Optimization Project (STOP)", publisher: "Access Now",
    licence: "none stated",
    citation: "Access Now and the #KeepItOn coalition, Shutdown Tracker Optimization Project (STOP) dataset",
    url: "https://www.accessnow.org/campaign/keepiton/", coverage: .world, grade: 1)
}

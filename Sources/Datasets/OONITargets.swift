import Formats
import Subjects

extension DatasetFormat {
  /// OONI's registry of targets: parts of services, and the hosts that belong to them.
  package static let targets = DatasetFormat(
    kind: .targets, name: "targets", subject: .reference, isAggregate: false, title: "OONI target registry",
    publisher: "Open Observatory of Network Interference (OONI)", licence: "none stated",
    citation: "Open Observatory of Network Interference (OONI), target registry", url: "https://ooni.org/",
    coverage: .rows, grade: 1)
}

/// Two tables: the targets (`target_id`, `service`, `role`, `category_code`, `description`) and their hosts
/// (`matcher_kind`, `matcher`, `target_id`).
enum OONITargets {
  static let reading = RowReading<ReferenceFact>(
    format: .targets,
    fields: [
      FieldSpec("target", ["target_id"], isNeeded: true), FieldSpec("service"), FieldSpec("role"),
      FieldSpec("category", ["category_code"]), FieldSpec("title", ["description"]),
      FieldSpec("kind", ["matcher_kind"]), FieldSpec("matcher"),
    ]
  ) { row, _ throws(RowFault) in
    guard !row["target"].isEmpty else { throw row.fault(.missingField, "target", "no target") }
    return row.has("matcher") ? try host(row) : target(row)
  }

  private static func target(_ row: TextRow) -> ReferenceFact {
    .target(
      ServiceTarget(
        id: row["target"], service: optional(row["service"]), role: optional(row["role"]),
        category: optional(row["category"]), title: optional(oneLine(row["title"]))))
  }

  private static func host(_ row: TextRow) throws(RowFault) -> ReferenceFact {
    guard let kind = ServiceTargetHost.Kind(rawValue: row["kind"].lowercased()) else {
      let known = ServiceTargetHost.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw row.fault(row["kind"].isEmpty ? .missingField : .unknownValue, "kind", "one of \(known) expected")
    }
    guard !row["matcher"].isEmpty else { throw row.fault(.missingField, "matcher", "no host") }
    return .targetHost(ServiceTargetHost(kind: kind, matcher: row["matcher"].lowercased(), target: row["target"]))
  }
}

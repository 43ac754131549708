import Query
import Storage
import Text

/// A probe in the country and a test of a site from afar see different things: a figure that would add both is refused,
/// with the choice spelt out. Where tests or datasets are told apart they stand side by side.
struct ProbeKindCheck {
  let query: ResolvedQuery

  func refuse(_ store: Store) throws {
    let fields = Set(query.dimensions.map(\.rawValue)).union(query.slice.condition?.fields ?? [])
    guard fields.isDisjoint(with: ["test", "dataset", "publisher"]) else { return }
    let remote = try store.remoteDatasets(among: query.slice.datasets)
    let inside = query.slice.datasets.filter { !remote.contains($0) }
    guard let far = remote.first, let near = inside.first else { return }
    throw Diagnostic(
      .error, "'\(far)' tests sites from afar and '\(near)' from within the country, which are not one figure",
      help: "choose 'from \(far)' or 'from \(near)', or tell them apart: by test")
  }
}

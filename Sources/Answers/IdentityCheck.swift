import Query
import Storage
import Tables

/// Tests without a uid cannot be told to be those that another dataset has by uids alone, without report ids: where
/// both have some of a country, target and day, the answer says so.
struct IdentityCheck {
  let slice: Slice

  func notes(_ store: Store) throws -> [Note] {
    guard slice.datasets.count > 1 else { return [] }
    let (nameless, named) = (try datasets(store, having: 1), try datasets(store, having: 4))
    var notes: [Note] = []
    for dataset in nameless {
      let others = named.filter { $0 != dataset }
      guard !others.isEmpty, try meet(store, [dataset], others) else { continue }
      notes.append(
        Note(
          .caution,
          "tests of \(dataset) without uids that \(others.joined(separator: ", ")) has by uid alone count twice"))
    }
    return notes
  }

  /// Those with tests of one of `TestKey.Kinds`.
  private func datasets(_ store: Store, having kind: Int) throws -> [String] {
    var names: [String] = []
    try store.rows(
      "select name from dataset where identities & \(bind: kind) and name in \(list: slice.datasets) order by name"
    ) { names.append($0.text(0) ?? "") }
    return names
  }

  private func meet(_ store: Store, _ left: [String], _ right: [String]) throws -> Bool {
    var found = false
    try store.rows(
      """
      with l as materialized (\(groups(left))), r as materialized (\(groups(right)))
      select 1 from l join r using (country, target, day) limit 1
      """
    ) { _ in found = true }
    return found
  }

  private func groups(_ datasets: [String]) -> SQL {
    """
    select distinct c.country, c.target, c.day from \(slice.cells) c \
    where c.origin in (select o.origin from origin_dataset o join dataset d on d.id = o.dataset \
    where d.name in \(list: datasets))
    """
  }
}

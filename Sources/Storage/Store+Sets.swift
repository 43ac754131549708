import GRDB
import Places
import Query

extension Store {
  /// A user's `define @name`, in place of one of that name. The countries or platforms that it comes to are kept too,
  /// so that it means the same when a later version's regions have changed.
  package func save(set name: String, as set: Catalog.UserSet) throws {
    let (kind, members, resolved): (String, [String], [String]) =
      switch set {
      case .places(let members, let countries): ("places", members, countries.map(\.description))
      case .platforms(let members, let platforms): ("platforms", members, platforms)
      }
    try writing("keeping the set '@\(name)'") { db in
      try db.execute(
        sql: "insert or replace into setdef(name, kind, members, resolved, created) values (?, ?, ?, ?, ?)",
        arguments: [name, kind, members.joined(separator: ","), resolved.joined(separator: ","), now()])
    }
  }

  /// Whether there was one.
  @discardableResult
  package func delete(set name: String) throws -> Bool {
    try writing("removing the set '@\(name)'") { db in
      try db.execute(sql: "delete from setdef where name = ?", arguments: [name])
      return db.changesCount > 0
    }
  }

  /// Every user's set by name.
  package func sets() throws -> [String: Catalog.UserSet] {
    try reading("reading sets") { db in try sets(db) }
  }

  func sets(_ db: Database) throws -> [String: Catalog.UserSet] {
    var sets: [String: Catalog.UserSet] = [:]
    for row in try Row.fetchAll(db, sql: "select name, kind, members, resolved from setdef") {
      let members = (row["members"] as String).split(separator: ",").map(String.init)
      let resolved = (row["resolved"] as String).split(separator: ",").map(String.init)
      sets[row["name"]] =
        row["kind"] == "places"
        ? .places(members: members, countries: resolved.compactMap { CountryCode($0) })
        : .platforms(members: members, platforms: resolved)
    }
    return sets
  }
}

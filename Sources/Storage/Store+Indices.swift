import GRDB
import Query
import Text

/// The table of users' indices: `define index NAME = EXPRESSION`.
enum IndexTable {
  static let migrationName = "indices of the user's own"

  static let tables = """
    create table indexdef(
      name text primary key, expression text not null, created integer not null) strict, without rowid;
    """
}

extension Store {
  /// A user's index, in place of one of that name.
  package func save(index: Composite) throws {
    try writing("keeping the index '\(index.name)'") { db in
      try db.execute(
        sql: "insert or replace into indexdef(name, expression, created) values (?, ?, ?)",
        arguments: [index.name, index.text, now()])
    }
  }

  /// Every user's index by name. It is kept as its canonical text and read as the language reads it; one that a later
  /// version does not read any more is left out, so that its name is an error and not another figure.
  func indices(_ db: Database) throws -> [String: Composite] {
    var indices: [String: Composite] = [:]
    for row in try Row.fetchAll(db, sql: "select name, expression from indexdef order by name") {
      let source = SourceText("define index \(row["name"] as String) = \(row["expression"] as String)")
      guard let statement = Language.parse(source).script.statements.first,
        case .success(.command(.defineIndex(let index))) = Language.resolve(statement, in: Catalog())
      else { continue }
      indices[index.name] = index
    }
    return indices
  }
}

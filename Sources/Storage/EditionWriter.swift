import GRDB
import Subjects

/// Writes signals and reference data. Within a load the first row of a key stands; one that the dataset has from an
/// earlier load is a repeat, and takes that one's place.
final class EditionWriter {
  private let db: Database
  private let dataset: Int
  private let load: Int
  private(set) var kept = 0
  private(set) var repeated = 0
  /// Repeats that gave other values.
  private(set) var disagreed = 0
  /// Rows about platforms came.
  private(set) var hasPlatforms = false
  private var statements: [String: (find: Statement, insert: Statement)] = [:]

  init(_ db: Database, dataset: Int, load: Int) {
    self.db = db
    self.dataset = dataset
    self.load = load
  }

  func insert(_ signal: Signal) throws {
    let entity = signal.entity
    try insert(
      .signal,
      key: [
        signal.source, entity.country?.description ?? "", entity.subdivision ?? "",
        entity.network.map(Int.init) ?? -1, signal.time.seconds,
      ], values: [signal.step, signal.value, signal.expected, signal.lower, signal.upper])
  }

  func insert(_ fact: ReferenceFact) throws {
    switch fact {
    case .figure(let row):
      try insert(.figure, key: [row.indicator.rawValue, row.country.description, row.year], values: [row.value])
    case .network(let row):
      try insert(
        .network, key: [Int(row.network)],
        values: [row.name, row.country?.description, row.ownership?.rawValue, row.owner?.description])
    case .category(let row):
      try insert(.category, key: [row.list, row.url], values: [row.host, row.isRoot, row.code])
    case .categoryTitle(let code, let title):
      try insert(.categoryTitle, key: [code], values: [title])
    case .fingerprint(let fields):
      guard fields.count == 6 else { return }
      try insert(.fingerprint, key: [fields[0], fields[2], fields[3], fields[4]], values: [fields[1], fields[5]])
    case .target(let row):
      try insert(.target, key: [row.id], values: [row.service, row.role, row.category, row.title])
    case .targetHost(let row):
      try insert(.targetHost, key: [row.kind.rawValue, row.matcher], values: [row.target])
    case .users(let row):
      try insert(
        .platformUsers, key: [row.platform, row.country.description, row.year ?? -1], values: [row.users])
    case .platform(let row):
      hasPlatforms = true
      let rule = row.rule
      try insert(
        .platformRule, key: [rule.kind.rawValue, rule.value],
        values: [
          rule.platform, rule.kind == .host ? rule.role.rawValue : nil, row.name?.value,
          rule.isTitle || row.name?.isTitle == true,
        ])
    }
  }

  private func insert(
    _ table: EditionTable, key: [(any DatabaseValueConvertible)?], values: [(any DatabaseValueConvertible)?]
  ) throws {
    let (find, insert) = try statements(of: table)
    let known = try Row.fetchOne(find, arguments: StatementArguments([dataset] + key))
    if let known {
      repeated += 1
      let given = values.map { $0?.databaseValue ?? .null }
      if table.values.map({ known[$0] as DatabaseValue }) != given { disagreed += 1 }
      guard known["load"] != load else { return }
    } else {
      kept += 1
    }
    try insert.execute(arguments: StatementArguments([load, dataset] + key + values))
  }

  private func statements(of table: EditionTable) throws -> (find: Statement, insert: Statement) {
    if let statements = statements[table.name] { return statements }
    let matches = table.key.map { "\($0) = ?" }.joined(separator: " and ")
    let marks = Array(repeating: "?", count: table.columns.count + 2).joined(separator: ", ")
    let made = (
      find: try db.makeStatement(
        sql: """
          select load, \(table.values.joined(separator: ", ")) from \(table.name)
          where dataset = ? and \(matches) order by load desc limit 1
          """),
      insert: try db.makeStatement(
        sql: "insert into \(table.name)(load, dataset, \(table.columns.joined(separator: ", "))) values (\(marks))")
    )
    statements[table.name] = made
    return made
  }
}

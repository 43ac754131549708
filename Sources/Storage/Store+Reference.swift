import GRDB

extension Store {
  /// Stands for users of platforms among the fields that a statement reads.
  package static let platformUsers = "platform-users"

  /// The datasets that categories of hosts, ownership of networks and platforms of one's own rest on, for a statement that
  /// reads these fields.
  package func referenceDatasets(for fields: Set<String>) throws -> [String] {
    var sources: [String] = []
    if fields.contains("category") { sources.append("select dataset from host_category") }
    if fields.contains("ownership") { sources.append("select dataset from network_fact where ownership is not null") }
    if fields.contains("platform") { sources.append("select dataset from platform_rule") }
    if fields.contains(Self.platformUsers) { sources.append("select dataset from platform_user") }
    let figures: [String: [String]] = [
      "cost": ["gdp", "digital-share-percent"], "population": ["population"],
      "internet-users": ["internet-users", "internet-users-percent", "population"],
    ]
    for indicator in Set(fields.flatMap { figures[$0] ?? [] }).sorted() {
      sources.append("select dataset from country_figure where indicator = '\(indicator)'")
    }
    guard !sources.isEmpty else { return [] }
    return try reading("reading reference data") { db in
      try String.fetchAll(
        db,
        sql: "select name from dataset where id in (\(sources.joined(separator: " union "))) order by name")
    }
  }
}

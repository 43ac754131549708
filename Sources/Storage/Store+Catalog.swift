import GRDB
import Places
import Platforms
import Query
import Subjects
import Tables

extension Store {
  /// What the database knows by name, for the resolver and for completion.
  package func catalog() throws -> Catalog {
    try reading("reading the catalogue of names") { db in
      Catalog(
        datasets: try catalogDatasets(db), sets: try sets(db), platforms: try PlatformCatalog.stored(in: db),
        indices: try indices(db),
        eventIDs: try String.fetchAll(db, sql: "select name from event where name is not null order by name"),
        vocabulary: try vocabulary(db))
    }
  }

  private func catalogDatasets(_ db: Database) throws -> [Catalog.Dataset] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        select d.name, d.subject, d.synthetic, min(l.first_time) as first, max(l.last_time) as last
        from dataset d left join load l on l.dataset = d.id group by d.id order by d.name
        """)
    return rows.map { row in
      Catalog.Dataset(
        name: row["name"], subject: Catalog.DatasetSubject(rawValue: row["subject"]) ?? .measurements,
        span: TimeSpan(first: row["first"], last: row["last"]), isSynthetic: row["synthetic"])
    }
  }

  /// Values met in the data for the fields whose vocabulary is open. Of hosts the first 20,000.
  private func vocabulary(_ db: Database) throws -> [String: [String]] {
    var words: [String: [String]] = [:]
    words["test"] = try String.fetchAll(db, sql: "select distinct test from target where test <> '' order by test")
    words["target"] = try String.fetchAll(
      db, sql: "select distinct host from target where host <> '' order by host limit 20000")
    words["category"] = try String.fetchAll(db, sql: "select distinct code from host_categories order by code")
    words["ownership"] = try String.fetchAll(db, sql: "select distinct ownership from network_ownership order by 1")
    for field in ["cause", "ordered-by", "service", "subdivision"] {
      words[field] = try String.fetchAll(
        db, sql: "select distinct value from incident_value where field = ? order by value", arguments: [field])
    }
    let subdivisions = try String.fetchAll(
      db, sql: "select distinct value from event_value where field = 'subdivision' order by value")
    words["subdivision"] = Set((words["subdivision"] ?? []) + subdivisions).sorted()
    return words.filter { !$0.value.isEmpty }
  }
}

extension TimeSpan {
  /// From the first and the last second that rows hold; nil where there are none.
  init?(first: Int?, last: Int?) {
    guard let first, let last else { return nil }
    self.init(Instant(seconds: first), Instant(seconds: last).advanced(by: 1))
  }
}

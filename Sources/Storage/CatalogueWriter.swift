import GRDB
import Places
import Subjects
import Tables

/// Writes incidents and events: every row with its load, then which of the rows with one identity is current, then the
/// names that people cite.
struct CatalogueWriter {
  let db: Database
  let dataset: Int
  let load: Int

  func insert(_ incident: Incident) throws {
    let (end, status, ongoing): (Moment?, String, Int?) =
      switch incident.end {
      case .known(let moment): (moment, "known", nil)
      case .ongoing(let year): (nil, "ongoing", year)
      case .unknown: (nil, "unknown", nil)
      }
    try db.cachedStatement(
      sql: """
        insert into incident(dataset, load, identity, edition, line, source_id, area, start, start_precision,
          start_estimated, "end", end_precision, end_estimated, end_status, ongoing_year, scope, justification, title)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      dataset, load, incident.identity, incident.edition, incident.line, incident.sourceID, incident.area,
      incident.start.instant.seconds, incident.start.precision.name, incident.start.isEstimated,
      end?.instant.seconds, end?.precision.name, end?.isEstimated, status, ongoing, incident.scope?.rawValue,
      incident.justification, incident.title,
    ])
    let id = db.lastInsertedRowID
    try insert(
      values: [
        ("country", incident.countries.map(\.description)), ("subdivision", incident.subdivisions),
        ("extent", incident.extents.map(\.rawValue).sorted()), ("access", incident.access.sorted()),
        ("platform", incident.platforms.sorted()), ("service", incident.otherServices),
        ("ordered-by", incident.orderedBy), ("cause", incident.causes), ("link", incident.links),
      ], of: id, in: "incident")
  }

  func insert(_ event: Event) throws {
    try db.cachedStatement(
      sql: """
        insert into event(dataset, load, identity, line, source_id, kind, class, actor, start, start_precision,
          start_estimated, "end", end_precision, end_estimated, title)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      dataset, load, event.identity, event.line, event.sourceID, event.kind.rawValue, event.kind.eventClass.rawValue,
      event.actor?.rawValue, event.start.instant.seconds, event.start.precision.name, event.start.isEstimated,
      event.end?.instant.seconds, event.end?.precision.name, event.end?.isEstimated, event.title,
    ])
    let id = db.lastInsertedRowID
    try insert(
      values: [
        ("country", event.countries.map(\.description)), ("subdivision", event.subdivisions), ("link", event.links),
      ], of: id, in: "event")
  }

  private func insert(values: [(String, [String])], of id: Int64, in table: String) throws {
    let statement = try db.cachedStatement(
      sql: "insert or ignore into \(table)_value(\(table), field, value, ordinal) values (?, ?, ?, ?)")
    for (field, values) in values {
      for (ordinal, value) in values.enumerated() { try statement.execute(arguments: [id, field, value, ordinal]) }
    }
  }
}

extension CatalogueWriter {
  /// How many different incidents or events the dataset holds.
  static func identities(_ db: Database, _ table: String, dataset: Int) throws -> Int {
    try Int.fetchOne(
      db, sql: "select count(distinct identity) from \(table) where dataset = ?", arguments: [dataset]) ?? 0
  }

  /// Marks the winner among the rows of each identity: the newest edition, then load, then line. Names the winners
  /// anew, in an order that later loads only append to.
  static func settle(_ db: Database, _ table: String, dataset: Int) throws {
    let edition = table == "incident" ? "edition desc, " : ""
    try db.execute(sql: "update \(table) set current = 0, name = null where dataset = ?", arguments: [dataset])
    try db.execute(
      sql: """
        update \(table) set current = 1 where id in (
          select id from (
            select id, row_number() over (partition by identity order by \(edition)load desc, line desc, id desc) as place
            from \(table) where dataset = ?)
          where place = 1)
        """, arguments: [dataset])
    if table == "incident" {
      try nameIncidents(db, dataset)
      try countTwins(db, dataset)
    } else {
      try nameEvents(db, dataset)
    }
  }

  /// Incidents that have the countries, start and area of an earlier one and are another by identity: two vintages write
  /// one incident in different words at times.
  private static func countTwins(_ db: Database, _ dataset: Int) throws {
    try db.execute(
      sql: """
        update dataset set twins = (
          select count(*) - count(distinct place) from (
            select i.start || char(31) || lower(trim(coalesce(i.area, ''))) || char(31) || coalesce((
              select group_concat(value) from (
                select value from incident_value v where v.incident = i.id and field = 'country' order by value)), '')
              as place
            from incident i where i.dataset = ?1 and i.current = 1))
        where id = ?1
        """, arguments: [dataset])
  }

  /// How many incidents of a dataset may be another one in other words.
  static func twins(_ db: Database, dataset: Int) throws -> Int {
    try Int.fetchOne(db, sql: "select twins from dataset where id = ?", arguments: [dataset]) ?? 0
  }

  /// `access-now:PK-2023-05-09-2`: dataset, first country, day of the start, place among those by first mention.
  private static func nameIncidents(_ db: Database, _ dataset: Int) throws {
    let name = try String.fetchOne(db, sql: "select name from dataset where id = ?", arguments: [dataset]) ?? ""
    var ordinals: [String: Int] = [:]
    for row in try currentRows(db, "incident", dataset) {
      let stem = "\(row.country)-\(row.day.iso)"
      let ordinal = ordinals[stem, default: 0] + 1
      ordinals[stem] = ordinal
      try rename(db, "incident", row.id, "\(name):\(stem)-\(ordinal)")
    }
  }

  /// The source's id, else `pk-2024-01-07-first-words-of-title`; `-2` where that is taken.
  private static func nameEvents(_ db: Database, _ dataset: Int) throws {
    var taken = try String.fetchSet(db, sql: "select name from event where name is not null")
    for row in try currentRows(db, "event", dataset) {
      let stem = row.sourceID ?? EventName.of(country: row.country, day: row.day, title: row.title)
      var name = stem
      var ordinal = 2
      while !taken.insert(name).inserted {
        name = "\(stem)-\(ordinal)"
        ordinal += 1
      }
      try rename(db, "event", row.id, name)
    }
  }

  private struct CurrentRow {
    var id: Int64
    var country: String
    var day: Day
    var sourceID: String?
    var title: String
  }

  private static func currentRows(_ db: Database, _ table: String, _ dataset: Int) throws -> [CurrentRow] {
    let sql = """
      with first as (
        select identity, load, line, row_number() over (partition by identity order by load, line, id) as place
        from \(table) where dataset = ?1)
      select t.id, t.start, t.source_id, coalesce(t.title, '') as title, (
          select value from \(table)_value v where v.\(table) = t.id and field = 'country' order by ordinal limit 1
        ) as country
      from \(table) t join first f on f.identity = t.identity and f.place = 1
      where t.dataset = ?1 and t.current = 1 order by f.load, f.line, t.id
      """
    return try Row.fetchAll(db, sql: sql, arguments: [dataset]).map { row in
      CurrentRow(
        id: row["id"], country: row["country"] ?? CountryCode.withheld.description,
        day: Instant(seconds: row["start"]).day, sourceID: row["source_id"], title: row["title"])
    }
  }

  private static func rename(_ db: Database, _ table: String, _ id: Int64, _ name: String) throws {
    try db.cachedStatement(sql: "update \(table) set name = ? where id = ?").execute(arguments: [name, id])
  }
}

/// The name of an event that its source gives none.
package enum EventName {
  /// `pk-2024-01-07-opposition-party-online-fundraiser`: country, day, the first four words of the title in the letters
  /// and digits of ASCII.
  package static func of(country: String, day: Day, title: String) -> String {
    var words: [String] = []
    var word = ""
    for scalar in title.lowercased().unicodeScalars {
      if scalar.isASCII, scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) {
        word.unicodeScalars.append(scalar)
      } else if scalar != "'", scalar != "\u{2019}", !word.isEmpty {
        words.append(word)
        word = ""
      }
    }
    if !word.isEmpty { words.append(word) }
    let slug = words.isEmpty ? "event" : words.prefix(4).joined(separator: "-")
    return "\(country.lowercased())-\(day.iso)-\(slug)"
  }
}

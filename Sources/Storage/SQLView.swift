/// A table that `sql` may ask: a view with the language's words, kept stable. Everything else in the database is how it
/// is stored, and may change.
package struct SQLView: Sendable {
  package struct Column: Sendable {
    package var name: String
    /// What it holds, with its unit.
    package var what: String
    let sql: String
  }

  package var name: String
  /// What one row is.
  package var row: String
  package var columns: [Column]
  let source: String
  /// It shows what was measured or recorded, rather than what was done with it.
  let holdsData: Bool

  init(
    _ name: String, _ row: String, holdsData: Bool = true, from source: String, _ columns: [(String, String, String)]
  ) {
    self.name = name
    self.row = row
    self.source = source
    self.holdsData = holdsData
    self.columns = columns.map { Column(name: $0.0, what: $0.1, sql: $0.2) }
  }

  var definition: String {
    let list = columns.map { "\($0.sql) as \"\($0.name)\"" }.joined(separator: ",\n  ")
    return "create view \"\(name)\" as select\n  \(list)\n\(source)"
  }

  package static let all: [SQLView] =
    [measurements, hourly, daily, monthly, published, targets, incidents, incidentValues, events, eventValues]
    + [signals, figures, networks, platformUsers, datasets, loads, files, rejects, corrections, runs]

  static let migrationName = "views for SQL"

  /// Drops what earlier versions had under these names, and makes all anew.
  static let migration = all.map { "drop view if exists \"\($0.name)\";\n\($0.definition);" }.joined(separator: "\n")
}

// MARK: measurements

extension SQLView {
  private static let measurements = SQLView(
    "measurements", "a test; one in several downloads is one row",
    from: """
      from measurement m join target t on t.id = m.target join load l on l.id = m.load join dataset d on d.id = l.dataset
      left join evidence e on e.stamp = m.stamp and e.digest = m.digest
      """,
    [
      ("time", "when it began, UTC", "strftime('%Y-%m-%dT%H:%M:%SZ', m.time, 'unixepoch')"),
      ("country", "two letters", "m.country"),
      ("network", "autonomous system; missing where not known", "nullif(m.network, 0)"),
      ("test", "name of the test", "nullif(t.test, '')"),
      ("target", "host", "nullif(t.host, '')"),
      ("platform", "the target's; missing for others", "nullif(t.platform, '')"),
      (
        "outcome", "ok, anomaly, confirmed or failure",
        "case m.outcome when 0 then 'ok' when 1 then 'anomaly' when 2 then 'confirmed' else 'failure' end"
      ),
      (
        "blocking_kind", "of anomalies and confirmed: dns, tcp_ip, tls, http-diff, http-failure",
        """
        case m.kind when 1 then 'dns' when 2 then 'tcp_ip' when 3 then 'tls' when 4 then 'http-diff'
          when 5 then 'http-failure' end
        """
      ),
      ("dataset", "whose word the row is", "d.name"),
      ("uid", "of tests that are not plainly ok", "nullif(e.uid, '')"),
      ("report", "report id, of the same", "nullif(e.report, '')"),
      ("input", "of the same", "nullif(e.input, '')"),
      ("load", "number of the load", "m.load"),
    ])

  private static let hourly = SQLView(
    "hourly_counts", "an hour, network, target and set of datasets",
    from: """
      from cell c join target t on t.id = c.target group by c.hour, c.country, c.network, c.target, c.origin
      """,
    [("hour", "UTC", "strftime('%Y-%m-%dT%H', c.hour * 3600, 'unixepoch')")] + place
      + [
        ("test", "name of the test", "nullif(t.test, '')"), ("target", "host", "nullif(t.host, '')"),
        ("platform", "the target's; missing for others", "nullif(t.platform, '')"),
      ] + sums)

  private static let daily = SQLView(
    "daily_counts", "a day, network, platform and set of datasets",
    from: "from cell c group by c.day, c.country, c.network, c.platform, c.origin",
    [("day", "UTC", "date(c.day * 86400, 'unixepoch')")] + place + platform + sums)

  private static let monthly = SQLView(
    "monthly_counts", "a month, network, platform and set of datasets",
    from: "from cell c group by c.month, c.country, c.network, c.platform, c.origin",
    [("month", "UTC", "printf('%04d-%02d', c.month / 12, c.month % 12 + 1)")] + place + platform + sums)

  private static let published = SQLView(
    "published_counts", "a count that a publisher made; what it summed over is missing",
    from: "from aggregate a join dataset d on d.id = a.dataset left join target t on t.id = a.target",
    [
      ("dataset", "its name", "d.name"),
      ("start", "of the hour or day, UTC", "strftime('%Y-%m-%dT%H:%M:%SZ', a.start, 'unixepoch')"),
      ("hours", "how long: 1 or 24", "a.grain / 3600"), ("country", "two letters", "a.country"),
      ("network", "autonomous system", "nullif(a.network, 0)"), ("test", "name of the test", "nullif(t.test, '')"),
      ("target", "host", "nullif(t.host, '')"), ("platform", "the target's", "nullif(t.platform, '')"),
      ("tests", "all", "a.tests"),
      ("ok", "neither of the others", "a.tests - a.anomaly - a.confirmed - a.failure"),
      ("anomaly", "tests", "a.anomaly"), ("confirmed", "tests", "a.confirmed"), ("failure", "tests", "a.failure"),
    ])

  private static let targets = SQLView(
    "targets", "a host of a test", from: "from target t",
    [
      ("test", "name of the test", "nullif(t.test, '')"), ("target", "host", "nullif(t.host, '')"),
      ("platform", "missing for others", "nullif(t.platform, '')"),
    ])

  private static let place = [
    ("country", "two letters", "c.country"),
    ("network", "autonomous system; missing where not known", "nullif(c.network, 0)"),
  ]

  private static let platform = [("platform", "missing for others", "nullif(c.platform, '')")]

  /// What the cells hold in parts is whole here: a row of a key, and no more of it.
  private static let sums = [
    ("tests", "all", "sum(c.tests)"),
    ("ok", "neither of the three", "sum(c.tests) - sum(c.anomaly) - sum(c.confirmed) - sum(c.failure)"),
    ("anomaly", "tests", "sum(c.anomaly)"), ("confirmed", "tests", "sum(c.confirmed)"),
    ("failure", "tests that say nothing", "sum(c.failure)"),
    ("dns", "anomalies and confirmed of that kind", "sum(c.dns)"), ("tcp_ip", "the same", "sum(c.tcp_ip)"),
    ("tls", "the same", "sum(c.tls)"), ("http_diff", "the same", "sum(c.http_diff)"),
    ("http_failure", "the same", "sum(c.http_failure)"),
    (
      "datasets", "all that hold the tests, by name",
      """
      (select group_concat(name, '; ') from (select d.name from origin_dataset o join dataset d on d.id = o.dataset
        where o.origin = c.origin order by d.name))
      """
    ),
  ]
}

// MARK: catalogues

extension SQLView {
  private static let incidents = SQLView(
    "incidents", "a restriction that people recorded; excluded ones are left out",
    from: "from incident i join dataset d on d.id = i.dataset where i.current = 1 and \(isCounted("incidents"))",
    [
      ("id", "as 'list incidents' shows it", "i.name"), ("dataset", "its name", "d.name"),
      ("start", "no finer than it is known, UTC", moment("i.start", "i.start_precision")),
      ("end", "the same; missing where not known", moment("i.\"end\"", "i.end_precision")),
      ("end_status", "known, ongoing or unknown", "i.end_status"),
      ("countries", several, values("incident", "country")),
      ("subdivisions", several, values("incident", "subdivision")), ("extent", several, values("incident", "extent")),
      ("scope", "how far it reached", "i.scope"), ("access", several, values("incident", "access")),
      ("platforms", several, values("incident", "platform")),
      ("services", "those that are no platform; several with '; ' between", values("incident", "service")),
      ("cause", several, values("incident", "cause")), ("ordered_by", several, values("incident", "ordered-by")),
      ("area", "in the source's words", "i.area"), ("title", "in the source's words", "i.title"),
    ])

  private static let incidentValues = SQLView(
    "incident_values", "one value of a field of an incident that may have several",
    from: """
      from incident_value v join incident i on i.id = v.incident
      where i.current = 1 and \(isCounted("incidents"))
      """,
    [
      ("id", "the incident's", "i.name"), ("field", "country, platform, cause, ...", "v.field"),
      ("value", "one of its values", "v.value"),
    ])

  private static let events = SQLView(
    "events", "a political event; excluded ones are left out",
    from: "from event i join dataset d on d.id = i.dataset where i.current = 1 and \(isCounted("events"))",
    [
      ("id", "as 'list events' shows it", "i.name"), ("dataset", "its name", "d.name"),
      ("start", "no finer than it is known, UTC", moment("i.start", "i.start_precision")),
      ("end", "the same; missing where not known", moment("i.\"end\"", "i.end_precision")),
      ("countries", several, values("event", "country")), ("subdivisions", several, values("event", "subdivision")),
      ("kind", "election, protest, coup, ...", "i.kind"), ("class", "of the kind", "i.class"),
      ("actor", "government, opposition, ...", "i.actor"), ("title", "in the source's words", "i.title"),
    ])

  private static let eventValues = SQLView(
    "event_values", "one value of a field of an event that may have several",
    from: "from event_value v join event i on i.id = v.event where i.current = 1 and \(isCounted("events"))",
    [
      ("id", "the event's", "i.name"), ("field", "country, subdivision, link", "v.field"),
      ("value", "one of its values", "v.value"),
    ])

  private static let several = "several with '; ' between"

  private static func values(_ table: String, _ field: String) -> String {
    """
    (select group_concat(value, '; ') from (select value from \(table)_value
      where \(table) = i.id and field = '\(field)' order by ordinal, value))
    """
  }

  private static func isCounted(_ subject: String) -> String {
    """
    not exists (select 1 from correction k where k.subject = '\(subject)' and k.name = i.name and k.kind = 'exclude')
    """
  }

  /// As `Moment.iso` writes it.
  private static func moment(_ column: String, _ precision: String) -> String {
    """
    case \(precision) when 'second' then strftime('%Y-%m-%dT%H:%M:%SZ', \(column), 'unixepoch')
      when 'day' then date(\(column), 'unixepoch') when 'month' then strftime('%Y-%m', \(column), 'unixepoch')
      when 'year' then strftime('%Y', \(column), 'unixepoch')
      else strftime('%Y-%m-%dT%H:%MZ', \(column), 'unixepoch') end
    """
  }
}

// MARK: series and what is known besides

extension SQLView {
  private static let signals = SQLView(
    "signals", "a value of a connectivity series",
    from: """
      from signal s join dataset d on d.id = s.dataset where s.load = (
        select max(n.load) from signal n
        where n.dataset = s.dataset and n.source = s.source and n.country = s.country
          and n.subdivision = s.subdivision and n.network = s.network and n.time = s.time)
      """,
    [
      ("dataset", "its name", "d.name"), ("source", "the series", "s.source"),
      ("country", "two letters", "nullif(s.country, '')"), ("subdivision", "ISO 3166-2", "nullif(s.subdivision, '')"),
      ("network", "autonomous system", "nullif(s.network, -1)"),
      ("time", "of the value, UTC", "strftime('%Y-%m-%dT%H:%M:%SZ', s.time, 'unixepoch')"),
      ("step", "seconds to the next", "s.step"), ("value", "in the series' own unit", "s.value"),
      ("expected", "the publisher's, in the same unit", "s.expected"), ("lower", "of what is expected", "s.lower"),
      ("upper", "of what is expected", "s.upper"),
    ])

  private static let figures = SQLView(
    "country_figures", "a yearly figure of a country",
    from: """
      from country_figure f join dataset d on d.id = f.dataset where f.load = (
        select max(n.load) from country_figure n
        where n.dataset = f.dataset and n.indicator = f.indicator and n.country = f.country and n.year = f.year)
      """,
    [
      ("dataset", "its name", "d.name"), ("indicator", "such as population", "f.indicator"),
      ("country", "two letters", "f.country"), ("year", "of the figure", "f.year"),
      ("value", "in the indicator's unit", "f.value"),
    ])

  private static let networks = SQLView(
    "networks", "what a dataset says of a network",
    from: """
      from network_fact f join dataset d on d.id = f.dataset where f.load = (
        select max(n.load) from network_fact n where n.dataset = f.dataset and n.network = f.network)
      """,
    [
      ("dataset", "its name", "d.name"), ("network", "autonomous system", "f.network"), ("name", "its name", "f.name"),
      ("country", "two letters", "f.country"), ("ownership", "state or private", "f.ownership"),
      ("owner", "in words", "f.owner"),
    ])
}

extension SQLView {
  private static let platformUsers = SQLView(
    "platform_users", "how many people use a platform in a country",
    from: """
      from platform_user f join dataset d on d.id = f.dataset where f.load = (
        select max(n.load) from platform_user n
        where n.dataset = f.dataset and n.platform = f.platform and n.country = f.country and n.year = f.year)
      """,
    [
      ("dataset", "its name", "d.name"), ("platform", "its id", "f.platform"), ("country", "two letters", "f.country"),
      ("year", "of the figure; missing where not said", "nullif(f.year, -1)"), ("users", "people", "f.users"),
    ])
}

// MARK: what was loaded and asked

extension SQLView {
  private static let datasets = SQLView(
    "datasets", "a dataset", holdsData: false, from: "from dataset d",
    [
      ("dataset", "its name", "d.name"), ("subject", "what its rows are", "d.subject"),
      ("format", "of its files", "d.format"), ("title", "of the source", "d.title"),
      ("publisher", "missing where not stated", "d.publisher"), ("licence", "missing where not stated", "d.licence"),
      ("citation", "as the publisher asks for it", "d.citation"), ("url", "address", "d.url"),
      ("loaded", "last, UTC", "strftime('%Y-%m-%dT%H:%M:%SZ', d.retrieved, 'unixepoch')"),
      ("synthetic", "1: measurements of nothing", "d.synthetic"),
    ])

  private static let loads = SQLView(
    "loads", "a load", holdsData: false, from: "from load l join dataset d on d.id = l.dataset",
    [
      ("load", "its number", "l.id"), ("dataset", "its name", "d.name"),
      ("at", "UTC", "strftime('%Y-%m-%dT%H:%M:%SZ', l.started, 'unixepoch')"), ("read", "rows", "l.rows_read"),
      ("kept", "rows", "l.kept"), ("repeated", "rows", "l.repeated"), ("rejected", "rows and fields", "l.rejected"),
      ("disagreed", "repeats that say otherwise", "l.disagreed"),
      ("first", "time of a row, UTC", "strftime('%Y-%m-%dT%H:%M:%SZ', l.first_time, 'unixepoch')"),
      ("last", "time of a row, UTC", "strftime('%Y-%m-%dT%H:%M:%SZ', l.last_time, 'unixepoch')"),
    ])

  private static let files = SQLView(
    "files", "a loaded file", holdsData: false, from: "from file f",
    [
      ("load", "number of the load", "f.load"), ("file", "its name", "f.name"), ("sha256", "64 hex digits", "f.sha256"),
      ("bytes", "its size", "f.bytes"),
    ])

  private static let rejects = SQLView(
    "rejects", "a row or field that could not be used", holdsData: false, from: "from reject r",
    [
      ("load", "number of the load", "r.load"), ("line", "of the file", "r.line"), ("kind", "of fault", "r.kind"),
      ("field", "missing for a whole row", "r.field"), ("value", "as the file has it", "r.value"),
      ("reason", "in words", "r.reason"), ("row_kept", "1: only the field was left out", "r.kept_row"),
    ])

  private static let corrections = SQLView(
    "corrections", "a note on a record, or its exclusion", holdsData: false, from: "from correction k",
    [
      ("subject", "incidents or events", "k.subject"), ("id", "the record's", "k.name"),
      ("kind", "note or exclude", "k.kind"), ("text", "in words", "k.text"),
      ("at", "UTC", "strftime('%Y-%m-%dT%H:%M:%SZ', k.at, 'unixepoch')"),
    ])

  private static let runs = SQLView(
    "runs", "a result that was given", holdsData: false, from: "from run r",
    [
      ("run", "its number", "r.id"), ("at", "UTC", "strftime('%Y-%m-%dT%H:%M:%SZ', r.at, 'unixepoch')"),
      ("statement", "canonical", "r.statement"), ("rows", "of the result", "r.rows"),
      ("query", "q:, 64 hex digits", "r.query_id"), ("data", "d:, the same", "r.data_id"),
      ("result", "r:, the same", "r.result_id"), ("milliseconds", "that it took", "r.milliseconds"),
      ("version", "of the program", "r.tool_version"),
    ])
}

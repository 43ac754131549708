import Datasets
import GRDB
import Platforms

/// A table of rows that later loads may give anew: signals and reference data. A row is told by its dataset and its key;
/// every load's row is kept, and of rows with one key the newest load's stands. So undoing a load brings back what it
/// had replaced. Missing texts of a key are empty and missing numbers -1, so that keys compare.
struct EditionTable: Sendable {
  let name: String
  let key: [String]
  let values: [String]

  var columns: [String] { key + values }

  static let signal = EditionTable(
    name: "signal", key: ["source", "country", "subdivision", "network", "time"],
    values: ["step", "value", "expected", "lower", "upper"])
  static let figure = EditionTable(
    name: "country_figure", key: ["indicator", "country", "year"], values: ["value"])
  static let network = EditionTable(
    name: "network_fact", key: ["network"], values: ["name", "country", "ownership", "owner"])
  static let category = EditionTable(
    name: "host_category", key: ["list", "url"], values: ["host", "is_root", "code"])
  static let categoryTitle = EditionTable(name: "category_title", key: ["code"], values: ["title"])
  static let fingerprint = EditionTable(
    name: "fingerprint", key: ["name", "location", "rule", "pattern"], values: ["scope", "countries"])
  static let target = EditionTable(
    name: "service_target", key: ["target"], values: ["service", "role", "category", "title"])
  static let targetHost = EditionTable(
    name: "service_target_host", key: ["kind", "matcher"], values: ["target"])

  /// `kind` is a `PlatformRule.Kind`, `role` a host's, `name` one that a host's or test's row gives besides; `is_title` of
  /// whichever name it is.
  static let platformRule = EditionTable(
    name: "platform_rule", key: ["kind", "value"], values: ["platform", "role", "name", "is_title"])

  /// `year` is -1 where the table says none.
  static let platformUsers = EditionTable(
    name: "platform_user", key: ["platform", "country", "year"], values: ["users"])

  static let all: [EditionTable] = [
    signal, figure, network, category, categoryTitle, fingerprint, target, targetHost, platformRule, platformUsers,
  ]

  static let migrationName = "signals and reference data"
  static let lookupName = "categories of hosts and ownership of networks"
  static let platformName = "platforms of the user's own"
  static let usersName = "users of platforms by country"

  /// One category a host, one ownership a network, of all datasets. Of a host counts its front page's category, in the
  /// global list before those of countries; without a front page, its pages' if they agree. Where lists disagree there is
  /// none. Where datasets say two things of a network's owner, there is none either.
  static let lookups = """
    create view host_categories as
      with standing as (
        select host, code, list, is_root, load, max(load) over (partition by dataset, list, url) as newest
        from host_category),
      ranked as (
        select host, code, rank() over (partition by host order by is_root desc, list = 'global' desc) as place
        from standing where load = newest)
      select host, min(code) as code from ranked where place = 1 group by host having count(distinct code) = 1;
    create view network_ownership as
      with standing as (
        select network, ownership, load, max(load) over (partition by dataset, network) as newest from network_fact)
      select network, min(ownership) as ownership from standing
      where load = newest and ownership is not null group by network having count(distinct ownership) = 1;
    """

  /// The tables, each with a view of what stands, which people may ask: `signals`, `country_figures`, ...
  static let tables = """
    create table signal(
      load integer not null, dataset integer not null, source text not null, country text not null,
      subdivision text not null, network integer not null, time integer not null, step integer, value real not null,
      expected real, lower real, upper real,
      primary key(dataset, source, country, subdivision, network, time, load)) strict, without rowid;
    create index signal_load on signal(load);
    create table country_figure(
      load integer not null, dataset integer not null, indicator text not null, country text not null,
      year integer not null, value real not null,
      primary key(dataset, indicator, country, year, load)) strict, without rowid;
    create index country_figure_load on country_figure(load);
    create table network_fact(
      load integer not null, dataset integer not null, network integer not null, name text, country text,
      ownership text, owner text, primary key(dataset, network, load)) strict, without rowid;
    create index network_fact_load on network_fact(load);
    create table host_category(
      load integer not null, dataset integer not null, list text not null, url text not null, host text not null,
      is_root integer not null, code text not null,
      primary key(dataset, list, url, load)) strict, without rowid;
    create index host_category_load on host_category(load);
    create index host_category_host on host_category(host);
    create table category_title(
      load integer not null, dataset integer not null, code text not null, title text not null,
      primary key(dataset, code, load)) strict, without rowid;
    create index category_title_load on category_title(load);
    create table fingerprint(
      load integer not null, dataset integer not null, name text not null, location text not null,
      rule text not null, pattern text not null, scope text not null, countries text not null,
      primary key(dataset, name, location, rule, pattern, load)) strict, without rowid;
    create index fingerprint_load on fingerprint(load);
    create table service_target(
      load integer not null, dataset integer not null, target text not null, service text, role text, category text,
      title text, primary key(dataset, target, load)) strict, without rowid;
    create index service_target_load on service_target(load);
    create table service_target_host(
      load integer not null, dataset integer not null, kind text not null, matcher text not null,
      target text not null, primary key(dataset, kind, matcher, load)) strict, without rowid;
    create index service_target_host_load on service_target_host(load);
    create view signals as
      select d.name as dataset, s.source, nullif(s.country, '') as country, nullif(s.subdivision, '') as subdivision,
        nullif(s.network, -1) as asn, datetime(s.time, 'unixepoch') as time, s.step, s.value, s.expected, s.lower,
        s.upper
      from signal s join dataset d on d.id = s.dataset
      where s.load = (
        select max(n.load) from signal n
        where n.dataset = s.dataset and n.source = s.source and n.country = s.country
          and n.subdivision = s.subdivision and n.network = s.network and n.time = s.time);
    create view country_figures as
      select d.name as dataset, f.indicator, f.country, f.year, f.value
      from country_figure f join dataset d on d.id = f.dataset
      where f.load = (
        select max(n.load) from country_figure n
        where n.dataset = f.dataset and n.indicator = f.indicator and n.country = f.country and n.year = f.year);
    create view networks as
      select d.name as dataset, f.network as asn, f.name, f.country, f.ownership, f.owner
      from network_fact f join dataset d on d.id = f.dataset
      where f.load = (
        select max(n.load) from network_fact n where n.dataset = f.dataset and n.network = f.network);
    """

  static let platforms = """
    create table platform_rule(
      load integer not null, dataset integer not null, kind text not null, value text not null,
      platform text not null, role text, name text, is_title integer not null,
      primary key(dataset, kind, value, load)) strict, without rowid;
    create index platform_rule_load on platform_rule(load);
    create view platform_rules as
      select d.name as dataset, r.platform, r.kind, r.value, r.role, r.name
      from platform_rule r join dataset d on d.id = r.dataset
      where r.load = (
        select max(n.load) from platform_rule n
        where n.dataset = r.dataset and n.kind = r.kind and n.value = r.value);
    """

  static let users = """
    create table platform_user(
      load integer not null, dataset integer not null, platform text not null, country text not null,
      year integer not null, users real not null,
      primary key(dataset, platform, country, year, load)) strict, without rowid;
    create index platform_user_load on platform_user(load);
    """

  /// Rules of platforms as they stand, those of newer loads first; as if one load had never been, where it is given.
  static func platformRules(_ db: Database, without load: Int? = nil) throws -> [PlatformRule] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        select kind, value, platform, role, name, is_title from (
          select *, max(load) over (partition by dataset, kind, value) as newest from platform_rule
          where load is not ?1)
        where load = newest order by load desc, kind, value
        """, arguments: [load])
    return rows.flatMap { row -> [PlatformRule] in
      guard let kind = PlatformRule.Kind(rawValue: row["kind"]) else { return [] }
      let platform: String = row["platform"]
      let role = (row["role"] as String?).flatMap { Platform.Role(rawValue: $0) } ?? .service
      let rule = PlatformRule(
        platform: platform, kind: kind, value: row["value"], role: role, isTitle: kind == .name && row["is_title"])
      guard let name = row["name"] as String? else { return [rule] }
      return [rule, PlatformRule(platform: platform, kind: .name, value: name, isTitle: row["is_title"])]
    }
  }

  /// How many rows stand in a dataset, whichever table holds them; the dataset's number is given once.
  static let rows = all.map { table in
    "(select count(*) from (select distinct \(table.key.joined(separator: ", ")) from \(table.name) where dataset = ?1))"
  }.reduce("select ") { $0 == "select " ? $0 + $1 : $0 + " + " + $1 }

  /// Marks of block pages as they stand, in the order of their names; one in two datasets is one.
  static func fingerprints(_ db: Database) throws -> [Fingerprint] {
    var seen: Set<Fingerprint> = []
    return try Row.fetchAll(
      db,
      sql: """
        select name, scope, location, rule, pattern, countries from fingerprint f
        where load = (
          select max(n.load) from fingerprint n
          where n.dataset = f.dataset and n.name = f.name and n.location = f.location and n.rule = f.rule
            and n.pattern = f.pattern)
        order by name, location, rule, pattern, dataset
        """
    ).compactMap { row in
      Fingerprint(fields: Fingerprint.columns.indices.map { row[$0] })
    }.filter { seen.insert($0).inserted }
  }

  /// Rows that a load brought.
  static func count(_ db: Database, load: Int) throws -> Int {
    try all.reduce(0) { sum, table in
      try sum + (Int.fetchOne(db, sql: "select count(*) from \(table.name) where load = ?", arguments: [load]) ?? 0)
    }
  }

  /// Removes what a load brought.
  static func remove(_ db: Database, load: Int) throws {
    for table in all { try db.execute(sql: "delete from \(table.name) where load = ?", arguments: [load]) }
  }
}

import GRDB

/// The tables. Migrations are named and only ever appended to; a file that knows a name which is not here was written
/// by a newer version.
enum Schema {
  private static let firstName = "tables, with tests and cells in blocks"

  private static let aliasName = "aliases of tests"

  /// What the first migration was called in files whose tests and cells were rows of their own.
  static let withdrawnName = "first tables"

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration(firstName) { db in
      for statement in firstTables { try db.execute(sql: statement) }
    }
    migrator.registerMigration(EditionTable.migrationName) { db in try db.execute(sql: EditionTable.tables) }
    migrator.registerMigration(EditionTable.lookupName) { db in try db.execute(sql: EditionTable.lookups) }
    migrator.registerMigration(CorrectionTable.migrationName) { db in
      try db.execute(sql: CorrectionTable.tables)
    }
    migrator.registerMigration(aliasName) { db in
      // A column of zeros: nine bytes, whatever its length. What was stored of uids had no report digests beside them.
      try db.execute(sql: "update test_block set data = data || zeroblob(9)")
      try db.execute(sql: "update dataset set identities = identities | 4 where identities & 2")
    }
    migrator.registerMigration(EditionTable.platformName) { db in try db.execute(sql: EditionTable.platforms) }
    migrator.registerMigration(IndexTable.migrationName) { db in try db.execute(sql: IndexTable.tables) }
    migrator.registerMigration(SQLView.migrationName) { db in try db.execute(sql: SQLView.migration) }
    migrator.registerMigration(EditionTable.usersName) { db in
      try db.execute(sql: EditionTable.users)
      try db.execute(sql: SQLView.migration)
    }
    return migrator
  }

  /// Counts of every cell, in the order in which they are stored. Kinds are counted over anomaly and confirmed.
  static let counts = ["tests", "anomaly", "confirmed", "failure", "dns", "tcp_ip", "tls", "http_diff", "http_failure"]

  private static let firstTables = [sources, measurements, cells, catalogues, results, views]

  private static let sources = """
    create table dataset(
      id integer primary key, name text not null unique, format text not null, subject text not null,
      title text not null, publisher text, licence text, citation text, url text, retrieved integer,
      synthetic integer not null default 0, mapping text, grade integer not null, covers text,
      covers_start integer, covers_end integer, identities integer not null default 0,
      twins integer not null default 0, unmarked integer not null default 0) strict;
    create table load(
      id integer primary key autoincrement, dataset integer not null references dataset(id), started integer not null,
      tool_version text not null, rows_read integer not null default 0, kept integer not null default 0,
      repeated integer not null default 0, rejected integer not null default 0, disagreed integer not null default 0,
      first_time integer, last_time integer, synthetic integer not null default 0) strict;
    create index load_dataset on load(dataset);
    create table file(
      id integer primary key, load integer not null references load(id), name text not null, sha256 text not null,
      bytes integer not null) strict;
    create index file_load on file(load);
    create table reject(
      load integer not null, line integer not null, field text, value text not null, reason text not null,
      kind text not null, kept_row integer not null) strict;
    create index reject_load on reject(load, kind);
    create table target(
      id integer primary key, test text not null, host text not null, platform text, unique(test, host)) strict;
    create table network(asn integer primary key, name text) strict;
    create table origin(id integer primary key, datasets text not null unique) strict;
    create table origin_dataset(
      origin integer not null, dataset integer not null, primary key(dataset, origin)) strict, without rowid;
    create index origin_dataset_origin on origin_dataset(origin);
    """

  private static let measurements = """
    create table test_block(
      id integer primary key, stamp integer not null, digest integer not null, count integer not null,
      first_time integer not null, last_time integer not null, first_load integer not null,
      last_load integer not null, data blob not null) strict;
    create unique index test_block_key on test_block(stamp, digest);
    create table membership(
      stamp integer not null, digest integer not null, load integer not null, outcome integer not null,
      kind integer not null, time integer not null, country text not null, network integer not null,
      target integer not null, uid text, report text, input text,
      primary key(stamp, digest, load)) strict, without rowid;
    create index membership_load on membership(load);
    create table evidence(
      stamp integer not null, digest integer not null, uid text not null, report text not null, input text not null,
      primary key(stamp, digest)) strict, without rowid;
    """

  private static let cells = """
    create table platform(id integer primary key, name text not null unique) strict;
    create table cell_block(
      id integer primary key, grain integer not null, upper integer not null, lower integer not null,
      count integer not null, data blob not null) strict;
    create unique index cell_block_key on cell_block(grain, upper, lower);
    """

  private static let catalogues = """
    create table aggregate(
      load integer not null, dataset integer not null, start integer not null, grain integer not null, country text,
      network integer, target integer, tests integer not null, anomaly integer not null, confirmed integer not null,
      failure integer not null) strict;
    create unique index aggregate_key on aggregate(
      dataset, start, grain, ifnull(country, ''), ifnull(network, -1), ifnull(target, 0));
    create index aggregate_load on aggregate(load);
    create table aggregate_superseded(
      load integer not null, dataset integer not null, start integer not null, grain integer not null, country text,
      network integer, target integer, tests integer not null, anomaly integer not null, confirmed integer not null,
      failure integer not null) strict;
    create index aggregate_superseded_load on aggregate_superseded(load);
    create index aggregate_superseded_key on aggregate_superseded(
      dataset, start, grain, ifnull(country, ''), ifnull(network, -1), ifnull(target, 0));
    create table incident(
      id integer primary key, dataset integer not null, load integer not null, name text unique,
      identity text not null, edition integer not null, line integer not null, current integer not null default 0,
      source_id text, area text, start integer not null, start_precision text not null,
      start_estimated integer not null, "end" integer, end_precision text, end_estimated integer,
      end_status text not null, ongoing_year integer, scope text, justification text, title text) strict;
    create index incident_identity on incident(dataset, identity);
    create index incident_load on incident(load);
    create table incident_value(
      incident integer not null, field text not null, value text not null, ordinal integer not null,
      primary key(incident, field, value)) strict, without rowid;
    create index incident_value_field on incident_value(field, value);
    create table event(
      id integer primary key, dataset integer not null, load integer not null, name text unique,
      identity text not null, line integer not null, current integer not null default 0, source_id text,
      kind text not null, class text not null, actor text, start integer not null, start_precision text not null,
      start_estimated integer not null, "end" integer, end_precision text, end_estimated integer,
      title text not null) strict;
    create index event_identity on event(dataset, identity);
    create index event_load on event(load);
    create table event_value(
      event integer not null, field text not null, value text not null, ordinal integer not null,
      primary key(event, field, value)) strict, without rowid;
    create index event_value_field on event_value(field, value);
    """

  private static let results = """
    create table setdef(
      name text primary key, kind text not null, members text not null, resolved text not null,
      created integer not null) strict, without rowid;
    create table run(
      id integer primary key, at integer not null, statement text not null, parameters text not null,
      query_id text not null, data_id text not null, result_id text not null, rows integer not null,
      milliseconds integer not null, tool_version text not null) strict;
    create table history(
      id integer primary key, at integer not null, text text not null, milliseconds integer, rows integer,
      outcome text not null) strict;
    create table setting(name text primary key, value text not null) strict, without rowid;
    """

  private static let views = """
    create view measurements as
      select m.stamp, m.digest, datetime(m.time, 'unixepoch') as time, m.country, m.network as asn, t.test, t.host,
        t.platform, case m.outcome when 0 then 'ok' when 1 then 'anomaly' when 2 then 'confirmed' else 'failure' end
          as outcome,
        case m.kind when 1 then 'dns' when 2 then 'tcp_ip' when 3 then 'tls' when 4 then 'http-diff'
          when 5 then 'http-failure' end as blocking_kind, e.uid, e.report, e.input, m.load
      from measurement m join target t on t.id = m.target left join evidence e using (stamp, digest);
    create view incidents as
      select i.name, d.name as dataset, datetime(i.start, 'unixepoch') as start, i.start_precision,
        datetime(i."end", 'unixepoch') as "end", i.end_precision, i.end_status, i.scope, i.area, i.title,
        (select group_concat(value, ' ') from incident_value where incident = i.id and field = 'country') as countries,
        (select group_concat(value, ' ') from incident_value where incident = i.id and field = 'platform') as platforms,
        (select group_concat(value, ' ') from incident_value where incident = i.id and field = 'extent') as extents
      from incident i join dataset d on d.id = i.dataset where i.current = 1;
    create view events as
      select v.name, d.name as dataset, datetime(v.start, 'unixepoch') as start, v.start_precision,
        datetime(v."end", 'unixepoch') as "end", v.end_precision, v.kind, v.class, v.actor, v.title,
        (select group_concat(value, ' ') from event_value where event = v.id and field = 'country') as countries
      from event v join dataset d on d.id = v.dataset where v.current = 1;
    """
}

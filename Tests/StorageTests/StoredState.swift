import Testing

@testable import Storage

/// What a database holds of measurements, told without row numbers, so that two databases can be compared.
enum StoredState {
  private static let counts = Schema.counts.map { "sum(c.\($0))" }.joined(separator: ", ")
  private static let load =
    "(select f.name || '/' || d.name from load l join dataset d on d.id = l.dataset "
    + "join file f on f.load = l.id where l.id = m.load)"
  /// The names of an origin's datasets.
  private static let origin =
    "(select group_concat(name) from (select d.name from origin_dataset o join dataset d on d.id = o.dataset "
    + "where o.origin = c.origin order by d.name))"

  static func dump(_ store: Store) throws -> [String] {
    var lines: [String] = []
    for (name, sql) in statements { lines += try store.texts(sql).map { "\(name): \($0)" } }
    return lines
  }

  /// What statements can see of it: without keys, which keep a uid that an undone load was the last to name.
  static func counted(_ store: Store) throws -> [String] {
    try dump(store).compactMap { line in
      line.hasPrefix("hour") || line.hasPrefix("platform") ? line : nil
    }
  }

  private static var statements: [(String, String)] {
    let test = "m.stamp, m.digest, m.time, m.country, m.network, t.test, t.host, t.platform, m.outcome, m.kind, \(load)"
    return [
      ("measurement", "select \(test) from measurement m join target t on t.id = m.target order by 1, 2"),
      (
        "membership",
        "select \(test), m.uid, m.report, m.input from membership m join target t on t.id = m.target order by 1, 2, 11"
      ),
      ("evidence", "select * from evidence order by 1, 2"),
      (
        "hour",
        "select c.country, t.test, t.host, c.hour, c.network, \(origin), \(counts) from cell c "
          + "join target t on t.id = c.target group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6"
      ),
      (
        "platform",
        "select c.country, c.network, c.platform, c.month, \(origin), \(counts) from cell c "
          + "group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5"
      ),
    ]
  }

  /// Cells, summed by any keys, are what grouping the tests gives.
  static func expectCellsToFollow(_ store: Store, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let kinds = [1, 2, 3, 4, 5].map { "sum(outcome in (1, 2) and kind = \($0))" }
    let sums = (["count(*)", "sum(outcome = 1)", "sum(outcome = 2)", "sum(outcome = 3)"] + kinds)
      .joined(separator: ", ")
    let folded = Schema.counts.map { "sum(\($0))" }.joined(separator: ", ")
    let placed = """
      select m.*, coalesce(t.platform, '') as platform, m.time / 3600 as hour, m.time / 86400 as day,
        strftime('%Y', m.time, 'unixepoch') * 12 + strftime('%m', m.time, 'unixepoch') - 1 as month,
        (select o.id from origin o where o.datasets = (select group_concat(dataset, ',') from (
          select distinct l.dataset from (
            select m.load as load
            union select load from membership y where y.stamp = m.stamp and y.digest = m.digest) held
          join load l on l.id = held.load order by l.dataset))) as origin
      from measurement m join target t on t.id = m.target
      """
    for key in [
      "country, target, hour, network, origin", "country, target, day, origin", "country, target, month, origin",
      "country, network, platform, month, origin", "country, platform, month, origin", "country, platform, hour",
      "country", "network", "platform", "target", "month", "day", "hour", "origin", "platform, day", "network, month",
    ] {
      let stored = try store.texts("select \(key), \(folded) from cell group by \(key) order by \(key)")
      let grouped = try store.texts("select \(key), \(sums) from (\(placed)) group by \(key) order by \(key)")
      #expect(stored == grouped, "\(key)", sourceLocation: sourceLocation)
    }
  }
}

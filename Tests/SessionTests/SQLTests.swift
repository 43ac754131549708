import Foundation
import Query
import Shell
import Storage
import Testing

/// `sql`: what it may read, and that its figures are those of the language.
@Suite struct SQLTests {
  /// What is left of a CSV result.
  private func csv(_ bench: Bench, _ statement: String) -> [String] {
    bench.lines(statement).split(separator: "\n").map(String.init)
  }

  @Test func `counts of an hour, of a day and of a month are those that the language shows`() throws {
    let bench = try Bench(format: .csv)
    let sums = "sum(tests) as tests, sum(ok) as ok, sum(anomaly) as anomaly, sum(confirmed) as confirmed"
    let languages = csv(bench, "show tests in PK, IN by country | drop country_name")
    #expect(languages.count == 3)
    for table in ["hourly_counts", "daily_counts", "monthly_counts"] {
      let tests = csv(
        bench,
        "sql \"select country, sum(tests) as tests from \(table) where country in ('PK', 'IN') group by 1 order by 1\"")
      #expect(tests == languages, "\(table)")
      let all = csv(bench, "sql \"select \(sums), sum(failure) as failure from \(table)\"")
      let single = csv(
        bench,
        """
        sql "select count(*) as tests, sum(outcome = 'ok') as ok, sum(outcome = 'anomaly') as anomaly, \
        sum(outcome = 'confirmed') as confirmed, sum(outcome = 'failure') as failure from measurements"
        """)
      #expect(all == single, "\(table)")
    }
  }

  @Test func `a row of counts is the only one of its key`() throws {
    let bench = try Bench(format: .csv)
    for (table, key) in [
      ("hourly_counts", "hour, country, network, test, target, datasets"),
      ("daily_counts", "day, country, network, platform, datasets"),
      ("monthly_counts", "month, country, network, platform, datasets"),
    ] {
      let twice = csv(
        bench, "sql \"select count(*) as n from (select 1 from \(table) group by \(key) having count(*) > 1)\"")
      #expect(twice == ["n", "0"], "\(table)")
    }
  }

  @Test func `records are those that the language lists, without the excluded`() throws {
    let bench = try Bench(format: .csv)
    let counted = "sql \"select count(*) as incidents from incidents where start like '2024%'\""
    #expect(csv(bench, counted) == csv(bench, "show incidents during 2024"))
    let listed = csv(bench, "list incidents in PK during 2024 | keep id, start, platforms | top 20")
    let asked = csv(
      bench,
      """
      sql "select id, start, platforms from incidents where countries = 'PK' and start like '2024%' \
      order by incidents.start, id"
      """)
    #expect(listed == asked)
    let id = try #require(asked.dropFirst().first?.split(separator: ",").first)
    _ = bench.run("exclude incident \(id) because \"a test\"")
    #expect(csv(bench, counted) == csv(bench, "show incidents during 2024"))
    #expect(csv(bench, "sql \"select count(*) as n from incident_values where id = '\(id)'\"") == ["n", "0"])
  }

  @Test func `every table has the columns that are documented`() throws {
    let bench = try Bench(format: .csv)
    #expect(SQLView.all.count > 10)
    for view in SQLView.all {
      let rows = csv(bench, "sql \"select * from \(view.name) limit 1\"")
      #expect(rows.first == view.columns.map(\.name).joined(separator: ","), "\(view.name)")
    }
  }

  @Test(arguments: [
    "delete from incident", "insert into incident default values returning 1", "update dataset set name = 'x'",
    "drop table incident", "create table x(a)", "create temp table x(a)", "create temp view x as select 1",
    "attach 'x.db' as x", "detach main", "pragma query_only = off", "pragma journal_mode", "begin", "savepoint a",
    "vacuum", "vacuum into 'copy.db'", "reindex", "analyze", "select load_extension('x')",
    "select fts3_tokenizer('simple')", "select random()", "select writefile('x', 'y')",
    "select readfile('/etc/passwd')",
    "select * from sqlite_schema", "select sql from sqlite_master", "select * from pragma_table_list",
    "select * from cell",
    "select count(*) from cell", "with x as (select tests from cell) select * from x",
    "select (select count(*) from cell) from incidents", "select * from measurement", "select * from target",
    "select count(*) from dataset", "with cell as (select 1) select count(*) from cell", "explain delete from incident",
    "select 1; select 2",
    "select 1; drop table incident",
    "select 1; nonsense", "select ?", "select :name", "", " ", "-- nothing", "/* nothing */", ";", "selec 1",
    "select 1 as a, 2 as a", "replace into setting values ('a', 'b')", "alter table incident rename to x",
    "select edit('x')", "select * from incidents where", "values",
  ])
  func `what does not only read the documented tables is refused, and nothing is changed`(_ text: String) throws {
    let bench = try Bench()
    let before = bench.run("sql \"select * from datasets\"").text
    let said = bench.run("sql \"\(text)\"")
    #expect(said.status == .statementError && said.text.hasPrefix("error: "), "\(said.text)")
    #expect(bench.run("sql \"select * from datasets\"").text.dropLast(40) == before.dropLast(40))
    #expect(bench.run("show incidents in PK during 2024").status == .ok)
  }

  @Test func `a file is read through a connection that cannot write`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("curfew-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = try Store(path: folder.appendingPathComponent("a.db").path, toolVersion: "test")
    for text in ["delete from run", "vacuum into '\(folder.path)/b.db'", "attach '\(folder.path)/b.db' as b"] {
      #expect(throws: SQLFault.self, "\(text)") { try store.rows(ofSQL: text) }
    }
    #expect(try store.rows(ofSQL: "select count(*) as n from runs").rows == [[.integer(0)]])
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/b.db"))
  }

  @Test func `rows without end are stopped, and so are steps without rows`() throws {
    let store = try Store(inMemory: "test")
    let endless = "with recursive a(n) as (select 1 union all select n + 1 from a)"
    #expect(throws: SQLFault.tooManyRows(1000)) { try store.rows(ofSQL: "\(endless) select n from a", most: 1000) }
    #expect(try store.rows(ofSQL: "\(endless) select n from a limit 1000", most: 1000).rows.count == 1000)
    store.interrupt()
    #expect(throws: StoreError.interrupted) { try store.rows(ofSQL: "\(endless) select count(*) from a") }
    // The interruption was for that statement.
    #expect(try store.rows(ofSQL: "select 1 as n").rows == [[.integer(1)]])
    #expect(throws: SQLFault.self) { try store.rows(ofSQL: "select hex(zeroblob(100000000)) as a") }
  }

  @Test func `tables of a statement's own may be counted`() throws {
    let bench = try Bench(format: .csv)
    for text in [
      "with a as (select country from daily_counts group by 1) select count(*) as n from a",
      "select count(*) as n from (select country from daily_counts group by 1)",
      "select count(*) as n from (select distinct country from measurements)",
    ] {
      #expect(csv(bench, "sql \"\(text)\"") == ["n", "9"], "\(text)")
    }
    #expect(csv(bench, "sql \"select count(*) as n from json_each('[1, 2]')\"") == ["n", "2"])
  }

  @Test func `columns are typed by their values, and missing is not zero`() throws {
    let bench = try Bench(format: .json)
    let said = bench.run(
      "sql \"select 1 as whole, 1.5 as part, 'a' as word, null as gone, x'00ff' as bytes, 9e999 as big\""
    ).text
    for part in [
      "{\"whole\": 1, \"part\": 1.5, \"word\": \"a\", \"gone\": null, \"bytes\": \"00ff\", \"big\": null}",
      "{\"name\": \"whole\", \"title\": \"whole\", \"type\": \"integer\"",
      "{\"name\": \"part\", \"title\": \"part\", \"type\": \"number\"", "\"why\": \"no data\"",
    ] {
      #expect(said.contains(part), "\(part): \(said)")
    }
  }

  @Test func `a result of SQL is one like any other`() throws {
    let bench = try Bench()
    let counts = "select country, sum(tests) as tests from monthly_counts group by 1"
    let first = bench.run("sql \"\(counts)\" | where country = Pakistan as mine").text
    #expect(first.contains("PK") && first.contains("5063") && first.contains("#1  q:"), "\(first)")
    #expect(bench.run("mine | rename tests = n | keep n").text.contains("n\n"))
    #expect(bench.run("runs").text.contains("monthly_counts"))
    let twice = bench.run("sql \"\(counts)\" | where country = Pakistan").text
    #expect(twice.split(separator: "q:").last == first.split(separator: "q:").last)
    for (tail, words) in [
      ("| sort nope", "no column 'nope'"), ("| where tests = many", "with a number"),
      ("| where tests contains 3", "tests"), ("| where country > 3", "country"), ("| pivot nope", "nope"),
    ] {
      let refused = bench.run("sql \"\(counts)\" \(tail)")
      #expect(refused.status == .statementError && refused.text.contains(words), "\(tail): \(refused.text)")
    }
  }

  @Test func `two catalogues that record the same things are a caution`() throws {
    let bench = try Bench()
    #expect(!bench.run("sql \"select count(*) as n from incidents\"").text.contains("more than once"))
    try bench.load(text: try bench.lines(of: "incidents.csv").joined(separator: "\n") + "\n", as: "other")
    let said = bench.run("sql \"select count(*) as n from incidents\"").text
    #expect(
      said.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains("more than one of them recorded"),
      "\(said)")
    #expect(!bench.run("sql \"select count(*) as n from events\"").text.contains("more than one of them"))
    #expect(bench.run("sql \"select 1 as n\"").text.contains("synthetic") == false)
  }
}

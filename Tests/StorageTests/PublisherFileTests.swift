import Foundation
import Testing

@testable import Storage

/// The figures of real files, which a checkout does not have: skipped without them (`CURFEW_TEST_DATA`).
@Suite(.enabled(if: PublisherFiles.areThere, "the folder of publishers' files is not there"))
struct `Publishers' files` {
  private let dump = PublisherFiles.path("ooni/tables/fastpath-dump-part1.sql")
  private let outcomes =
    "select sum(tests - anomaly - confirmed - failure), sum(anomaly), sum(confirmed), sum(failure) from"

  @Test func `a fastpath dump gives its published figures at every grain`() throws {
    let store = try Store.forTests()
    let report = try store.load(LoadRequest(files: [dump]))
    #expect(report.dataset == "ooni-fastpath" && report.kept == 540 && report.rejected == 1 && report.repeated == 0)
    #expect(try store.rejects(load: 1).map(\.line) == [1])
    for key in ["hour", "day", "month", "network", "platform", "target"] {
      let cells = "cell where \(key) is not null"
      #expect(try store.texts("\(outcomes) \(cells)") == ["394|36|11|99"], "\(key)")
      for (country, figures) in [
        ("IR", "9|5|9|1"), ("RU", "50|17|0|1"), ("TR", "5|0|2|0"), ("BR", "69|2|0|4"), ("VE", "4|1|0|0"),
      ] {
        #expect(try store.texts("\(outcomes) \(cells) and country = '\(country)'") == [figures], "\(key)")
      }
    }
    try StoredState.expectCellsToFollow(store)
    #expect(try store.count("evidence") == 146)
    let again = try store.load(LoadRequest(files: [dump]))
    #expect(again.load == nil && again.files.first?.alreadyIn == 1)
  }

  @Test func `its tests under another name are repeats that both datasets hold`() throws {
    let folder = try TemporaryFolder()
    let store = try Store.forTests()
    try store.load(LoadRequest(files: [dump]))
    let header = "measurement_uid,measurement_start_time,probe_cc,probe_asn,test_name,input,outcome\n"
    let csv = try Self.rewritten(dump, header: header)
    let path = try folder.write(csv, to: "again.csv")
    let report = try store.load(LoadRequest(files: [path], name: "mine", format: "measurements"))
    #expect(report.kept == 0 && report.repeated == 540 && report.disagreed == 0)
    #expect(
      try store.texts("select o.datasets, sum(tests) from cell c join origin o on o.id = c.origin group by 1")
        == ["1,2|540"])
    #expect(try store.datasets().map(\.rows) == [540, 540])
    try StoredState.expectCellsToFollow(store)
    try store.undo(load: 1)
    #expect(try store.datasets().map(\.name) == ["mine"])
    #expect(try store.texts("\(outcomes) cell") == ["394|36|11|99"])
    try StoredState.expectCellsToFollow(store)
  }

  /// The dump's rows as a table of one's own: uid, time, country, network, test, input and the outcome of its flags.
  private static func rewritten(_ dump: String, header: String) throws -> String {
    var csv = header
    for line in try String(contentsOfFile: dump, encoding: .utf8).split(separator: "\n").dropFirst() {
      let values = line.components(separatedBy: "VALUES (").last ?? ""
      let fields = values.components(separatedBy: "','").map { $0.trimmingCharacters(in: ["'"]) }
      guard fields.count > 13 else { continue }
      let outcome =
        fields[13] == "t" ? "failure" : fields[12] == "t" ? "confirmed" : fields[11] == "t" ? "anomaly" : "ok"
      let input = fields[2] == "\\N" ? "" : fields[2]
      csv += "\(fields[0]),\(fields[7]),\(fields[3]),\(fields[4]),\(fields[5]),\"\(input)\",\(outcome)\n"
    }
    return csv
  }

  @Test func `the shutdown tracker has 1,887 incidents in 2,102 rows`() throws {
    let store = try Store.forTests()
    let report = try store.load(
      LoadRequest(files: [PublisherFiles.path("incidents/access-now-stop-2016-2025.csv")]))
    #expect(report.kept == 1887 && report.repeated == 215 && report.rowsRead == 2102)
    #expect(try store.datasets().map(\.rows) == [1887])
    let names = try store.texts("select name from incident where name like '%:PK-2023-05-09-%' order by name")
    #expect(names.first == "access-now:PK-2023-05-09-1")
    #expect(try store.texts("select count(*) from incident where (current = 1) <> (name is not null)") == ["0"])
    let before = try store.texts("select name, identity from incident where current = 1 order by name")
    try store.undo(load: 1)
    try store.load(LoadRequest(files: [PublisherFiles.path("incidents/access-now-stop-2016-2025.csv")]))
    #expect(try store.texts("select name, identity from incident where current = 1 order by name") == before)
  }

  @Test func `coup attempts are events under their own ids or names`() throws {
    let store = try Store.forTests()
    let report = try store.load(LoadRequest(files: [PublisherFiles.path("events/powell-thyne-coups.tsv")]))
    #expect(report.rowsRead == 491 && report.rejected == 0)
    #expect(try store.catalog().eventIDs.count == report.kept)
  }

  @Test func `aggregation answers are counts, not tests`() throws {
    let store = try Store.forTests()
    let report = try store.load(
      LoadRequest(files: [PublisherFiles.path("ooni/api/aggregation-2d-hourly.json")], format: "ooni-aggregation"))
    #expect(report.kept > 0 && report.subject == .aggregates)
    #expect(try store.count("aggregate") == report.kept)
    #expect(try store.count("measurement") == 0)
  }
}

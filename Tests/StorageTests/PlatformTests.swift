import Datasets
import Subjects
import Testing

@testable import Storage

/// Platforms of the user's own, loaded before and after what they are about.
@Suite struct `Platforms of one's own` {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @discardableResult
  private func load(_ text: String, _ name: String, into store: Store, as dataset: String? = nil) throws -> LoadReport {
    try store.load(LoadRequest(files: [try folder.write(text, to: name)], name: dataset))
  }

  private let platforms = """
    platform,host,name
    mastodon-de,mastodon.example.org,Mastodon Deutschland
    bird,twitter.com,
    x,xcorp.example,Birdsite
    """

  /// Of three countries, months, networks and outcomes, on hosts that move and hosts that do not.
  private let tests: [MadeUpTest] = {
    let hosts = ["mastodon.example.org", "www.twitter.com", "x.com", "cdn.xcorp.example", "youtube.com", ""]
    let outcomes: [Outcome] = [.ok, .anomaly, .confirmed, .failure]
    return (0..<600).map { index in
      MadeUpTest(
        uid: "u\(index)", time: 1_704_067_200 + index * 10_807, country: ["PK", "DE", "IN"][index % 3],
        network: UInt32(100 + index % 5), host: hosts[index % hosts.count],
        test: index % hosts.count == 5 ? "whatsapp" : "web_connectivity", outcome: outcomes[index % 4],
        kind: index % 4 == 1 ? .dns : .none)
    }
  }()

  private let incidents = """
    country,start,end,services,extent
    DE,2024-01-03,2024-01-05,Mastodon Deutschland;Facebook,service-based
    PK,2024-01-03,2024-01-05,Birdsite,service-based
    PK,2024-02-03,2024-02-05,anything except Birdsite,service-based
    """

  private func state(_ store: Store) throws -> [String] {
    let values = try store.texts(
      "select i.name, v.field, v.value, v.ordinal from incident_value v join incident i on i.id = v.incident order by 1, 2, 3"
    )
    return try StoredState.dump(store) + values + store.texts("select host, platform from target order by test, host")
  }

  @Test func `whether platforms come before or after what they are about, the result is one`() throws {
    let before = try Store.forTests()
    try load(platforms, "p.csv", into: before)
    try before.load(tests, as: "tests")
    try load(incidents, "i.csv", into: before)
    let after = try Store.forTests()
    try after.load(tests, as: "tests")
    try load(incidents, "i.csv", into: after)
    let report = try load(platforms, "p.csv", into: after)
    #expect(report.kept == 3 && report.platforms.targets == 3)
    #expect(
      report.platforms.moves.map { "\($0.from ?? "none") \($0.to ?? "none") \($0.targets)" } == [
        "x bird 1", "none mastodon-de 1", "none x 1",
      ])
    #expect(report.platforms.incidentsBefore == 0 && report.platforms.incidents == 2)
    #expect(try state(before) == state(after))
    for store in [before, after] { try StoredState.expectCellsToFollow(store) }
    #expect(
      try after.texts("select platform, sum(tests) from cell group by platform order by 1") == [
        "bird|100", "mastodon-de|100", "whatsapp|100", "x|200", "youtube|100",
      ])
    #expect(try after.catalog().platforms.platform("mastodon-de")?.title == "Mastodon Deutschland")
  }

  @Test func `undoing platforms takes all of it back`() throws {
    let store = try Store.forTests()
    try store.load(tests, as: "tests")
    try load(incidents, "i.csv", into: store)
    let plain = try state(store)
    let load = try #require(try self.load(platforms, "p.csv", into: store).load)
    #expect(try state(store) != plain)
    let preview = try store.undoPreview(load: load)
    #expect(preview.platforms.targets == 3 && preview.removed == 3)
    let report = try store.undo(load: load)
    #expect(report.platforms.moves == preview.platforms.moves)
    #expect(report.platforms.incidentsBefore == 2 && report.platforms.incidents == 0)
    #expect(try state(store) == plain)
    try StoredState.expectCellsToFollow(store)
    #expect(try store.catalog().platforms.rules.isEmpty)
    #expect(try store.count("platform_rule") == 0)
  }

  @Test func `undoing what platforms are about leaves no trace of it`() throws {
    let store = try Store.forTests()
    try load(platforms, "p.csv", into: store)
    let load = try #require(try store.load(tests, as: "tests").load)
    let catalogue = try #require(try self.load(incidents, "i.csv", into: store).load)
    try store.undo(load: load)
    try store.undo(load: catalogue)
    for table in ["measurement", "cell_block", "incident", "incident_value"] {
      #expect(try store.count(table) == 0, "\(table)")
    }
  }

  @Test func `a newer file's word on a host stands until its load is undone`() throws {
    let store = try Store.forTests()
    try store.load(tests, as: "tests")
    try load(platforms, "p.csv", into: store)
    let first = try state(store)
    for dataset in [nil, "others"] {
      let report = try load(
        "platform,host\nfeathers,twitter.com\nfeathers,youtube.com\n", "q.csv", into: store, as: dataset)
      #expect(report.repeated == (dataset == nil ? 1 : 0) && report.platforms.targets == 2)
      #expect(
        try store.texts("select distinct platform from target where platform is not null order by 1") == [
          "feathers", "mastodon-de", "whatsapp", "x",
        ])
      try StoredState.expectCellsToFollow(store)
      try store.undo(load: try #require(report.load))
      #expect(try state(store) == first)
    }
    // The older load goes first.
    try load("platform,host\nfeathers,twitter.com\n", "q.csv", into: store)
    try store.undo(load: 2)
    #expect(try store.texts("select platform from target where host = 'www.twitter.com'") == ["feathers"])
    #expect(try store.texts("select count(*) from target where platform = 'mastodon-de'") == ["0"])
    try StoredState.expectCellsToFollow(store)
  }

  @Test func `a word of the language is no id, in a load as in a dry run`() throws {
    let text = "platform,host\nshow,a.example\nincidents,b.example\nunknown,c.example\nby,d.example\nmine,e.example\n"
    let store = try Store.forTests()
    let report = try load(text, "p.csv", into: store)
    #expect(report.kept == 1 && report.rejected == 4 && report.rowsRead == 5)
    #expect(
      try store.rejects(load: 1).map { "\($0.line) \($0.value)" } == ["2 show", "3 incidents", "4 unknown", "5 by"])
    let run = try DryRun.of(folder.file("p.csv"), format: .platforms, sniffed: nil, mapping: ColumnMapping())
    #expect(run.summary.kept == 1 && run.summary.rejected == 4 && run.rejects.count == 4)
  }

  @Test func `platforms that come and go leave no numbers behind, and too many are refused whole`() throws {
    let store = try Store.forTests()
    let hosts = (0..<8_200).map { "h\($0).example" }
    try store.load(hosts.map { MadeUpTest(uid: $0, host: $0) }, as: "tests")
    for round in 0..<2 {
      let rows = hosts.prefix(4_200).enumerated().map { "p\(round)-\($0.offset),\($0.element)\n" }
      let report = try load("platform,host\n" + rows.joined(), "\(round).csv", into: store)
      #expect(report.platforms.targets == 4_200)
      try store.undo(load: try #require(report.load))
    }
    #expect(try store.count("platform") <= 4_202)
    let plain = try state(store)
    let rows = hosts.enumerated().map { "q\($0.offset),\($0.element)\n" }
    #expect(throws: StoreError.tooManyPlatforms) {
      try load("platform,host\n" + rows.joined(), "many.csv", into: store)
    }
    #expect(try state(store) == plain && store.loads().count == 1)
  }

  @Test func `platforms are among the datasets that a reader of platforms rests on`() throws {
    let store = try Store.forTests()
    try load(platforms, "p.csv", into: store)
    #expect(try store.referenceDatasets(for: ["platform"]) == ["platforms"])
    #expect(try store.referenceDatasets(for: ["country"]) == [])
    #expect(
      try store.texts("select dataset, platform, kind, value, role, name from platform_rules order by value") == [
        "platforms|mastodon-de|host|mastodon.example.org|service|Mastodon Deutschland",
        "platforms|bird|host|twitter.com|service|NULL", "platforms|x|host|xcorp.example|service|Birdsite",
      ])
    let again = try load(platforms, "again.csv", into: store)
    #expect(again.load == nil)
  }
}

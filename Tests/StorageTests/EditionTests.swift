import Datasets
import Testing

@testable import Storage

/// Signals and reference data: rows that later loads may give anew.
@Suite struct `Signals and reference data` {
  private let folder: TemporaryFolder
  private let store: Store

  init() throws {
    folder = try TemporaryFolder()
    store = try Store.forTests()
  }

  @discardableResult
  private func load(
    _ text: String, _ name: String, format: String? = nil, map: [(String, String)] = []
  ) throws -> LoadReport {
    let mapping = ColumnMapping(map.map { ColumnMapping.Entry(field: $0.0, column: $0.1) })
    return try store.load(LoadRequest(files: [try folder.write(text, to: name)], format: format, mapping: mapping))
  }

  private func dump() throws -> [String] {
    try EditionTable.all.flatMap { table in
      try store.texts("select \(table.columns.joined(separator: ", ")), load from \(table.name) order by 1, 2, load")
    }
  }

  private let header = "date,country,users,lower,upper,frac\n"

  @Test func `a series is kept by entity, source and time, and its newest value stands`() throws {
    let first = try load(header + "2024-01-07,pk,100,90,120,95\n2024-01-08,pk,50,90,120,95\n", "a.csv")
    #expect(first.subject == .signals && first.kept == 2 && first.repeated == 0)
    let second = try load(
      header + "2024-01-08,pk,55,90,120,99\n2024-01-08,ug,7,,,99\n2024-01-07,pk,100,90,120,99\n", "b.csv")
    #expect(second.kept == 1 && second.repeated == 2 && second.disagreed == 1)
    #expect(
      try store.texts("select dataset, source, country, time, value from signals order by time, country") == [
        "tor-users|tor-users|PK|2024-01-07T00:00:00Z|100.0", "tor-users|tor-users|PK|2024-01-08T00:00:00Z|55.0",
        "tor-users|tor-users|UG|2024-01-08T00:00:00Z|7.0",
      ])
    let summary = try #require(try store.datasets().first)
    #expect(summary.rows == 3 && summary.subject == .signals && summary.loads == 2)
    #expect(summary.span?.start.iso == "2024-01-07T00:00:00Z")
    #expect(summary.span?.end.iso == "2024-01-09T00:00:00Z")
  }

  @Test func `undo brings back what a load had replaced, whichever load it is`() throws {
    let texts = ["2024-01-07,pk,1,,,1\n2024-01-08,pk,2,,,1\n", "2024-01-08,pk,3,,,1\n", "2024-01-08,pk,4,,,1\n"]
    for undone in texts.indices {
      let alone = try Store.forTests()
      let both = try Store.forTests()
      for (index, text) in texts.enumerated() {
        let path = try folder.write(header + text, to: "\(index).csv")
        try both.load(LoadRequest(files: [path]))
        if index != undone { try alone.load(LoadRequest(files: [path])) }
      }
      let preview = try both.undoPreview(load: undone + 1)
      #expect(preview.removed == (undone == 0 ? 2 : 1))
      #expect(try both.undo(load: undone + 1) == preview)
      let values = "select time, value from signals order by time"
      #expect(try both.texts(values) == alone.texts(values))
    }
  }

  @Test func `a row twice in one load is a repeat, and the first stands`() throws {
    let report = try load(header + "2024-01-07,pk,1,,,1\n2024-01-07,PK,2,,,1\n", "a.csv")
    #expect(report.kept == 1 && report.repeated == 1 && report.disagreed == 1)
    #expect(try store.texts("select value from signal") == ["1.0"])
  }

  @Test func `every kind of reference data is stored, counted and undone`() throws {
    let figures = "Country Name,Country Code,Year,Value\nPakistan,PAK,2023,240485658\nWorld,WLD,2023,8e9\n"
    #expect(throws: SourceError.self) { try load(figures, "population.csv") }
    #expect(try store.loads().isEmpty)
    let report = try load(figures, "population.csv", map: [("indicator", "population")])
    #expect(report.kept == 1 && report.rejected == 1 && report.rejectKinds == [.notACountry: 1])
    #expect(report.span?.start.iso == "2023-01-01T00:00:00Z")
    try load("asn,org_name,ownership_cc,target_cc\n17557,PTCL,PK,\n", "owned.csv")
    try load("asn,name,country\n17557,PKTELECOM-AS-PK,PK\n", "names.csv")
    try load("url,category_code\nhttps://x.com/,GRP\n", "global.csv")
    try load("CategoryCode,CategoryName\nGRP,Social networking\n", "codes.csv")
    try load("target_id\tservice\trole\tcombination_rule\nx/website\tx\twebsite\tany_of\n", "targets.tsv")
    try load("matcher_kind\tmatcher\ttarget_id\ndomain\tx.com\tx/website\n", "hosts.tsv")
    let mark =
      "name,scope,location_found,pattern_type,pattern,expected_countries\nmine,nat,body,contains,is blocked,PK\n"
    try load(mark, "marks.csv")
    try load("platform,country,year,users\nTwitter,PK,2023,5\nx,PK,2023,6\nyoutube,PK,,7\nvk,PK,,1\n", "users.csv")
    #expect(
      try store.datasets().map { "\($0.name) \($0.subject.rawValue) \($0.rows)" } == [
        "category-codes reference 1", "fingerprints reference 1", "networks reference 1", "platform-users reference 3",
        "reference reference 1",
        "state-owned reference 1", "targets reference 2", "test-list reference 1",
      ])
    #expect(try store.texts("select country, year, value from country_figures") == ["PK|2023|240485658.0"])
    #expect(
      try store.texts("select dataset, name, coalesce(owner, '') from networks order by 1") == [
        "networks|PKTELECOM-AS-PK|", "state-owned|PTCL|PK",
      ])
    for load in try store.loads() { try store.undo(load: load.id) }
    #expect(try dump() == [])
    #expect(try store.datasets().isEmpty)
  }

  private let users = "platform,country,year,users\n"

  @Test func `users are kept by platform, country and year, whatever the platform is called`() throws {
    let first = try load(users + "Twitter,PK,2023,5\nx,Pakistan,2023,6\nYouTube,PK,,7\nyoutub,PK,,8\n", "a.csv")
    #expect(first.kept == 2 && first.repeated == 1 && first.disagreed == 1)
    #expect(first.rejectKinds == [.unknownValue: 1] && first.span?.start.iso == "2023-01-01T00:00:00Z")
    #expect(try store.texts("select reason from reject") == ["'youtub' is no platform; nearest: youtube"])
    let standing = "select platform, country, coalesce(year, 0), users from platform_users order by 1"
    #expect(try store.texts(standing) == ["x|PK|2023|5.0", "youtube|PK|0|7.0"])
    let second = try load(users + "x,PK,2023,9\nx,PK,2024,10\n", "b.csv")
    #expect(second.kept == 1 && second.repeated == 1)
    #expect(try store.texts(standing) == ["x|PK|2023|9.0", "x|PK|2024|10.0", "youtube|PK|0|7.0"])
    try store.undo(load: 2)
    #expect(try store.texts(standing) == ["x|PK|2023|5.0", "youtube|PK|0|7.0"])
  }

  @Test func `users of a platform of one's own are known where its table is loaded, in a dry run too`() throws {
    let text = users + "Mastodon Deutschland,DE,2023,5\n"
    #expect(try load(text, "before.csv").rejected == 1)
    try store.undo(load: 1)
    try load("platform,host,name\nmastodon-de,mastodon.example.org,Mastodon Deutschland\n", "platforms.csv")
    let path = try folder.write(text, to: "after.csv")
    let known = try store.catalog().platforms
    let run = try DryRun.of(path, format: .platformUsers, sniffed: nil, mapping: ColumnMapping(), platforms: known)
    #expect(run.summary.kept == 1 && run.rejects.isEmpty)
    let blind = try DryRun.of(path, format: .platformUsers, sniffed: nil, mapping: ColumnMapping())
    #expect(blind.summary.kept == 0 && blind.rejectKinds == [.unknownValue: 1])
    #expect(try load(text, "after.csv").kept == 1)
    #expect(try store.texts("select platform from platform_users") == ["mastodon-de"])
  }

  @Test func `a host has its front page's category, the global list's before a country's, or none`() throws {
    try load(
      """
      url,category_code
      https://a.example/,NEWS
      https://b.example/page,HUMR
      https://c.example/1,HUMR
      https://c.example/2,NEWS
      https://e.example/,COMM
      """, "global.csv")
    try load(
      """
      url,category_code
      https://a.example/,POLR
      https://a.example/about,CULTR
      https://b.example/,NEWS
      https://d.example/,NEWS
      """, "pk.csv")
    try load("url,category_code\nhttps://d.example/,POLR\n", "ru.csv")
    let categories = "select host, code from host_categories order by 1"
    #expect(try store.texts(categories) == ["a.example|NEWS", "b.example|NEWS", "e.example|COMM"])
    try load("url,category_code\nhttps://a.example/,HUMR\n# a later edition,\n", "global.csv")
    #expect(try store.texts(categories).first == "a.example|HUMR")
    try store.undo(load: 4)
    #expect(try store.texts(categories).first == "a.example|NEWS")
    #expect(try store.catalog().vocabulary["category"] == ["COMM", "NEWS"])
  }

  @Test func `a network has an owner where datasets agree`() throws {
    try load("asn,org_name,ownership_cc\n1,a,PK\n2,b,PK\n", "owned.csv")
    try load("asn,ownership\n2,private\n3,private\n4,\n", "mine.csv")
    #expect(try store.texts("select * from network_ownership order by 1") == ["1|state", "3|private"])
    #expect(try store.referenceDatasets(for: ["ownership", "country"]) == ["networks", "state-owned"])
    #expect(try store.referenceDatasets(for: ["category"]) == [])
  }

  @Test func `another subject's dataset is not added to`() throws {
    try load(header + "2024-01-07,pk,1,,,1\n", "a.csv")
    let path = try folder.write("asn,name\n1,a\n", to: "b.csv")
    #expect(throws: StoreError.self) { try store.load(LoadRequest(files: [path], name: "tor-users")) }
    #expect(try store.count("network_fact") == 0)
  }
}

/// Raw measurements are confirmed by the fingerprints that are loaded before them.
@Suite struct `Fingerprints of a database` {
  private let raw = """
    {"report_id":"20240107T180000Z_webconnectivity_PK_17557_n1_a","probe_cc":"PK","probe_asn":"AS17557",\
    "measurement_start_time":"2024-01-07 18:00:05","test_name":"web_connectivity","input":"https://x.com/",\
    "test_keys":{"blocking":"http-diff","accessible":false,"title_match":false,"queries":[],\
    "requests":[{"request":{"url":"https://x.com/"},"response":{"body":"this page is blocked","headers":{}}}]}}
    """
  private let marks =
    "name,scope,location_found,pattern_type,pattern,expected_countries\nmine,nat,body,contains,page is blocked,PK\n"

  @Test(arguments: [true, false]) func `confirm what is loaded after them`(isThere: Bool) throws {
    let folder = try TemporaryFolder()
    let store = try Store.forTests()
    if isThere { try store.load(LoadRequest(files: [try folder.write(marks, to: "marks.csv")])) }
    let report = try store.load(LoadRequest(files: [try folder.write(raw, to: "raw.json")]))
    #expect(report.format == "ooni-raw" && report.kept == 1)
    #expect(try store.texts("select outcome from measurement") == [isThere ? "2" : "1"])
  }
}

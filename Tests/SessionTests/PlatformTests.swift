import Foundation
import Query
import Testing

/// Statements on platforms of one's own.
@Suite struct OwnPlatformTests {
  private let tests = """
    uid,time,country,asn,test,input,outcome
    20240107180000.1_DE,2024-01-07 18:00:00,DE,3320,web_connectivity,https://mastodon.example.org/,anomaly
    20240107180000.2_DE,2024-01-07 18:00:00,DE,3320,web_connectivity,https://social.example.net/,ok
    20240107180000.3_DE,2024-01-07 18:00:00,DE,3320,web_connectivity,https://twitter.com/,ok
    20240207180000.4_DE,2024-02-07 18:00:00,DE,3320,web_connectivity,https://x.com/,anomaly
    20240207180000.5_DE,2024-02-07 18:00:00,DE,3320,whatsapp,,ok
    """
  private let incidents = """
    country,start,end,services,extent
    DE,2024-01-03,2024-01-05,Mastodon Deutschland;Facebook,service-based
    """
  private let platforms = """
    platform,host,name
    mastodon-de,mastodon.example.org,Mastodon Deutschland
    mastodon-de,social.example.net,
    bird,twitter.com,
    """

  private func bench() throws -> Bench {
    let bench = try Bench(withExamples: false, format: .csv)
    try bench.load(text: tests, as: "mine")
    try bench.load(text: incidents, as: "catalogue")
    try bench.load(text: platforms, as: "own")
    return bench
  }

  @Test(arguments: [
    ("show tests on mastodon-de", "tests\n2\n"),
    ("show tests on \"Mastodon Deutschland\"", "tests\n2\n"),
    ("show tests by platform", "platform,tests\nbird,1\nmastodon-de,2\nwhatsapp,1\nx,1\n"),
    (
      "show tests by platform per month",
      "platform,month,tests\nbird,2024-01,1\nmastodon-de,2024-01,2\nwhatsapp,2024-02,1\nx,2024-02,1\n"
    ),
    (
      "show tests where platform = mastodon-de by target",
      "target,tests\nmastodon.example.org,1\nsocial.example.net,1\n"
    ),
    ("define @own = mastodon-de, x\nshow tests on @own", "@own: 2 platforms\ntests\n3\n"),
    ("rank platforms by tests min n = 1 top 1 | keep platform, tests", "platform,tests\nmastodon-de,2\n"),
    ("show incidents on mastodon-de counting platform-days", "incidents\n3\n"),
    ("show incidents where platform = mastodon-de", "incidents\n1\n"),
    ("list incidents | keep platforms, services", "platforms,services\nfacebook; mastodon-de,Mastodon Deutschland\n"),
  ])
  func `they are named wherever platforms are`(statement: String, answer: String) throws {
    #expect(try bench().lines(statement) == answer)
  }

  @Test func `names that are near are told, and a set whose platform went is refused`() throws {
    let bench = try bench()
    let near = bench.run("show tests on mastodon-dd")
    #expect(near.status == .statementError && near.text.contains("did you mean 'mastodon-de'"), "\(near.text)")
    let taken = bench.run("show tests as mastodon-de")
    #expect(taken.status == .statementError, "\(taken.text)")
    _ = bench.run("define @own = mastodon-de, x")
    let undone = bench.run("undo load 3")
    #expect(undone.text.contains("3 targets of held measurements change platform"), "\(undone.text)")
    let gone = bench.run("show tests on @own")
    #expect(gone.status == .statementError && gone.text.contains("mastodon-de of @own"), "\(gone.text)")
    #expect(bench.lines("show tests by platform") == "platform,tests\nwhatsapp,1\nx,2\n,2\n")
  }

  @Test func `they are completed and described`() throws {
    let bench = try bench()
    let catalog = try bench.session.catalog()
    let text = "show tests on mastodon-"
    let offered = Language.completions(for: text, at: text.utf8.count, in: catalog).candidates
    #expect(offered.map(\.text) == ["mastodon-de"] && offered.first?.detail == "Mastodon Deutschland")
    #expect(
      bench.lines("platforms").contains(
        "mastodon-de,Mastodon Deutschland,\"\",\"mastodon.example.org, social.example.net\"\n"))
    let described = bench.run("describe platform mastodon-de").text
    #expect(described.contains("by loaded files") && described.contains("social.example.net"), "\(described)")
    #expect(!bench.run("describe platform x").text.contains("twitter.com"))
  }

  @Test func `a figure that rests on platforms counts their file among its data, and another does not`() throws {
    let bench = try Bench(withExamples: false)
    try bench.load(text: tests, as: "mine")
    try bench.load(text: incidents, as: "catalogue")
    let reading = [
      "show tests by platform", "show tests on x", "show tests where platform = x", "list measurements",
      "show incidents counting platform-days", "show incidents on facebook", "list incidents",
    ]
    let others = ["show tests by country", "show incidents by country", "show tests on \"other.example.org\""]
    let id = { (statement: String) in
      bench.run(statement).text.split(whereSeparator: \.isWhitespace).first { $0.hasPrefix("d:") }
    }
    let before = (reading + others).map(id)
    try bench.load(text: platforms, as: "own")
    for (statement, earlier) in zip(reading + others, before) {
      #expect(earlier != nil && (id(statement) != earlier) == reading.contains(statement), "\(statement)")
    }
  }

  @Test func `one spelling stands in the canonical text, so that one statement has one id`() throws {
    let bench = try Bench(withExamples: false)
    try bench.load(text: tests, as: "mine")
    try bench.load(text: platforms, as: "own")
    let id = { (statement: String) in
      bench.run(statement).text.split(whereSeparator: \.isWhitespace).first { $0.hasPrefix("q:") }
    }
    let plain = id("show tests on mastodon-de")
    #expect(plain != nil && plain == id("show tests on \"mastodon deutschland\""))
  }
}

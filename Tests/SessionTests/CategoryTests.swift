import Foundation
import Testing

/// Categories of hosts and ownership of networks, which come of reference data.
@Suite struct CategoryTests {
  private let tests = """
    uid,time,country,asn,test,input,outcome
    20240107180000.1_PK,2024-01-07 18:00:00,PK,17557,web_connectivity,https://news.example/,anomaly
    20240107180000.2_PK,2024-01-07 18:00:00,PK,17557,web_connectivity,https://news.example/,ok
    20240107180000.3_PK,2024-01-07 18:00:00,PK,9541,web_connectivity,https://shop.example/,ok
    20240107180000.4_PK,2024-01-07 18:00:00,PK,9541,web_connectivity,https://other.example/,anomaly
    20240107180000.5_PK,2024-01-07 18:00:00,PK,9541,whatsapp,,ok
    """
  private let list = "url,category_code\nhttps://news.example/,NEWS\nhttps://shop.example/,COMM\n"
  private let networks = "asn,name,ownership\n17557,PTCL,state\n"

  private func bench(lists: Bool = true) throws -> Bench {
    let bench = try Bench(withExamples: false)
    try bench.load(text: tests, as: "mine")
    if lists {
      try bench.load(text: list, as: "lists")
      try bench.load(text: networks, as: "owners")
    }
    return bench
  }

  @Test func `tests are split by their host's category and their network's owner`() throws {
    let bench = try bench()
    let categories = bench.run("show tests, anomaly-rate by category")
    #expect(categories.status == .ok, "\(categories.text)")
    for line in ["COMM 1 0.0 1", "NEWS 2 50.0 2", "unknown 2 50.0 2"] { expect(categories.text, has: line) }
    let owners = bench.run("show tests by ownership, category")
    for line in ["state NEWS 2", "unknown COMM 1", "unknown unknown 2"] { expect(owners.text, has: line) }
  }

  private func expect(_ text: String, has line: String, _ location: SourceLocation = #_sourceLocation) {
    let lines = text.split(whereSeparator: \.isNewline).map { $0.split(separator: " ").joined(separator: " ") }
    #expect(lines.contains(line), "\(text)", sourceLocation: location)
  }

  @Test func `a condition chooses by category and owner, in counts and in lists`() throws {
    let bench = try bench()
    expect(bench.run("show tests by country where category = NEWS").text, has: "Pakistan (PK) 2")
    expect(bench.run("show tests by country where ownership = unknown").text, has: "Pakistan (PK) 3")
    expect(bench.run("show tests by country where category is missing").text, has: "Pakistan (PK) 2")
    let listed = bench.run("list measurements where category = NEWS and ownership = state")
    #expect(listed.text.contains("2 tests"), "\(listed.text)")
    let typo = bench.run("show tests where category = NEWZ")
    #expect(typo.status == .statementError)
    #expect(typo.text.contains("NEWS"), "\(typo.text)")
  }

  @Test func `without lists there is no answer, and with them they stand in the footer's data`() throws {
    let bare = try bench(lists: false)
    for statement in ["show tests by category", "show tests where ownership = state", "rank categories by tests"] {
      let refused = bare.run(statement)
      #expect(refused.status == .statementError, "\(statement): \(refused.text)")
      #expect(refused.text.contains("nothing that is loaded says the"), "\(refused.text)")
    }
    let bench = try bench()
    let id = { (text: String) in text.split(separator: " ").first { $0.hasPrefix("d:") } }
    let before = id(bench.run("show tests by category").text)
    let plain = id(bench.run("show tests by country").text)
    try bench.load(text: "url,category_code\nhttps://third.example/,NEWS\n", as: "lists")
    #expect(before != nil)
    #expect(id(bench.run("show tests by category").text) != before)
    #expect(id(bench.run("show tests by country").text) == plain)
  }
}

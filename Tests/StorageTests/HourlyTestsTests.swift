import Places
import Subjects
import Testing

@testable import Storage

/// What is read straight from the blocks is what `cell` gives.
@Suite struct `Readings by the hour` {
  private let tests: [MadeUpTest] = {
    let hosts = ["twitter.com", "x.com", "youtube.com", "other.example", ""]
    let outcomes: [Outcome] = [.ok, .anomaly, .confirmed, .failure]
    return (0..<900).map { index in
      MadeUpTest(
        uid: "u\(index)", time: 1_703_000_000 + index % 130 * 25_807, country: ["PK", "DE", "IN"][index % 3],
        network: UInt32(100 + index % 5), host: hosts[index % hosts.count],
        test: index % hosts.count == 4 ? "whatsapp" : "web_connectivity", outcome: outcomes[index * 7 % 4],
        kind: .none)
    }
  }()
  private let platforms = ["whatsapp", "x"]

  private func store() throws -> Store {
    let store = try Store.forTests()
    // Two thirds each, so that a third is in both.
    try store.load(Array(tests.prefix(600)), as: "first")
    try store.load(Array(tests.suffix(600)), as: "second")
    return store
  }

  @Test(arguments: [["first"], ["second"], ["first", "second"]])
  func `a country's cells add up to those of its rows`(datasets: [String]) throws {
    let store = try store()
    let choice = try store.hourlyChoice(platforms: platforms, datasets: datasets)
    var found: [String: [Int]] = [:]
    for code in ["DE", "IN", "PK"] {
      try store.hourlyTests(in: try #require(CountryCode(code)), choice) { cell in
        let key = "\(code) \(cell.hour) \(cell.network) \(cell.platform)"
        found[key, default: [0, 0, 0]] = zip(found[key] ?? [0, 0, 0], [cell.tests, cell.n, cell.k]).map(+)
      }
    }
    #expect(try found == rows(store, datasets, by: "country || ' ' || hour || ' ' || network"))
  }

  @Test(arguments: [["first"], ["second"], ["first", "second"]])
  func `totals are those of countries, hours and platforms, in their order`(datasets: [String]) throws {
    let store = try store()
    var found: [String: [Int]] = [:]
    var order: [[Int]] = []
    try store.hourlyTotals(try store.hourlyChoice(platforms: platforms, datasets: datasets)) { total in
      found["\(total.country) \(total.hour) \(total.platform)"] = [total.n, total.k]
      order.append([Int(total.country.raw), total.hour, total.platform])
    }
    let rows = try rows(store, datasets, by: "country || ' ' || hour").filter {
      !$0.key.hasSuffix(" -1") && $0.value[1] > 0
    }
    #expect(found == rows.mapValues { Array($0[1...]) } && order.count == found.count)
    #expect(order == order.sorted { $0.lexicographicallyPrecedes($1) })
  }

  /// Tests, n and k by a key and the platform's place.
  private func rows(_ store: Store, _ datasets: [String], by key: String) throws -> [String: [Int]] {
    let names = datasets.map { "'\($0)'" }.joined(separator: ", ")
    let lines = try store.texts(
      """
      select \(key) || ' ' || case platform when 'whatsapp' then 0 when 'x' then 1 else -1 end || '|' || sum(tests) || '|'
        || sum(tests - failure) || '|' || sum(anomaly + confirmed)
      from cell where origin in (select o.origin from origin_dataset o join dataset d on d.id = o.dataset
        where d.name in (\(names)))
      group by \(key), case platform when 'whatsapp' then 0 when 'x' then 1 else -1 end
      """)
    return lines.reduce(into: [:]) { rows, line in
      let parts = line.split(separator: "|").map(String.init)
      rows[parts[0]] = parts.dropFirst().compactMap { Int($0) }
    }
  }
}

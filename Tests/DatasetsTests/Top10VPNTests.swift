import Datasets
import Subjects
import Testing

private let published = ["incidents/top10vpn_2023.csv", "incidents/top10vpn_2024.csv"]

struct Top10VPNTests {
  private let header = "country,cost_usd,duration_hours,users_affected,year\n"

  private func figures(_ rows: Collector) -> [CountryFigure] {
    rows.facts.compactMap { if case .figure(let figure) = $0 { figure } else { nil } }
  }

  @Test func `a country's year is three figures and no incident`() throws {
    let (rows, summary) = try read(
      header + "Russia,\"$4,020,000,000\",1353,113000000,2023\nChad,,14,,2023\n", as: .top10VPN)
    #expect(try sniffed(header) == "top10vpn")
    #expect(
      figures(rows).map { "\($0.country) \($0.year) \($0.indicator.rawValue) \(Int($0.value))" } == [
        "RU 2023 shutdown-cost 4020000000", "RU 2023 shutdown-hours 1353", "RU 2023 shutdown-users 113000000",
        "TD 2023 shutdown-hours 14",
      ])
    #expect(summary.kept == 4 && rows.incidents.isEmpty)
  }

  @Test func `a figure that cannot be read is listed, and a row without one`() throws {
    let (rows, summary) = try read(
      header + "Chad,1.59B,\"1,5\",-3,2023\nChad,5,x,,2023\nChad,,,,2023\nChad,1,1,1,May 2023\nAtlantis,1,1,1,2023\n",
      as: .top10VPN)
    #expect(figures(rows).map(\.value) == [5] && summary.rejected == 4 && summary.fieldsRejected == 1)
    #expect(
      rows.rejects.map(\.kind) == [
        .unreadableNumber, .unreadableNumber, .missingField, .unreadableDate, .unknownCountry,
      ])
  }

  @Test(.enabled(if: TestData.has(published[0]), "Top10VPN's tables are not here"))
  func `the tables of two years are 53 country years`() throws {
    #expect(try published.map(sniffed(file:)) == ["top10vpn", "top10vpn"])
    let tables = try published.map { figures(try read(file: $0, as: .top10VPN).rows) }
    #expect(tables.map(\.count) == [75, 84])
    let cost = { (index: Int) in
      tables[index].filter { $0.indicator == .shutdownCost }.reduce(0) { $0 + $1.value }
    }
    #expect(cost(0) == 9_136_500_000 && cost(1) == 7_683_200_000)
    #expect(tables[1].filter { $0.indicator == .shutdownHours }.reduce(0) { $0 + $1.value } == 70_451)
  }
}

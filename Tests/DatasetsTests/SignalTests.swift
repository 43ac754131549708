import Datasets
import Formats
import Places
import Subjects
import Tables
import Testing

private let alerts = "outages/ioda_alerts.json"

/// Connectivity series.
struct SignalTests {
  @Test func `Tor's estimates are days of countries with the range that was expected`() throws {
    let text = """
      # users by country
      date,country,users,lower,upper,frac
      2024-01-07,pk,14000,9000,20000,95
      2024-01-07,,2000000,,,95
      2024-01-07,??,300,,,95
      2024-01-08,pk,21000,,x,95
      2024-01-08,qq,1,,,95
      2024-01-09,pk,,,,95
      """
    let (rows, summary) = try read(text, as: .torUsers)
    #expect(
      rows.signals.map { "\($0.entity.country.map(String.init(describing:)) ?? "") \($0.time.iso) \($0.value)" } == [
        "PK 2024-01-07T00:00:00Z 14000.0", "ZZ 2024-01-07T00:00:00Z 300.0", "PK 2024-01-08T00:00:00Z 21000.0",
      ])
    #expect(rows.signals.map(\.lower) == [9000, nil, nil])
    #expect(rows.signals.map(\.upper) == [20_000, nil, nil])
    #expect(Set(rows.signals.map(\.step)) == [86_400])
    #expect(Set(rows.signals.map(\.source)) == ["tor-users"])
    #expect(rows.rejects.map(\.kind) == [.dropped, .unreadableNumber, .unknownCountry, .missingField])
    #expect(summary.rowsRead == 6 && summary.rejected == 3 && summary.fieldsRejected == 1)
    #expect(try SourceReader.sniff(Array(text.utf8), file: "x").format == .torUsers)
  }

  @Test func `a table of one's own has the series' name from the mapping or a column`() throws {
    let text = "date,country,interest\n2024-01-07,Pakistan,55\n2024-02,PK,nan\n2024-03,PK,7\n"
    let named = try read(text, as: .signals, map: [("source", "vpn-interest")])
    #expect(
      named.rows.signals.map { "\($0.source) \($0.value) \($0.step ?? 0)" } == [
        "vpn-interest 55.0 86400", "vpn-interest 7.0 \(31 * 86_400)",
      ])
    #expect(named.rows.rejects.map(\.kind) == [.missingField])
    let columned = "Land,Zeit,Wert,Art\nPK,2024-01-07 18:00:05,1.5,bgp\n"
    let mapped = try read(
      columned, as: .signals, map: [("country", "Land"), ("time", "Zeit"), ("value", "Wert"), ("source", "Art")])
    #expect(mapped.rows.signals.map { "\($0.source) \($0.time.iso)" } == ["bgp 2024-01-07T18:00:05Z"])
    #expect(mapped.rows.signals.first?.step == nil)
    #expect(try read(text, as: .signals).rows.signals.first?.source == "signals")
    #expect(try SourceReader.sniff(Array(text.utf8), file: "x").format == .signals)
  }

  @Test func `a value is about a country, a region, a network, or a network in a country`() throws {
    let text = """
      time,country,subdivision,asn,value,expected
      2024-01-07,,PK-PB,,1,2
      2024-01-07,PK,,AS17557,1,x
      2024-01-07,,,17557,1,
      2024-01-07,,,,1,
      2024-01-07,,XX-1,,1,
      2024-01-07,PK,,many,1,
      """
    let (rows, summary) = try read(text, as: .signals)
    #expect(
      rows.signals.map(\.entity) == [
        Signal.Entity(country: CountryCode("PK"), subdivision: "PK-PB"),
        Signal.Entity(country: CountryCode("PK"), network: 17_557), Signal.Entity(network: 17_557),
      ])
    #expect(rows.signals.map(\.expected) == [2, nil, nil])
    #expect(summary.rejected == 3 && summary.fieldsRejected == 1)
  }

  private func answer(_ entries: String) -> String { #"{"type":"signals","data":[[\#(entries)]]}"# }

  @Test func `a series of IODA is a value for each step that has one`() throws {
    let text = answer(
      #"""
      {"entityType":"country","entityCode":"PK","datasource":"bgp","from":1704636000,"until":1704637200,"step":300,
       "nativeStep":300,"values":[10.5,null,8,9]},
      {"entityType":"geoasn","entityCode":"17557-PK","datasource":"gtr","subtype":"WEB_SEARCH","from":1704636000,
       "step":1800,"values":[7]},
      {"entityType":"region","entityCode":"4416","datasource":"bgp","from":1704636000,"step":300,"values":[1]},
      {"entityType":"asn","entityCode":"17557","datasource":"loss","from":1704636000,"step":300,"values":[{"a":1}]},
      {"entityType":"asn","entityCode":"17557","datasource":"bgp","from":1704636000,"step":0,"values":[1]}
      """#)
    let (rows, summary) = try read(text, as: .iodaSignals)
    #expect(
      rows.signals.map { "\($0.source) \($0.time.seconds) \($0.step ?? 0) \($0.value)" } == [
        "bgp 1704636000 300 10.5", "bgp 1704636600 300 8.0", "bgp 1704636900 300 9.0",
        "gtr.WEB_SEARCH 1704636000 1800 7.0",
      ])
    #expect(rows.signals.last?.entity == Signal.Entity(country: CountryCode("PK"), network: 17_557))
    #expect(rows.rejects.map(\.line) == [3, 4, 5])
    #expect(summary.rowsRead == 7)
    #expect(try SourceReader.sniff(Array(text.utf8), file: "x").format == .iodaSignals)
  }

  @Test(arguments: ["{", #"{"data": 1}"#, #"{"other": []}"#])
  func `what is no answer of IODA is an error`(text: String) {
    #expect(failure(text, as: .iodaSignals) != nil)
  }

  @Test(.enabled(if: TestData.has(alerts), "IODA's answers are not here"))
  func `the published shape of alerts gives a value beside the expected one`() throws {
    var source = try ByteSource(path: TestData.file(alerts))
    #expect(try SourceReader.sniff(try source.peek(SourceReader.headSize), file: "x").format == .iodaSignals)
    let (rows, summary) = try read(file: alerts, as: .iodaSignals)
    #expect(summary.kept == 2)
    #expect(
      rows.signals.map { "\($0.source) \($0.time.iso) \($0.value) \($0.expected ?? 0)" } == [
        "ping-slash24 2026-09-22T14:50:00Z 107.0 151.0", "bgp 2026-09-22T15:20:00Z 42.0 210.0",
      ])
  }
}

import Datasets
import Formats
import Subjects
import Testing

/// Damaged files of sources that are read whole, line by line or from tables: read or refused, and the counts hold.
struct DamagedSourceTests {
  private static let samples: [(DatasetFormat, String, [(String, String)])] = [
    (
      .list,
      #"""
      {"results":[{"anomaly":true,"confirmed":false,"failure":false,"input":"https://x.com/","probe_asn":"AS1",
      "probe_cc":"PK","report_id":"r","scores":"{\"analysis\":{\"blocking_type\":\"dns\"}}","test_name":"tor",
      "measurement_start_time":"2024-01-07T18:00:05.000000Z","measurement_url":"https://a/?measurement_uid=u"}]}
      """#, []
    ),
    (
      .analysis,
      """
      INSERT INTO t (measurement_uid, measurement_start_time, probe_cc, probe_asn, test_name, dns_blocked, dns_ok, \
      tcp_blocked, tcp_ok, tls_blocked, tls_ok) VALUES ('u', '2024-01-07 18:00:00.000', 'PK', 1, 'w', 0, 1, .9, 0, 0, 0)
      , ('v', '2024-01-07 18:00:00.000', 'PK', 1, 'w', 0, 1, 0, 1, NULL, NULL);
      """, []
    ),
    (
      .censoredPlanet,
      #"""
      {"vp":"192.0.2.1","location":{"country_code":"CN"},"test_url":"x.com","response":[],"passed_liveness":true,"anomaly":true,"start_time":"2021-10-20 14:51:41.2 -0400 EDT m=+1.3"}
      {"Server":"192.0.2.1","Keyword":"x.com","Results":[{"Success":false,"StartTime":"2020-11-09T01:10:47-05:00"}],"Blocked":true,"FailSanity":false}
      """#, []
    ),
    (
      .iodaSignals,
      #"{"data":[[{"entityType":"geoasn","entityCode":"1-PK","datasource":"bgp","from":1704636000,"step":300,"values":[1,null,2.5]}]]}"#,
      []
    ),
    (.torUsers, "date,country,users,lower,upper,frac\n2024-01-07,pk,14000,9000,20000,95\n", []),
    (.signals, "time,country,asn,value,expected\n2024-01-07,PK,AS1,1,2\n", []),
    (.reference, "Country Name,Country Code,Year,Value\nPakistan,PAK,2023,1e8\n", [("indicator", "population")]),
    (.testList, "url,category_code\nhttps://x.com/,GRP\n", []), (.networks, "asn,name,ownership\nAS1,a,state\n", []),
    (.targets, "target_id\tmatcher_kind\tmatcher\nx/website\tdomain\tx.com\n", []),
    (
      .fingerprints,
      "name,scope,location_found,pattern_type,pattern,expected_countries\nn,nat,body,contains,is blocked,PK\n", []
    ),
  ]

  @Test(arguments: samples.indices)
  func `damage anywhere never traps and every row is kept or rejected`(sample: Int) throws {
    let (format, text, map) = Self.samples[sample]
    let whole = try read(text, as: format, map: map)
    #expect(whole.summary.kept > 0 && whole.rows.rejects.isEmpty)
    let bytes = Array(text.utf8)
    for index in bytes.indices {
      for byte: UInt8? in [nil, 0, 0x0A, 0x22, 0x27, 0x2C, 0x2D, 0x5C, 0x7B, 0x39, 0xFF] {
        var changed = bytes
        if let byte { changed[index] = byte } else { changed = Array(bytes[..<index]) }
        guard let (rows, summary) = try? read(bytes: changed, as: format, map: map) else { continue }
        #expect(summary.rowsRead == summary.kept + summary.rejected)
        #expect(rows.rejects.filter { !$0.keptRow }.count == summary.rejected)
        #expect(rows.measurements.count + rows.signals.count + rows.facts.count == summary.kept)
      }
    }
  }

  @Test func `a line that is too long is a reject, and reading goes on behind it`() throws {
    let line =
      #"{"vp":"1","test_url":"x.com","location":{"country_code":"CN"},"response":[],"passed_liveness":true,"anomaly":true,"start_time":"2021-10-20T14:51:41Z"}"#
    let long = #"{"vp":""# + String(repeating: "a", count: JSONDocument.sizeLimit + 10) + "\"}"
    let (rows, summary) = try read(
      [line, long, line.replacing("x.com", with: "y.com")].joined(separator: "\n"), as: .censoredPlanet)
    #expect(rows.measurements.map(\.host) == ["x.com", "y.com"])
    #expect(rows.rejects.map(\.line) == [2])
    #expect(summary.rowsRead == 3)
  }
}

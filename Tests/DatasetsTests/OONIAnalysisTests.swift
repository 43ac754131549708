import Datasets
import Formats
import Places
import Subjects
import Tables
import Testing

private let uganda = "ooni/tables/analysis_web_measurement-uganda-2026.sql"

/// OONI's table of likelihoods.
struct OONIAnalysisTests {
  private static let header =
    "measurement_uid,measurement_start_time,probe_cc,probe_asn,test_name,domain,input,"
    + "dns_blocked,dns_down,dns_ok,tcp_blocked,tcp_down,tcp_ok,tls_blocked,tls_down,tls_ok"

  private func table(_ likelihoods: [String]) -> String {
    let rows = likelihoods.enumerated().map { index, row in
      "2024010718000\(index).1_PK,2024-01-07 18:00:00.000,PK,64500,web_connectivity,x.com,https://x.com/,\(row)"
    }
    return ([Self.header] + rows).joined(separator: "\n") + "\n"
  }

  @Test(arguments: [
    ("0,0,1,0,0,1,0,0,1", "ok none"), ("0,0,1,0.75,0.25,0,0,0,0", "anomaly tcp_ip"),
    ("0.9,0.1,0,0,0,0,0,0,0", "anomaly dns"), ("0,0,1,0,0,1,0.8,0.2,0", "anomaly tls"),
    // A layer that was as well found to be ok is not blocked.
    ("0.95,0.05,1,0,0,1,0,0,1", "ok none"),
    // The largest of several; the earlier layer where they are equal.
    ("0.6,0,0,0.9,0,0,0.7,0,0", "anomaly tcp_ip"), ("0.7,0,0,0.7,0,0,0.7,0,0", "anomaly dns"),
    // At one half OONI does not call it likely.
    ("0.5,0.5,0,0,0,0,0,0,0", "ok none"),
    // Down is not a restriction; nothing analysed is a failure.
    ("0,1,0,0,0,0,0,0,0", "ok none"), ("0,0,0,0,0,0,0,0,0", "failure none"), (",nan,,,,,,,", "failure none"),
  ])
  func `likelihoods make an outcome and a kind`(row: String, expected: String) throws {
    let rows = try read(table([row]), as: .analysis).rows
    #expect(rows.measurements.map { "\($0.outcome) \($0.kind.name)" } == [expected])
    #expect(rows.rejects == [])
  }

  @Test(arguments: ["1.5,0,0,0,0,0,0,0,0", "-0.1,0,0,0,0,0,0,0,0", "high,0,0,0,0,0,0,0,0"])
  func `what is no likelihood is a reject`(row: String) throws {
    let (rows, summary) = try read(table([row]), as: .analysis)
    #expect(rows.measurements == [])
    #expect(summary.rejected == 1)
    #expect(rows.rejects.map(\.field) == ["dns_blocked"])
  }

  @Test func `a dump's statement with several tuples on a line gives each`() throws {
    let columns = Self.header.replacing(",", with: ", ")
    let tuple =
      "('2024010718000%.1_PK', '2024-01-07 18:00:00', 'PK', 64500, 'web_connectivity', 'x.com', 'https://x.com/'"
    let dump = """
      INSERT INTO analysis_web_measurement (\(columns)) VALUES \(tuple), 0, 0, 1, 0.75, 0.25, 0, 0, 0, 0), \
      \(tuple.replacing("%", with: "1")), 0, 0, 1, 0, 0, 1, NULL, NULL, NULL)
      , (1, 2)
      ;
      """
    let (rows, summary) = try read(dump, as: .analysis)
    #expect(rows.measurements.map(\.outcome) == [.anomaly, .ok])
    #expect(rows.measurements.map(\.host) == ["x.com", "x.com"])
    #expect(summary.rejected == 1)
    #expect(try SourceReader.sniff(Array(dump.utf8), file: "x").format == .analysis)
    #expect(try SourceReader.sniff(Array(table([]).utf8), file: "x").format == .analysis)
  }

  @Test func `a dump without the likelihoods is refused`() {
    #expect(failure("INSERT INTO t (measurement_uid, probe_cc) VALUES ('a', 'PK');\n", as: .analysis) != nil)
    #expect(failure("INSERT INTO nothing", as: .analysis) != nil)
  }

  @Test(.enabled(if: TestData.has(uganda), "the analysis of Uganda is not here"))
  func `twitter.com in Uganda is blocked from 17 to 23 January 2026`() throws {
    let (rows, summary) = try read(file: uganda, as: .analysis)
    #expect(rows.rejects == [])
    #expect(summary.kept == 470)
    #expect(Set(rows.measurements.map(\.uid)).count == 470)
    #expect(Set(rows.measurements.map { "\($0.country) \($0.network) \($0.host)" }) == ["UG 20294 twitter.com"])
    func count(_ kind: BlockingKind) -> Int { rows.measurements.filter { $0.kind == kind }.count }
    #expect([BlockingKind.none, .tcpIP, .tls, .dns].map(count) == [408, 51, 8, 3])
    #expect(rows.measurements.filter { $0.outcome == .ok }.count == 408)
    #expect(rows.measurements.filter { $0.outcome == .failure }.isEmpty)
    let during = rows.measurements.filter { ("2026-01-17"..."2026-01-23").contains($0.time.day.iso) }
    #expect(during.count == 73)
    #expect(during.filter { $0.outcome == .anomaly }.count == 56)
    let around = rows.measurements.filter { ("2026-01-11"..."2026-01-16").contains($0.time.day.iso) }
    #expect(around.map(\.outcome).filter { $0 == .anomaly }.count == 1)
    let after = rows.measurements.filter { ("2026-01-24"..."2026-01-27").contains($0.time.day.iso) }
    #expect(after.count == 59)
    #expect(after.allSatisfy { $0.outcome == .ok })
  }
}

import Datasets
import Formats
import Subjects
import Testing

private let header =
  "measurement_uid,report_id,measurement_start_time,probe_cc,probe_asn,test_name,input,anomaly,confirmed,msm_failure\n"

struct GenericMeasurementsTests {
  @Test func `flags make disjoint outcomes`() throws {
    let flags = [
      ("f", "f", "f"), ("t", "f", "f"), ("t", "t", "f"), ("f", "true", "0"), ("1", "1", "1"), ("F", "F", "T"),
    ]
    let lines = flags.enumerated().map { index, flag in
      "u\(index),r,2024-01-07 18:00:00,PK,AS17557,web_connectivity,https://x.com/,\(flag.0),\(flag.1),\(flag.2)"
    }
    let (rows, summary) = try read(header + lines.joined(separator: "\n"), as: .measurements)
    #expect(rows.measurements.map(\.outcome) == [.ok, .anomaly, .confirmed, .confirmed, .failure, .failure])
    #expect(summary.rowsRead == 6 && summary.kept == 6 && summary.rejected == 0)
  }

  @Test func `a row is read to its fields`() throws {
    let text =
      "uid;time;country;network;test;input;domain;outcome;blocking_type\n"
      + "u1;2024-01-07T18:00:00Z;Pakistan;as123;telegram;;;anomaly;tcp_ip\n"
      + "u2;1704650400;ZZ;AS0;web_connectivity;http://User@X.com:8080/a?b;Other.ORG;confirmed;http-diff\n"
    let (rows, _) = try read(text, as: .measurements)
    let first = try #require(rows.measurements.first)
    #expect(first.uid == "u1" && first.country.description == "PK" && first.network == 123 && first.kind == .tcpIP)
    #expect(first.time.iso == "2024-01-07T18:00:00Z" && first.host.isEmpty && first.test == "telegram")
    let second = try #require(rows.measurements.last)
    #expect(second.country.description == "ZZ" && second.network == 0 && second.host == "other.org")
    #expect(second.kind == .httpDiff && second.time.iso == "2024-01-07T18:00:00Z")
  }

  @Test(
    arguments: [
      ("https://www.X.com/path", "www.x.com"), ("http://user:pw@x.com:80/", "x.com"), ("x.com", "x.com"),
      ("dot://dns.switch.ch/dns-query", "dns.switch.ch"), ("https://[2001:DB8::1]:443/", "2001:db8::1"),
      ("stun://stun.l.google.com:19302", "stun.l.google.com"), ("1.1.1.1:443", "1.1.1.1"), ("", ""), ("https://", ""),
      ("https://x.com?u=http://y.org/", "x.com"), ("https://x.com#@y.org", "x.com"), ("://", ""), ("[", "["), ("@", ""),
    ])
  func `the host is inside of the input`(input: String, host: String) throws {
    let (rows, _) = try read(
      header + "u,r,2024-01-07 18:00:00,PK,1,web_connectivity,\(input),f,f,f\n", as: .measurements)
    #expect(rows.measurements.map(\.host) == [host])
  }

  @Test func `without a uid the report, the input and the time make one`() throws {
    let text =
      header + ",r1,2024-01-07 18:00:00,PK,1,tor,,f,f,f\n" + ",r1,2024-01-07 18:00:00,PK,1,tor,x,f,f,f\n"
      + ",,2024-01-07 18:00:00,PK,1,tor,x,f,f,f\n"
    let (rows, summary) = try read(text, as: .measurements)
    #expect(rows.measurements.map(\.uid) == ["r1||2024-01-07 18:00:00", "r1|x|2024-01-07 18:00:00"])
    #expect(rows.rejects.map(\.kind) == [.missingField])
    #expect(summary.rowsRead == 3 && summary.rejected == 1)
  }

  @Test func `each unusable row says which field, which value and why`() throws {
    let text =
      header + "u1,r,yesterday,PK,1,tor,,f,f,f\nu2,r,2024-01-07,PK,1,tor,,f,f,f\n"
      + "u3,r,2024-01-07 18:00:00,Frnace,1,tor,,f,f,f\nu4,r,2024-01-07 18:00:00,PK,1,,,f,f,f\n"
      + "u5,r,2024-01-07 18:00:00,PK,1,tor,,maybe,f,f\nu6,r,2024-01-07 18:00:00,PK,1,tor,,f,,f\n"
      + "u7,r,2024-01-07 18:00:00,PK,nine,tor,,f,f,f\nu8,r,2024-01-07 18:00:00,PK,1\n"
      + "u9,r,2024-01-07 18:00:00,PK,1,tor,,f,f,f,extra\n"
    let (rows, summary) = try read(text, as: .measurements)
    #expect(rows.measurements.map(\.uid) == ["u7"])
    #expect(
      rows.rejects.map { "\($0.line) \($0.kind.rawValue) \($0.field ?? "-") \($0.keptRow)" } == [
        "2 unreadable date measurement_start_time false", "3 unreadable date measurement_start_time false",
        "4 unknown country probe_cc false", "5 missing field test_name false", "6 unknown value anomaly false",
        "7 missing field confirmed false", "8 unreadable number probe_asn true", "9 damaged row - false",
        "10 damaged row - false",
      ])
    #expect(rows.rejects[2].reason.contains("France"))
    #expect(summary.rowsRead == summary.kept + summary.rejected)
    #expect(summary.fieldsRejected == 1)
  }

  @Test func `a value in a reject is at most 200 bytes`() throws {
    let long = String(repeating: "é", count: 500)
    let (rows, _) = try read(header + "u,r,\(long),PK,1,tor,,f,f,f\n", as: .measurements)
    #expect(rows.rejects.allSatisfy { $0.value.utf8.count <= 400 && !$0.value.isEmpty })
    let (others, _) = try read(header + "u,r,2024-01-07 18:00:00,\(long),1,tor,,f,f,f\n", as: .measurements)
    #expect(others.rejects.map(\.kind) == [.unknownCountry])
  }

  @Test func `the largest network is kept and a larger one is a fault`() throws {
    let row = { (asn: String) in "u,r,2024-01-07 18:00:00,PK,\(asn),tor,,f,f,f\n" }
    let (rows, summary) = try read(
      header + row("4294967295") + row("4294967296") + row("99999999999999999999999999") + row("AS") + row(""),
      as: .measurements)
    #expect(rows.measurements.map(\.network) == [4_294_967_295, 0, 0, 0, 0])
    #expect(summary.fieldsRejected == 3)
  }

  @Test func `a column or a first comment marks the dataset synthetic`() throws {
    let row = "uid,time,country,test,outcome,synthetic\nu,2024-01-07 18:00:00,PK,tor,ok,"
    #expect(try read(row + "true\n", as: .measurements).summary.isSynthetic)
    #expect(try !read(row + "false\n", as: .measurements).summary.isSynthetic)
    let comment = "# Synthetic, seed 7\n" + header + "u,r,2024-01-07 18:00:00,PK,1,tor,,f,f,f\n"
    let (rows, summary) = try read(comment, as: .measurements)
    #expect(summary.isSynthetic && rows.measurements.count == 1)
  }

  @Test func `columns are mapped by name and matched by alias`() throws {
    let text = "Nr;Zeit;Land;Probe;Ergebnis;Rest\n1;7.1.2024 18:00;Germany;tor;ok;x\n"
    let map = [("uid", "Nr"), ("time", "Zeit"), ("country", "Land"), ("test", "probe"), ("outcome", "Ergebnis")]
    let (rows, summary) = try read(text, as: .measurements, map: map)
    #expect(rows.measurements.map(\.country.description) == ["DE"])
    #expect(summary.columnsIgnored == ["Rest"])
    #expect(summary.columnsUsed.map(\.field) == ["uid", "time", "country", "test", "outcome"])
  }

  @Test func `a lacking column is an error that says what to type`() {
    let lacking = failure("uid,time,Land,test,outcome\n", as: .measurements)
    #expect(
      lacking
        == .missingColumns(
          file: "test.csv", format: "measurements", fields: ["country"],
          found: ["uid", "time", "Land", "test", "outcome"]))
    #expect(lacking?.diagnostic.help == "say which it is: map country = \"COLUMN\"")
    let typo = failure("uid,time,Land,test,outcome\n", as: .measurements, map: [("country", "Lnad")])
    #expect(typo?.diagnostic.help == "map country = \"Land\"")
    let field = failure("uid,time,cc,test,outcome\n", as: .measurements, map: [("contry", "cc")])
    #expect(field?.diagnostic.help == "map country = ...")
    #expect(failure("country,time,test\n", as: .measurements).map { "\($0)".contains("outcome") } == true)
  }
}

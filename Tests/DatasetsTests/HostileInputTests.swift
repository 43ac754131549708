import Datasets
import Formats
import Subjects
import Testing

private let header = "uid,time,country,test,outcome\n"
private func row(_ uid: String) -> String { "\(uid),2024-01-07 18:00:00,PK,tor,ok\n" }

struct HostileInputTests {
  @Test(arguments: DatasetFormat.all)
  func `an empty file is an error for every format`(format: DatasetFormat) {
    #expect(failure("", as: format) == .empty(file: "test.csv"))
    #expect(failure(" \n\n", as: format) != nil)
  }

  @Test(arguments: DatasetFormat.all)
  func `text of another kind is an error for every format`(format: DatasetFormat) {
    #expect(failure("Dear all,\nplease find attached.\n", as: format) != nil)
    #expect(failure(String(repeating: "\u{0}", count: 5000), as: format) != nil)
  }

  @Test func `a header without rows is a file without rows`() throws {
    let (rows, summary) = try read(header, as: .measurements)
    #expect(rows.measurements.isEmpty && summary.rowsRead == 0)
  }

  @Test func `a truncated file loses its last row alone`() throws {
    let (rows, summary) = try read(header + row("a") + "b,2024-01-07 18:0", as: .measurements)
    #expect(rows.measurements.map(\.uid) == ["a"] && summary.rejected == 1)
  }

  @Test func `a quote that never closes loses its row alone`() throws {
    let (rows, _) = try read(header + row("a") + row("\"b") + row("c"), as: .measurements)
    #expect(rows.measurements.map(\.uid) == ["a", "c"])
    #expect(rows.rejects.map(\.line) == [3])
  }

  @Test func `NULs, bytes that are no UTF-8 and marks in the middle stay in their field`() throws {
    let bytes = Array((header + row("a\u{0}b")).utf8) + [0xFF] + Array(row("c").utf8) + Array(row("\u{FEFF}d").utf8)
    let (rows, _) = try read(bytes: bytes, as: .measurements)
    #expect(rows.measurements.map(\.uid) == ["a\u{0}b", "\u{FFFD}c", "\u{FEFF}d"])
  }

  @Test func `line ends of all kinds mix`() throws {
    let text =
      "\u{FEFF}uid,time,country,test,outcome\r\na,2024-01-07 18:00:00,PK,tor,ok\rb,2024-01-07 18:00:00,PK,tor,ok\n"
    let (rows, _) = try read(text, as: .measurements)
    #expect(rows.measurements.map(\.uid) == ["a", "b"])
  }

  @Test func `formulas are texts`() throws {
    let text = "country,start,kind,title\nPK,2024-01-07,rally,\"=HYPERLINK(\"\"http://x\"\")\"\nPK,=NOW(),rally,x\n"
    let (rows, _) = try read(text, as: .events)
    #expect(rows.events.map(\.title) == ["=HYPERLINK(\"http://x\")"])
    #expect(rows.rejects.map(\.kind) == [.unreadableDate])
  }

  @Test func `a preamble before the header is passed over`() throws {
    let (rows, _) = try read("Export of 2024\n\n" + header + row("a"), as: .measurements)
    #expect(rows.measurements.map(\.uid) == ["a"])
  }

  @Test func `files in files are told from text`() {
    let heads: [[UInt8]] = [[0x1F, 0x8B, 8], [0x28, 0xB5, 0x2F, 0xFD], [0x50, 0x4B, 3, 4], [0xFF, 0xFE, 0x61, 0]]
    for head in heads {
      #expect {
        try SourceReader.sniff(head, file: "x")
      } throws: { error in
        if case .packed = error as? SourceError { true } else { false }
      }
    }
  }

  @Test(
    arguments: [
      (header, "measurements"), ("country,start,kind\n", "events"), ("country,start,extent\n", "incidents"),
      ("# synthetic\n" + header, "measurements"),
      ("{\"anomaly_count\": 1, \"measurement_count\": 2}", "ooni-aggregation"),
      ("\u{FEFF}country\tccode\tyear\tmonth\tday\tcoup\n", "coups"),
    ])
  func `a format is told by its columns`(text: String, format: String) throws {
    #expect(try SourceReader.sniff(Array(text.utf8), file: "x").format.name == format)
  }

  @Test func `a file in no known format says which come nearest and what they lack`() {
    func message(_ header: String) -> String {
      let error = #expect(throws: SourceError.self) {
        try SourceReader.sniff(Array("\(header)\n1,2\n".utf8), file: "f.csv")
      }
      return error?.diagnostic.message ?? ""
    }
    #expect(message("a,b") == "'f.csv' is in no format that is known here: no format has columns of these names")
    let near = message("country,kind")
    #expect(near.hasPrefix("'f.csv' is in no format that is known here; nearest: events lacks start; "))
    #expect(near.split(separator: ";").count == 4)
  }

  /// Every third cut and many changed bytes of a file of each kind: read or refused, and the counts hold.
  @Test func `damage anywhere never traps and every row is kept or rejected`() throws {
    let dump =
      "INSERT INTO fastpath (measurement_uid, measurement_start_time, probe_cc, probe_asn, test_name, anomaly, confirmed, msm_failure) VALUES ('u', '2024-01-07 18:00:00', 'PK', 1, 'tor', 't', 'f', 'f');\n"
    let files: [(DatasetFormat, String)] = [
      (.measurements, header + row("a") + row("\"b\"\"c\"")), (.fastpath, dump + dump),
      (.events, "country,start,end,kind\nPK,2024-01-07,2024-01-08,rally\n"),
      (
        .aggregation,
        "[{\"anomaly_count\":1,\"confirmed_count\":0,\"failure_count\":0,\"measurement_count\":2,\"measurement_start_day\":\"2024-01-07\",\"probe_cc\":\"PK\"}]"
      ),
    ]
    for (format, text) in files {
      let bytes = Array(text.utf8)
      for index in stride(from: 0, to: bytes.count, by: 3) {
        for byte: UInt8? in [nil, 0, 0x0A, 0x22, 0x27, 0x2C, 0x5C, 0xFF] {
          var changed = bytes
          if let byte { changed[index] = byte } else { changed = Array(bytes[..<index]) }
          guard let (rows, summary) = try? read(bytes: changed, as: format) else { continue }
          #expect(summary.rowsRead == summary.kept + summary.rejected)
          #expect(rows.rejects.filter { !$0.keptRow }.count == summary.rejected)
        }
      }
    }
  }
}

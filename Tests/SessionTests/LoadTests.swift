import Foundation
import Storage
import Testing

/// A folder of files that goes with the test.
private final class Folder {
  let path: String

  init(_ files: [String: String]) throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("curfew-\(UUID().uuidString)").path
    for (name, text) in files {
      let file = URL(fileURLWithPath: path).appendingPathComponent(name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

private let incidents = "country,start,extent\nPK,2024-01-07,full\nPakistn,2024-01-08,full\n"
private let events = "country,start,kind\nPK,2024-02-08,election\n"

struct LoadTests {
  @Test func `a folder's files go each to their format's dataset, the others are named`() throws {
    let folder = try Folder([
      "b.csv": events, "a.csv": incidents, "deep/c.csv": incidents.replacing("PK", with: "IR"), "notes.md": "# none\n",
      ".hidden.csv": events, "empty.csv": "",
    ])
    let bench = try Bench(withExamples: false)
    let text = bench.lines("load \"\(folder.path)\"")
    #expect(text.contains("passed over empty.csv: it is empty\n"))
    #expect(text.contains("passed over notes.md: it is in no format that is known here\n"))
    #expect(text.contains("load 1: a.csv, c.csv into 'incidents' as incidents, since comma-separated text"))
    #expect(text.contains("load 2: b.csv into 'events' as events, since"))
    #expect(try bench.store.loads().count == 2)
  }

  @Test func `a file of a folder that does not say all is left for a load of its own`() throws {
    let counts = """
      {"v":0,"dimension_count":1,"result":[{"anomaly_count":1,"confirmed_count":0,"failure_count":1,"ok_count":8,
      "measurement_count":10,"measurement_start_day":"2024-01-28"}]}
      """
    let whole = counts.replacing("\"measurement_start_day\"", with: "\"probe_cc\":\"PK\",\"measurement_start_day\"")
    let folder = try Folder(["a.json": counts, "b.json": whole, "c.csv": incidents])
    let bench = try Bench(withExamples: false)
    let text = bench.lines("load \"\(folder.path)\"")
    #expect(text.contains("passed over a.json: it does not say its country; load it alone"), "\(text)")
    #expect(text.contains("load 1: b.json into 'ooni-aggregation'"), "\(text)")
    #expect(text.contains("load 2: c.csv into 'incidents'"), "\(text)")
    #expect(bench.run("load \"\(folder.path)/a.json\"").text.contains("does not say its country"))
  }

  @Test func `fingerprints are loaded before what they score`() throws {
    let marks = "name,scope,expected_countries,location_found,pattern_type,pattern\na,nat,PK,dns,full,10.10.34.35\n"
    let folder = try Folder(["a.csv": incidents, "z.csv": marks])
    let text = try Bench(withExamples: false).lines("load \"\(folder.path)\"")
    #expect(text.contains("load 1: z.csv into 'fingerprints'") && text.contains("load 2: a.csv"), "\(text)")
  }

  @Test func `raw measurements that no fingerprint could confirm say so`() throws {
    let raw = """
      {"report_id":"20240107T180000Z_webconnectivity_PK_17557_n1_abc","measurement_uid":"20240107180500.123456_PK_webconnectivity_0123456789abcdef",
      "measurement_start_time":"2024-01-07 18:00:00","test_name":"web_connectivity","probe_cc":"PK","probe_asn":"AS17557",
      "input":"https://x.com/","test_keys":{"blocking":"dns","accessible":false}}
      """.replacing("\n", with: "")
    let marks = "name,scope,expected_countries,location_found,pattern_type,pattern\na,nat,PK,dns,full,10.10.34.35\n"
    let folder = try Folder([
      "a.jsonl": raw, "b.jsonl": raw.replacing("7 18:00:00", with: "7 19:00:00").replacing("cdef", with: "cdee"),
    ])
    let caution = "scored without fingerprints of block pages"
    let bench = try Bench(withExamples: false)
    #expect(bench.lines("load \"\(folder.path)/a.jsonl\"").contains("none of these is confirmed"))
    #expect(bench.run("show confirmed-rate in PK").text.contains(caution))
    let other = try Bench(withExamples: false)
    try other.load(text: marks, as: "fingerprints")
    #expect(!other.lines("load \"\(folder.path)\"").contains("none of these is confirmed"))
    let answer = other.run("show confirmed-rate, n in PK").text
    #expect(!answer.contains(caution) && answer.contains("2"), "\(answer)")
  }

  @Test func `a file that was named must be in a known format, and one that is damaged stops all`() throws {
    let folder = try Folder(["a.csv": incidents, "notes.md": "# none\n"])
    let bench = try Bench(withExamples: false)
    let text = bench.lines("load \"\(folder.path)/a.csv\", \"\(folder.path)/notes.md\"")
    #expect(text.contains("'notes.md' is in no format that is known here"))
    try Data([0x1F, 0x8B, 8, 0, 0]).write(to: URL(fileURLWithPath: folder.path + "/z.gz"))
    #expect(
      bench.lines("load \"\(folder.path)\"").contains("its gzip data breaks off: the file is truncated"))
    #expect(try bench.store.loads().isEmpty)
  }

  @Test func `patterns name files in the order of their names`() throws {
    let folder = try Folder(["2.csv": incidents, "1.csv": incidents.replacing("PK", with: "IR"), "x.csv": events])
    let bench = try Bench(withExamples: false)
    #expect(bench.lines("load \"\(folder.path)/[0-9].csv\"").contains("load 1: 1.csv, 2.csv into 'incidents'"))
    #expect(bench.lines("load \"\(folder.path)/*.tsv\"").contains("no file has a name like that"))
    let mixed = bench.lines("load \"\(folder.path)/*.csv\" as mine")
    #expect(mixed.contains("the files are in several formats (incidents, events), and one dataset 'mine' has one"))
  }

  @Test func `a dry run tells of the file and loads nothing`() throws {
    let folder = try Folder(["a.csv": incidents])
    let bench = try Bench(withExamples: false)
    let text = bench.lines("load \"\(folder.path)/a.csv\" dry-run")
    #expect(
      text == """
        dry run, nothing is loaded: a.csv as incidents, since comma-separated text with the columns country, start, extent
          columns used: country, start, extent
          2 rows read, 1 would be kept, 1 rejected; repeats are found by the load
          starts 2024-01-07..2024-01-07 UTC
          countries: 1; most rows: PK 1
          not used: unknown country 1
          line 3: country: 'Pakistn' is no country; nearest: Pakistan

        """)
    #expect(try bench.store.loads().isEmpty)
  }

  @Test func `columns that were mapped once are taken for the next vintage, and the report says so`() throws {
    let folder = try Folder([
      "1.csv": "Land,Beginn,extent\nPK,2024-01-07,full\n", "2.csv": "Land,Beginn,extent\nIR,2025-01-07,full\n",
      "3.csv": incidents,
    ])
    let bench = try Bench(withExamples: false)
    _ = bench.lines("load \"\(folder.path)/1.csv\" as mine format incidents map country = \"Land\", start = \"Beginn\"")
    let next = bench.lines("load \"\(folder.path)/2.csv\" as mine")
    #expect(next.contains("columns as mapped before: country = \"Land\", start = \"Beginn\"\n"))
    #expect(next.contains("1 incidents kept"))
    let other = bench.lines("load \"\(folder.path)/3.csv\" as mine")
    #expect(!other.contains("mapped before"))
    #expect(other.contains("1 rejected"))
  }
}

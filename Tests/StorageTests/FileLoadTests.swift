import Datasets
import Foundation
import Subjects
import Testing

@testable import Storage

@Suite struct `Loading files` {
  private let header =
    "measurement_uid,measurement_start_time,probe_cc,probe_asn,test_name,input,anomaly,confirmed,msm_failure\n"

  private func csv(_ numbers: Range<Int>) -> String {
    header
      + numbers.map {
        "20240107180000.\($0)_PK_webconnectivity,2024-01-07 18:00:00,PK,17557,web_connectivity,https://x.com/,"
          + "\($0 % 2 == 0 ? "t" : "f"),f,f\n"
      }.joined()
  }

  @Test func `the same bytes again are a no-op that says so`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(csv(0..<10), to: "one.csv")
    let copy = try folder.write(csv(0..<10), to: "copy.csv")
    let store = try Store.forTests()
    let first = try store.load(LoadRequest(files: [path, copy]))
    #expect(first.load == 1 && first.kept == 10 && first.repeated == 0)
    #expect(first.files.map(\.alreadyIn) == [nil, 1])
    let dump = try StoredState.dump(store)
    let again = try store.load(LoadRequest(files: [copy]))
    #expect(again.load == nil && again.rowsRead == 0)
    #expect(again.files.map(\.alreadyIn) == [1])
    #expect(again.files.first?.sha256 == first.files.first?.sha256)
    #expect(try StoredState.dump(store) == dump)
    #expect(try store.loads().count == 1)
    let elsewhere = try store.load(LoadRequest(files: [path], name: "other"))
    #expect(elsewhere.load == 2 && elsewhere.repeated == 10)
  }

  @Test func `several files are one load of one dataset`() throws {
    let folder = try TemporaryFolder()
    let files = [try folder.write(csv(0..<10), to: "one.csv"), try folder.write(csv(5..<20), to: "two.csv")]
    let store = try Store.forTests()
    let report = try store.load(LoadRequest(files: files, name: "mine"))
    #expect(report.kept == 20 && report.repeated == 5 && report.rowsRead == 25)
    let detail = try #require(try store.dataset(named: "mine"))
    #expect(detail.files.map(\.name) == ["one.csv", "two.csv"])
    #expect(detail.summary.rows == 20 && detail.loads.map(\.rowsRead) == [25])
    #expect(detail.summary.span?.start.iso == "2024-01-07T18:00:00Z")
    #expect(try store.catalog().datasets.map(\.name) == ["mine"])
    #expect(try store.catalog().vocabulary["target"] == ["x.com"])
  }

  @Test func `a wrong file among them leaves nothing`() throws {
    let folder = try TemporaryFolder()
    let files = [try folder.write(csv(0..<10), to: "one.csv"), try folder.write("a,b\n1,2\n", to: "two.csv")]
    let store = try Store.forTests()
    #expect(throws: SourceError.self) { try store.load(LoadRequest(files: files, format: "measurements")) }
    #expect(throws: (any Error).self) { try store.load(LoadRequest(files: files + [folder.file("missing.csv")])) }
    for table in ["dataset", "load", "file", "measurement", "target", "cell_block"] {
      #expect(try store.count(table) == 0)
    }
  }

  @Test func `rows that cannot be used are kept as rejects`() throws {
    let folder = try TemporaryFolder()
    let bad = "20240107180000.9,2024-01-07 18:00:00,Frnace,1,web_connectivity,https://x.com/,f,f,f\n"
    let path = try folder.write(csv(0..<3) + bad, to: "one.csv")
    let store = try Store.forTests()
    let report = try store.load(LoadRequest(files: [path]))
    #expect(report.rowsRead == 4 && report.kept == 3 && report.rejected == 1)
    let rejects = try store.rejects(load: 1)
    #expect(rejects.map(\.value) == ["Frnace"] && rejects.map(\.line) == [5])
    #expect(report.rejectKinds == [.unknownCountry: 1])
  }

  @Test func `another kind of row does not go into a dataset`() throws {
    let folder = try TemporaryFolder()
    let events = "country,start,kind,title\nPK,2024-01-07,rally,Online fundraiser of the opposition\n"
    let store = try Store.forTests()
    try store.load([MadeUpTest(uid: "1")], as: "mine")
    let path = try folder.write(events, to: "events.csv")
    #expect(throws: StoreError.subjectMismatch(dataset: "mine", holds: "measurements", given: "events")) {
      try store.load(LoadRequest(files: [path], name: "mine", format: "events"))
    }
  }

  @Test func `a cancelled or interrupted load leaves nothing`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(csv(0..<50_000), to: "one.csv")
    let store = try Store.forTests()
    #expect(throws: CancellationError.self) {
      try store.load(LoadRequest(files: [path]), isCancelled: { true })
    }
    let interruption = store.interruption
    #expect(throws: StoreError.interrupted) {
      try store.load(LoadRequest(files: [path]), progress: { _ in interruption.raise() })
    }
    for table in ["dataset", "load", "measurement", "cell_block"] { #expect(try store.count(table) == 0) }
    #expect(try store.load(LoadRequest(files: [path])).kept == 50_000)
  }

  @Test func `a load that dies half way leaves the file as it was`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("curfew.db")
    let store = try Store(path: path, toolVersion: "test", now: { 1_750_000_000 })
    var made = MadeUpTests(seed: 5)
    try store.load(made.next(500), as: "a")
    let dump = try StoredState.dump(store)
    let more = made.next(60_000)
    // What a killed process leaves: the files as they lie on disk in the middle of the transaction.
    try store.load(as: "b", format: .measurements, batchLimit: 20_000) { receiver in
      for (number, test) in more.enumerated() {
        try test.deliver(to: &receiver)
        guard number == 59_000 else { continue }
        for suffix in ["", "-wal"] {
          try FileManager.default.copyItem(atPath: path + suffix, toPath: folder.file("copy.db") + suffix)
        }
      }
    }
    let copy = try Store(path: folder.file("copy.db"), toolVersion: "test")
    #expect(try StoredState.dump(copy) == dump)
    #expect(try copy.texts("pragma integrity_check") == ["ok"])
    #expect(try copy.loads().map(\.dataset) == ["a"])
  }

  @Test func `a full disk is told in plain words and leaves nothing`() throws {
    let folder = try TemporaryFolder()
    let store = try Store(path: folder.file("curfew.db"), toolVersion: "test")
    let size = try store.texts("pragma page_count").first ?? "0"
    _ = try store.texts("pragma max_page_count = \(size)")
    var made = MadeUpTests(seed: 1)
    let error = #expect(throws: StoreError.self) { try store.load(made.next(5000), as: "a") }
    #expect(error == .full(doing: "loading into dataset 'a'"))
    #expect(error?.description.contains("the disk is full") == true)
    #expect(try store.count("measurement") == 0)
  }

  @Test func `progress tells bytes and rows`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(csv(0..<1000), to: "one.csv")
    let store = try Store.forTests()
    let seen = Seen()
    try store.load(LoadRequest(files: [path]), progress: { seen.add($0) })
    let size = try #require(seen.all.first?.totalBytes)
    #expect(seen.all.filter { $0.phase == .reading }.last?.bytesRead == size)
    #expect(seen.all.last?.phase == .folding && seen.all.last?.rows == 1000)
  }

  /// What the reading thread and then the writing one reported, never at once.
  private final class Seen: @unchecked Sendable {
    var all: [LoadProgress] = []
    func add(_ progress: LoadProgress) { all.append(progress) }
  }
}

import Datasets
import Foundation
import GRDB
import Places
import Subjects
import Tables
import Testing

@testable import Storage

/// A folder that goes with the test.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "curfew-storage-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  func write(_ text: String, to name: String) throws -> String {
    try Data(text.utf8).write(to: URL(fileURLWithPath: file(name)))
    return file(name)
  }
}

/// Files of other publishers, which a checkout does not have.
enum PublisherFiles {
  static let folder: String = {
    if let named = ProcessInfo.processInfo.environment["CURFEW_TEST_DATA"] { return named }
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return package.appendingPathComponent("../shared/data").standardizedFileURL.path
  }()

  static func path(_ name: String) -> String { "\(folder)/\(name)" }
  static let areThere = FileManager.default.fileExists(atPath: folder)
}

/// One made-up test.
struct MadeUpTest: Hashable {
  var uid: String
  var time = 1_704_650_400
  var country = "PK"
  var network: UInt32 = 17_557
  var host = "x.com"
  var test = "web_connectivity"
  var outcome = Outcome.ok
  var kind = BlockingKind.none
  var report = "report"

  func deliver(to receiver: inout LoadReceiver) throws {
    let input = host.isEmpty ? "" : "https://\(host)/"
    let code = try #require(CountryCode(country))
    try uid.withBytes { uid in
      try report.withBytes { report in
        try host.withBytes { host in
          try input.withBytes { input in
            try test.withBytes { test in
              try receiver.receive(
                measurement: MeasurementFields(
                  uid: uid, report: report, time: Instant(seconds: time), country: code, network: network, host: host,
                  input: input, test: test, outcome: outcome, kind: kind))
            }
          }
        }
      }
    }
  }
}

extension Store {
  /// A database in memory whose clock stands still.
  static func forTests() throws -> Store { try Store(inMemory: "test", now: { 1_750_000_000 }) }

  /// Loads made-up tests as if they came from a file.
  @discardableResult
  func load(
    _ tests: [MadeUpTest], as name: String, format: DatasetFormat = .measurements, file: String = "made-up.csv"
  ) throws -> LoadReport {
    try load(as: name, format: format, file: file) { receiver in
      for test in tests { try test.deliver(to: &receiver) }
    }
  }

  /// Loads what `rows` delivers as if it came from a file.
  @discardableResult
  func load(
    as name: String, format: DatasetFormat, file: String = "made-up.csv",
    batchLimit: Int = MeasurementBatch.recordLimit, rows: (inout LoadReceiver) throws -> Void
  ) throws -> LoadReport {
    let destination = LoadSession.Destination(
      name: name, format: format, mapping: ColumnMapping(), toolVersion: toolVersion, now: now())
    var report = LoadReport(
      load: nil, dataset: name, format: format.name, subject: format.datasetSubject, sniffed: nil, files: [])
    try importing(destination, &report, LoadCheck(interruption: interruption, isCancelled: { false })) {
      session, report in
      var receiver = LoadReceiver(state: session.reading, batchLimit: batchLimit) { try session.write($0) }
      try rows(&receiver)
      try receiver.finish()
      let file = LoadReport.File(name: file, sha256: "\(file)", bytes: 1, alreadyIn: nil, summary: nil)
      try session.insert(file)
      report.files.append(file)
    }
    return report
  }

  func texts(_ sql: String) throws -> [String] {
    var texts: [String] = []
    try rows(sql: sql) { row in
      texts.append((0..<row.count).map { row.text($0) ?? "NULL" }.joined(separator: "|"))
    }
    return texts
  }

  func count(_ table: String) throws -> Int {
    var count = 0
    try rows(sql: "select count(*) from \(table)") { count = $0.int(0) }
    return count
  }
}

import Foundation
import Testing

/// What a user meets first: the example data, the tour and the saved queries.
struct ExamplesTests {
  @Test func `the tour says what it said`() throws {
    let place = try Workplace.withExamples()
    let outcome = try place.run(["run", "examples/tour.cq", "--out", place.folder.path])
    #expect(outcome.status == 0, "\(outcome.messages)")
    try Golden.check(Self.masked(outcome.output, place), "tour.txt")
    let table = try String(contentsOf: place.file("example-ranking.tex"), encoding: .utf8)
    try Golden.check(Self.masked(table, place), "example-ranking.tex")
  }

  @Test(arguments: [
    "blocked-by-hour", "coverage", "event-calendar", "incidents-by-cause", "networks", "pakistan-telethon",
    "platform-by-month", "ranking",
  ])
  func `a saved query runs on the example data`(_ name: String) throws {
    let place = try Workplace.withExamples()
    let isRanking = name == "ranking"
    let arguments = isRanking ? ["catalogue=example-incidents", "period=2019..2024"] : []
    let outcome = try place.run(["run", "queries/\(name).cq"] + arguments + ["--out", place.folder.path])
    #expect(outcome.status == 0, "\(outcome.messages)")
    // The ranking only writes its table.
    if isRanking {
      let table = try String(contentsOf: place.file("ranking.tex"), encoding: .utf8)
      #expect(table.contains("Restrictions by country, 2019..2024, by rule of counting"))
    } else {
      #expect(outcome.output.contains("#1  q:"), "\(outcome.output)")
    }
  }

  /// These, and `shutdowns-and-politics`, which asks about publishers' files.
  @Test func `every saved query of the repository is run`() throws {
    let files = try FileManager.default.contentsOfDirectory(
      atPath: Program.package.appendingPathComponent("queries").path)
    #expect(files.filter { $0.hasSuffix(".cq") }.count == 9)
  }

  @Test func `synthetic data is called synthetic under every result that reads it`() throws {
    let place = try Workplace.withExamples()
    let synthetic = try place.run(["-c", "show tests from synthetic-example"])
    #expect(synthetic.output.contains("synthetic data, not measurements of anything: synthetic-example"))
    let published = try place.run(["-c", "show incidents from example-incidents"])
    #expect(!published.output.contains("synthetic data"))
  }

  @Test(.enabled(if: Program.python != nil, "python3 is not installed"))
  func `the synthetic files are what their generator writes`() throws {
    let examples = Program.package.appendingPathComponent("examples")
    let process = Process()
    let place = try Workplace()
    process.executableURL = URL(fileURLWithPath: try #require(Program.python))
    process.arguments = [examples.appendingPathComponent("generate_synthetic.py").path, place.folder.path]
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    for file in ["synthetic-measurements.csv", "synthetic-networks.csv", "synthetic-tor-users.csv"] {
      let stored = try Data(contentsOf: examples.appendingPathComponent(file))
      #expect(try Data(contentsOf: place.file(file)) == stored, "\(file)")
    }
  }

  /// Without what differs from run to run: how long it took, where it was.
  private static func masked(_ text: String, _ place: Workplace) -> String {
    text.replacing(/[0-9.,]+ (ms|s)\. #/) { _ in "TIME. #" }.replacingOccurrences(of: place.folder.path, with: "FOLDER")
  }
}

/// Files under `Tests/Golden/endtoend`; `RECORD=1` rewrites them, and a missing one is recorded and fails.
private enum Golden {
  static func check(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let folder = Program.package.appendingPathComponent("Tests/Golden/endtoend")
    let file = folder.appendingPathComponent(name)
    let isRecording = ProcessInfo.processInfo.environment["RECORD"] == "1"
    guard !isRecording, let expected = try? String(contentsOf: file, encoding: .utf8) else {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      if !isRecording { Issue.record("recorded \(name): look at it and run again", sourceLocation: sourceLocation) }
      return
    }
    #expect(text == expected, "\(name) differs; RECORD=1 rewrites it", sourceLocation: sourceLocation)
  }
}

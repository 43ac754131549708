import Foundation
import Testing

/// The built program, run as a user runs it: its own process, its own database, no configuration of the machine's.
enum Program {
  static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static let python = ProcessInfo.processInfo.environment["PATH", default: "/usr/bin:/bin"].split(separator: ":")
    .map { "\($0)/python3" }.first { FileManager.default.isExecutableFile(atPath: $0) }

  /// Built into the directory of the test bundle, or named by `CURFEW_BINARY`.
  static var binary: String? {
    if let named = ProcessInfo.processInfo.environment["CURFEW_BINARY"] { return named }
    let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    let beside = bundle.appendingPathComponent("curfew").path
    return FileManager.default.isExecutableFile(atPath: beside) ? beside : nil
  }

  /// What a process left.
  struct Outcome {
    var status: Int32
    var output: String
    var messages: String

    /// CSV's lines end in CR LF, as RFC 4180 has them; a table's in LF.
    var lines: [String] { output.split(whereSeparator: \.isNewline).map(String.init) }

    /// The rows of CSV without quotes, by column; enough for figures and codes.
    var rows: [[String: String]] {
      guard let header = lines.first?.split(separator: ",").map(String.init) else { return [] }
      return lines.dropFirst().map { line in
        let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        return Dictionary(zip(header, cells)) { first, _ in first }
      }
    }
  }
}

/// A folder of a test's own, with a database, that goes with the test.
final class Workplace {
  let folder: URL
  var database: URL { folder.appendingPathComponent("test.db") }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("curfew-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func process(_ arguments: [String]) throws -> Process {
    let process = Process()
    let binary = try #require(Program.binary, "curfew is built beside the tests, or named by CURFEW_BINARY")
    process.executableURL = URL(fileURLWithPath: binary)
    process.arguments = ["--db", database.path] + arguments
    process.currentDirectoryURL = Program.package
    process.environment = [
      "PATH": "/usr/bin:/bin", "HOME": folder.path, "XDG_DATA_HOME": folder.path, "XDG_CONFIG_HOME": folder.path,
      "LC_ALL": "C.UTF-8", "TMPDIR": folder.path,
    ]
    process.standardInput = FileHandle.nullDevice
    return process
  }

  /// Runs `curfew --db DATABASE ARGUMENTS...`. Output goes through files, so that no full pipe can stop it.
  func run(_ arguments: [String], input: String? = nil) throws -> Program.Outcome {
    let process = try process(arguments)
    let (output, messages) = (file("stdout-\(UUID().uuidString)"), file("stderr-\(UUID().uuidString)"))
    for each in [output, messages] { try Data().write(to: each) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: messages)
    if let input {
      let statements = file("stdin-\(UUID().uuidString)")
      try Data(input.utf8).write(to: statements)
      process.standardInput = try FileHandle(forReadingFrom: statements)
    }
    try process.run()
    process.waitUntilExit()
    return Program.Outcome(
      status: process.terminationStatus, output: try String(contentsOf: output, encoding: .utf8),
      messages: try String(contentsOf: messages, encoding: .utf8))
  }

  /// A statement's result as CSV; it must end well.
  func csv(_ statement: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Program.Outcome {
    let outcome = try run(["--format", "csv", "-c", statement])
    #expect(outcome.status == 0, "\(statement): \(outcome.messages)", sourceLocation: sourceLocation)
    return outcome
  }

  /// One column of a statement's result by another: `["IN": "49"]`.
  func figures(_ statement: String, _ column: String, by key: String = "country") throws -> [String: String] {
    let rows = try csv(statement).rows
    return Dictionary(rows.map { ($0[key] ?? "", $0[column] ?? "no column") }) { first, _ in first }
  }

  /// Loads files that must load; what the program said of it.
  @discardableResult
  func load(
    _ files: [String], as name: String? = nil, options: [String] = [], sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    let outcome = try run(["load"] + files + (name.map { ["--as", $0] } ?? []) + options)
    #expect(outcome.status == 0, "\(outcome.messages)", sourceLocation: sourceLocation)
    return outcome.output + outcome.messages
  }

  func file(_ name: String) -> URL { folder.appendingPathComponent(name) }

  /// Writes a file of the test's own, and gives its path.
  func write(_ text: String, to name: String) throws -> String {
    try Data(text.utf8).write(to: file(name))
    return file(name).path
  }

  static func withExamples() throws -> Workplace {
    let place = try Workplace()
    let examples = Program.package.appendingPathComponent("examples")
    for (file, name) in [
      ("incidents", "example-incidents"), ("events", "example-events"),
      ("synthetic-measurements", "synthetic-example"), ("synthetic-networks", "synthetic-networks"),
      ("synthetic-tor-users", "synthetic-tor-users"),
    ] {
      try place.load([examples.appendingPathComponent("\(file).csv").path], as: name)
    }
    return place
  }
}

/// Files of other people, read where they are: `CURFEW_TEST_DATA`, else `../shared/data` beside the package.
enum TestData {
  static let root: URL? = {
    let environment = ProcessInfo.processInfo.environment["CURFEW_TEST_DATA"].map { URL(fileURLWithPath: $0) }
    let folder = environment ?? Program.package.appendingPathComponent("../shared/data").standardizedFileURL
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }()

  static let absence: Comment = "other people's data is not here; CURFEW_TEST_DATA names its folder"

  static func path(_ file: String) throws -> String {
    try #require(root, absence).appendingPathComponent(file).path
  }
}

import Foundation
import Render
import Testing

/// Figures against an independent count of the same rows (`Tests/Reference`), which knows nothing of the tool.
@Suite struct ReferenceTests {
  private static let folder = Bench.root.appendingPathComponent("Tests/Reference")

  @Test func `every figure is what a count of the rows themselves gives`() throws {
    let data = try Data(contentsOf: Self.folder.appendingPathComponent("expected.json"))
    let cases = try JSONDecoder().decode([ReferenceCase].self, from: data)
    #expect(cases.count > 80)
    let bench = try Bench(format: .json)
    for reference in cases { try reference.check(bench) }
  }

  @Test func `the recorded figures are those that Python counts`() throws {
    guard let python = Python.path else { return Skipped.say("no python3: expected.json is not counted again") }
    let script = Self.folder.appendingPathComponent("compute.py").path
    let counted = try Python.run(python, [script])
    #expect(counted == (try Data(contentsOf: Self.folder.appendingPathComponent("expected.json"))))
  }

  @Test func `Access Now's table gives what Python counts in it under every rule`() throws {
    guard let python = Python.path, let path = TestData.path("incidents/access-now-stop-2016-2025.csv") else {
      return Skipped.say("no python3, or no Access Now table in CURFEW_TEST_DATA")
    }
    let script = Self.folder.appendingPathComponent("access_now.py").path
    let cases = try JSONDecoder().decode([ReferenceCase].self, from: Python.run(python, [script, path]))
    #expect(cases.count > 40)
    let bench = try Bench(withExamples: false, format: .json)
    try bench.load(path, as: "access-now")
    for reference in cases { try reference.check(bench) }
  }

  @Test func `the first half of 2023 has the starts that were counted by hand`() throws {
    guard let path = TestData.path("incidents/access-now-stop-2016-2025.csv") else {
      return Skipped.say("no Access Now table in CURFEW_TEST_DATA")
    }
    let bench = try Bench(withExamples: false, format: .csv)
    try bench.load(path, as: "access-now")
    #expect(bench.lines("show incidents from access-now during 2023-H1") == "incidents\n99\n")
    let first = { (rule: String, top: Int) in
      let statement = "rank countries by incidents from access-now during 2023-H1 counting \(rule) top \(top)"
      return bench.lines(statement + "\n  | keep country, incidents")
    }
    #expect(first("starts", 5) == "country,incidents\nIN,49\nIR,13\nMM,7\nUA,5\nPK,3\n")
    #expect(first("full-network", 4) == "country,incidents\nIN,43\nIR,13\nMM,7\nUA,5\n")
    #expect(first("service-based", 2) == "country,incidents\nIN,7\nTZ,2\n")
    #expect(first("onset-days", 4) == "country,incidents\nIN,40\nIR,13\nMM,7\nUA,5\n")
  }

  @Test func `OONI's table gives the outcomes that were counted by hand`() throws {
    guard let path = TestData.path("ooni/tables/fastpath-dump-part1.sql") else {
      return Skipped.say("no fastpath table in CURFEW_TEST_DATA")
    }
    let bench = try Bench(withExamples: false, format: .csv)
    try bench.load(path, as: "ooni-fastpath")
    #expect(bench.lines("show tests by outcome") == "outcome,tests\nok,394\nanomaly,36\nconfirmed,11\nfailure,99\n")
    let counts = { (country: String) in
      bench.lines("show tests in \(country) by outcome").split(separator: "\n").dropFirst()
        .map { $0.split(separator: ",").last.map(String.init) ?? "" }.joined(separator: "/")
    }
    #expect(counts("IR") == "9/5/9/1")
    #expect(counts("RU") == "50/17/0/1")
    #expect(counts("TR") == "5/0/2/0")
    #expect(counts("BR") == "69/2/0/4")
    #expect(counts("VE") == "4/1/0/0")
  }
}

/// A statement, and the columns and rows that it must give.
struct ReferenceCase: Decodable {
  var statement: String
  var columns: [String]
  var rows: [[Cell]]

  enum Cell: Decodable, Equatable, CustomStringConvertible {
    case missing
    case number(Double)
    case text(String)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .missing
      } else if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else {
        self = .text(try container.decode(String.self))
      }
    }

    var description: String {
      switch self {
      case .missing: "missing"
      case .number(let number): "\(number)"
      case .text(let text): text
      }
    }

    /// Figures may differ in their last digits: the machines' logarithms do.
    func agrees(with other: Cell) -> Bool {
      guard case .number(let a) = self, case .number(let b) = other else { return self == other }
      return abs(a - b) <= 1e-10 * max(1, abs(a))
    }
  }

  private struct Output: Decodable { var rows: [[String: Cell]] }

  func check(_ bench: Bench) throws {
    let text = bench.lines(statement)
    guard let output = try? JSONDecoder().decode(Output.self, from: Data(text.utf8)) else {
      Issue.record("'\(statement)' gave no table: \(text)")
      return
    }
    #expect(output.rows.count == rows.count, "\(statement)")
    for (expected, row) in zip(rows, output.rows) {
      for (column, cell) in zip(columns, expected) {
        guard let given = row[column] else {
          Issue.record("'\(statement)' has no column \(column)")
          continue
        }
        #expect(cell.agrees(with: given), "\(statement): \(column) of \(expected) is \(given)")
      }
    }
  }
}

/// Files of other people, where they are.
enum TestData {
  static func path(_ file: String) -> String? {
    let given = ProcessInfo.processInfo.environment["CURFEW_TEST_DATA"].map { URL(fileURLWithPath: $0) }
    let folder = given ?? Bench.root.deletingLastPathComponent().appendingPathComponent("shared/data")
    let path = folder.appendingPathComponent(file).path
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }
}

enum Skipped {
  static func say(_ why: String) { print("skipped: \(why)") }
}

enum Python {
  static let path: String? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { "\($0)/python3" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  /// What a script writes to its standard output.
  static func run(_ python: String, _ arguments: [String]) throws -> Data {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = ["-B"] + arguments
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return data
  }
}

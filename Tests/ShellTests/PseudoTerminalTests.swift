import Foundation
import Testing

/// What a user does at the prompt, on a terminal: the cases are Python's, since its standard library has pseudo-terminals
/// and its scripts can be tried alone (`python3 Tests/PseudoTerminal/cases.py CASE BINARY`).
@Suite(.serialized, .enabled(if: PseudoTerminal.python != nil, "python3 is not installed"))
struct PseudoTerminalTests {
  @Test(arguments: PseudoTerminal.cases)
  func `the prompt passes`(_ name: String) throws {
    let binary = try #require(PseudoTerminal.binary, "curfew is built beside the tests, or named by CURFEW_BINARY")
    let (status, output) = try PseudoTerminal.run([name, binary])
    #expect(status == 0, "\(name): \(output)")
  }

  @Test func `every case of the scripts is run`() throws {
    let (status, output) = try PseudoTerminal.run(["--list"])
    #expect(status == 0)
    #expect(output.split(separator: "\n").map(String.init) == PseudoTerminal.cases)
  }
}

private enum PseudoTerminal {
  static let cases = [
    "types_utf8_in_the_c_locale", "shows_bytes_that_are_not_utf8", "reads_statements_from_a_pipe",
    "says_where_piped_bytes_are_not_utf8", "answers_a_pipe_statement_by_statement",
    "stops_a_pipe_that_ends_inside_a_statement", "obeys_a_dumb_terminal",
    "draws_charts_in_what_the_terminal_shows", "interrupts_a_line",
    "interrupts_a_running_statement", "leaves_on_end_of_file", "meets_end_of_file_inside_a_block",
    "ends_when_the_terminal_goes", "restores_the_terminal", "continues_a_statement_that_is_not_complete",
    "moves_in_a_block_before_the_history", "knows_its_keys", "pastes_without_running_or_completing",
    "shows_the_place_in_a_tall_block", "draws_anew_when_the_window_changes",
    "survives_a_resize_while_a_statement_runs", "stops_and_goes_on", "keeps_history_across_sessions",
    "searches_history", "completes", "draws_a_bold_prompt_and_ends_it", "pages_what_does_not_fit",
  ]

  static let python = ProcessInfo.processInfo.environment["PATH", default: "/usr/bin:/bin"].split(separator: ":")
    .map { "\($0)/python3" }.first { FileManager.default.isExecutableFile(atPath: $0) }

  /// The program under test: built into the directory of the test bundle.
  static var binary: String? {
    if let named = ProcessInfo.processInfo.environment["CURFEW_BINARY"] { return named }
    let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    let beside = bundle.appendingPathComponent("curfew").path
    return FileManager.default.isExecutableFile(atPath: beside) ? beside : nil
  }

  static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    let output = Pipe()
    let scripts = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    process.executableURL = URL(fileURLWithPath: try #require(python))
    process.arguments = [scripts.appendingPathComponent("PseudoTerminal/cases.py").path] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(["PYTHONDONTWRITEBYTECODE": "1"]) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }
}

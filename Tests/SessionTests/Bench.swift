import Foundation
import Render
import Shell
import Storage
import Testing
import Text

/// A session on a database of its own, with everything that it says kept.
final class Bench {
  let store: Store
  private(set) var session: Session
  private(set) var text = ""

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// With the example data loaded, or empty.
  init(withExamples: Bool = true, folder: String? = nil, format: OutputFormat = .table) throws {
    store = try Store(inMemory: "test", now: { 1_700_000_000 })
    let keep = Keep()
    var options = SessionOptions()
    options.format = format
    options.hidesTimes = true
    options.width = { 140 }
    options.outputFolder = folder
    options.queryFolders = [Bench.root.appendingPathComponent("queries").path]
    session = Session(
      store, output: SessionOutput(show: { keep.text += $0 }, tell: { keep.text += $0 }), options: options)
    self.keep = keep
    guard withExamples else { return }
    for (file, name) in [
      ("incidents.csv", "example-incidents"), ("events.csv", "example-events"),
      ("synthetic-measurements.csv", "synthetic-example"),
    ] {
      let path = Bench.root.appendingPathComponent("examples").appendingPathComponent(file).path
      _ = try store.load(LoadRequest(files: [path], name: name))
    }
    session.forget()
  }

  /// What a statement gives, its lines ended as the tests write them.
  func lines(_ statement: String) -> String {
    run(statement).text.replacingOccurrences(of: "\r\n", with: "\n")
  }

  /// Loads a file under a name, and lets the session see it.
  func load(_ path: String, as name: String) throws {
    _ = try store.load(LoadRequest(files: [path], name: name))
    session.forget()
  }

  /// Loads a text as a file under a name.
  func load(text: String, as name: String) throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).csv")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    try load(file.path, as: name)
  }

  /// The lines of an example file.
  func lines(of example: String) throws -> [String] {
    let path = Bench.root.appendingPathComponent("examples").appendingPathComponent(example)
    return try String(contentsOf: path, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  private final class Keep { var text = "" }
  private let keep: Keep

  /// Runs a text and gives what was said.
  func run(_ statements: String) -> (status: SessionStatus, text: String) {
    keep.text = ""
    let status = session.run(SourceText(statements))
    return (status, keep.text)
  }
}

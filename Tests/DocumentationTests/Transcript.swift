import Foundation
import Shell
import Storage
import Text

/// A session on the example data that keeps what it says.
final class Transcript {
  private final class Paper {
    var text = ""
  }

  /// Exports go here; it goes with the transcript.
  private let folder: URL
  private let paper = Paper()
  private let session: Session

  /// A database with the example data, made once: its bytes.
  private static let database = Result { try loaded() }

  init() throws {
    folder = try Self.newFolder()
    let path = folder.appendingPathComponent("pages.db")
    try Self.database.get().write(to: path)
    session = try Self.session(at: path.path, in: folder, on: paper)
  }

  private static func newFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("curfew-pages-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  private static func session(at path: String, in folder: URL, on paper: Paper) throws -> Session {
    // The clock stands still, so that the times of loads compare.
    let store = try Store(path: path, toolVersion: Application.version, now: { 1_735_689_600 })
    var options = SessionOptions()
    options.width = { 100 }
    options.hidesTimes = true
    options.outputFolder = folder.path
    options.queryFolders = [Page.root.appendingPathComponent("queries").path]
    let output = SessionOutput(show: { paper.text += $0 }, tell: { paper.text += $0 })
    return Session(store, output: output, options: options)
  }

  private static func loaded() throws -> Data {
    let folder = try newFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("pages.db")
    try load(session(at: path.path, in: folder, on: Paper()))
    return try Data(contentsOf: path)
  }

  /// As `examples/demo.sh` does. The session and its database are closed on return.
  private static func load(_ session: consuming Session) {
    for (file, name) in [
      ("incidents", "example-incidents"), ("events", "example-events"), ("synthetic-measurements", "synthetic-example"),
      ("synthetic-networks", "synthetic-networks"), ("synthetic-tor-users", "synthetic-tor-users"),
    ] {
      session.run(SourceText("load \"\(Page.root.path)/examples/\(file).csv\" as \(name)"))
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Runs a block's statements one by one: how each ended and all that was said, a blank line between two.
  func run(_ text: String) -> (ends: [SessionStatus], said: String) {
    var ends: [SessionStatus] = []
    var said: [String] = []
    for statement in Self.statements(of: text) {
      paper.text = ""
      ends.append(session.run(SourceText(Self.located(statement))))
      said.append(Self.trimmed(paper.text.replacingOccurrences(of: folder.path + "/", with: "")))
    }
    return (ends, said.filter { !$0.isEmpty }.joined(separator: "\n\n"))
  }

  /// The content of a file that an export wrote, the last one named in what was said.
  func file(namedIn said: String) throws -> String {
    guard let match = said.matches(of: /wrote "([^"]+)"/).last else { return "" }
    let text = try String(contentsOf: folder.appendingPathComponent(String(match.output.1)), encoding: .utf8)
    return Self.trimmed(text)
  }

  private static func statements(of text: String) -> [String] {
    var statements: [String] = []
    for line in text.components(separatedBy: "\n") {
      let continues = line.hasPrefix(" ") || line.hasPrefix("|")
      if continues, let last = statements.popLast() {
        statements.append(last + "\n" + line)
      } else if !line.allSatisfy(\.isWhitespace), !line.hasPrefix("--") {
        statements.append(line)
      }
    }
    return statements
  }

  /// Files are named as from the repository's top, wherever the tests run.
  private static func located(_ statement: String) -> String {
    guard statement.hasPrefix("load") else { return statement }
    return statement.replacing(/"(examples|Documentation)\//) { "\"\(Page.root.path)/\($0.output.1)/" }
  }

  private static func trimmed(_ text: String) -> String {
    text.components(separatedBy: "\n").map { line in
      String(line.reversed().drop(while: \.isWhitespace).reversed())
    }.joined(separator: "\n").trimmingCharacters(in: .newlines)
  }
}

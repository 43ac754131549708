import Foundation
import Testing

/// Files under `Tests/Golden/render`; `RECORD=1` rewrites them, and a missing one is recorded and fails.
enum Golden {
  static var folder: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Golden/render")
  }

  static func check(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = folder.appendingPathComponent(name)
    let isRecording = ProcessInfo.processInfo.environment["RECORD"] == "1"
    guard !isRecording, let expected = try? Data(contentsOf: file) else {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      if !isRecording { Issue.record("recorded \(name): look at it and run again", sourceLocation: sourceLocation) }
      return
    }
    #expect(Data(text.utf8) == expected, "\(name) differs; RECORD=1 rewrites it", sourceLocation: sourceLocation)
  }
}

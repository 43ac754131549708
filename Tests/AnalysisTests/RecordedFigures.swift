import Foundation

/// Figures of other implementations, recorded in `Tests/Reference` by the script of the same name; each says its call.
enum RecordedFigures {
  static func read<Content: Decodable>(_ name: String, as type: Content.Type) throws -> Content {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = folder.appendingPathComponent("Reference").appendingPathComponent(name)
    return try JSONDecoder().decode(type, from: Data(contentsOf: file))
  }
}

/// One call with its cases.
struct RecordedCall: Decodable {
  struct Case: Decodable {
    var input: [Double]
    var output: [Double]
  }

  var call: String
  var cases: [Case]
}

import Foundation

/// Files of other people, read where they are and never copied here: `CURFEW_TEST_DATA`, else `../shared/data` beside the
/// package.
enum TestData {
  static let root: URL? = {
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let environment = ProcessInfo.processInfo.environment["CURFEW_TEST_DATA"].map { URL(fileURLWithPath: $0) }
    let folder = environment ?? package.appendingPathComponent("../shared/data").standardizedFileURL
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }()

  /// A file's text: UTF-8, else Latin-1; nil where it is absent.
  static func text(_ path: String) -> String? {
    guard let url = root?.appendingPathComponent(path), let data = try? Data(contentsOf: url) else { return nil }
    return String(data: data, encoding: .utf8) ?? String(data: data, encoding: .isoLatin1)
  }

  /// The rows of a delimited file with a header, by column name; enough of RFC 4180 for a test.
  static func rows(_ path: String, separator: Character = ",") -> [[String: String]] {
    guard let text = text(path) else { return [] }
    var records: [[String]] = []
    var record: [String] = []
    var field = ""
    var isQuoted = false
    for character in text {
      switch character {
      case "\"": isQuoted.toggle()
      case separator where !isQuoted:
        record.append(field)
        field = ""
      case "\n" where !isQuoted, "\r\n" where !isQuoted:
        records.append(record + [field])
        (record, field) = ([], "")
      case "\u{FEFF}": continue
      default: field.append(character)
      }
    }
    if !field.isEmpty || !record.isEmpty { records.append(record + [field]) }
    guard let header = records.first else { return [] }
    return records.dropFirst().map { Dictionary(zip(header, $0), uniquingKeysWith: { first, _ in first }) }
  }

  static func column(_ path: String, _ names: String..., separator: Character = ",") -> Set<String> {
    let rows = rows(path, separator: separator)
    return Set(rows.flatMap { row in names.compactMap { row[$0] } })
  }
}

import Foundation
import Tables
import Testing

@testable import Render

struct ExportFileTests {
  private func inFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("curfew-export-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  private var other: Answer {
    Samples.answer("other", Samples.oneRow.table, statement: "show incidents")
  }

  @Test(arguments: OutputFormat.allCases)
  func `a statement replaces its own file, another only with 'replace'`(format: OutputFormat) throws {
    try inFolder { folder in
      let path = folder.appendingPathComponent("out.\(format.rawValue)").path
      let written = try export(Samples.hostile, as: format, to: path)
      #expect(written.count == (format.carriesProvenance ? 1 : 2))
      try export(Samples.hostile, as: format, to: path)
      #expect(throws: ExportError.exists(file: path)) { try export(other, as: format, to: path) }
      try export(other, as: format, to: path, replacing: true)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == (try render(other, as: format)))
      #expect(throws: ExportError.exists(file: path)) { try export(Samples.hostile, as: format, to: path) }
      let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(left.count == written.count, "temporary files stay: \(left)")
    }
  }

  @Test func `somebody else's file is kept`() throws {
    try inFolder { folder in
      let path = folder.appendingPathComponent("notes.csv").path
      try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
      #expect(throws: ExportError.exists(file: path)) { try export(other, as: .csv, to: path) }
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
      #expect(ExportError.exists(file: path).diagnostic.help?.contains("replace") == true)
    }
  }

  @Test func `a folder that is missing and a path that is a folder are said apart`() throws {
    try inFolder { folder in
      #expect(throws: ExportError.notAFile(file: folder.path)) { try export(other, as: .csv, to: folder.path) }
      let path = folder.appendingPathComponent("none/out.csv").path
      #expect(throws: ExportError.noFolder(file: path)) { try export(other, as: .csv, to: path) }
    }
  }

  @Test func `a symbolic link keeps leading to the file that is replaced`() throws {
    try inFolder { folder in
      let real = folder.appendingPathComponent("real.json").path
      let link = folder.appendingPathComponent("link.json").path
      try export(other, as: .json, to: real)
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real.json")
      try export(other, as: .json, to: link)
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real.json")
    }
  }

  @Test(arguments: OutputFormat.allCases)
  func `no output names the folder that it is written to`(format: OutputFormat) throws {
    try inFolder { folder in
      let path = folder.appendingPathComponent("out").path
      let options = RenderOptions(elapsed: 0.5, resultNumber: 3)
      for file in try export(Samples.ranking, as: format, to: path, options: options) {
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(!text.contains(folder.path) && !text.contains("500 ms") && !text.contains("#3"))
      }
    }
  }
}

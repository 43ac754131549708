import Foundation

/// A page of documentation: its lines, and the fenced blocks among them.
struct Page {
  /// What stands between two fences.
  struct Block {
    /// The words after the opening fence: `curfew`, `curfew error`, `text`.
    var info: String
    var text: String
    /// Lines of the page, without the fences.
    var lines: Range<Int>
    /// The line of the opening fence, from 1.
    var line: Int { lines.lowerBound }
  }

  /// Statements, with what the page says that they print and write.
  struct Example {
    var statements: Block
    var mustFail: Bool
    /// The block right after it, of kind `text`.
    var output: Block?
    /// The block right after those, of the kind of an export's format: the file that the last export wrote.
    var file: Block?
  }

  static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// README and every page under `Documentation`, sorted.
  static let all: [String] = {
    let top = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "examples/README.md"]
    let pages = FileManager.default.enumerator(atPath: root.appendingPathComponent("Documentation").path)
    let names = pages?.compactMap { $0 as? String }.filter { $0.hasSuffix(".md") }.sorted() ?? []
    return top + names.map { "Documentation/\($0)" }
  }()

  let name: String
  var lines: [String]

  init(_ name: String) throws {
    self.name = name
    let text = try String(contentsOf: Self.root.appendingPathComponent(name), encoding: .utf8)
    lines = text.components(separatedBy: "\n")
  }

  var blocks: [Block] {
    var blocks: [Block] = []
    var opening: (line: Int, info: String)?
    for (index, line) in lines.enumerated() where line.hasPrefix("```") {
      if let (start, info) = opening {
        let range = (start + 1)..<index
        blocks.append(Block(info: info, text: lines[range].joined(separator: "\n"), lines: range))
        opening = nil
      } else {
        opening = (index, line.dropFirst(3).trimmingCharacters(in: .whitespaces))
      }
    }
    return blocks
  }

  var examples: [Example] {
    let blocks = blocks
    return blocks.indices.filter { blocks[$0].info.split(separator: " ").first == "curfew" }.map { index in
      let output = follower(of: index, in: blocks, kinds: ["text"])
      let file = follower(of: output ?? index, in: blocks, kinds: ["latex", "csv", "tsv", "json", "jsonl", "markdown"])
      return Example(
        statements: blocks[index], mustFail: blocks[index].info.contains("error"),
        output: output.map { blocks[$0] }, file: file.map { blocks[$0] })
    }
  }

  /// The next block, where nothing but blank lines stands before it.
  private func follower(of index: Int, in blocks: [Block], kinds: [String]) -> Int? {
    let next = index + 1
    guard next < blocks.count, kinds.contains(blocks[next].info) else { return nil }
    let between = lines[(blocks[index].lines.upperBound + 1)..<(blocks[next].lines.lowerBound - 1)]
    return between.allSatisfy { $0.allSatisfy(\.isWhitespace) } ? next : nil
  }

  /// Files of this repository that the page links to, relative to the page's folder.
  var links: [String] {
    let prose = lines.joined(separator: "\n")
    return prose.matches(of: /\]\(([^)#\s]+)(#[^)]*)?\)/).map { String($0.output.1) }.filter {
      !$0.contains("://") && !$0.hasPrefix("mailto:")
    }
  }

  /// Writes the page with other texts in some blocks.
  mutating func record(_ texts: [(block: Block, text: String)]) throws {
    for (block, text) in texts.sorted(by: { $0.block.lines.lowerBound > $1.block.lines.lowerBound }) {
      lines.replaceSubrange(block.lines, with: text.components(separatedBy: "\n"))
    }
    let whole = lines.joined(separator: "\n")
    try whole.write(to: Self.root.appendingPathComponent(name), atomically: true, encoding: .utf8)
  }
}

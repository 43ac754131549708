import Foundation
import Tables
import Testing

@testable import Render

struct LaTeXTests {
  static let compiler = ["/usr/bin/pdflatex", "/Library/TeX/texbin/pdflatex", "/usr/local/bin/pdflatex"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  @Test(.enabled(if: compiler != nil, "pdflatex is not installed"))
  func `every sample compiles under pdfLaTeX`() throws {
    let body = try Samples.all.map { name, answer in
      let options = RenderOptions(label: "tab:\(name)", note: Samples.hostileTexts.joined(separator: " / "))
      let bare = RenderOptions(isFragment: true)
      return try render(answer, as: .latex, options: options) + "\n\n" + render(answer, as: .latex, options: bare)
    }
    let log = try compile(body.joined(separator: "\n\\clearpage\n"))
    let problems = log.split(separator: "\n").filter {
      $0.hasPrefix("!") || $0.contains("Missing character") || $0.contains("multiply defined")
    }
    #expect(problems == [])
    #expect(log.contains("Output written on"))
  }

  /// Compiles in a folder of its own and returns the log.
  private func compile(_ body: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("curfew-latex-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let document = """
      \\documentclass{article}
      \\usepackage[T1]{fontenc}
      \\usepackage{booktabs,siunitx,threeparttable}
      \\begin{document}
      \(body)
      \\end{document}

      """
    try Data(document.utf8).write(to: folder.appendingPathComponent("tables.tex"))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Self.compiler))
    process.arguments = ["-interaction=nonstopmode", "-no-shell-escape", "tables.tex"]
    process.currentDirectoryURL = folder
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let log = try Data(contentsOf: folder.appendingPathComponent("tables.log"))
    // KEEP_LATEX=1 leaves the pages to be looked at.
    if ProcessInfo.processInfo.environment["KEEP_LATEX"] == "1" {
      let kept = FileManager.default.temporaryDirectory.appendingPathComponent("curfew-latex-kept")
      try? FileManager.default.removeItem(at: kept)
      try FileManager.default.copyItem(at: folder, to: kept)
    }
    return String(decoding: log, as: UTF8.self)
  }

  @Test func `no text leaves the comment`() throws {
    let text = try render(Samples.hostile, as: .latex)
    let comments = text.split(separator: "\n", omittingEmptySubsequences: false).prefix { $0.hasPrefix("%") }
    #expect(comments.contains { $0.contains("statement: list events") })
    #expect(text.split(separator: "\n")[comments.count] == "\\begin{table}[htbp]")
    #expect(!comments.joined().utf8.contains { $0 < 0x20 })
  }

  @Test(arguments: [
    ("a & b % c $ d # e _ f { g }", "a \\& b \\% c \\$ d \\# e \\_ f \\{ g \\}"),
    ("~^\\<>", "\\textasciitilde{}\\textasciicircum{}\\textbackslash{}\\textless{}\\textgreater{}"),
    ("[x]", "{[}x{]}"), ("*", "{*}"), ("--", "-{}-"), ("−1 ≥ 0", "$-$1 $\\geq$ 0"), ("Türkiye ığş", "Türkiye ığş"),
    ("e\u{301} s\u{327}", "é ş"), ("a 中文 b", "a {[}?{]} b"), ("ا ب", "{[}?{]} {[}?{]}"), ("a\nb", "a b"),
    ("x\u{331}", "\\b{x}"), ("i\u{304}", "ī"), ("q\u{301}", "\\'{q}"),
  ])
  func `text is set as text`(plain: String, latex: String) {
    #expect(LaTeXText.escaped(plain).decomposed == latex.decomposed)
  }

  @Test func `placement and label take nothing but what they are`() throws {
    let options = RenderOptions(label: "tab:a}b%\\c", placement: "t]\\input{x}")
    let text = try render(Samples.ranking, as: .latex, options: options)
    #expect(text.contains("\\begin{table}[tpt]") || text.contains("\\begin{table}[tp"))
    #expect(text.contains("\\label{tab:a-b--c}"))
  }
}

extension String {
  /// Composed and decomposed accents alike: `é` is `\'{e}`.
  fileprivate var decomposed: String {
    replacingOccurrences(of: "\\'{e}", with: "é").replacingOccurrences(of: "\\c{s}", with: "ş")
      .replacingOccurrences(of: "\\={\\i}", with: "ī")
  }
}

import Foundation
import Query
import Tables
import Testing
import Text

/// A golden file: cases that start with `=== NAME`, each with sections that start with `--- VIEW`, the first being
/// `--- statement`. `RECORD=1` rewrites the views.
struct GoldenFile {
  struct Case {
    var name: String
    var sections: [(view: String, text: String)]

    var statement: String { sections.first { $0.view == "statement" }?.text ?? "" }
  }

  var cases: [Case] = []

  init(_ text: String) {
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("=== ") {
        cases.append(Case(name: String(line.dropFirst(4)), sections: []))
      } else if line.hasPrefix("--- "), !cases.isEmpty {
        cases[cases.count - 1].sections.append((String(line.dropFirst(4)), ""))
      } else if let last = cases.indices.last, let section = cases[last].sections.indices.last {
        let text = cases[last].sections[section].text
        cases[last].sections[section].text = text.isEmpty ? line : text + "\n" + line
      }
    }
    for index in cases.indices {
      for section in cases[index].sections.indices {
        let text = cases[index].sections[section].text
        cases[index].sections[section].text = text.trimmingCharacters(in: .newlines)
      }
    }
  }

  var text: String {
    cases.map { item in
      let sections = item.sections.map { "--- \($0.view)\n\($0.text)\n" }.joined()
      return "=== \(item.name)\n\(sections)"
    }.joined(separator: "\n")
  }
}

/// What a golden file can show of a statement.
enum GoldenView {
  static func text(_ view: String, of statement: String) -> String? {
    let source = SourceText(statement)
    switch view {
    case "tokens": return Language.tokens(of: source).map { "\($0.kind.rawValue) \($0.text)" }.joined(separator: "\n")
    case "tree":
      return Language.parse(source).script.statements.map(Syntax.dump).joined(separator: "\n")
    case "canonical", "format": return Language.format(source)
    case "diagnostics": return Fixture.complaints(statement).joined(separator: "\n")
    case "resolved": return resolved(statement)
    default: return nil
    }
  }

  private static func resolved(_ statement: String) -> String {
    switch Fixture.resolve(statement) {
    case .failure: return "not resolved"
    case .success(.query(let query)): return summary(query)
    case .success(.kept(let reference, let stages, let keep)):
      return ["kept \(reference)"].appending(stages.map { "stage \(text($0))" }).appending(
        keep.map { ["as \($0)"] } ?? []
      )
      .joined(separator: "\n")
    case .success(.sql(let sql, let stages, let keep, let canonical)):
      return
        (["canonical: \(canonical)", "sql: \(sql)"] + stages.map { "stage: \(text($0))" }
        + (keep.map { ["as \($0)"] } ?? []))
        .joined(separator: "\n")
    case .success(.command(let command)): return text(command)
    }
  }

  private static func summary(_ query: ResolvedQuery) -> String {
    let slice = query.slice
    var lines = ["canonical: \(query.canonical)", "datasets: \(slice.datasets.joined(separator: ", "))"]
    if let countries = slice.countries {
      lines.append("countries: \(countries.count), \(countries.prefix(6).map(\.description).joined(separator: " "))")
    }
    if !slice.subdivisions.isEmpty { lines.append("subdivisions: \(slice.subdivisions.joined(separator: " "))") }
    if let platforms = slice.platforms { lines.append("platforms: \(platforms.joined(separator: " "))") }
    if !slice.services.isEmpty { lines.append("services: \(slice.services.joined(separator: " "))") }
    if let during = slice.during { lines.append("during: \(text(during))") }
    if let condition = slice.condition { lines.append("condition: \(condition)") }
    if let late = slice.late { lines.append("asked last: \(late)") }
    if slice.isMerged { lines.append("merged") }
    if let relation = query.relation { lines.append("relation: \(text(relation))") }
    lines += query.near.map { near in
      "\(near.isWithout ? "without" : "near"): \(text(near.selection)) within \(near.within) s"
    }
    lines += query.composites.map { "composite: \($0.name) = \($0.text)" }
    if let weighting = query.weighting { lines.append("weighting: \(weighting.rawValue)") }
    if let minimum = query.minimum { lines.append("minimum: \(minimum)") }
    if let vary = query.vary { lines.append("vary: \(vary)") }
    lines.append("columns: \(Shape.columns(of: query).map(\.name).joined(separator: " "))")
    for stage in query.stages { lines.append("stage: \(text(stage))") }
    for note in query.notes { lines.append("note: \(note.text)") }
    return lines.joined(separator: "\n")
  }

  /// Dictionaries have no order of their own.
  private static func text(_ pairs: [String: String]) -> String {
    pairs.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
  }

  private static func text(_ command: Command) -> String {
    switch command {
    case .load(let files, let name, let format, let mapping, let isDry):
      "load \(files) as \(name ?? "-") format \(format ?? "-") map [\(text(mapping))]\(isDry ? " dry-run" : "")"
    case .run(let name, let arguments): "run \(name) [\(text(arguments))]"
    default: "\(command)"
    }
  }

  private static func text(_ stage: Stage) -> String {
    guard case .export(let export) = stage else { return "\(stage)" }
    return "export \(export.format) to \(export.file) [\(text(export.options))]\(export.replaces ? " replacing" : "")"
  }

  private static func text(_ slice: Slice) -> String {
    var words = [slice.subject.rawValue, "of \(slice.datasets.joined(separator: ", "))"]
    if let countries = slice.countries { words.append("in \(countries.map(\.description).joined(separator: " "))") }
    if let platforms = slice.platforms { words.append("on \(platforms.joined(separator: " "))") }
    if let during = slice.during { words.append("during \(text(during))") }
    if let condition = slice.condition { words.append("where \(condition)") }
    return words.joined(separator: " ")
  }

  private static func text(_ relation: Relation) -> String {
    switch relation {
    case .match(let right, let within): return "match \(text(right)) within \(within) s"
    case .associate(let right, let within): return "associate \(text(right)) within \(within) s"
    case .lag(let lag): return "lag \(text(lag.right)) from \(lag.from) to \(lag.to) per \(lag.per) s"
    case .similar(let similar):
      return "similar \(similar.id) by \(similar.features.map(\.rawValue).joined(separator: ", "))"
    case .contrast(let contrast):
      switch contrast.kind {
      case .against(let span, let words): return "against \(words) \(text(.span(span)))"
      case .around(let anchor, let before, let after):
        let sides = "before \(before.map { "\($0) s" } ?? "-") after \(after.map { "\($0) s" } ?? "-")"
        switch anchor {
        case .event(let id): return "around event \(id) \(sides)"
        case .selection(let slice): return "around \(text(slice)) \(sides)"
        case .span(let span, let words): return "around \(words) \(text(.span(span))) \(sides)"
        }
      }
    }
  }

  private static func text(_ during: During) -> String {
    switch during {
    case .span(let span): return "\(span.start.iso)..\(span.end.iso)"
    case .selection(let slice):
      return "\(slice.subject.rawValue) \(slice.during.map(text) ?? "always") \(slice.condition.map { "\($0)" } ?? "")"
    }
  }
}

extension [String] {
  func appending(_ more: [String]) -> [String] { self + more }
}

@Suite struct GoldenTests {
  static let folder = Fixture.root.appending(path: "Golden")

  static let files: [String] = {
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (names ?? []).filter { $0.hasSuffix(".case") }.sorted()
  }()

  static let isRecording = ProcessInfo.processInfo.environment["RECORD"] == "1"

  @Test(arguments: files)
  func `each view of each golden case is as it was reviewed`(name: String) throws {
    let url = Self.folder.appending(path: name)
    var file = GoldenFile(try String(contentsOf: url, encoding: .utf8))
    var isIncomplete = false
    #expect(!file.cases.isEmpty)
    for index in file.cases.indices {
      let item = file.cases[index]
      for (section, part) in item.sections.enumerated() where part.view != "statement" {
        guard let now = GoldenView.text(part.view, of: item.statement) else { continue }
        if part.text != now, !Self.isRecording {
          isIncomplete = isIncomplete || part.text.isEmpty
          Issue.record("\(name), \(item.name), \(part.view):\n\(now)\n--- but was reviewed as\n\(part.text)")
        }
        file.cases[index].sections[section].text = now
      }
    }
    if Self.isRecording || isIncomplete { try file.text.write(to: url, atomically: true, encoding: .utf8) }
  }

  @Test func `there are golden files`() {
    #expect(Self.files.count >= 5)
  }
}

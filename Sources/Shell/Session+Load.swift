import Datasets
import Query
import Storage
import Subjects
import Tables
import Text

/// `load FILE... as NAME format F map ... dry-run`, from a statement or from the shell's command line.
package struct LoadCommand: Sendable {
  /// Files, folders and patterns.
  package var files: [String]
  package var name: String?
  package var format: String?
  package var mapping: [String: String]
  /// Say what would be loaded, and load nothing.
  package var isDry: Bool

  package init(
    files: [String], name: String? = nil, format: String? = nil, mapping: [String: String] = [:], isDry: Bool = false
  ) {
    self.files = files
    self.name = name
    self.format = format
    self.mapping = mapping
    self.isDry = isDry
  }

  /// The format that is asked for.
  func known() throws -> DatasetFormat? {
    guard let format else { return nil }
    if let known = DatasetFormat.named(format) { return known }
    let formats = DatasetFormat.all.map(\.name)
    let near = Spelling.suggestions(for: format, among: formats)
    let hint = near.first.map { "; did you mean '\($0)'?" } ?? ""
    throw Diagnostic(
      .error, "'\(format)' is not a format\(hint)", help: "formats: \(formats.joined(separator: ", "))")
  }

  var columns: ColumnMapping {
    ColumnMapping(mapping.sorted { $0.key < $1.key }.map { ColumnMapping.Entry(field: $0.key, column: $0.value) })
  }
}

extension Session {
  /// Loads files, those of one format in one transaction, and says what became of every row.
  func load(_ command: LoadCommand) throws -> SessionStatus {
    let asked = try command.known()
    let files = try LoadFiles(command.files).files
    let fallback = try command.name.flatMap { try store.keptFormat(ofDataset: $0) }
    let all = try LoadGroups(files, format: asked, fallback: fallback)
    for file in all.passedOver { output.tell("passed over \(file.file.printable): \(file.reason)\n") }
    guard !all.groups.isEmpty else {
      throw Diagnostic(.error, "no file of it is in a format that is known here")
    }
    if command.isDry { return try rehearse(all.groups, command) }
    if let name = command.name, all.groups.count > 1 {
      throw Diagnostic(
        .error,
        "the files are in several formats (\(all.groups.map(\.format.name).joined(separator: ", "))), "
          + "and one dataset '\(name.printable)' has one",
        help: "leave 'as \(name.printable)' out: each goes to its format's dataset")
    }
    var reports: [LoadReport] = []
    for group in all.groups {
      do {
        if let report = try loadWhatCanBe(group, command) { reports.append(report) }
      } catch {
        let kept = reports.compactMap(\.load)
        if !kept.isEmpty {
          output.tell("loads made before the failure stay: \(kept.map(String.init).joined(separator: ", "))\n")
        }
        throw error
      }
    }
    if options.format != .table { try show(Listings.load(reports), title: "load") }
    return .ok
  }

  /// A file of a folder that only the user can say more of is left for a load of its own; nil where none is left.
  private func loadWhatCanBe(_ group: LoadGroup, _ command: LoadCommand) throws -> LoadReport? {
    var group = group
    while !group.files.isEmpty {
      do { return try load(group, command) } catch SourceError.missingValue(let file, let field, let help)
        where !group.hasNamed
      {
        let count = group.files.count
        group.files.removeAll { Paths.name(of: $0) == file }
        guard group.files.count < count else {
          throw SourceError.missingValue(file: file, field: field, help: help)
        }
        output.tell("passed over \(file.printable): it does not say its \(field); load it alone: \(help)\n")
      }
    }
    return nil
  }

  private func load(_ group: LoadGroup, _ command: LoadCommand) throws -> LoadReport {
    let meter = LoadMeter(output: output.tell)
    defer { meter.finish() }
    let interruption = store.interruption
    var report = try store.load(
      LoadRequest(files: group.files, name: command.name, format: group.format.name, mapping: command.columns),
      progress: { meter.show($0) }, isCancelled: { interruption.isRaised })
    report.sniffed = group.sniffed
    meter.finish()
    forgetCatalog()
    if options.format == .table {
      output.show(LoadWords.report(report))
    } else {
      for line in LoadWords.platforms(report.platforms) { output.tell("\(line)\n") }
    }
    return report
  }

  /// Reads everything into nothing.
  private func rehearse(_ groups: [LoadGroup], _ command: LoadCommand) throws -> SessionStatus {
    let interruption = store.interruption
    let platforms = try catalog().platforms
    var runs: [DryRun] = []
    for group in groups {
      let kept = try store.keptMapping(ofDataset: command.name ?? group.format.name, for: group.format)
      let mapping = command.mapping.isEmpty ? kept : command.columns
      for file in group.files {
        let meter = LoadMeter(output: output.tell)
        defer { meter.finish() }
        let run = { (mapping: ColumnMapping) in
          try DryRun.of(
            file, format: group.format, sniffed: group.sniffed, mapping: mapping, platforms: platforms,
            progress: { meter.show($0) },
            isCancelled: { interruption.isRaised })
        }
        do { runs.append(try run(mapping)) } catch SourceError.mappedColumnAbsent where command.mapping.isEmpty {
          runs.append(try run(ColumnMapping()))
        }
        meter.finish()
        if options.format == .table, let last = runs.last { output.show(LoadWords.rehearsal(last)) }
      }
    }
    if options.format != .table { try show(Listings.rehearsals(runs), title: "dry run") }
    return .ok
  }
}

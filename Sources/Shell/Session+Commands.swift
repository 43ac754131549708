import Answers
import Datasets
import Places
import Platforms
import Query
import Render
import Storage
import Subjects
import Tables
import Text

extension Session {
  /// Carries out a statement that asks nothing of the data.
  func carryOut(_ command: Command, of source: SourceText) throws -> SessionStatus {
    switch command {
    case .load(let files, let name, let format, let mapping, let isDry):
      return try load(LoadCommand(files: files, name: name, format: format, mapping: mapping, isDry: isDry))
    case .loads: try show(Listings.loads(try store.loads()), title: "loads")
    case .rejected(let load): try showRejects(of: load)
    case .undo(let load): return try undo(load)
    case .datasets: try show(Listings.datasets(try store.datasets()), title: "datasets")
    case .dataset(let name), .describeDataset(let name): try showDataset(name)
    case .definePlaces(let name, let members, let countries):
      try define(name, as: .places(members: members, countries: countries), size: countries.count, noun: "country")
    case .definePlatforms(let name, let members, let platforms):
      try define(name, as: .platforms(members: members, platforms: platforms), size: platforms.count, noun: "platform")
    case .run(let name, let arguments): return try runSaved(name, arguments: arguments)
    case .queries: try show(Listings.queries(savedQueries()), title: "saved queries")
    case .explain(let text): return try explain(text)
    case .format(let text): output.show(Language.format(SourceText(text)).ended)
    case .describeMeasure(let measure): output.show(Descriptions.measure(measure))
    case .describePlace(let code): output.show(Descriptions.place(code).ended)
    case .describePlatform(let id): output.show(Descriptions.platform(id, in: try catalog().platforms).ended)
    case .describeIndex(let index): output.show(Descriptions.index(index))
    case .measures: try show(Listings.measures(with: try catalog().indices), title: "measures")
    case .platforms: try show(Listings.platforms(try catalog().platforms, sets: try catalog().sets), title: "platforms")
    case .places: try show(Listings.places(sets: try catalog().sets), title: "places")
    case .runs: try show(Listings.runs(try store.runs()), title: "runs")
    case .history: try show(Listings.history(try store.recent(limit: 1000)), title: "history")
    case .results: try show(Listings.results(keptResults), title: "results")
    case .correct(let correction, let subject, let id, let text):
      try correct(correction, subject: subject, id: id, text: text)
    case .corrections: try show(Listings.corrections(try store.corrections()), title: "corrections")
    case .transferCorrections(let transfer, let file): try transferCorrections(transfer, file: file)
    case .backup(let file): try backup(to: file)
    case .attach(let file): try attach(file)
    case .detach: try detach()
    case .compact: try compact()
    case .snapshot(let name): try snapshot(name)
    case .snapshots: try listSnapshots()
    case .defineIndex(let index): try define(index)
    case .save(let file, let from, let to, let replaces): try save(from...to, to: file, replacing: replaces)
    case .cite(let reference): try cite(reference)
    case .sources(let reference): try listSources(reference)
    case .log(let isOn, let file): try setLog(isOn, file)
    case .verify(let file): return try verify(file)
    case .settings: try show(Listings.settings(settings), title: "settings")
    case .set(let setting, let value): set(setting, to: value)
    case .edit: return try edit()
    case .help(let topic): try help(topic)
    case .quit: quit()
    }
    return .ok
  }

  /// A list of what there is, in the session's format; a list is no picture, and stays a table where that draws.
  func show(_ table: Table, title: String) throws {
    let provenance = Provenance(statement: title, toolVersion: store.toolVersion)
    let answer = Answer(title: title, table: table, notes: [], provenance: provenance)
    let format = options.format.isPicture ? OutputFormat.table : options.format
    output.show(
      try render(answer, as: format, options: RenderOptions(width: options.width(), isColor: options.isColor)))
  }

  private func define(_ name: String, as set: Catalog.UserSet, size: Int, noun: String) throws {
    try store.save(set: name, as: set)
    forgetCatalog()
    output.tell("@\(name): \(size) \(size == 1 ? noun : Plural.of(noun))\n")
  }

  private func define(_ index: Composite) throws {
    try store.save(index: index)
    forgetCatalog()
    output.tell("\(index.name): \(index.text)\n")
  }

  // MARK: loads

  private func showRejects(of load: Int) throws {
    let rejects = try store.rejects(load: load)
    try show(Listings.rejects(rejects), title: "rejected rows of load \(load)")
    let kinds = Dictionary(grouping: rejects, by: \.kind).mapValues(\.count)
    let words = Reject.Kind.allCases.compactMap { kind in kinds[kind].map { "\(kind.rawValue) \($0)" } }
    if options.format == .table, !words.isEmpty { output.show("by kind: \(words.joined(separator: ", "))\n") }
  }

  private func undo(_ load: Int) throws -> SessionStatus {
    let preview = try store.undoPreview(load: load)
    let words = LoadWords.undo(preview)
    output.tell("load \(load) brought \(words)\n")
    if let confirm = output.confirm, !confirm("remove it?") {
      output.tell("nothing was removed\n")
      return .ok
    }
    let report = try store.undo(load: load)
    forgetCatalog()
    output.tell("removed \(LoadWords.undo(report))\n")
    return .ok
  }

  private func showDataset(_ name: String) throws {
    guard let detail = try store.dataset(named: name) else {
      throw Diagnostic(.error, "there is no dataset '\(name)'", help: "'datasets' lists them")
    }
    guard options.format == .table else { return try show(Listings.dataset(detail), title: "dataset \(name)") }
    output.show(Descriptions.dataset(detail))
  }
}

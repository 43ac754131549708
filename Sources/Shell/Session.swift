import Answers
import Datasets
import Query
import Render
import Storage
import Tables
import Text

/// Runs statements against a database: the same at the prompt, from a pipe, from a file and in the tests.
package final class Session {
  /// What statements are answered from: the session's own database, or the one that is attached.
  var store: Store { attached?.store ?? own }
  let own: Store
  private(set) var attached: (name: String, store: Store)?
  /// Where words go, as settings and the log have it.
  private(set) var output: SessionOutput
  private let given: SessionOutput
  private(set) var memory = EpisodeMemory()
  package var options: SessionOptions
  /// A copy of what is said and asked, in a file.
  var log: SessionLog? { didSet { redirect() } }
  /// `set pager`
  var usesPager = true { didSet { redirect() } }
  private(set) var results: [Int: Answer] = [:]
  private(set) var names: [String: Int] = [:]
  private(set) var lastResult = 0
  /// The files that results were written to, by the results' numbers.
  private(set) var exports: [Int: [Export]] = [:]
  /// How results were drawn, by their numbers.
  private(set) var charts: [Int: ChartRequest] = [:]
  /// The last statement as it was typed, for `edit` and `explain`.
  private(set) var lastStatement = ""
  /// What `edit` ran in its place, for the history.
  package var editedStatement: String?
  /// Parameters of the script that runs.
  var parameters: [String: Catalog.Parameter] = [:]
  var parameterTexts: [String: String] = [:]
  /// Scripts that run scripts stop somewhere.
  var depth = 0
  package private(set) var hasQuit = false
  private var known: Catalog?
  /// A query came back empty, for `--fail-empty`.
  private var wasEmpty = false
  /// Rows of the last result, for the history.
  package private(set) var lastRowCount: Int?

  package init(_ store: Store, output: SessionOutput, options: SessionOptions = SessionOptions()) {
    own = store
    self.output = output
    given = output
    self.options = options
  }

  // MARK: running

  /// Runs every statement of a text in order, and stops at the first that fails.
  @discardableResult
  package func run(_ source: SourceText) -> SessionStatus {
    lastRowCount = nil
    let (script, diagnostics) = Language.parse(source)
    if script.header != nil, !diagnostics.isEmpty, script.statements.isEmpty {
      return report(diagnostics, in: source)
    }
    for statement in script.statements {
      let status = logged(statement, of: source) { run(statement, of: source) }
      guard status == .ok, !hasQuit else { return status }
    }
    return options.failsEmpty && wasEmpty ? .empty : .ok
  }

  private func run(_ statement: Syntax.Statement, of source: SourceText) -> SessionStatus {
    do {
      switch Language.resolve(statement, in: try catalog()) {
      case .failure(let diagnostics): return report(diagnostics.list, in: source)
      case .success(let resolved): return try perform(resolved, statement, of: source)
      }
    } catch {
      return fail(error, in: source)
    }
  }

  /// Runs a statement, and copies it and what it said to the log: those of the script or prompt that opened it, since
  /// what they run says it again.
  private func logged(
    _ statement: Syntax.Statement, of source: SourceText, _ body: () -> SessionStatus
  ) -> SessionStatus {
    let text = source[statement.span]
    let status = body()
    if case .command(.edit) = statement.body { return status }
    if case .command(.log) = statement.body { return status }
    lastStatement = text
    guard let log, log.depth == depth else { return status }
    do {
      try log.record(text, failed: status != .ok)
    } catch {
      self.log = nil
      _ = fail(error, in: nil)
      output.tell("nothing more is logged\n")
    }
    return status
  }

  private func redirect() {
    var words = given
    if !usesPager, let plain = given.plain { words.show = plain }
    if let log {
      let (show, tell) = (words.show, words.tell)
      words.show = {
        log.add($0)
        show($0)
      }
      words.tell = {
        log.add($0)
        tell($0)
      }
    }
    output = words
  }

  private func perform(
    _ resolved: ResolvedStatement, _ statement: Syntax.Statement, of source: SourceText
  ) throws -> SessionStatus {
    switch resolved {
    case .query(let query): return try ask(query)
    case .kept(let reference, let stages, let keep):
      return try again(reference, stages, tail: Language.shaping(of: statement), keep: keep)
    case .sql(let text, _, let keep, _): return try ask(sql: text, keep: keep, statement, of: source)
    case .command(let command): return try carryOut(command, of: source)
    }
  }

  // MARK: queries

  private func ask(_ query: ResolvedQuery) throws -> SessionStatus {
    let clock = ContinuousClock()
    let start = clock.now
    let answer = placed(
      try Answerer(store, catalog: try catalog(), memory: memory).answer(query, parameters: parameterTexts))
    let elapsed = clock.now - start
    let number = keep(answer, as: query.keep)
    try publish(answer, stages: query.stages, number: number, seconds: elapsed.seconds)
    try record(answer, milliseconds: Int(elapsed.seconds * 1000))
    return .ok
  }

  private func again(
    _ reference: ResultReference, _ stages: [Stage], tail: String, keep name: String?
  ) throws -> SessionStatus {
    guard let earlier = answer(reference) else {
      throw Diagnostic(.error, "there is no such result", help: "'results' lists them")
    }
    let answer = try Answerer(store, catalog: catalog()).answer(from: earlier, stages: stages, tail: tail)
    try publish(answer, stages: stages, number: keep(answer, as: name), seconds: nil)
    return .ok
  }

  func answer(_ reference: ResultReference) -> Answer? {
    switch reference {
    case .last: results[lastResult]
    case .number(let number): results[number]
    case .name(let name): names[name].flatMap { results[$0] }
    }
  }

  func keep(_ answer: Answer, as name: String?) -> Int {
    lastResult += 1
    results[lastResult] = answer
    if let name { names[name] = lastResult }
    known?.results[lastResult] = answer.table.columns
    if let name { known?.keptNames[name] = answer.table.columns }
    return lastResult
  }

  /// Shows a result, or writes it to the files that its tail names.
  func publish(_ answer: Answer, stages: [Stage], number: Int, seconds: Double?) throws {
    lastRowCount = answer.table.rows.count
    if answer.table.rows.isEmpty || answer.notes.contains(where: { $0.kind == .empty }) { wasEmpty = true }
    charts[number] = stages.chart
    let exports = stages.compactMap { stage -> Export? in if case .export(let export) = stage { export } else { nil } }
    guard exports.isEmpty else {
      self.exports[number] = exports
      for export in exports { try write(answer, export, chart: stages.chart) }
      return
    }
    let shown = renderOptions(number: number, seconds: seconds, chart: stages.chart)
    output.show(try render(answer, as: options.format, options: shown))
  }

  private func renderOptions(number: Int?, seconds: Double?, chart: ChartRequest?) -> RenderOptions {
    RenderOptions(
      width: options.width(), isColor: options.isColor, isASCII: options.isASCII, chart: chart,
      elapsed: options.hidesTimes ? nil : seconds, resultNumber: number, parameters: parameterTexts)
  }

  func record(_ answer: Answer, milliseconds: Int) throws {
    guard !store.isReadOnly else { return }
    let source = answer.provenance
    try store.record(
      run: RunRecord(
        at: Instant(seconds: Moments.now), statement: source.statement, parameters: source.parameters,
        queryID: source.queryID, dataID: source.dataID, resultID: source.resultID, rows: answer.table.rows.count,
        milliseconds: milliseconds, toolVersion: source.toolVersion))
  }

  // MARK: names

  /// What can be named now. Read once, until something changes it.
  package func catalog() throws -> Catalog {
    if let known { return known }
    var catalog = try store.catalog()
    catalog.results = results.mapValues(\.table.columns)
    catalog.keptNames = names.compactMapValues { results[$0]?.table.columns }
    catalog.savedQueries = savedQueries().map(\.name)
    catalog.parameters = parameters
    known = catalog
    return catalog
  }

  func forgetCatalog() { known = nil }

  /// From here on answers come from another database, or from the session's own.
  func answer(from other: (name: String, store: Store)?) {
    attached = other
    memory = EpisodeMemory()
    forgetCatalog()
  }

  static let placeOfAttached = "from the attached database"

  /// An answer that does not come from the session's own database says so.
  func placed(_ answer: Answer) -> Answer {
    guard let attached else { return answer }
    var answer = answer
    answer.notes.append(Note(.scope, "\(Self.placeOfAttached) '\(attached.name.printable)'"))
    return answer
  }
  /// The database was changed by somebody else: names are read anew.
  package func forget() { forgetCatalog() }
  func quit() { hasQuit = true }

  /// Answers by number with the names they were kept under.
  var keptResults: [(number: Int, name: String?, answer: Answer)] {
    results.sorted { $0.key < $1.key }.map { number, answer in
      (number, names.first { $0.value == number }?.key, answer)
    }
  }

  // MARK: failures

  @discardableResult
  func report(_ diagnostics: [Diagnostic], in source: SourceText?) -> SessionStatus {
    for diagnostic in diagnostics {
      output.tell(diagnostic.rendered(in: source, width: options.width() ?? 100).ended)
    }
    return diagnostics.contains { $0.severity == .error } ? .statementError : .ok
  }

  /// Says what failed, in the words of whatever failed.
  func fail(_ error: any Error, in source: SourceText?) -> SessionStatus {
    switch error {
    case let diagnostic as Diagnostic: return report([diagnostic], in: diagnostic.span == nil ? nil : source)
    case let error as ExportError: return report([error.diagnostic], in: nil)
    case let error as ChartError: return report([error.diagnostic], in: nil)
    case StoreError.interrupted, is CancellationError:
      output.tell("interrupted\n")
      return .interrupted
    case let error as StoreError:
      report([Diagnostic(.error, error.description)], in: nil)
      return .dataError
    case let error as SourceError:
      report([error.diagnostic], in: nil)
      return .dataError
    default:
      report([Diagnostic(.error, "\(error)")], in: nil)
      return .dataError
    }
  }
}

extension [Stage] {
  /// How the result is to be drawn; nil where it is to be a table.
  var chart: ChartRequest? {
    for case .chart(let request) in self { return request }
    return nil
  }
}

extension Duration {
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}

extension String {
  /// With one line end at its end.
  var ended: String { hasSuffix("\n") ? self : self + "\n" }
}

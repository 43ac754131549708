import Answers
import Query
import Render
import Storage
import Tables
import Text

extension Session {
  /// `verify "FILE"`: runs what the file says it came from, and says what differs.
  func verify(_ file: String) throws -> SessionStatus {
    let published = try PublishedFile(named: file, at: place(file))
    let source = SourceText(published.statement)
    let answer: Answer
    switch try rerun(source) {
    case .success(let found): answer = found
    case .failure(let diagnostics):
      output.show("\(file.printable): its statement cannot be run on this database\n")
      report(diagnostics.list, in: source)
      return .mismatch
    }
    let verdict = Verification(published, answer)
    try show(verdict, file)
    return verdict.isSame ? .ok : .mismatch
  }

  private func show(_ verdict: Verification, _ file: String) throws {
    guard options.format != .table else {
      return output.show(verdict.lines.map { "\(file): \($0)".printable + "\n" }.joined())
    }
    let columns = [
      Column("file", type: .text, role: .dimension), Column("same", type: .flag, role: .detail),
      Column("finding", type: .text, role: .detail),
    ]
    let rows = verdict.lines.map { [Value.text(file), .flag(verdict.isSame), .text($0)] }
    try show(Table(columns: columns, rows: rows), title: "verification")
  }

  /// The answer of a statement that asks, with the indices that are defined before it. Nothing else of a file is carried
  /// out, and nothing of it is written or kept.
  private func rerun(_ source: SourceText) throws -> Result<Answer, Diagnostics> {
    let (script, found) = Language.parse(source)
    guard let last = script.statements.last, script.header == nil else {
      return .failure(Diagnostics(found + [Diagnostic(.error, "it is no statement")]))
    }
    var known = try catalog()
    for statement in script.statements.dropLast() {
      switch Language.resolve(statement, in: known) {
      case .success(.command(.defineIndex(let index))): known.indices[index.name] = index
      case .success: return .failure(Diagnostics([Diagnostic(.error, "it is more than one statement")]))
      case .failure(let diagnostics): return .failure(diagnostics)
      }
    }
    return try rerun(last, in: known)
  }

  private func rerun(_ statement: Syntax.Statement, in known: Catalog) throws -> Result<Answer, Diagnostics> {
    switch Language.resolve(statement, in: known) {
    case .failure(let diagnostics): return .failure(diagnostics)
    case .success(.query(let query)):
      return .success(try Answerer(store, catalog: known, memory: memory).answer(query))
    case .success(.sql(let text, _, _, _)):
      let (answer, _, diagnostics) = try staged(try answer(sql: text, statement), statement)
      return answer.map { .success($0) } ?? .failure(Diagnostics(diagnostics))
    case .success(.kept), .success(.command):
      return .failure(Diagnostics([Diagnostic(.error, "it asks nothing of the data")]))
    }
  }
}

/// A file held against what its statement gives now.
struct Verification {
  private(set) var lines: [String] = []
  var isSame: Bool { isWhole && hasSameData && hasSameResult }

  private let isWhole: Bool
  private let hasSameData: Bool
  private let hasSameResult: Bool

  private static let most = 10

  init(_ file: PublishedFile, _ answer: Answer) {
    let now = answer.provenance
    let differences = Self.differences(file, answer)
    hasSameData = file.dataID == now.dataID
    hasSameResult = file.resultID == now.resultID
    let isUntouched = file.digest.map { $0 == SHA256Digest.hex(of: file.text) } ?? Self.isAsDrawn(file, answer)
    isWhole = isUntouched && (!hasSameResult || differences.isEmpty)
    if isSame { lines.append("same (\(now.shortIDs))") }
    if !hasSameData { lines.append("data changed: \(Self.changes(file, now))") }
    if !hasSameResult { lines.append(Self.change(file, now, differences.count, hasSameData)) }
    if !hasSameData, hasSameResult { lines.append("the result is the same all the same") }
    if !isWhole { lines.append(Self.edit(differences.count, hasSameResult)) }
    lines += differences.prefix(Self.most).map { difference in
      let place = difference.row == 0 ? "names of columns" : "row \(difference.row), \(difference.column)"
      return "  \(place): '\(difference.written)' in the file, '\(difference.now)' now"
    }
    if differences.count > Self.most { lines.append("  and \(differences.count - Self.most) more") }
  }

  /// A picture is held against its bytes, where data and result are the same.
  private static func isAsDrawn(_ file: PublishedFile, _ answer: Answer) -> Bool {
    guard file.format.isPicture, file.dataID == answer.provenance.dataID, file.resultID == answer.provenance.resultID
    else { return true }
    return file.drawnAgain(answer) == file.text
  }

  private static func change(_ file: PublishedFile, _ now: Provenance, _ count: Int, _ hasSameData: Bool) -> String {
    let cells = count == 1 ? "1 cell" : "\(count.grouped) cells"
    guard hasSameData else { return "the result differs in \(cells)" }
    guard file.version != now.toolVersion else {
      return
        "the result differs in \(cells), and data and program are the same: sets, indices or corrections may not be"
    }
    return "tool changed (\(file.version), now \(now.toolVersion)) and the result differs in \(cells)"
  }

  private static func edit(_ count: Int, _ hasSameResult: Bool) -> String {
    guard hasSameResult else { return "file edited by hand: it is not as it was written" }
    return count == 0
      ? "file edited by hand, though in no cell"
      : "file edited by hand: \(count == 1 ? "1 cell" : "\(count.grouped) cells")"
  }

  /// `a, b (not loaded)`
  private static func changes(_ file: PublishedFile, _ now: Provenance) -> String {
    let loaded = Dictionary(now.datasets.map { ($0.name, $0.fileDigests) }) { first, _ in first }
    let names = Set(loaded.keys).union(file.datasets.keys).sorted()
    let changed = names.filter { loaded[$0]?.sorted() != file.datasets[$0]?.sorted() }.map { name in
      loaded[name] == nil ? "\(name) (not loaded)" : file.datasets[name] == nil ? "\(name) (not in the file)" : name
    }
    return changed.isEmpty ? "records are excluded otherwise" : changed.joined(separator: ", ")
  }

  /// Written as the file is, with the options that come nearest: the file does not say which were given.
  private static func differences(_ file: PublishedFile, _ answer: Answer) -> [PublishedCells.Difference] {
    let written = file.cells
    var options = [file.options]
    switch file.format {
    case .latex, .markdown, .table: options += (0...12).map { RenderOptions(chart: file.options.chart, digits: $0) }
    case .csv, .tsv: options.append(RenderOptions(guardsFormulas: true))
    case .json, .jsonl, .svg, .vegaLite: break
    }
    var nearest: [PublishedCells.Difference]?
    for option in options {
      // What cannot be drawn any more has no marks.
      let text = (try? render(answer, as: file.format, options: option)) ?? ""
      let now = PublishedCells.rows(of: text, file.format)
      let found = PublishedCells.differences(written, now)
      if found.isEmpty { return [] }
      if found.count < nearest?.count ?? .max { nearest = found }
    }
    return nearest ?? []
  }
}

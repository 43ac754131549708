import Answers
import Query
import Render
import Storage
import Tables
import Text

/// The interactive session: banner, line editor, history, pager.
package struct Prompt {
  let session: Session
  let store: Store

  package init(session: Session, store: Store) {
    self.session = session
    self.store = store
  }

  /// Reads and runs statements until the user leaves. False where this terminal cannot be edited on.
  package func run() -> SessionStatus? {
    let history = (try? store.recent(limit: 2_000))?.map(\.text) ?? []
    let configuration = LineEditor.Configuration(
      history: history, isComplete: { Language.isComplete($0) }, complete: { complete($0, at: $1) })
    guard let editor = try? LineEditor(configuration: configuration) else { return nil }
    Terminal.write(banner, to: .error)
    while !session.hasQuit {
      switch editor.readStatement(prompt: "curfew> ") {
      case .endOfFile:
        return .ok
      case .interrupted: continue
      case .statement(let text): perform(text, editor)
      }
    }
    return .ok
  }

  private func perform(_ text: String, _ editor: LineEditor) {
    guard !text.allSatisfy(\.isWhitespace) else { return }
    editor.remember(text)
    Signals.reset()
    let start = ContinuousClock.now
    let status = session.run(SourceText(text))
    // The statement has been stopped: what follows must not be.
    Signals.reset()
    let milliseconds = Int((ContinuousClock.now - start).seconds * 1000)
    guard !store.isReadOnly else { return }
    let edited = session.editedStatement
    session.editedStatement = nil
    if let edited { editor.remember(edited) }
    let outcome: HistoryEntry.Outcome =
      switch status {
      case .ok, .empty: .ok
      case .interrupted: .interrupted
      case .statementError, .usage, .dataError, .mismatch: .error
      }
    // History is a comfort: a database that cannot take it must not end the session.
    try? store.append(
      history: HistoryEntry(
        at: Instant(seconds: Moments.now), text: edited ?? text, milliseconds: milliseconds, rows: session.lastRowCount,
        outcome: outcome))
  }

  private var banner: String {
    let datasets = (try? store.datasets()) ?? []
    var lines = ["curfew \(store.toolVersion)"]
    if datasets.isEmpty {
      lines.append("nothing is loaded yet: load \"FILE\", or 'help'")
    } else {
      let tests = datasets.filter { $0.subject == .measurements }.map(\.rows).reduce(0, +)
      let observed = datasets.filter { $0.subject == .measurements || $0.subject == .aggregates }
      let newest =
        (observed.isEmpty ? datasets : observed).compactMap { $0.span?.end }.max().map { $0.advanced(by: -1).day.iso }
        ?? "none"
      lines.append(
        "\(datasets.count.grouped) \(datasets.count == 1 ? "dataset" : "datasets"), \(tests.grouped) measurements, newest observation \(newest)"
      )
      lines.append("'help' says how to ask; Tab completes")
    }
    if store.isReadOnly { lines.append("the database is open for reading only") }
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: completion

  private func complete(_ text: String, at offset: Int) -> EditorCandidates {
    guard let catalog = try? session.catalog() else { return EditorCandidates([], replacing: offset..<offset) }
    let found = Language.completions(for: text, at: offset, in: catalog)
    let range = found.replacing.lower..<max(found.replacing.lower, found.replacing.upper)
    if found.candidates.contains(where: { $0.kind == .file && $0.text.isEmpty }) {
      return files(text, range)
    }
    let candidates = found.candidates.map { candidate in
      EditorCandidate(
        text: candidate.text,
        display: candidate.detail.isEmpty ? candidate.text : "\(candidate.text) (\(candidate.detail))")
    }
    return EditorCandidates(candidates, replacing: range, more: found.more)
  }

  /// Files that the quoted word before the cursor may become.
  private func files(_ text: String, _ range: Range<Int>) -> EditorCandidates {
    let bytes = Array(text.utf8)
    let word = String(
      decoding: bytes[min(range.lowerBound, bytes.count)..<min(range.upperBound, bytes.count)], as: UTF8.self)
    let quote = word.hasPrefix("\"") ? "\"" : ""
    let typed = String(word.drop { $0 == "\"" })
    let slash = typed.lastIndex(of: "/")
    let folder = slash.map { String(typed[...$0]) } ?? ""
    let start = slash.map { String(typed[typed.index(after: $0)...]) } ?? typed
    let names = Paths.entries(of: folder.isEmpty ? "." : Paths.expanded(folder)).filter {
      $0.hasPrefix(start) && (!$0.hasPrefix(".") || start.hasPrefix("."))
    }
    let candidates = names.prefix(CompletionList.most).map { name in
      let isFolder = Paths.isFolder(Paths.expanded(folder) + name)
      return EditorCandidate(text: quote + folder + name + (isFolder ? "/" : quote), display: name.printable)
    }
    return EditorCandidates(
      Array(candidates), replacing: range, more: max(0, names.count - CompletionList.most))
  }
}

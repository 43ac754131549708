import Datasets
import Query
import Render
import Storage
import Subjects
import Tables
import Text

extension Session {
  /// `note`, `exclude`, `include`.
  func correct(_ correction: Correction, subject: SubjectKind, id: String, text: String) throws {
    let noun = subject == .events ? "event" : "incident"
    let changed: Bool
    do {
      changed = try store.correct(correction, subject: subject, name: id, text: text)
    } catch StoreError.noSuchRecord(let name, let known) {
      let near = Spelling.suggestions(for: name, among: known)
      let hint = near.first.map { "; did you mean '\($0)'?" } ?? ""
      throw Diagnostic(
        .error, "there is no \(noun) '\(name.printable)'\(hint)", help: "'list \(noun)s with sources' shows their ids")
    }
    switch correction {
    case .note: output.tell("noted on \(noun) \(id)\n")
    case .exclude: output.tell("\(noun) \(id) counts nowhere now; 'include \(noun) \(id)' takes that back\n")
    case .include:
      output.tell(changed ? "\(noun) \(id) counts again\n" : "\(noun) \(id) was not excluded\n")
    }
  }

  /// `corrections to "FILE"`, `corrections from "FILE"`.
  func transferCorrections(_ transfer: Transfer, file: String) throws {
    let path = Paths.expanded(file)
    switch transfer {
    case .to:
      let table = Listings.corrections(try store.corrections())
      let answer = Answer(
        title: "corrections", table: table, notes: [],
        provenance: Provenance(statement: "corrections", toolVersion: store.toolVersion))
      let written = try Render.export(answer, as: .csv, to: path, options: RenderOptions(), replacing: false)
      output.tell("wrote \(written.joined(separator: ", ")), \(Self.phrase(table.rows.count, "correction"))\n")
    case .from:
      let read = try CorrectionFile.entries(path).map { try correction($0, in: Paths.name(of: file)) }
      let known = try store.take(corrections: read)
      let waiting = read.count - known
      let rest = waiting > 0 ? "; \(waiting) of them of records that are not loaded" : ""
      output.tell("took \(Self.phrase(read.count, "correction"))\(rest)\n")
    }
  }

  private func correction(_ entry: CorrectionFile.Entry, in file: String) throws -> CorrectionRecord {
    guard let kind = Correction(rawValue: entry.kind), kind != .include,
      let subject = SubjectKind(rawValue: entry.subject), subject == .incidents || subject == .events,
      !entry.id.isEmpty
    else {
      throw SourceError.wrongFormat(
        file: file, format: "corrections",
        reason: "line \(entry.line): kind is note or exclude, subject incidents or events, and id an id")
    }
    guard let at = entry.at else {
      throw SourceError.wrongFormat(
        file: file, format: "corrections", reason: "line \(entry.line): 'at' is not a time such as 2024-01-07T18:00:00Z"
      )
    }
    return CorrectionRecord(kind: kind, subject: subject, name: entry.id, text: entry.text, at: at)
  }

  private static func phrase(_ count: Int, _ noun: String) -> String {
    "\(count.grouped) \(count == 1 ? noun : Plural.of(noun))"
  }

  // MARK: upkeep

  func backup(to file: String) throws {
    try store.backup(to: Paths.expanded(file))
    output.tell("wrote \(file)\n")
  }

  func compact() throws {
    let (before, after) = try store.compact()
    output.tell("\(before.grouped) bytes before, \(after.grouped) now\n")
  }

  func snapshot(_ name: String) throws {
    do {
      let made = try store.snapshot(named: name)
      output.tell(
        """
        snapshot \(name): d:\(Identity.shortID(made.dataID)) of \(Self.phrase(made.datasets.count, "dataset")), \
        \(Self.phrase(made.runs.count, "result"))

        """)
    } catch StoreError.snapshotExists {
      throw Diagnostic(
        .error, "there is a snapshot '\(name)' already", help: "'snapshots' lists them; choose another name")
    }
  }

  func listSnapshots() throws {
    let rows = try store.snapshots().map { ($0, try store.changes(since: $0)) }
    try show(Listings.snapshots(rows), title: "snapshots")
  }
}

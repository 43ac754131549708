import Query
import Storage
import Subjects
import Tables

/// The user's corrections as they bear on one statement.
struct Exclusions {
  /// Records that would count were they not excluded, with the reasons.
  let excluded: [CorrectionRecord]

  /// As the data's id counts them.
  var identityLines: [String] { excluded.map(\.identityLine) }

  var notes: [Note] {
    guard !excluded.isEmpty else { return [] }
    let shown = excluded.prefix(5).map { "\($0.name) (\($0.text))" }.joined(separator: ", ")
    let more = excluded.count > 5 ? ", and \(excluded.count - 5) more that 'corrections' lists" : ""
    return [Note(.caution, "excluded by correction: \(shown)\(more)")]
  }
}

extension Answerer {
  /// What corrections keep out of a statement's records and of the selection of its period.
  func exclusions(_ query: ResolvedQuery, _ clock: ZoneClock, _ windows: SelectionWindows?) throws -> Exclusions {
    let all = try store.corrections().filter { $0.kind == .exclude }
    guard !all.isEmpty else { return Exclusions(excluded: []) }
    var names: Set<String> = []
    if [.incidents, .events].contains(query.slice.subject) {
      let coverage = try catalogues(query.slice)
      let period = RecordPeriod(query: query, clock: clock, windows: windows, coverage: coverage)
      names.formUnion(try fetch(query.slice, isExcluded: true).filter(period.contains).map(\.name))
    }
    if case .selection(let selection) = query.slice.during, selection.subject != .episodes {
      names.formUnion(try fetch(narrowed(selection, by: query), isExcluded: true).map(\.name))
    }
    return Exclusions(excluded: all.filter { names.contains($0.name) })
  }

  /// Remarks on listed records.
  func remarks(on records: [StoredRecord], _ subject: SubjectKind) throws -> [Note] {
    let names = Set(records.map(\.name))
    let notes = try store.corrections().filter {
      $0.kind == .note && $0.subject == subject && names.contains($0.name)
    }
    return notes.map { Note(.scope, "note on \($0.name): \($0.text)") }
  }
}
